/** Starting the PostgreSQL server of a cluster, finding one that runs already, and stopping it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFile, open, stat, truncate } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode, withConnection } from "./connection.ts";
import { SUPERUSER, type Cluster } from "./cluster.ts";
import { DatabaseProblem } from "./database-problem.ts";
import { giveToOwnerOf } from "./postgres-account.ts";
import type { PostgresPrograms } from "./postgres-programs.ts";
import { disown, readPostmaster, whoHolds } from "./postmaster.ts";
import { bareEnvironment, runProgram } from "./run-program.ts";
import { serverSettings } from "./server-settings.ts";

const POLL_MILLISECONDS = 20;
/** Sessions that outlive a killed server hold its memory until they notice; a port may be taken under our nose. */
const RETRY_MILLISECONDS = 20_000;
const RECOVERY_MILLISECONDS = 9 * 60_000;
const STOP_MILLISECONDS = 60_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const WORTH_A_RETRY = /shared memory block|lock file ".*" already exists|could not bind|could not create any TCP/;

export type Server = { readonly pid: number; readonly port: number };

/** The server that runs on this cluster already, whoever started it; null when there is none. */
export async function findServer(cluster: Cluster): Promise<Server | null> {
  const claimed = await readPostmaster(cluster.folder);
  if (claimed === null) return null;
  const holder = await whoHolds(claimed.pid, cluster.folder);
  if (holder === "other") await disown(cluster.folder);
  if (holder === "gone" || holder === "other") return null;
  // Where the system does not say what the process is, only an answer counts, and it does not take minutes.
  const giveUpAt = Date.now() + (holder === "ours" ? RECOVERY_MILLISECONDS : 5000);
  while (Date.now() < giveUpAt) {
    const now = await readPostmaster(cluster.folder);
    if (now === null || (await whoHolds(now.pid, cluster.folder)) === "gone") return null;
    if (now.ready && (await answers(now.port, cluster))) return { pid: now.pid, port: now.port };
    await sleep(POLL_MILLISECONDS);
  }
  throw new DatabaseProblem(
    `Process ${claimed.pid} seems to be a PostgreSQL that uses ${cluster.folder} but does not answer: stop it and try again.`,
  );
}

/** Starts a server; after a crash this includes PostgreSQL's own recovery. */
export async function startServer(options: {
  readonly cluster: Cluster;
  readonly programs: PostgresPrograms;
  readonly logFile: string;
  readonly log: (sentence: string) => void;
}): Promise<Server> {
  await keepLogSmall(options.logFile);
  const retryUntil = Date.now() + RETRY_MILLISECONDS;
  for (;;) {
    const logged = await sizeOf(options.logFile);
    const server = await tryStart(options);
    if (server !== null) return server;
    const said = await readFrom(options.logFile, logged);
    if (!WORTH_A_RETRY.test(said) || Date.now() > retryUntil) {
      const reason = said.split("\n").findLast((line) => /FATAL|PANIC|postgres: /.test(line)) ?? "it gave no reason";
      throw new DatabaseProblem(`PostgreSQL did not start: ${reason.trim()} (see ${options.logFile}).`);
    }
    await sleep(250);
  }
}

/** Stops the server: sessions are ended, everything is written, files are closed. */
export async function stopServer(cluster: Cluster, findPrograms: () => Promise<PostgresPrograms>): Promise<void> {
  const claimed = await readPostmaster(cluster.folder);
  if (claimed === null) return;
  const holder = await whoHolds(claimed.pid, cluster.folder);
  if (holder === "gone" || holder === "other") return;
  if (process.platform === "win32") {
    const { pgCtl } = await findPrograms();
    await runProgram(pgCtl, ["stop", "-D", cluster.folder, "-m", "fast", "-w"], { folder: cluster.folder, account: null });
    return;
  }
  // PostgreSQL calls SIGINT the fast shutdown: it does not wait for clients to leave by themselves.
  process.kill(claimed.pid, "SIGINT");
  const giveUpAt = Date.now() + STOP_MILLISECONDS;
  while ((await whoHolds(claimed.pid, cluster.folder)) !== "gone") {
    if (Date.now() > giveUpAt) {
      throw new DatabaseProblem(
        `PostgreSQL (process ${claimed.pid}) was told to stop and is still writing; nothing is lost, and the next start will find it.`,
      );
    }
    await sleep(POLL_MILLISECONDS);
  }
}

