import Appraisal
import Foundation
import Measures
import Postgres

/// What Merit sends for all measures of `ticket`.
struct TicketStatement {
    private let relation: SourceRelation
    private let measures: [CheckedMeasure]
    /// By what working time is counted.
    private var working: WorkingTimes?

    init(_ template: URL, on connection: PostgresConnection) async throws {
        let document = try TemplateDocument(yaml: String(contentsOf: template, encoding: .utf8))
        try await self.init(
            of: document.template().measuredIndicators.compactMap(\.measure).filter { $0.from == "ticket" }.map {
                .init(from: $0.from, at: $0.at, filter: $0.filter, value: $0.value)
            }, on: connection)
    }

    /// One measure of the tickets opened in the period.
    init(value: String, working: WorkingTimes?, on connection: PostgresConnection) async throws {
        try await self.init(
            of: [.init(from: "ticket", at: "opened_at", filter: nil, value: value)], on: connection)
        self.working = working
    }

    private init(of definitions: [MeasureDefinition], on connection: PostgresConnection) async throws {
        let columns = try await connection.query(
            """
            select attname, format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = 'merit_source.ticket'::regclass and attnum > 0 order by attnum
            """
        ).decode(String.self, String.self)
        let relation = SourceRelation(
            name: "ticket", columns: columns.map { ($0, ColumnType(formatType: $1, isEnum: false)) })
        let catalog = SourceCatalog(relations: ["ticket": relation])
        measures = try definitions.map { try CheckedMeasure.check($0, in: catalog).get() }
        self.relation = relation
    }

    /// Measures the last `months` of 31 days up to the end of October 2026.
    ///
    /// - Returns: seconds, and how many rows came.
    func run(_ schema: String, months: Int, _ connection: PostgresConnection) async throws -> (Double, rows: Int) {
        let statement = RelationStatement(relation: relation, measures: measures, schema: schema, working: working)
        let parameters = try await parameters(statement, months: months, connection)
        return try await asTheWorker(connection) {
            var rows = 0
            let time = try await seconds {
                rows = try await connection.reduceRows(into: 0, statement.sql, parameters: parameters) { count, _ in
                    count += 1
                }
            }
            return (time, rows)
        }
    }

    /// How the server finds the rows: the nodes of its plan that do, `Seq Scan` or `BitmapOr`, for partitions with how many.
    func scans(_ schema: String, months: Int, _ connection: PostgresConnection) async throws -> String {
        let statement = RelationStatement(relation: relation, measures: measures, schema: schema)
        let parameters = try await parameters(statement, months: months, connection)
        let plan = try await asTheWorker(connection) {
            try await connection.query("explain (costs off) \(statement.sql)", parameters: parameters)
        }
        var nodes: [(name: String, count: Int)] = []
        for line in try plan.decode(String.self) {
            guard
                let match = line.firstMatch(
                    of: /^ *(?:-> +)?(?:Parallel )?(Seq Scan|Index Scan|Index Only Scan|BitmapOr)/)
            else { continue }
            let name = String(match.1)
            if let known = nodes.firstIndex(where: { $0.name == name }) {
                nodes[known].count += 1
            } else {
                nodes.append((name, 1))
            }
        }
        return nodes.map { $0.count == 1 ? $0.name : "\($0.count) \($0.name)" }.joined(separator: ", ")
    }

    /// How long the server plans it for one month, in seconds.
    func planning(_ connection: PostgresConnection) async throws -> Double {
        let statement = RelationStatement(relation: relation, measures: measures, schema: "merit_source")
        let parameters = try await parameters(statement, months: 1, connection)
        let plan = try await asTheWorker(connection) {
            try await connection.query("explain (summary, costs off) \(statement.sql)", parameters: parameters)
        }
        for line in try plan.decode(String.self) {
            if let match = line.firstMatch(of: /^Planning Time: ([\d.]+) ms/), let time = Double(match.1) {
                return time / 1000
            }
        }
        throw Tool.Failed(description: "the plan says no time of planning")
    }

    /// In a snapshot with the settings that the worker gives it, on the machine of the server.
    private func asTheWorker<Value: Sendable>(
        _ connection: PostgresConnection, _ body: () async throws -> Value
    ) async throws -> Value {
        try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
            let cores = Int32(ProcessInfo.processInfo.processorCount)
            try await connection.execute(
                Tool.text("../Sources/Worker/Statements/begin_snapshot.sql"), "Asia/Shanghai", cores, true)
            if working != nil { try await connection.execute("set local jit = off") }
            return try await body()
        }
    }

    private func parameters(
        _ statement: RelationStatement, months: Int, _ connection: PostgresConnection
    ) async throws -> [(any PostgresEncodable)?] {
        let (start, end, startsOn, dayAfter) = try await connection.query(
            """
            select s, e, (s at time zone 'Asia/Shanghai')::date, (e at time zone 'Asia/Shanghai')::date
            from (select e - $1 * interval '31 days' as s, e from (select timestamptz '2026-11-01 00:00+08' as e) e) s
            """, months
        ).one().decode(PostgresTimestamp.self, PostgresTimestamp.self, PostgresDate.self, PostgresDate.self)
        return [start, end, startsOn, dayAfter, "Asia/Shanghai"]
            + statement.arguments.map(\.parameter)
    }
}

extension StatementArgument {
    fileprivate var parameter: any PostgresEncodable {
        switch self {
        case .text(let text): text
        case .employees(let ids): ids
        case .instants(let instants): instants.map { PostgresTimestamp(microseconds: $0) }
        case .minutes(let minutes): minutes
        }
    }
}
