/** Which process a written-down process number meant, so that a number used again after a restart is not taken for it. */
import { readFileSync } from "node:fs";

export type ProcessIdentity = {
  readonly pid: number;
  /** The moment it began, in the system's own words; null where the system does not tell (anything but Linux). */
  readonly began: string | null;
};

export function identityOf(pid: number): ProcessIdentity {
  return { pid, began: linuxState(pid)?.began ?? null };
}

export function isRunning({ pid, began }: ProcessIdentity): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const state = linuxState(pid);
  if (state === null) return true;
  // A container whose first process never collects its dead leaves them as zombies, which answer to signal 0.
  if (state.letter === "Z" || state.letter === "X") return false;
  return began === null || began === state.began;
}

function linuxState(pid: number): { letter: string; began: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // proc_pid_stat(5): the command's name, in brackets, may hold anything; the fields after it start with the third.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return { letter: fields[0] ?? "", began: `${boot}:${fields[19] ?? ""}` };
  } catch {
    return null;
  }
}
