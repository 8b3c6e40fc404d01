/** One short-lived connection, for the checks made before the program's own pool exists. */
import pg from "pg";

export async function withConnection<Result>(url: string, act: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: "wantsum start" });
  // Without a listener, a server that ends while we are connected would end this program too.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await act(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** PostgreSQL's or the system's code for what went wrong, or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
