import { createServer } from "node:net";
import { once } from "node:events";
import { mkdtempSync, rmSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DatabaseProblem, openDatabaseFor, openEmbeddedDatabase, type OpenDatabase } from "./index.ts";

let dataFolder: string;
let embedded: OpenDatabase;

beforeAll(async () => {
  dataFolder = mkdtempSync(path.join(tmpdir(), "wantsum-database-"));
  chmodSync(dataFolder, 0o755);
  embedded = await openEmbeddedDatabase({ dataFolder, log: () => undefined });
});

afterAll(async () => {
  await embedded.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

it("uses the database it is given, and leaves it running", async () => {
  const database = await openDatabaseFor({ databaseUrl: embedded.url, dataFolder: "/nowhere" }, () => undefined);
  expect(database.url).toBe(embedded.url);
  await database.close();
  await expect(openDatabaseFor({ databaseUrl: embedded.url, dataFolder: "/nowhere" }, () => undefined)).resolves.toBeDefined();
});

it("opens the embedded one when none is given", async () => {
  const database = await openDatabaseFor({ databaseUrl: null, dataFolder }, () => undefined);
  expect(database.url).toBe(embedded.url);
  await database.close();
});

it("says in a sentence what is wrong with an address, and never the password", async () => {
  const closedPort = await portWhereNothingListens();
  expect(await problemOf(`postgres://kent:opensesame@127.0.0.1:${closedPort}/wantsum`)).toBe(
    `DATABASE_URL does not lead to a database Wantsum can use: nothing answers at 127.0.0.1, port ${closedPort}.`,
  );
  expect(await problemOf(embedded.url.replace(/:[0-9a-f]{48}@/, ":opensesame@"))).toMatch(
    /does not accept that password for wantsum\.$/,
  );
  expect(await problemOf(embedded.url.replace(/\/wantsum$/, "/elsewhere"))).toMatch(/has no database named elsewhere\.$/);
  expect(await problemOf("postgres://kent:opensesame@:::/wantsum")).toMatch(/it is not an address such as/);
});

async function problemOf(databaseUrl: string): Promise<string> {
  const error: unknown = await openDatabaseFor({ databaseUrl, dataFolder }, () => undefined).catch((caught: unknown) => caught);
  if (!(error instanceof DatabaseProblem)) throw new Error("expected a DatabaseProblem", { cause: error });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("opensesame");
  return error.message;
}

async function portWhereNothingListens(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
