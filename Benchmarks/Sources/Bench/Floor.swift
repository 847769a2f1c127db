import Foundation
import Postgres

/// What the database needs to read the rows at all: an aggregate for each relation, and the result rows copied in.
struct Floor: Way {
    static let name = "floor"
    static let nameWithTasks = "floor with tasks"

    let name: String
    /// Which of Merit's tables have rows of a result.
    let tables: [String]
    /// Whether evaluations are read as well.
    let hasEvaluations: Bool
    let company: PostgresConfiguration
    /// Folder that the server writes to and reads from.
    let folder: String

    /// For measured indicators alone.
    static func measures(_ company: PostgresConfiguration, folder: String) -> Floor {
        Floor(
            name: name, tables: ["result", "indicator_score"], hasEvaluations: false, company: company,
            folder: folder)
    }

    /// For evaluations, tasks and outcomes too, and not for a second look at the tickets, which tasks name.
    static func tasks(_ company: PostgresConfiguration, folder: String) -> Floor {
        Floor(
            name: nameWithTasks, tables: ["result", "indicator_score", "improvement_task", "outcome"],
            hasEvaluations: true, company: company, folder: folder)
    }

    private func file(_ table: String) -> String { "\(folder)/\(name.replacing(" ", with: "_")).\(table).copy" }

    private static let newest =
        "(select period_id from merit.appraisal_period where status = 'scored' order by scored_at desc limit 1)"

    /// Keeps the rows of the newest period that Merit scored, for ``run(_:)`` to copy.
    func prepare() async throws {
        let copies = tables.map { table in
            """
            create table floor.\(table) (like merit.\(table) including all);
            copy (select * from merit.\(table) where period_id = \(Self.newest)) to '\(file(table))' (format binary);
            """
        }
        try await company.withConnection {
            try await $0.script("drop schema if exists floor cascade; create schema floor; \(copies.joined())")
        }
    }

    func run(_ database: PostgresConfiguration) async throws -> Double {
        let script = try Tool.text("floor.sql")
        var statements = script.split(separator: ";\n").map(String.init)
        if hasEvaluations {
            statements.append(
                """
                select employee_id, source, rater_id, indicator, points from merit.evaluation where period_id = \(Self.newest)
                """)
        }
        let copies = tables.map { "copy floor.\($0) from '\(file($0))' (format binary);" }
        return try await company.withConnection { connection in
            // Optimised from the same cost on as Merit's own statements, and by as many processes, as begin_snapshot.sql has it.
            try await connection.script(
                """
                truncate \(tables.map { "floor.\($0)" }.joined(separator: ", ")); set timezone = 'Asia/Shanghai';
                set jit_optimize_above_cost = 200000;
                set max_parallel_workers_per_gather = \(min(2, ProcessInfo.processInfo.processorCount - 1))
                """)
            return try await seconds {
                for statement in statements {
                    _ = try await connection.reduceRows(into: 0, statement, parameters: []) { count, _ in count += 1 }
                }
                try await connection.script("begin; \(copies.joined()) commit")
            }
        }
    }
}
