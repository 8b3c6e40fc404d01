#!/usr/bin/env node
/** The `wantsum` command: src/cli/wantsum.ts under Node 24. */
import { realpathSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { runUnderNode24 } from "./find-node24.mjs";

// npm and npx make a link to this file; the source stands beside the real one.
const here = path.dirname(realpathSync(fileURLToPath(import.meta.url)));
runUnderNode24([path.join(here, "..", "src", "cli", "wantsum.ts"), ...process.argv.slice(2)]);
