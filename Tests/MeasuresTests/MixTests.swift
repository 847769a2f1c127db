import Exact
import Measures
import Postgres
import Support
import Testing

/// Measures that ask for kinds of work.
@Suite(.database) struct MixTests {
    private static func definition(_ value: String, mix: [String]) -> MeasureDefinition {
        MeasureDefinition(from: "work", at: "at", filter: nil, value: value, mix: mix)
    }

    @Test(arguments: [
        ("share(b)", ["s1"], "mix: work has no column s1; did you mean s?"),
        ("avg(i)", ["at"], "mix: at is a point in time; text, whole numbers and conditions tell kinds of work apart"),
        (
            "avg(i)", ["s", "employee_id"],
            "mix: employee_id tells people apart; nobody's rows would be held against others'"
        ),
        ("avg(i)", ["s", "n"], "mix: n is a number; text, whole numbers and conditions tell kinds of work apart"),
        (
            "nps(i)", ["s"],
            "mix: nps(i) is neither a share nor a mean of rows; only these are held against rows of the same kind"
        ),
        (
            "median(i)", ["s"],
            "mix: median(i) is neither a share nor a mean of rows; only these are held against rows of the same kind"
        ),
        (
            "avg(i) / avg(n)", ["s"],
            "mix: avg(i) / avg(n) is neither a share nor a mean of rows; only these are held against rows of the same kind"
        ),
    ])
    func refused(value: String, mix: [String], problem: String) {
        let checked = CheckedMeasure.check(Self.definition(value, mix: mix), in: Sample.catalog)
        guard case .failure(let problems) = checked else {
            Issue.record("it is accepted")
            return
        }
        #expect(problems.list.map(\.line) == [problem])
    }

    /// A person's cells together are the person, whatever tells them apart.
    @Test(arguments: [["s"], ["e", "b"], ["u"], ["i", "big", "得分"], ["s", "e", "u", "b", "i"]])
    func cellsAddUpToThePerson(mix: [String]) async throws {
        let rows = """
            (employee_id, s, e, u, b, i, big, "得分") values
                ('p', 'x', 'good', '00000000-0000-0000-0000-000000000001', true, 1, 1, 1), ('p', 'x', 'good', null, true, 1, 1, 1),
                ('p', 'X', 'bad', null, false, 2, 1, null), ('p', null, null, null, null, 3, 9000000000000000000, 2),
                ('p', '', 'bad', null, true, null, null, null), ('q', 'x', 'good', null, true, 1, 1, 1), (null, 'x', 'good', null, true, 1, 1, 1)
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try CheckedMeasure.check(Self.definition("avg(i)", mix: mix), in: Sample.catalog).get()
            let statement = RelationStatement(relation: Sample.relation, measures: [measure], cells: mix)
            let found = try await work.connection.query(
                statement.sql, parameters: Workplace.march + statement.arguments.texts)
            let own = try found.filter { try $0[0, as: String.self] == "p" }
            let cells = try own.map { row in try mix.indices.map { try row[1 + $0, as: String?.self] } }
            #expect(Set(cells).count == own.count && own.count > 1)
            let columns = mix.count + 1
            #expect(try own.reduce(0) { $0 + (try $1[columns, as: Int64.self]) } == 5)
            #expect(try own.compactMap { try $0[columns + 2, as: BigDecimal?.self] }.reduce(0, +) == 7)
            #expect(try own.reduce(0) { $0 + (try $1[columns + 3, as: BigDecimal.self]) } == 4)
            #expect(try found.filter { try $0[0, as: String.self] == "q" }.count == 1 && found.count == own.count + 1)
        }
    }
}
