import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { withConnection } from "./connection.ts";
import { DatabaseProblem, openEmbeddedDatabase, type OpenDatabase } from "./index.ts";

const folders: string[] = [];
const opened: OpenDatabase[] = [];
const programs: ChildProcess[] = [];

afterEach(async () => {
  for (const program of programs.splice(0)) program.kill("SIGKILL");
  await Promise.all(opened.splice(0).map((database) => database.close()));
  for (const folder of folders.splice(0)) {
    killServer(folder);
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("openEmbeddedDatabase", () => {
  it("makes a database in a folder with spaces, keeps what was committed, and leaves nothing running", async () => {
    const dataFolder = newDataFolder("a county's data");
    const first = await open(dataFolder);
    const facts = await withConnection(first.url, async (client) => {
      await client.query("CREATE TABLE kept (word text)");
      await client.query("INSERT INTO kept VALUES ('wantsum')");
      const found = await client.query(
        "SELECT current_setting('data_checksums') AS checksums, current_setting('timezone') AS zone, current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync, datlocprovider AS provider FROM pg_database WHERE datname = current_database()",
      );
      return found.rows[0];
    });
    expect(facts).toEqual({ checksums: "on", zone: "UTC", encoding: "UTF8", fsync: "on", provider: "b" });
    expect(statSync(path.join(dataFolder, "postgres.json")).mode & 0o777).toBe(0o600);
    const server = serverPid(dataFolder);
    await first.close();
    await first.close();
    expect(isAlive(server)).toBe(false);
    expect(readdirSync(path.join(dataFolder, "holders"))).toEqual([]);
    const second = await open(dataFolder);
    expect(await wordsKept(second)).toEqual(["wantsum"]);
  });

  it("refuses a wrong password and writes no failed statement into the log", async () => {
    const dataFolder = newDataFolder();
    const database = await open(dataFolder);
    const wrong = database.url.replace(/:[0-9a-f]{48}@/, ":guess@");
    await expect(withConnection(wrong, async () => undefined)).rejects.toMatchObject({ code: "28P01" });
    await withConnection(database.url, (client) => client.query("SELECT 'a private thing'::integer")).catch(() => undefined);
    expect(readFileSync(path.join(dataFolder, "postgres.log"), "utf8")).not.toContain("private thing");
  });

  it("serves many processes that open at the same moment from one server, until the last lets go", async () => {
    const dataFolder = newDataFolder();
    const mine = open(dataFolder);
    const others = await Promise.all([hold(dataFolder), hold(dataFolder), hold(dataFolder)]);
    const urls = new Set([(await mine).url, ...others.map((other) => other.url)]);
    expect(urls.size).toBe(1);
    const server = serverPid(dataFolder);
    await (await mine).close();
    await others[0]?.letGo();
    await others[1]?.letGo();
    expect(isAlive(server)).toBe(true);
    await others[2]?.letGo();
    expect(isAlive(server)).toBe(false);
  });

  it("joins the server that a killed program left behind, and stops it in the end", async () => {
    const dataFolder = newDataFolder();
    const killed = await hold(dataFolder);
    const server = serverPid(dataFolder);
    killed.program.kill("SIGKILL");
    await once(killed.program, "exit");
    expect(isAlive(server)).toBe(true);
    const database = await open(dataFolder);
    expect(serverPid(dataFolder)).toBe(server);
    expect(database.url).toBe(killed.url);
    await database.close();
    expect(isAlive(server)).toBe(false);
  });

  it("recovers what was committed when the server itself was killed", async () => {
    const dataFolder = newDataFolder();
    const first = await open(dataFolder);
    await withConnection(first.url, async (client) => {
      await client.query("CREATE TABLE kept (word text)");
      await client.query("INSERT INTO kept VALUES ('committed')");
    });
    const server = serverPid(dataFolder);
    process.kill(server, "SIGKILL");
    const second = await open(dataFolder);
    expect(serverPid(dataFolder)).not.toBe(server);
    expect(await wordsKept(second)).toEqual(["committed"]);
  });

  it("is not fooled when the number of a killed server now belongs to another program", async () => {
    const dataFolder = newDataFolder();
    const first = await open(dataFolder);
    const file = path.join(dataFolder, "postgres", "postmaster.pid");
    process.kill(serverPid(dataFolder), "SIGKILL");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^\d+/, String(process.pid)));
    const second = await open(dataFolder);
    expect(second.url).not.toBe(first.url);
  });

  it("takes away the lock of a program that died while starting, and sweeps what initdb left half made", async () => {
    const dataFolder = newDataFolder();
    mkdirSync(path.join(dataFolder, "postgres.making-dead"), { recursive: true });
    writeFileSync(path.join(dataFolder, "postgres.making-dead", "PG_VERSION"), "18\n");
    const unfinished = { clusterFolder: "postgres", password: "unused", port: null, complete: false };
    writeFileSync(path.join(dataFolder, "postgres.json"), JSON.stringify(unfinished), { mode: 0o600 });
    writeFileSync(path.join(dataFolder, "postgres.lock"), JSON.stringify({ pid: 2_147_483_646, began: null }));
    await open(dataFolder);
    expect(readdirSync(dataFolder).sort()).toEqual(["holders", "postgres", "postgres.json", "postgres.log"]);
  });

  it("says so when the database was made by another PostgreSQL, is gone, or lost its password", async () => {
    const dataFolder = newDataFolder();
    await (await open(dataFolder)).close();
    const cluster = path.join(dataFolder, "postgres");
    writeFileSync(path.join(cluster, "PG_VERSION"), "17\n");
    expect(await problemOf(dataFolder)).toContain("made by PostgreSQL 17 and this Wantsum brings PostgreSQL 18");
    rmSync(cluster, { recursive: true });
    expect(await problemOf(dataFolder)).toContain("is no longer there: put that folder back");
    mkdirSync(cluster);
    rmSync(path.join(dataFolder, "postgres.json"));
    expect(await problemOf(dataFolder)).toContain("whose password is lost");
  });

  it("says so when the data folder cannot be made", async () => {
    const file = path.join(newDataFolder(), "file");
    writeFileSync(file, "");
    expect(await problemOf(path.join(file, "data"))).toContain("cannot be used (ENOTDIR)");
  });

  it.runIf(process.getuid?.() === 0)("as root, leaves an ordinary user's data folder to that user", async () => {
    const dataFolder = newDataFolder();
    // The account "daemon", which every Unix has.
    const ordinary = 1;
    chownSync(dataFolder, ordinary, ordinary);
    await open(dataFolder);
    for (const name of ["postgres", "postgres.json", "postgres.log", "holders"]) {
      expect([name, statSync(path.join(dataFolder, name)).uid]).toEqual([name, ordinary]);
    }
  });

  it.runIf(process.getuid?.() === 0)("as root, keeps the cluster where PostgreSQL's account can enter", async () => {
    const closedToOthers = newDataFolder();
    chmodSync(closedToOthers, 0o700);
    const dataFolder = path.join(closedToOthers, "data");
    const said: string[] = [];
    const database = await openEmbeddedDatabase({ dataFolder, log: (sentence) => said.push(sentence) });
    opened.push(database);
    expect(said[0]).toMatch(/cannot enter .*, so its files are kept in \/var\/lib\/wantsum\//);
    const { clusterFolder } = JSON.parse(readFileSync(path.join(dataFolder, "postgres.json"), "utf8"));
    folders.push(path.dirname(clusterFolder));
    expect(statSync(clusterFolder).uid).not.toBe(0);
    await database.close();
    // A second start finds it there without a word.
    said.length = 0;
    opened.push(await openEmbeddedDatabase({ dataFolder, log: (sentence) => said.push(sentence) }));
    expect(said).toEqual([]);
  });
});

function newDataFolder(name = "data"): string {
  const parent = realpathSync(mkdtempSync(path.join(tmpdir(), "wantsum-database-")));
  chmodSync(parent, 0o755);
  folders.push(parent);
  const folder = path.join(parent, name);
  mkdirSync(folder);
  return folder;
}

async function open(dataFolder: string): Promise<OpenDatabase> {
  const database = await openEmbeddedDatabase({ dataFolder, log: () => undefined });
  opened.push(database);
  return database;
}

async function hold(dataFolder: string) {
  const program = spawn(process.execPath, [path.join(import.meta.dirname, "hold-open.fixture.ts"), dataFolder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "--disable-warning=ExperimentalWarning" },
  });
  programs.push(program);
  const [chunk] = (await once(program.stdout, "data")) as [Buffer];
  const letGo = async () => {
    program.kill("SIGTERM");
    await once(program, "exit");
  };
  return { program, url: chunk.toString().trim(), letGo };
}

async function wordsKept(database: OpenDatabase): Promise<string[]> {
  const found = await withConnection(database.url, (client) => client.query<{ word: string }>("SELECT word FROM kept"));
  return found.rows.map((row) => row.word);
}

async function problemOf(dataFolder: string): Promise<string> {
  const error: unknown = await open(dataFolder).catch((caught: unknown) => caught);
  if (!(error instanceof DatabaseProblem)) throw new Error("expected a DatabaseProblem", { cause: error });
  return error.message;
}

function serverPid(dataFolder: string): number {
  return Number.parseInt(readFileSync(path.join(dataFolder, "postgres", "postmaster.pid"), "utf8"), 10);
}

/** So that a failed test leaves no server behind. */
function killServer(parent: string): void {
  for (const entry of readdirSync(parent)) {
    const dataFolder = path.join(parent, entry);
    if (!existsSync(path.join(dataFolder, "postgres", "postmaster.pid"))) continue;
    const pid = serverPid(dataFolder);
    if (pid !== process.pid && isAlive(pid)) process.kill(pid, "SIGKILL");
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
