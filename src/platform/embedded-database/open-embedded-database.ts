/** The door to the embedded database: real PostgreSQL, started when first needed and stopped when last let go of. */
import { access, constants, mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import { locateCluster, makeCluster, refuseOtherMajor, ROOT_ONLY_FOLDER, type Cluster } from "./cluster.ts";
import { writeClusterRecord } from "./cluster-record.ts";
import { errorCode, withConnection } from "./connection.ts";
import { DatabaseProblem } from "./database-problem.ts";
import { join, leave } from "./holders.ts";
import { findPostgresPrograms, type PostgresPrograms } from "./postgres-programs.ts";
import { findServer, serverUrl, startServer, stopServer, type Server } from "./server.ts";
import { withStartLock } from "./start-lock.ts";

const DATABASE = "wantsum";

export type OpenDatabase = {
  /** Holds the password: never log it. */
  readonly url: string;
  /** Lets go of the database, once; later calls do nothing. The last process to let go stops the server. */
  close(): Promise<void>;
};

export type Log = (sentence: string) => void;

/** Joins the server of this data folder, starting it (and making its cluster) if need be. */
export async function openEmbeddedDatabase(options: { readonly dataFolder: string; readonly log: Log }): Promise<OpenDatabase> {
  const dataFolder = await prepareDataFolder(options.dataFolder);
  return await withStartLock(dataFolder, async () => {
    const holder = await join(dataFolder);
    try {
      const cluster = await locateCluster(dataFolder, options.log);
      const server = (await joinServer(cluster)) ?? (await startCluster(dataFolder, cluster, options.log));
      await makeDatabase(server, cluster);
      let closed: Promise<void> | null = null;
      return {
        url: serverUrl(server, cluster.record.password, DATABASE),
        close: () => (closed ??= withStartLock(dataFolder, () => letGo(dataFolder, holder, options.log))),
      };
    } catch (error) {
      await letGo(dataFolder, holder, options.log).catch(() => undefined);
      throw error;
    }
  });
}

async function prepareDataFolder(given: string): Promise<string> {
  try {
    await mkdir(given, { recursive: true, mode: 0o700 });
    const dataFolder = await realpath(given);
    await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
    await access(path.join(dataFolder, "postgres.json"), constants.R_OK | constants.W_OK).catch((error: unknown) => {
      if (errorCode(error) !== "ENOENT") throw error;
    });
    return dataFolder;
  } catch (error) {
    throw new DatabaseProblem(
      `The data folder ${given} cannot be used (${errorCode(error) || String(error)}): run Wantsum as the user it belongs to, or set WANTSUM_DATA to a folder of your own.`,
      { cause: error },
    );
  }
}

async function joinServer(cluster: Cluster): Promise<Server | null> {
  return cluster.exists ? await findServer(cluster) : null;
}

async function startCluster(dataFolder: string, cluster: Cluster, log: Log): Promise<Server> {
  const programs = await programsFor(dataFolder, cluster, log);
  if (!cluster.exists) {
    log(`Making the database in ${cluster.folder}, which happens once.`);
    await makeCluster(dataFolder, cluster, programs);
  }
  await refuseOtherMajor(cluster.folder, programs);
  const server = await startServer({ cluster, programs, logFile: path.join(dataFolder, "postgres.log"), log });
  await writeClusterRecord(dataFolder, { ...cluster.record, port: server.port, complete: true });
  return server;
}

function programsFor(dataFolder: string, cluster: Cluster, log: Log): Promise<PostgresPrograms> {
  const copyFolder = cluster.account === null ? dataFolder : ROOT_ONLY_FOLDER;
  return findPostgresPrograms({ account: cluster.account, copyFolder, log });
}

/** Looks first: making it fails loudly when it exists, and a start should be quiet. */
async function makeDatabase(server: Server, cluster: Cluster): Promise<void> {
  await withConnection(serverUrl(server, cluster.record.password, "postgres"), async (client) => {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}

/** Call under the start lock: nobody may join between counting who is left and stopping the server. */
async function letGo(dataFolder: string, holder: string, log: Log): Promise<void> {
  if ((await leave(dataFolder, holder)) > 0) return;
  const cluster = await locateCluster(dataFolder, log);
  await stopServer(cluster, () => programsFor(dataFolder, cluster, log));
}
