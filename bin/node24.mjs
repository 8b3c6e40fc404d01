#!/usr/bin/env node
/** Runs its arguments under Node 24: `node bin/node24.mjs script.ts --option`. */
import process from "node:process";
import { runUnderNode24 } from "./find-node24.mjs";

runUnderNode24(process.argv.slice(2));
