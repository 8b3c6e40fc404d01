/** The database that the configuration asks for: the operator's own PostgreSQL, or the embedded one. */
import type { Config } from "../config.ts";
import { errorCode, withConnection } from "./connection.ts";
import { DatabaseProblem } from "./database-problem.ts";
import { openEmbeddedDatabase, type Log, type OpenDatabase } from "./open-embedded-database.ts";

/** The oldest PostgreSQL the project promises to run on, as PostgreSQL numbers itself. */
const OLDEST_VERSION = 150_000;

export async function openDatabaseFor(
  config: Pick<Config, "databaseUrl" | "dataFolder">,
  log: Log,
): Promise<OpenDatabase> {
  if (config.databaseUrl === null) return await openEmbeddedDatabase({ dataFolder: config.dataFolder, log });
  await checkOwnDatabase(config.databaseUrl);
  return { url: config.databaseUrl, close: () => Promise.resolve() };
}

async function checkOwnDatabase(url: string): Promise<void> {
  const version = await readVersion(url);
  if (version.number >= OLDEST_VERSION) return;
  throw new DatabaseProblem(
    `DATABASE_URL leads to PostgreSQL ${version.name}, and Wantsum needs 15 or newer: upgrade it, or unset DATABASE_URL to use the PostgreSQL that comes with Wantsum.`,
  );
}

async function readVersion(url: string): Promise<{ number: number; name: string }> {
  try {
    return await withConnection(url, async (client) => {
      const found = await client.query<{ number: string; name: string }>(
        "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS name",
      );
      return { number: Number(found.rows[0]?.number), name: found.rows[0]?.name ?? "of an unknown version" };
    });
  } catch (error) {
    // The cause is left out on purpose: some errors repeat the address they were given, password and all.
    throw new DatabaseProblem(`DATABASE_URL does not lead to a database Wantsum can use: ${reasonFor(error, url)}.`);
  }
}

function reasonFor(error: unknown, url: string): string {
  if (!URL.canParse(url)) return "it is not an address such as postgres://user:password@host:5432/database";
  const { hostname, port, username, pathname } = new URL(url);
  const place = `${hostname || "this machine"}, port ${port || "5432"}`;
  const code = errorCode(error);
  const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: `nothing answers at ${place}`,
    ENOTFOUND: `there is no machine named ${hostname}`,
    EAI_AGAIN: `there is no machine named ${hostname}`,
    ETIMEDOUT: `${place} does not answer`,
    EHOSTUNREACH: `${place} cannot be reached`,
    "28P01": `${place} does not accept that password for ${decodeURIComponent(username)}`,
    "28000": `${place} does not let ${decodeURIComponent(username)} in`,
    "3D000": `${place} has no database named ${decodeURIComponent(pathname.slice(1))}`,
    "53300": `${place} has no connection to spare`,
  };
  if (error instanceof Error && /timeout/.test(error.message)) return `${place} does not answer`;
  return reasons[code] ?? `connecting to ${place} failed${code === "" ? "" : ` (${code})`}`;
}
