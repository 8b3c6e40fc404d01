/**
 * One process at a time may start, join or leave the embedded database of a data folder. The lock is a file that names its
 * owner; the lock of an owner who died is taken away. PostgreSQL's own interlock stands behind it: two servers never open
 * one cluster, whatever happens here.
 */
import { randomBytes } from "node:crypto";
import { link, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseProblem } from "./database-problem.ts";
import { giveToOwnerOf } from "./postgres-account.ts";
import { identityOf, isRunning, type ProcessIdentity } from "./process-identity.ts";

const POLL_MILLISECONDS = 25;
/** Recovering a large database after a crash takes minutes; nothing else holds the lock for long. */
const PATIENCE_MILLISECONDS = 10 * 60_000;

/** Does `act` while no other process (nor another caller in this one) is inside for the same data folder. */
export async function withStartLock<Result>(dataFolder: string, act: () => Promise<Result>): Promise<Result> {
  const lock = path.join(dataFolder, "postgres.lock");
  await acquire(lock);
  try {
    await sweepDrafts(lock);
    return await act();
  } finally {
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<void> {
  const mine = `${lock}.${process.pid}-${randomBytes(4).toString("hex")}`;
  const giveUpAt = Date.now() + PATIENCE_MILLISECONDS;
  await writeFile(mine, JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  await giveToOwnerOf(path.dirname(lock), mine);
  try {
    // A link appears with its content, all or nothing: nobody ever reads a lock without its owner's name.
    while (!(await tryLink(mine, lock))) {
      const owner = await readOwner(lock);
      if (owner !== null && !isRunning(owner)) await takeAway(lock, owner);
      else if (Date.now() > giveUpAt) {
        throw new DatabaseProblem(
          `Process ${owner?.pid ?? "unknown"} has been starting the database for ten minutes: look at postgres.log in the data folder, and stop that process if it hangs.`,
        );
      } else await sleep(POLL_MILLISECONDS);
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** Removes the drafts of locks whose writers were killed before they could. */
async function sweepDrafts(lock: string): Promise<void> {
  const folder = path.dirname(lock);
  for (const name of await readdir(folder)) {
    const writer = /^postgres\.lock\.(?:dead-)?(\d+)-/.exec(name)?.[1];
    if (writer === undefined || isRunning({ pid: Number(writer), began: null })) continue;
    await rm(path.join(folder, name), { force: true });
  }
}

async function tryLink(mine: string, lock: string): Promise<boolean> {
  try {
    await link(mine, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function readOwner(lock: string): Promise<ProcessIdentity | null> {
  try {
    return JSON.parse(await readFile(lock, "utf8")) as ProcessIdentity;
  } catch (error) {
    // Gone since, or torn by a power cut: the second kind belongs to nobody who still runs.
    return error instanceof SyntaxError ? { pid: 0, began: null } : null;
  }
}

/** Removes a dead owner's lock. Two who try at once move it aside one after the other, so the second looks at what it got. */
async function takeAway(lock: string, dead: ProcessIdentity): Promise<void> {
  const aside = `${lock}.dead-${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  const got = await readOwner(aside);
  if (got !== null && (got.pid !== dead.pid || got.began !== dead.began)) await tryLink(aside, lock);
  await rm(aside, { force: true });
}
