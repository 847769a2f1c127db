import Exact
import Foundation
import Measures
import Postgres
import Support
import Testing

/// Whatever measures say, they are answered in time; what passes the check can be computed, explained and weighed.
///
/// `scripts/test --fuzz` goes on for ten minutes.
@Suite(.database) struct FuzzTests {
    private static let measures = 200
    private static let longest = Duration.seconds(5)

    private static let relation = SourceRelation(
        name: Sample.relation.name, columns: Sample.relation.columns.map { ($0.name, $0.type) } + [("ticket_id", .text)]
    )

    /// Nulls, zeros, ends of types, what is no number, and times that never come or lie the wrong way round.
    private static let rows = """
        (employee_id, i, big, n, f, s, e, u, b, t, t2, local, local2, d, d2, v, "得分") values
            ('p', 1, 2, 0.5, 0.1, 'x', 'good', '00000000-0000-0000-0000-000000000001', true, '2026-03-02 10:00Z', '2026-03-01 10:00Z',
                '2026-03-29 02:30', '2026-03-02', '2026-03-02', '2026-03-29', '1 hour', 9),
            ('p', 0, 0, 0, 0, '', 'bad', null, false, '2026-03-01 10:00Z', '2026-03-02 10:00Z', '2026-03-01', '2026-03-29 12:00',
                '2026-03-30', '2026-03-28', '-1 month 3 days', 0),
            ('p', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
            ('p', 2147483647, 9223372036854775807, 'NaN', 'NaN', 'it''s', 'good', null, true, 'infinity', '-infinity', 'infinity',
                '-infinity', 'infinity', '-infinity', '0', 10),
            ('q', -2147483648, -9223372036854775808, 'Infinity', '-Infinity', '好', 'bad', null, null, '2026-03-02', null, null,
                '2026-03-03', null, '2026-03-04', '2 years', -1),
            ('q', -3, 7, 12345.678900000000000001, 1e-300, 'x', 'good', null, false, '1999-12-31', '2031-01-01', '2026-03-31 23:59:59',
                '2026-03-01', '2000-02-29', '2026-03-31', '00:00:00.000001', 6)
        """

    @Test(arguments: [1, 2, 3] as [UInt64]) func whatPassesCanBeComputed(first: UInt64) async throws {
        for seed in FuzzSeeds(first) { try await compute(seed: seed) }
    }

    private func compute(seed: UInt64) async throws {
        var grammar = MeasureGrammar(seed: seed)
        let catalog = SourceCatalog(relations: ["work": Self.relation])
        var passed: [CheckedMeasure] = []
        for _ in 0..<Self.measures {
            let (filter, value) = grammar.measure()
            let frame = grammar.frame()
            let definition = MeasureDefinition(
                from: "work", at: "at", filter: filter, value: value, isAsOfEnd: frame.isAsOfEnd, onePer: frame.onePer,
                credit: frame.credit, isOfDepartment: frame.isOfDepartment)
            let (checked, time) = processorTime { CheckedMeasure.check(definition, in: catalog) }
            #expect(time < Self.longest, "\(definition)")
            if case .success(let measure) = checked { passed.append(measure) }
        }
        // A grammar of which little holds tries little.
        #expect(passed.count > Self.measures / 8, "seed \(seed)")
        try await Workplace.with(rows: Self.rows) { [passed] workplace in
            let connection = workplace.connection
            try await connection.script(
                """
                alter table merit_source.work add ticket_id text default 'a';
                update merit_source.work set ticket_id = case when i > 0 then 'b' end where i <> 1;
                set statement_timeout = '60s'
                """)
            for measure in passed {
                try await expectAnswers(measure, connection)
            }
            for start in stride(from: 0, to: passed.count, by: 50) {
                let statement = RelationStatement(
                    relation: Self.relation, measures: Array(passed[start..<min(start + 50, passed.count)]))
                _ = try await connection.query(statement.sql, parameters: Workplace.march + statement.arguments.texts)
            }
        }
    }

    /// Of one measure: its value, the rows behind it, and those that weigh.
    private func expectAnswers(_ measure: CheckedMeasure, _ connection: PostgresConnection) async throws {
        let named = Self.relation.named(["p", "q"])
        let whole = RelationStatement(relation: Self.relation, measures: [measure], onlyNamed: true)
        let rows = DetailStatement(relation: Self.relation, measure: measure)
        var statements: [(sql: String, parameters: [(any PostgresEncodable)?])] = [
            (whole.sql, Workplace.march + [named] + whole.arguments.texts),
            (rows.sql, Workplace.march + [named, Int64(10)] + rows.arguments.texts),
        ]
        for isLowBetter in [true, false] {
            guard
                let heavy = WeightStatement(
                    relation: Self.relation, measure: measure, isLowBetter: isLowBetter, rows: 6, leavesOut: true)
            else { continue }
            let known: [(any PostgresEncodable)?] = [[1, 2] as [BigDecimal?], [3, nil] as [BigDecimal?]]
            statements.append(
                (
                    heavy.sql,
                    Workplace.march + [["p", "q"], [String](), [String](), Int64(5)] + known
                        + heavy.arguments.texts.map { $0 as any PostgresEncodable }
                ))
        }
        for statement in statements {
            do throws(PostgresError) {
                _ = try await connection.query(statement.sql, parameters: statement.parameters)
            } catch {
                Issue.record("\(measure.definition): \(error)\n\(statement.sql)")
            }
        }
    }
}
