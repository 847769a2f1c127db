import Foundation
import Measures
import Postgres
import Schema
import ScratchServer
import Store
import Support

@testable import Worker

/// The sample company on two servers, as docs/scale.md has it set up: both hold its large relations, divided by the employee, and one
/// of them the source database as well.
struct ShardedCompany {
    let shards: [ScratchServer]
    /// As the superuser.
    let source: PostgresConfiguration

    static func with<Value>(_ body: (ShardedCompany) async throws -> Value) async throws -> Value {
        try await ScratchServer.running { one in
            try await ScratchServer.running { other in try await body(make(on: [one, other])) }
        }
    }

    private static func make(on shards: [ScratchServer]) async throws -> ShardedCompany {
        for shard in shards {
            try await shard.configuration.withConnection { connection in
                try await connection.script("create role merit_reader login")
                try await connection.script(Scripts.installSource)
                try await connection.script(Scripts.grantSource)
            }
        }
        try await shards[1].configuration.withConnection { try await $0.script("create database hr") }
        let company = ShardedCompany(shards: shards, source: try shards[1].configuration.withDatabase("hr"))
        try await company.source.withConnection { connection in
            for block in try setUp(shards.map(\.folder)) { try await connection.script(block) }
            try await connection.withTransaction { try await $0.script(Scripts.demoCompany) }
        }
        try await company.analyze()
        return company
    }

    func analyze() async throws {
        for shard in shards {
            try await shard.configuration.withConnection { try await $0.script("analyze") }
        }
    }

    /// One more relation of the shards, without rows.
    func addRelation(_ name: String, _ columns: String) async throws {
        for shard in shards {
            try await shard.configuration.withConnection { connection in
                try await connection.script("create table merit_source.\(name) (\(columns))")
                try await connection.script(Scripts.grantSource)
            }
        }
        try await source.withConnection { connection in
            try await connection.script(
                "create table merit_source.\(name) (\(columns)) partition by hash (employee_id)")
            for shard in shards.indices {
                try await connection.script(
                    """
                    create foreign table shard_\(shard).\(name) partition of merit_source.\(name)
                        for values with (modulus \(shards.count), remainder \(shard))
                        server shard_\(shard) options (schema_name 'merit_source', table_name '\(name)')
                    """)
            }
            try await connection.script(Scripts.grantSource)
        }
    }

    /// What `merit_reader`'s session does with statements, as it reads a period.
    func plans(
        over span: Span, of statements: @Sendable (SourceCatalog) throws -> [RelationStatement]
    ) async throws -> [(relation: String, plan: String)] {
        let pool = PostgresPool(try source.with(["user": "merit_reader"]), maximum: 1)
        let plans = try await SourceDatabase(pool: pool).snapshot { snapshot in
            var plans: [(relation: String, plan: String)] = []
            for statement in try statements(snapshot.catalog) {
                let parameters = span.bounds + statement.arguments.texts.map { $0 as any PostgresEncodable }
                let lines = try await snapshot.connection.query(
                    "explain (verbose, costs off) \(statement.sql)", parameters: parameters
                ).decode(String.self)
                plans.append((statement.relation.name, lines.joined(separator: "\n")))
            }
            return plans
        }
        await pool.close()
        return plans
    }

    /// The blocks of SQL in the document, with the servers of the test, which trust whoever comes.
    private static func setUp(_ folders: [String]) throws -> [String] {
        let text = try String(contentsOf: Repository.file("docs/scale.md"), encoding: .utf8)
        let chapter = text.split(separator: "\n## ").first { $0.hasPrefix("On servers of one's own") } ?? ""
        return chapter.matches(of: /```sql\n([^`]*)```/).map { block in
            folders.enumerated().reduce(String(block.1)) { sql, shard in
                sql.replacing(
                    "host 'desk-\(shard.offset)', dbname 'desk'", with: "host '\(shard.element)', dbname 'postgres'")
            }
            .replacing("user 'hr'", with: "user 'postgres'")
            .replacing("password 'secret'", with: "password_required 'false'")
        }
    }
}
