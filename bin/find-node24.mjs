/**
 * Finds a Node new enough to run Wantsum's TypeScript source and re-executes a script under it.
 * Plain JavaScript without dependencies, because it runs on the older Node that the machine happens to have.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const OLDEST_MAJOR = 24;
const SAME_PRESS_MILLISECONDS = 500;
const TERMINAL_GRACE_MILLISECONDS = 3000;

/** The path of a Node of version 24 or newer, or null where this machine has none. */
export function findNode24() {
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_MAJOR) return process.execPath;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "node";
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const node = path.join(path.dirname(manifest), "bin", file);
    return existsSync(node) ? node : null;
  } catch {
    return null;
  }
}

/** Runs `node24 ...args` with this process's terminal, and ends as it ends. */
export function runUnderNode24(args) {
  const node = findNode24();
  if (node === null) return giveUp(missingNodeSentence());
  const child = spawn(node, [...nodeFlags(), ...args], { stdio: "inherit", windowsHide: true });
  const stopForwarding = forwardSignals(child);
  child.on("error", (error) => giveUp(`Wantsum could not run Node at ${node}: ${error.message}.`));
  child.on("exit", (code, signal) => {
    stopForwarding();
    if (signal === null) process.exit(code ?? 1);
    // Dying of the same signal tells the caller's shell the truth about how the program ended.
    process.kill(process.pid, signal);
    setTimeout(() => process.exit(1), 1000);
  });
}

/** Without it an idle process lets its memory shrink so far that it collects garbage three times a second when the next busy hour comes (docs/benchmarks.md). */
const STEADY_MEMORY = "--no-memory-reducer";

function nodeFlags() {
  const flags = ["--disable-warning=ExperimentalWarning", STEADY_MEMORY];
  const here = fileURLToPath(import.meta.url);
  // Node declines to strip types from files inside node_modules, which is where `npm install <git url>` puts us.
  if (here.split(path.sep).includes("node_modules")) {
    flags.push(`--import=${pathToFileURL(path.join(path.dirname(here), "strip-types-when-installed.mjs")).href}`);
  }
  return flags;
}

/**
 * Passes signals on to the child, each once. A key press in a terminal reaches every process of the foreground group, so
 * the child has it already and a second one would look like an impatient user; there we wait, and pass it on only if the
 * child is still running after a grace (then somebody signalled this process alone).
 */
function forwardSignals(child) {
  const lastSeen = new Map();
  const timers = new Set();
  const listeners = ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => {
    const listener = () => {
      const seen = lastSeen.get(signal) ?? -Infinity;
      const now = performance.now();
      // npm passes on the key press that this process received for itself.
      if (now - seen < SAME_PRESS_MILLISECONDS) return;
      lastSeen.set(signal, now);
      if (signal !== "SIGTERM" && isTerminalForeground()) {
        timers.add(setTimeout(() => child.kill(signal), TERMINAL_GRACE_MILLISECONDS));
      } else {
        child.kill(signal);
      }
    };
    process.on(signal, listener);
    return [signal, listener];
  });
  return () => {
    for (const timer of timers) clearTimeout(timer);
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

/** Whether a key press in a terminal would reach this process and its child alike. */
function isTerminalForeground() {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    // The name in brackets may hold spaces; the numbers follow the last bracket.
    const [, , processGroup, , terminal, foregroundGroup] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return terminal !== "0" && processGroup === foregroundGroup;
  } catch {
    return Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);
  }
}

function missingNodeSentence() {
  return (
    `Wantsum needs Node ${OLDEST_MAJOR} or newer and this is Node ${process.versions.node}, with no packaged Node ` +
    `for ${process.platform}-${process.arch}: install Node ${OLDEST_MAJOR} from https://nodejs.org and try again.`
  );
}

function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
