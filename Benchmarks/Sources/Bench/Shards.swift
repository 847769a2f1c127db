import Foundation
import Postgres
import ScratchServer

/// A company whose large relations lie in other databases of the same server, divided by the employee.
struct Shards {
    /// The database that has them as foreign tables.
    static let database = "sharded"

    let count: Int
    /// The source, as the superuser.
    let source: PostgresConfiguration

    static func make(of company: Company, count: Int, on server: ScratchServer) async throws -> Shards {
        note("its rows are divided among \(count) databases …")
        for shard in 0..<count {
            try await server.configuration.withConnection {
                try await $0.script(
                    "create database shard_\(shard) template \(company.database) strategy file_copy")
            }
            try await script(
                "shard.sql", in: "shard_\(shard)", ["bench.shard": "\(shard)", "bench.shards": "\(count)"], on: server)
            // Outside of a transaction; row estimates come from here.
            try await server.configuration.withDatabase("shard_\(shard)").withConnection {
                try await $0.script("vacuum analyze")
            }
        }
        try await server.configuration.withConnection { try await $0.script("create database \(database)") }
        try await script(
            "sharded.sql", in: database, ["bench.host": server.folder, "bench.shards": "\(count)"], on: server)
        return Shards(count: count, source: try server.configuration.withDatabase(database))
    }

    private static func script(
        _ file: String, in database: String, _ settings: [String: String], on server: ScratchServer
    ) async throws {
        let sql = try Tool.text(file)
        try await server.configuration.withDatabase(database).withConnection { connection in
            for (name, value) in settings {
                try await connection.execute("select set_config($1, $2, false)", name, value)
            }
            try await connection.script(sql)
        }
    }

    func drop(from server: ScratchServer) async throws {
        try await server.configuration.withConnection { connection in
            for database in [Self.database] + (0..<count).map({ "shard_\($0)" }) {
                try await connection.script("drop database \(database) with (force)")
            }
        }
    }
}
