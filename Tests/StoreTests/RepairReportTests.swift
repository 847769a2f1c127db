import Foundation
import Postgres
import Support
import Testing

/// Reports of repairs: each is its writer's, stays as it is, and goes with its writer.
@Suite(.database(.people)) struct RepairReportTests {
    private func reported() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '1' where name = 'repair_reports'")
        try await database.run(
            """
            select merit_api.report_repair('T-1', 2, false, 4.50, false, 'ann asked bob', 'ann.jpg');
            select merit_api.report_repair('T-1', 2, false, 4.5, false, 'ann asked bob', 'ann.jpg');
            """, as: "person_ann")
        return database
    }

    @Test func theSameIsKeptOnceAndStays() async throws {
        let database = try await reported()
        #expect(try await database.value("select count(*) from merit.repair_report") == "1")
        let ann = Viewer("ann", by: .login)
        #expect(
            try await ann.column(
                "select merit_api.report_repair('T-1', 2, false, 4.5, false, 'ann asked bob', 'ann.jpg')::text",
                in: database)
                == ["1"])
        #expect(try await ann.column("select ticket_id from merit_api.repair_reports()", in: database) == ["T-1"])
        #expect(
            try await Viewer("sue", by: .login).column("select ticket_id from merit_api.repair_reports()", in: database)
                == [])
        for statement in ["update merit.repair_report set visits = 1", "delete from merit.repair_report"] {
            #expect(try await database.refusal(statement)?.contains("append-only") == true, "\(statement)")
        }
        for login in ["merit_worker", "merit_dashboard", "merit_reader", "person_ann", "merit_portal"] {
            #expect(
                try await database.refusal("select from merit.repair_report", as: login)?.contains("[42501]") == true,
                "\(login)")
        }
    }

    /// Who goes back to what they said first has said it last: it is what counts.
    @Test func aFirstWordingSaidAgainIsTheNewest() async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '1' where name = 'repair_reports'")
        for (visits, number) in [(2, "1"), (3, "2"), (3, "2"), (2, "3"), (2, "3"), (3, "4")] {
            let told = try await database.column(
                "select merit_api.report_repair('T-1', \(visits), false)::text", as: "person_ann")
            #expect(told == [number], "\(visits)")
        }
        // Of another ticket, and another's, it is their first.
        try await database.run("select merit_api.report_repair('T-2', 3, false)", as: "person_ann")
        try await database.run("select merit_api.report_repair('T-1', 3, false)", as: "person_sue")
        #expect(
            try await database.column(
                "select concat_ws(' ', employee_id, ticket_id, visits) from merit.repair_report order by report_id")
                == ["ann T-1 2", "ann T-1 3", "ann T-1 2", "ann T-1 3", "ann T-2 3", "sue T-1 3"])
    }

    @Test func itsWordsGoWhenTheirTimeIsOverAndWithItsWriter() async throws {
        let database = try await reported()
        let words = "select concat_ws(' ', employee_id, visits, note, photos) from merit.repair_report"
        try await database.run("update merit.setting set value = '12' where name = 'words_months'")
        try await database.run("select merit.delete_words()", as: "merit_worker")
        #expect(try await database.value(words) == "ann 2 ann asked bob ann.jpg")
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.repair_report set submitted_at = submitted_at - interval '2 years';
            """)
        try await database.run("insert into merit.hold (employee_id, reason) values ('ann', 'lawsuit')")
        try await database.run("select merit.delete_words()", as: "merit_worker")
        #expect(try await database.value(words) == "ann 2 ann asked bob ann.jpg")
        try await database.run("update merit.hold set lifted_at = now()", as: "merit_hr")
        try await database.run("select merit.delete_words()", as: "merit_worker")
        #expect(try await database.value(words) == "ann 2 – –")
    }

    /// By the view of docs/portal.md the source has them, beside what it had; what was corrected, as it was said last,
    /// at the time when it was said first.
    @Test func theSourceReadsThemByAView() async throws {
        let database = try await reported()
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.repair_report set submitted_at = '2020-10-30 12:00Z';
            """)
        try await database.run("select merit_api.report_repair('T-1', 3, false, 9, false)", as: "person_ann")
        try await database.run("select merit_api.report_repair('T-1', 1, true, 0, true)", as: "person_sue")
        let page = try String(contentsOf: Repository.file("docs/portal.md"), encoding: .utf8)
        let view = try #require(page.firstMatch(of: /```sql\n(alter table merit_source.repair_report(?:.|\n)*?)```/))
        try await database.run(
            """
            create schema merit_source;
            create table merit_source.repair_report (
                report_id text, ticket_id text, employee_id text, submitted_at timestamptz, fixed_first_visit boolean, visits numeric,
                parts_wait_hours numeric, remote boolean);
            insert into merit_source.repair_report values ('7', 'T-7', 'bob', now(), true, 1, 0, false);
            grant usage on schema merit_source to merit_reader;
            \(view.output.1)
            """)
        #expect(
            try await database.column(
                """
                select concat_ws(' ', left(report_id, 5), ticket_id, employee_id, visits, submitted_at < '2020-11-01')
                from merit_source.repair_report order by 1
                """,
                as: "merit_reader") == ["7 T-7 bob 1 f", "merit T-1 ann 3 t", "merit T-1 sue 1 f"])
    }
}
