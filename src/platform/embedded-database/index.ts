/** The front door of the embedded database. */
export { DatabaseProblem } from "./database-problem.ts";
export { openDatabaseFor } from "./open-database-for.ts";
export { openEmbeddedDatabase, type Log, type OpenDatabase } from "./open-embedded-database.ts";