/** Null when the server ended before it was ready; its log says why. */
async function tryStart(options: {
  readonly cluster: Cluster;
  readonly programs: PostgresPrograms;
  readonly logFile: string;
  readonly log: (sentence: string) => void;
}): Promise<Server | null> {
  const { cluster } = options;
  const port = await freePort();
  const child = await spawnPostgres(cluster, options.programs, port, options.logFile);
  const began = Date.now();
  let told = false;
  while (child.exitCode === null && child.signalCode === null) {
    const postmaster = await readPostmaster(cluster.folder);
    if (postmaster !== null && postmaster.ready && postmaster.pid === child.pid) {
      // Nothing here may keep the program alive: the server is meant to outlive it if need be.
      child.unref();
      return { pid: postmaster.pid, port };
    }
    const waited = Date.now() - began;
    if (waited > 5000 && !told) {
      options.log("The database is recovering from a sudden stop; this can take some minutes.");
      told = true;
    }
    if (waited > RECOVERY_MILLISECONDS) {
      child.unref();
      throw new DatabaseProblem(`PostgreSQL is still recovering; try again later (its progress is in ${options.logFile}).`);
    }
    await sleep(POLL_MILLISECONDS);
  }
  return null;
}

async function spawnPostgres(
  cluster: Cluster,
  programs: PostgresPrograms,
  port: number,
  logFile: string,
): Promise<ChildProcess> {
  const log = await open(logFile, "a", 0o600);
  try {
    await giveToOwnerOf(path.dirname(logFile), logFile);
    const child = spawn(programs.postgres, ["-D", cluster.folder, ...serverSettings(port)], {
      cwd: path.dirname(cluster.folder),
      env: bareEnvironment(),
      stdio: ["ignore", log.fd, log.fd],
      // A group of its own: Ctrl-C in a terminal must not stop the database before the program let go of it.
      detached: true,
      windowsHide: true,
      ...cluster.account,
    });
    await once(child, "spawn");
    return child;
  } catch (error) {
    throw new DatabaseProblem(
      `PostgreSQL could not be run (${error instanceof Error ? error.message : String(error)}): run Wantsum as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    );
  } finally {
    await log.close();
  }
}

async function answers(port: number, cluster: Cluster): Promise<boolean> {
  try {
    const folder = await withConnection(serverUrl({ port }, cluster.record.password, "postgres"), async (client) => {
      const shown = await client.query<{ data_directory: string }>("SHOW data_directory");
      return shown.rows[0]?.data_directory ?? "";
    });
    return await isSameFolder(folder, cluster);
  } catch (error) {
    if (errorCode(error) !== "28P01") return false;
    throw new DatabaseProblem(
      `The database in ${cluster.folder} does not accept the password in postgres.json: restore the file that belongs to it.`,
    );
  }
}

/** A server whose data folder was moved under it still reports the old name, but then the process itself was recognised. */
async function isSameFolder(reported: string, cluster: Cluster): Promise<boolean> {
  const [there, here] = await Promise.all([stat(reported).catch(() => null), stat(cluster.folder)]);
  return there === null ? process.platform === "linux" : there.dev === here.dev && there.ino === here.ino;
}

export function serverUrl(server: { readonly port: number }, password: string, database: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/${database}`;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** The server appends to the file it was given, so the file is emptied in place rather than replaced. */
async function keepLogSmall(logFile: string): Promise<void> {
  if ((await sizeOf(logFile)) <= LOG_LIMIT_BYTES) return;
  await copyFile(logFile, `${logFile}.1`);
  await truncate(logFile);
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

async function readFrom(file: string, start: number): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(64 * 1024), position: start });
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
