package im.fenghuo.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What differs from PostgreSQL's own defaults: durable, small, and for one machine.
final class PostgresSettings {

  /// More than any pool of ours.
  private static final int CONNECTIONS = 100;

  private PostgresSettings() {}

  /// @param port to listen on at the loopback address, or 0 for the socket only
  static List<String> of(Path socket, int port) {
    List<String> settings = new ArrayList<>();
    if (port == 0) {
      settings.add("listen_addresses=");
      settings.add("unix_socket_directories=" + socket);
      settings.add("unix_socket_permissions=0700");
    } else {
      settings.add("listen_addresses=127.0.0.1");
      settings.add("port=" + port);
      settings.add("unix_socket_directories=");
    }
    settings.addAll(
        List.of(
            // Said although they are the defaults: nothing may ever change them by accident.
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "password_encryption=scram-sha-256",
            "max_connections=" + CONNECTIONS,
            "shared_buffers=128MB",
            "effective_cache_size=512MB",
            "work_mem=8MB",
            "maintenance_work_mem=64MB",
            // Nobody replicates from it, so less is logged.
            "wal_level=minimal",
            "max_wal_senders=0",
            "wal_compression=on",
            "max_wal_size=1GB",
            "checkpoint_timeout=15min",
            "random_page_cost=1.1",
            // Short statements by key: neither compiling nor parallel workers ever pay.
            "jit=off",
            "max_parallel_workers_per_gather=0",
            "io_method=sync",
            "idle_in_transaction_session_timeout=60s",
            "log_checkpoints=off",
            "timezone=UTC",
            "log_timezone=UTC",
            // No statement, no value and no detail that quotes one ever reaches the log.
            "log_min_error_statement=panic",
            "log_parameter_max_length_on_error=0",
            "log_error_verbosity=terse"));
    return settings;
  }
}
