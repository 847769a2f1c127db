import Foundation
import Postgres

/// One way of scoring the month of a company.
protocol Way {
    var name: String { get }

    /// Does it once.
    ///
    /// - Returns: seconds.
    func run(_ database: PostgresConfiguration) async throws -> Double
}

/// Runs `body` and says how long it took, in seconds.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let begun = ContinuousClock.now
    try await body()
    let time = ContinuousClock.now - begun
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
}

/// `sql_only.sql`, from its transaction's begin to its commit, by what psql says that each statement took.
struct HandWritten: Way {
    let name = "hand-written SQL"

    func run(_ database: PostgresConfiguration) async throws -> Double {
        let output = try await Tool.psql("sql_only.sql", database.conninfo)
        let milliseconds = output.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^Time: ([0-9.]+) ms/).flatMap { Double($0.1) }
        }
        guard !milliseconds.isEmpty else {
            throw Tool.Failed(description: "psql told no times of sql_only.sql; \\timing on belongs before its begin")
        }
        return milliseconds.reduce(0, +) / 1000
    }
}

/// A script of Python that prints its own seconds, imports not counted.
struct PythonScript: Way {
    let name: String
    let file: String
    /// Where it writes its results.
    let schema: String
    let interpreter: String

    static func all(by interpreter: String) -> [PythonScript] {
        [
            PythonScript(
                name: "ADBC, DuckDB", file: "duckdb_way.py", schema: "by_duckdb", interpreter: interpreter),
            PythonScript(
                name: "ConnectorX, Polars", file: "polars_way.py", schema: "by_polars", interpreter: interpreter),
        ]
    }

    func run(_ database: PostgresConfiguration) async throws -> Double {
        let host = try await database.withConnection {
            try await $0.query("show unix_socket_directories").one().decode(String.self)
        }
        let name = try await database.withConnection {
            try await $0.query("select current_database()::text").one().decode(String.self)
        }
        let output = try await Tool.run(
            interpreter,
            [
                Tool.folder.appending(path: "python/\(file)").path(),
                "postgresql://postgres@localhost/\(name)?host=\(host)",
            ])
        guard let seconds = Double(output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Tool.Failed(description: "\(file) said: \(output)")
        }
        return seconds
    }
}

/// A worker that runs already: from the INSERT of a period to the word that it is scored.
struct Merit: Way {
    let name = "Merit"

    func run(_ database: PostgresConfiguration) async throws -> Double {
        try await database.withConnection { connection in
            let scored = try await connection.listen(["merit_scored"])
            let label = "\(UUID())"
            let time = try await seconds {
                try await connection.ask(label, after: .zero)
                for await _ in scored { break }
            }
            try await connection.requireScored(label)
            return time
        }
    }
}

/// The same for `after-sales`, with evaluations, tasks and outcomes: from the word that the period may be scored.
struct MeritWithTasks: Way {
    static let name = "Merit, after-sales with tasks"
    let name: String = Self.name
    /// A database of its own, where that template is the one in use.
    let company: PostgresConfiguration

    func run(_ database: PostgresConfiguration) async throws -> Double {
        let evaluations = try Tool.text("evaluations.sql")
        return try await company.withConnection { connection in
            let scored = try await connection.listen(["merit_scored"])
            let label = "\(UUID())"
            try await connection.ask(label, after: .seconds(86_400))
            try await connection.execute(evaluations, label)
            try await connection.script("analyze merit.evaluation")
            let time = try await seconds {
                try await connection.execute(
                    "update merit.appraisal_period set score_after = clock_timestamp() where label = $1", label)
                for await _ in scored { break }
            }
            try await connection.requireScored(label)
            return time
        }
    }
}

extension PostgresConnection {
    /// Asks for October as a period of its own.
    fileprivate nonisolated func ask(_ label: String, after delay: Duration) async throws {
        try await execute(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, score_after)
            values ($1, '2026-10-01', '2026-10-31', 'Asia/Shanghai', clock_timestamp() + make_interval(secs => $2))
            """, label, delay.components.seconds)
    }

    nonisolated func requireScored(_ label: String) async throws {
        let problem = try await query(
            "select status || coalesce(': ' || problem, '') from merit.appraisal_period where label = $1", label
        ).one().decode(String.self)
        guard problem == "scored" else { throw Tool.Failed(description: problem) }
    }
}
