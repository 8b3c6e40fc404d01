/** What is written down about an embedded cluster, in `postgres.json` of its data folder, readable by its owner alone. */
import { open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { DatabaseProblem } from "./database-problem.ts";
import { giveToOwnerOf } from "./postgres-account.ts";

export type ClusterRecord = {
  /** Where the cluster lives: beside this file as a rule, so that the data folder may be moved; else a full path. */
  readonly clusterFolder: string;
  readonly password: string;
  /** The port it last listened on; null before its first start. */
  readonly port: number | null;
  /** False while the cluster is being made: a crash in the middle leaves nothing worth keeping. */
  readonly complete: boolean;
};

export async function readClusterRecord(dataFolder: string): Promise<ClusterRecord | null> {
  const file = recordFile(dataFolder);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return JSON.parse(text) as ClusterRecord;
  } catch (error) {
    throw new DatabaseProblem(`${file} is damaged: restore it from a backup, since it holds the database's password.`, {
      cause: error,
    });
  }
}

/** Replaces the record whole and forces it to disk: a power cut must not part a cluster from its password. */
export async function writeClusterRecord(dataFolder: string, record: ClusterRecord): Promise<void> {
  const file = recordFile(dataFolder);
  const draft = `${file}.new`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(record, null, 1)}\n`);
    await handle.sync();
    await giveToOwnerOf(dataFolder, draft);
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

export function clusterPath(dataFolder: string, record: ClusterRecord): string {
  return path.resolve(dataFolder, record.clusterFolder);
}

function recordFile(dataFolder: string): string {
  return path.join(dataFolder, "postgres.json");
}
