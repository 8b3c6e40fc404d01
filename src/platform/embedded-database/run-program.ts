/** Runs one of PostgreSQL's programs to its end. */
import { spawn } from "node:child_process";
import type { PostgresAccount } from "./postgres-account.ts";

export type ProgramResult = { readonly ok: boolean; readonly output: string };

/** Never throws: a program that could not even begin is a result too. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly folder: string; readonly account: PostgresAccount | null },
): Promise<ProgramResult> {
  return await new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.folder,
      env: bareEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      ...options.account,
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => resolve({ ok: false, output: error.message }));
    child.on("close", (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}

/** Only what PostgreSQL needs: our own environment may hold secrets, and PG... variables meant for another database. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "SystemRoot", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR"];
  const entries = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(entries), LC_ALL: "C", TZ: "UTC" };
}
