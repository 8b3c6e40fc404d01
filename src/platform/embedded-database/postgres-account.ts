/** Whom PostgreSQL runs as. It refuses to run as root, so when we are root it gets an account that owns nothing else. */
import { chmod, chown, lchown, mkdir, readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

export type PostgresAccount = { readonly uid: number; readonly gid: number };

/** Accounts that may own the cluster when we run as root, the most fitting first. */
const CANDIDATES = ["wantsum", "postgres", "nobody"];
const LAST_RESORT: PostgresAccount = { uid: 65_534, gid: 65_534 };

/**
 * Null means: as whoever runs this process. The owner of a cluster that exists stays its owner, and a data folder that belongs
 * to an ordinary user is served as that user, so that one command run as root does not lock its owner out.
 */
export async function chooseAccount(clusterFolder: string, dataFolder: string): Promise<PostgresAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const clusterOwner = await stat(clusterFolder).catch(() => null);
  if (clusterOwner !== null && clusterOwner.uid !== 0) return { uid: clusterOwner.uid, gid: clusterOwner.gid };
  const lines = (await readFile("/etc/passwd", "utf8").catch(() => "")).split("\n").map((line) => line.split(":"));
  const owner = await stat(dataFolder);
  // initdb insists on an account with a name; the owner of a mounted folder may be only a number here.
  const hasName = lines.some((line) => line[2] === String(owner.uid));
  if (owner.uid !== 0 && hasName) return { uid: owner.uid, gid: owner.gid };
  for (const name of CANDIDATES) {
    const fields = lines.find((line) => line[0] === name);
    const account = { uid: Number(fields?.[2]), gid: Number(fields?.[3]) };
    if (account.uid > 0 && account.gid > 0) return account;
  }
  return LAST_RESORT;
}

/** Lets the account pass through the data folder itself (not read it); folders above it are not ours to open. */
export async function openWayThrough(dataFolder: string, account: PostgresAccount): Promise<void> {
  const status = await stat(dataFolder);
  if (mayPass(status, account)) return;
  await chown(dataFolder, status.uid, account.gid);
  await chmod(dataFolder, (status.mode & 0o777) | 0o010);
}

/** The first folder on the way to this one, itself included, that the account may not pass; null when the way is free. */
export async function firstBarrier(folder: string, account: PostgresAccount): Promise<string | null> {
  const { root } = path.parse(folder);
  const names = path.relative(root, folder).split(path.sep);
  for (let depth = 0; depth <= names.length; depth += 1) {
    const step = path.join(root, ...names.slice(0, depth));
    if (!mayPass(await stat(step), account)) return step;
  }
  return null;
}

/** Makes the account the owner of a folder and all that is in it. */
export async function giveTo(folder: string, account: PostgresAccount): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(path.join(folder, entry), account.uid, account.gid);
  }
  await lchown(folder, account.uid, account.gid);
}

/** As root: what we write in a data folder belongs to the owner of the folder. */
export async function giveToOwnerOf(dataFolder: string, file: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const owner = await stat(dataFolder);
  await lchown(file, owner.uid, owner.gid);
}

/** Makes a folder that every account may pass, whatever the umask; one that exists keeps its mode. */
export async function makePassableFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await chmod(folder, 0o755);
}

function mayPass(status: { uid: number; gid: number; mode: number }, account: PostgresAccount): boolean {
  if (status.uid === account.uid) return (status.mode & 0o100) !== 0;
  if (status.gid === account.gid) return (status.mode & 0o010) !== 0;
  return (status.mode & 0o001) !== 0;
}
