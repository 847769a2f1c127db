import Postgres
import Reports
import Store
import Support
import Testing
import Worker

/// What a full scoring would change, before it is asked for.
@Suite(.database(.sourced)) struct RehearsalTests {
    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line("update merit.setting set value = '600' where name = 'quiet_seconds'")
        try await database.work()
        return database
    }

    private static let written = """
        select (select count(*) from merit.result) || ' ' || (select count(*) from merit.run) || ' ' || (select count(*) from merit.job)
            || (select md5(string_agg(p::text, ',')) from merit.appraisal_period p)
            || (select md5(string_agg(e::text, ',' order by evaluation_id)) from merit.evaluation e)
        """

    /// In a read-only transaction, as `merit_hr`; the source is read as the worker reads it.
    private func rehearse(in database: TestDatabase, takesNewest: Bool = false) async throws -> Rescoring {
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let rescoring = try await database.withConnection(user: "merit_hr") { connection in
            try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
                let period = try #require(try await Period.find("2026-09", in: connection))
                var rescoring = Rescoring()
                _ = try await SourceDatabase(pool: pool).rehearsal(
                    of: period, takesNewest: takesNewest, by: connection
                ) { rescoring.add($0, $1) }
                return rescoring
            }
        }
        await pool.close()
        return rescoring
    }

    @Test func whereNothingChangedNobodyWould() async throws {
        let database = try await scored()
        #expect(try await rehearse(in: database).count == 0)
    }

    @Test(arguments: [
        (
            "update merit_source.ticket set status = 'failed' where ticket_id = 'bob 1'",
            "bob,name of bob,value,45.00,20.00,-25.00,B,B"
        ),
        (
            "update merit_source.employee set supervisor_id = 'x' where employee_id = 'bob'",
            "bob,name of bob,assignment,45.00,45.00,0.00,B,B"
        ),
        ("delete from merit_source.employee where employee_id = 'bob'", "bob,name of bob,gone,45.00,,,B,"),
        (
            "insert into merit_source.employee (employee_id, name, post, department) values ('new', 'New', 'desk', 'service')",
            "new,New,new,,,,,"
        ),
        (
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            values (1, 'bob', 'self', 'bob', 'manner', 50)
            """, "bob,name of bob,evaluation,45.00,51.00,6.00,B,B"
        ),
        (
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (1, 'bob', 'self', 'bob', 100)
            """, "bob,name of bob,evaluation,45.00,56.00,11.00,B,B"
        ),
    ]) func whoWouldChangeByWhat(change: String, expected: String) async throws {
        let database = try await scored()
        _ = try await database.line(change)
        let before = try await database.line(Self.written)
        let people = try await rehearse(in: database).people(in: .en, namesCauses: true).text(.csv)
        let lines = people.split(separator: "\n").dropFirst()
        #expect(lines.count == 1 && lines.first?.hasPrefix(expected) == true, "\(people)")
        #expect(try await database.line(Self.written) == before)
        // And so it comes, when it is asked for.
        try await database.rescore()
        #expect(try await database.line("select changed::text from merit.run order by run_id desc limit 1") == "1")
        #expect(try await rehearse(in: database).count == 0)
    }

    @Test func severalCausesAreCountedEach() async throws {
        let database = try await scored()
        try await database.publish(yaml: [
            SmallCompany.template.replacing("version: 1", with: "version: 2").replacing(
                "at_least: 80", with: "at_least: 70")
        ])
        _ = try await database.line("update merit_source.ticket set status = 'resolved' where employee_id = 'bob'")
        #expect(try await rehearse(in: database).summary(in: .en).text(.csv) == "cause,people,in_grade\nvalue,1,0")
        let rescoring = try await rehearse(in: database, takesNewest: true)
        #expect(
            rescoring.summary(in: .zhHans).text(.csv) == "cause,people,in_grade\n模板,2,2\n数据,1,1")
        #expect(rescoring.regraded == 2 && "\(rescoring.coefficientChange)" == "0.8")
    }

    @Test func whatTheLastOneChangedIsCounted() async throws {
        let database = try await scored()
        func last() async throws -> String {
            let last = try await database.withConnection(user: "merit_hr") {
                try await Period.lastChange(of: "2026-09", in: $0)
            }
            guard let last else { return "none" }
            return "\(last.revision) \(last.people) \(last.byCause.map { "\($0.cause) \($0.people)" })"
        }
        #expect(try await last() == "none")
        _ = try await database.line("update merit_source.ticket set status = 'failed' where ticket_id = 'bob 1'")
        _ = try await database.line("update merit_source.employee set supervisor_id = 'x'")
        try await database.rescore()
        #expect(try await last() == #"2 2 ["assignment 2", "value 1"]"#)
    }
}
