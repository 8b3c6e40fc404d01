/**
 * Lets Node run Wantsum's TypeScript source when Wantsum itself was installed into a node_modules folder, where Node
 * declines to strip types. Only Wantsum's own files are touched. Loaded by find-node24.mjs, under Node 24.
 */
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

const ownFiles = new URL("../", import.meta.url).href;

registerHooks({
  load(url, context, nextLoad) {
    const { protocol, pathname } = new URL(url);
    if (protocol !== "file:" || !pathname.endsWith(".ts") || !url.startsWith(ownFiles)) return nextLoad(url, context);
    if (url.slice(ownFiles.length).startsWith("node_modules/")) return nextLoad(url, context);
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"));
    return { format: "module", source, shortCircuit: true };
  },
});
