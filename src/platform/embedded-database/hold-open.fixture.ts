/** A program that opens the embedded database of the folder it is given, prints the address and lets go on SIGTERM. */
import { openEmbeddedDatabase } from "./index.ts";

const database = await openEmbeddedDatabase({ dataFolder: process.argv[2] ?? "", log: () => undefined });
// Keeps the program alive: neither the database nor a signal listener does.
const alive = setInterval(() => undefined, 1000);
process.once("SIGTERM", () => {
  clearInterval(alive);
  void database.close().then(() => process.stdout.write("closed\n"));
});
process.stdout.write(`${database.url}\n`);
