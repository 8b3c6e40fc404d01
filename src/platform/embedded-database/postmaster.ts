/** What PostgreSQL's own lock file, postmaster.pid, says about the server of a cluster, and whether to believe it. */
import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { isRunning } from "./process-identity.ts";

export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

/**
 * gone: no such process. other: a process that merely has the number now. ours: the server of this cluster. unsure: this
 * system does not say what the process is.
 */
export type Holder = "gone" | "other" | "ours" | "unsure";

/** Null when no server claims the cluster. Its lines are PostgreSQL's: pid, folder, began, port, ..., status (the eighth). */
export async function readPostmaster(clusterFolder: string): Promise<Postmaster | null> {
  const text = await readFile(lockFile(clusterFolder), "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.split("\n");
  return { pid: Number.parseInt(lines[0] ?? "", 10), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

export async function whoHolds(pid: number, clusterFolder: string): Promise<Holder> {
  if (!isRunning({ pid, began: null })) return "gone";
  if (process.platform !== "linux") return "unsure";
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  if (command === null) return isRunning({ pid, began: null }) ? "unsure" : "gone";
  const words = command.split("\0");
  if (!path.basename(words[0] ?? "").startsWith("postgres")) return "other";
  if (words[words.indexOf("-D") + 1] === clusterFolder) return "ours";
  // A data folder moved while its server runs, or a copy of one: the server's working folder tells them apart.
  const [working, cluster] = await Promise.all([
    stat(`/proc/${pid}/cwd/.`).catch(() => null),
    stat(clusterFolder).catch(() => null),
  ]);
  if (working === null || cluster === null) return "unsure";
  return working.dev === cluster.dev && working.ino === cluster.ino ? "ours" : "other";
}

/**
 * Tells PostgreSQL that the process named in its lock file is not its server, which it cannot see for itself. The file stays:
 * PostgreSQL also reads in it which shared memory to look at for sessions that outlived their server.
 */
export async function disown(clusterFolder: string): Promise<void> {
  const text = await readFile(lockFile(clusterFolder), "utf8");
  const numberNoProcessHas = "2147483646";
  await writeFile(lockFile(clusterFolder), text.replace(/^[^\n]*/, numberNoProcessHas));
}

function lockFile(clusterFolder: string): string {
  return path.join(clusterFolder, "postmaster.pid");
}
