/** How the embedded server runs. Given on its command line, so that a new release of Wantsum brings its own. */
export function serverSettings(port: number): readonly string[] {
  const settings: Readonly<Record<string, string | number>> = {
    cluster_name: "wantsum",
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 100,
    timezone: "UTC",
    log_timezone: "UTC",
    shared_buffers: "256MB",
    effective_cache_size: "1GB",
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    max_wal_size: "1GB",
    random_page_cost: 1.1,
    jit: "off",
    // An acknowledged write is on disk. Never relaxed, not even for tests: they would test something else.
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    // The program reports failed statements itself. PostgreSQL would write their text, and so people's data, into its log.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_line_prefix: "%m [%p] ",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
