import Exact
import Measures
import Postgres
import Statistics
import Support
import Testing

/// A database with the relation of ``Sample``, measured over March 2026 in Berlin, where clocks go forward on the 29th.
struct Workplace {
    let connection: PostgresConnection

    static func with<Success>(rows: String, _ body: (Workplace) async throws -> Success) async throws -> Success {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                """
                create schema merit_source;
                create type mood as enum ('good', 'bad');
                create table merit_source.work (
                    work_id bigint generated always as identity, employee_id text default 'p', at timestamptz
                        default '2026-03-15 12:00:00.000001+00', i integer, big bigint, n numeric, f double precision, s text, e mood,
                    u uuid, b boolean, t timestamptz, t2 timestamptz, local timestamp, local2 timestamp, d date, d2 date, v interval,
                    j jsonb, "得分" integer);
                insert into merit_source.work \(rows)
                """)
            return try await body(Workplace(connection: connection))
        }
    }

    struct Fact: Equatable, Sendable {
        let rows: Int64
        let sample: Int64
        let value: String?
    }

    /// What the measure is for each person, as `factor × numerator / denominator` with 6 digits.
    func facts(
        _ measure: CheckedMeasure, of relation: SourceRelation = Sample.relation, named ids: [String]? = nil,
        in period: [(any PostgresEncodable)?] = Workplace.march
    ) async throws -> [String: Fact] {
        let statement = RelationStatement(relation: relation, measures: [measure], onlyNamed: ids != nil)
        let parameters: [(any PostgresEncodable)?] =
            period + (ids.map { [relation.named($0)] } ?? []) + statement.arguments.texts
        var facts: [String: Fact] = [:]
        for row in try await connection.query(statement.sql, parameters: parameters) {
            let (id, rows, sample): (String, Int64, Int64) = (try row[0], try row[1], try row[2])
            let (numerator, denominator): (BigDecimal?, BigDecimal?) = (try row[3], try row[4])
            let value = numerator.flatMap {
                (measure.factor * Rational($0)).divided(by: Rational(denominator ?? 1))?.rounded(to: 6).normalized
                    .description
            }
            facts[id] = Fact(rows: rows, sample: sample, value: value)
        }
        return facts
    }

    /// What the rows behind the person's mean hold together; nil where the value is no mean, or nothing is known.
    func moments(_ measure: CheckedMeasure, of id: String = "p") async throws -> Moments? {
        let statement = RelationStatement(relation: Sample.relation, measures: [measure])
        let rows = try await connection.query(statement.sql, parameters: Workplace.march + statement.arguments.texts)
        guard let row = try rows.first(where: { try $0[0] == id }), let mean = measure.rowMean,
            let numerator: BigDecimal = try row[3], let count: BigDecimal = try row[4]
        else { return nil }
        return mean.moments(
            numerator: numerator, factor: measure.factor, count: try #require(count.mantissa.int),
            scatter: measure.hasScatter ? try row[5] : nil)
    }

    /// The rows behind a value, cell by cell.
    func details(_ measure: CheckedMeasure, of id: String, limit: Int64 = 100) async throws -> [[String?]] {
        let statement = DetailStatement(relation: Sample.relation, measure: measure)
        let parameters: [(any PostgresEncodable)?] =
            Self.march + [Sample.relation.named([id]), limit] + statement.arguments.texts
        return try await connection.query(statement.sql, parameters: parameters).map { row in
            try (0..<statement.operands.count + 2).map { try row[$0, as: String?.self] }
        }
    }

    static let march: [(any PostgresEncodable)?] = [
        timestamp(hoursSince2000: 229_344 - 1), timestamp(hoursSince2000: 229_344 + 31 * 24 - 2),
        PostgresDate(days: 9556),
        PostgresDate(days: 9587), "Europe/Berlin",
    ]

    /// October 2025 in Berlin, where clocks go back on the 26th.
    static let october: [(any PostgresEncodable)?] = [
        timestamp(hoursSince2000: 225_718), timestamp(hoursSince2000: 226_463), PostgresDate(days: 9405),
        PostgresDate(days: 9436), "Europe/Berlin",
    ]

    /// 2024-04-26 to 2024-05-25 in Cairo, where clocks skip the first midnight.
    static let cairo: [(any PostgresEncodable)?] = [
        timestamp(hoursSince2000: 213_166), timestamp(hoursSince2000: 213_885), PostgresDate(days: 8882),
        PostgresDate(days: 8912), "Africa/Cairo",
    ]

    private static func timestamp(hoursSince2000 hours: Int64) -> PostgresTimestamp {
        PostgresTimestamp(microseconds: hours * 3_600_000_000)
    }
}
