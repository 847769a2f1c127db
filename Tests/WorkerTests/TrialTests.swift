import Appraisal
import Postgres
import Store
import Support
import Testing
import Worker

/// A draft against a scored month.
@Suite(.database(.sourced)) struct TrialTests {
    @Test func theSameTemplateChangesNobody() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        let trial = try await trial(of: SmallCompany.template, in: database)
        #expect(trial.counts.tried == 2)
        #expect(trial.before.map(\.employeeID) == ["ann", "bob"])
        for (old, new) in zip(trial.before, trial.after) {
            #expect(new.difference(from: old, why: "tried") == nil)
        }
        #expect(trial.counts.unusable == 0 && trial.counts.unmatched == 0)
    }

    @Test func aDraftMovesTotalsAndWritesNothing() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        let before = try await database.line(Self.written)
        let draft = SmallCompany.template.replacing("version: 1", with: "version: 2")
            .replacing("at_least: 80", with: "at_least: 70")
        let trial = try await trial(of: draft, in: database)
        #expect(trial.counts.tried == 2)
        #expect(trial.before.map(\.grade) == ["B", "B"])
        #expect(trial.after.map(\.grade) == ["A", "B"])
        #expect(trial.after.map(\.template?.version) == [2, 2])
        #expect(try await database.line(Self.written) == before)
    }

    @Test func evaluationsThatTheDraftCannotUseAreCounted() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        let draft = SmallCompany.template.replacing("version: 1", with: "version: 2")
            .replacing("code: manner", with: "code: bearing")
        let trial = try await trial(of: draft, in: database)
        #expect(trial.counts.unusable == 2)
        #expect(trial.after.map(\.status) == ["incomplete", "incomplete"])
    }

    @Test func peopleOnOtherTemplatesStayAsTheyAre() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        // The source says otherwise since, but the draft is for nobody here.
        _ = try await database.line("update merit_source.ticket set status = 'resolved'")
        let draft = SmallCompany.template.replacing("template: desk", with: "template: other")
            .replacing("default: true", with: "default: false").replacing("posts: []", with: "posts: [nobody]")
        let trial = try await trial(of: draft, in: database)
        #expect(trial.counts.tried == 0)
        #expect(trial.after.map(\.total) == trial.before.map(\.total))
    }

    @Test func whoCameOrWentIsLeftOut() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        try await database.withConnection { try await SmallCompany.hire(["new"], in: $0) }
        _ = try await database.line("delete from merit_source.employee where employee_id = 'bob'")
        let trial = try await trial(of: SmallCompany.template, in: database)
        #expect(trial.before.map(\.employeeID) == ["ann"])
        #expect(trial.counts.unmatched == 2)
    }

    private static let written = """
        select (select md5(string_agg(r::text, ',' order by employee_id)) from merit.result r)
            || (select md5(string_agg(t::text, ',')) from merit.template t)
            || (select md5(string_agg(e::text, ',' order by evaluation_id)) from merit.evaluation e)
            || (select md5(string_agg(p::text, ',')) from merit.appraisal_period p)
        """

    /// In a read-only transaction, as `merit_hr`; the source is read as the worker reads it.
    private func trial(
        of yaml: String, in database: TestDatabase
    ) async throws -> (counts: Trial, before: [ResultRecord], after: [ResultRecord]) {
        let template = try TemplateDocument(yaml: yaml, file: "draft").flattened { _ in nil }.template()
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let outcome = try await database.withConnection(user: "merit_hr") { connection in
            try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
                let period = try #require(try await Period.find("2026-09", in: connection))
                var (before, after): ([ResultRecord], [ResultRecord]) = ([], [])
                let trial = try await SourceDatabase(pool: pool).trial(of: [template], in: period, by: connection) {
                    before.append($0)
                    after.append($1)
                    _ = $2
                }
                return (counts: trial, before: before, after: after)
            }
        }
        await pool.close()
        return outcome
    }
}
