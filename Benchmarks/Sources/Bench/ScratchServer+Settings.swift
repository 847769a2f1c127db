import Foundation
import Postgres
import ScratchServer

extension ScratchServer {
    /// Settings of a server that reads much: compiling as PostgreSQL has it, other scratch servers go without; and memory, where the
    /// machine has 16 GiB or more.
    static var large: [String: String] {
        guard ProcessInfo.processInfo.physicalMemory >= 16 << 30 else { return ["jit": "on"] }
        return ["jit": "on", "shared_buffers": "4GB", "effective_cache_size": "12GB"]
    }

    /// Its version, such as `15.18`.
    var version: String {
        get async throws {
            try await configuration.withConnection {
                try await $0.query("select split_part(current_setting('server_version'), ' ', 1)").one()
                    .decode(String.self)
            }
        }
    }

    /// Those that figures depend on.
    var settings: [String: String] {
        get async throws {
            let rows = try await configuration.withConnection {
                try await $0.query(
                    """
                    select name, current_setting(name) from pg_settings
                    where name in ('shared_buffers', 'effective_cache_size', 'work_mem', 'jit', 'fsync',
                        'synchronous_commit', 'full_page_writes', 'wal_level', 'max_wal_size', 'max_parallel_workers',
                        'max_parallel_workers_per_gather')
                    """
                ).decode(String.self, String.self)
            }
            return Dictionary(rows.map { ($0, $1) }) { $1 }
        }
    }
}
