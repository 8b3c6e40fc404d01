/**
 * The processes that use the embedded database of a data folder: one small file each, in `holders/`. The last to leave stops
 * the server. Files of processes that died without leaving are swept up. Call only under the start lock.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { giveToOwnerOf } from "./postgres-account.ts";
import { identityOf, isRunning, type ProcessIdentity } from "./process-identity.ts";

/** Registers this process once more, and says which file to hand back to `leave`. */
export async function join(dataFolder: string): Promise<string> {
  const folder = path.join(dataFolder, "holders");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await giveToOwnerOf(dataFolder, folder);
  const file = path.join(folder, `${process.pid}-${randomBytes(4).toString("hex")}`);
  await writeFile(file, JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  await giveToOwnerOf(dataFolder, file);
  return file;
}

/** Removes one holder and says how many are left that still run. */
export async function leave(dataFolder: string, holder: string): Promise<number> {
  await rm(holder, { force: true });
  const folder = path.join(dataFolder, "holders");
  let left = 0;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (await isHeld(file)) left += 1;
    else await rm(file, { force: true });
  }
  return left;
}

async function isHeld(file: string): Promise<boolean> {
  try {
    return isRunning(JSON.parse(await readFile(file, "utf8")) as ProcessIdentity);
  } catch {
    return false;
  }
}
