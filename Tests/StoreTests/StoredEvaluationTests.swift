import Appraisal
import Exact
import Postgres
import Store
import Support
import Testing

@Suite(.database(.migrated)) struct StoredEvaluationTests {
    /// Two evaluations of period 1, as the worker reads them.
    private func loaded() async throws -> [StoredEvaluation] {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            values (1, 'ann', 'self', null, null, 80), (1, 'ann', 'supervisor', 'bob', 'manner', 7.5)
            """, as: "merit_hr")
        return try await database.withConnection(user: "merit_worker") { try await all(in: $0) }
    }

    private func all(in connection: PostgresConnection) async throws -> [StoredEvaluation] {
        var reader = try await StoredEvaluation.rows(of: 1, in: connection).reader()
        var found: [StoredEvaluation] = []
        while try reader.advance() {
            try reader.row { row in
                let key = EmployeeKey(try row.next(String.self))
                found += try StoredEvaluation(of: key, &row).map { [$0] } ?? []
            }
        }
        return found
    }

    private func mark(_ evaluations: [StoredEvaluation], _ problems: [Int64: String]) async throws {
        try await TestDatabase.current.withConnection(user: "merit_worker") { connection in
            var writer = CopyWriter()
            for evaluation in evaluations { try evaluation.mark(problems[evaluation.evaluation.id], in: &writer) }
            var marks = RowSpool()
            try marks.append(try writer.rows())
            try await StoredEvaluation.write(marks, in: connection)
        }
    }

    private func problems() async throws -> [String?] {
        try await TestDatabase.current.column("select problem from merit.evaluation order by evaluation_id")
    }

    @Test func theyAreReadAsTheyWereGiven() async throws {
        let evaluations = try await loaded()
        #expect(evaluations.map(\.employeeID) == ["ann", "ann"])
        #expect(evaluations.map(\.evaluation.perspective) == [.`self`, .supervisor])
        #expect(evaluations.map(\.evaluation.rater) == ["ann", "bob"], "oneself by one's own name")
        #expect(evaluations.map(\.evaluation.indicator) == [nil, "manner"])
        #expect(evaluations.map(\.evaluation.points.description) == ["80", "7.5"])
    }

    @Test func aProblemIsMarkedAndTakenAway() async throws {
        let evaluations = try await loaded()
        try await mark(evaluations, [2: "out of range"])
        #expect(try await problems() == [nil, "out of range"])
        let again = try await TestDatabase.current.withConnection { try await all(in: $0) }
        try await mark(again, [1: "不行"])
        #expect(try await problems() == ["不行", nil])
    }

    @Test func whatIsMarkedAlreadyIsNotWrittenAgain() async throws {
        let evaluations = try await loaded()
        try await mark(evaluations, [2: "out of range"])
        let again = try await TestDatabase.current.withConnection { try await all(in: $0) }
        let rows = "select string_agg(xmin::text, ' ' order by evaluation_id) from merit.evaluation"
        let before = try await TestDatabase.current.value(rows)
        try await mark(again, [2: "out of range"])
        #expect(try await TestDatabase.current.value(rows) == before)
    }

    @Test func whatWasChangedMeanwhileIsNotMarked() async throws {
        let evaluations = try await loaded()
        try await TestDatabase.current.run(
            "update merit.evaluation set points = 8 where evaluation_id = 2", as: "merit_hr")
        try await mark(evaluations, [1: "left out", 2: "out of range"])
        #expect(try await problems() == ["left out", nil])
    }

    @Test func theSourcesOfUsableOverallNumbersAreKnown() async throws {
        let evaluations = try await loaded()
        func sources() async throws -> Set<Perspective.Kind> {
            try await TestDatabase.current.withConnection { connection in
                try await StoredEvaluation.overallSources(of: "ann", in: 1, connection)
            }
        }
        #expect(try await sources() == [.`self`])
        try await mark(evaluations, [1: "left out"])
        #expect(try await sources() == [])
    }
}
