/** Where the cluster of a data folder lives, and making it the first time. */
import { createHash, randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { clusterPath, readClusterRecord, writeClusterRecord, type ClusterRecord } from "./cluster-record.ts";
import { DatabaseProblem } from "./database-problem.ts";
import {
  chooseAccount,
  firstBarrier,
  giveTo,
  makePassableFolder,
  openWayThrough,
  type PostgresAccount,
} from "./postgres-account.ts";
import type { PostgresPrograms } from "./postgres-programs.ts";
import { runProgram } from "./run-program.ts";

/** Where things go that PostgreSQL's account cannot reach in their own places. Only used when we run as root. */
export const ROOT_ONLY_FOLDER = "/var/lib/wantsum";
export const SUPERUSER = "wantsum";

export type Cluster = {
  readonly folder: string;
  readonly account: PostgresAccount | null;
  readonly record: ClusterRecord;
  readonly exists: boolean;
};

/** Finds the cluster, or settles where one is to be made. Changes nothing in a cluster that exists, except its owner from root. */
export async function locateCluster(dataFolder: string, log: (sentence: string) => void): Promise<Cluster> {
  const written = await readClusterRecord(dataFolder);
  const record = written ?? (await planCluster(dataFolder));
  const folder = clusterPath(dataFolder, record);
  const account = await chooseAccount(folder, dataFolder);
  const status = await stat(folder).catch(() => null);
  if (status === null && record.complete) {
    throw new DatabaseProblem(
      `The database of ${dataFolder} was kept in ${folder} and is no longer there: put that folder back, or remove ${path.join(dataFolder, "postgres.json")} to begin with an empty one.`,
    );
  }
  if (status !== null && written === null) {
    throw new DatabaseProblem(
      `${folder} holds a database whose password is lost with ${path.join(dataFolder, "postgres.json")}: restore that file, or move the folder away to begin with an empty one.`,
    );
  }
  if (account === null && status !== null && process.getuid !== undefined && status.uid !== process.getuid()) {
    throw new DatabaseProblem(
      `${folder} belongs to user ${status.uid}: run Wantsum as that user, or as root.`,
    );
  }
  if (account !== null) await makeWay({ dataFolder, folder, account, exists: status !== null, log });
  return { folder, account, record, exists: status !== null };
}

/** Makes the cluster beside its final name and renames it, so that what a crash leaves behind is never taken for a database. */
export async function makeCluster(dataFolder: string, cluster: Cluster, programs: PostgresPrograms): Promise<void> {
  const { folder, account, record } = cluster;
  const parent = path.dirname(folder);
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${path.basename(folder)}.making-`)) await rm(path.join(parent, name), { recursive: true });
  }
  const draft = `${folder}.making-${randomBytes(4).toString("hex")}`;
  const passwordFile = `${draft}-password`;
  await writeClusterRecord(dataFolder, record);
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, record.password, { mode: 0o600 });
    if (account !== null) {
      await chown(draft, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const made = await runProgram(programs.initdb, initdbArguments(draft, passwordFile), { folder: parent, account });
    if (!made.ok) {
      throw new DatabaseProblem(cannotMakeSentence(folder, made.output));
    }
    await rename(draft, folder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

export async function refuseOtherMajor(folder: string, programs: PostgresPrograms): Promise<void> {
  const major = (await readFile(path.join(folder, "PG_VERSION"), "utf8").catch(() => "")).trim();
  if (major === String(programs.major)) return;
  throw new DatabaseProblem(
    major === ""
      ? `${folder} is not a PostgreSQL database: move it away, or restore the database there from a backup.`
      : `${folder} was made by PostgreSQL ${major} and this Wantsum brings PostgreSQL ${programs.major}: back up with the Wantsum that made it and restore with this one.`,
  );
}

async function planCluster(dataFolder: string): Promise<ClusterRecord> {
  const beside = path.join(dataFolder, "postgres");
  const account = await chooseAccount(beside, dataFolder);
  const plan = { password: randomBytes(24).toString("hex"), port: null, complete: false };
  if (account === null) return { ...plan, clusterFolder: "postgres" };
  await openWayThrough(dataFolder, account);
  if ((await firstBarrier(dataFolder, account)) === null) return { ...plan, clusterFolder: "postgres" };
  const name = createHash("sha256").update(dataFolder).digest("hex").slice(0, 12);
  return { ...plan, clusterFolder: path.join(ROOT_ONLY_FOLDER, name, "postgres") };
}

/** As root: sees to it that PostgreSQL's account can reach the cluster, or says which folder is in the way. */
async function makeWay(options: {
  dataFolder: string;
  folder: string;
  account: PostgresAccount;
  exists: boolean;
  log: (sentence: string) => void;
}): Promise<void> {
  const { dataFolder, folder, account, exists } = options;
  const parent = path.dirname(folder);
  if (parent === dataFolder) {
    await openWayThrough(dataFolder, account);
  } else if (!exists) {
    await makePassableFolder(ROOT_ONLY_FOLDER);
    await makePassableFolder(parent);
    options.log(
      `PostgreSQL does not run as root, and the account it runs as cannot enter ${dataFolder}, so its files are kept in ${folder}.`,
    );
  }
  const barrier = await firstBarrier(parent, account);
  if (barrier !== null) {
    throw new DatabaseProblem(
      `PostgreSQL refuses to run as root, and user ${account.uid}, whom it runs as, may not enter ${barrier}: run Wantsum as an ordinary user, or use a data folder outside it (WANTSUM_DATA).`,
    );
  }
  if (exists && (await stat(folder)).uid === 0) await giveTo(folder, account);
}

function initdbArguments(folder: string, passwordFile: string): readonly string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // PostgreSQL's own C.UTF-8: the same order on every machine and after every upgrade, so that indexes stay true.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
  ];
}

function cannotMakeSentence(folder: string, output: string): string {
  if (/could not look up effective user ID/.test(output)) {
    return "PostgreSQL needs the user it runs as to have a name, and this one is only a number: give it a line in /etc/passwd, or set DATABASE_URL.";
  }
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const reason = lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1) ?? "it gave no reason.";
  return `PostgreSQL could not make a database in ${folder}: ${reason}`;
}
