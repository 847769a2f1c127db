import Postgres
import Support
import Testing
import Worker

/// What `source check` finds before a month depends on it.
@Suite(.database(.sourced)) struct SourceCheckTests {
    @Test func theDefaultTablesHaveAllThatTheShippedTemplatesMeasure() async throws {
        let database = try TestDatabase.current
        try await database.publish(
            shipped: "after-sales", "technician", "service-desk-agent", "ecommerce-service", "field-engineer",
            "service-desk-measured")
        let found = try await findings(in: database)
        #expect(found == [])
    }

    @Test func missingMistypedUnreadableUnindexed() async throws {
        let database = try TestDatabase.current
        try await database.publish(yaml: [SmallCompany.template])
        try await database.withConnection { connection in
            try await connection.script(
                """
                alter table merit_source.ticket alter closed_at type text;
                alter table merit_source.employee drop post;
                revoke select on merit_source.violation from merit_reader;
                """)
        }
        let found = try await findings(in: database)
        #expect(
            found == [
                "fault: there is no column merit_source.employee.post",
                "fault: desk@1 skill/solved at: closed_at is text; timestamptz, timestamp and date place a row in a period",
                "fault: merit_reader may not read merit_source.violation",
                "advice: merit_source.ticket.closed_at is text; timestamptz, timestamp or date is wanted",
            ])
    }

    /// Whatever is published: a score that is text would leave the customers' voice empty in silence.
    @Test func typesOfAllKnownRelations() async throws {
        let database = try TestDatabase.current
        try await database.publish(yaml: [SmallCompany.template])
        try await database.withConnection { connection in
            try await connection.script(
                """
                alter table merit_source.nps_response alter score type varchar(3);
                alter table merit_source.ticket alter reopened type integer using reopened::integer;
                alter table merit_source.opportunity alter employee_id type numeric using employee_id::numeric;
                """)
        }
        let found = try await findings(in: database)
        #expect(
            found == [
                "fault: merit_source.nps_response.score is text; a number is wanted",
                "advice: merit_source.ticket.reopened is integer; boolean is wanted",
                "advice: merit_source.opportunity.employee_id is numeric; an id is text, uuid or an integer",
            ])
    }

    private let undated = """
        : whoever came, left, or changed post, department or supervisor is taken to have always been as today, also when a past \
        period is scored again
        """

    @Test(arguments: [
        (
            "alter table merit_source.employee drop employed_from, drop employed_to",
            "advice: merit_source.employee has no column employed_from and no column employed_to"
        ),
        (
            "alter table merit_source.employee drop employed_to",
            "advice: merit_source.employee has no column employed_to"
        ),
        (
            "update merit_source.employee set post = 'desk'",
            "advice: no row of merit_source.employee has employed_from or employed_to"
        ),
        ("update merit_source.employee set employed_from = '2020-01-01' where employee_id = 'ann'", ""),
    ]) func datesAreWhatKeepsHistoryRight(change: String, advice: String) async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await connection.script(change)
        }
        #expect(try await findings(in: database) == (advice.isEmpty ? [] : [advice + undated]))
    }

    @Test func whatIsThereIsSaid() async throws {
        let database = try TestDatabase.current
        try await database.publish(yaml: [SmallCompany.template])
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "ann", in: connection)
            try await SmallCompany.close(["resolved"], by: "Bob", in: connection)
            try await connection.script(
                """
                update merit_source.employee set employed_from = '2020-01-01', employed_to = '2020-12-31' where employee_id = 'bob';
                insert into merit_source.employee (employee_id, department, employed_from) values ('bob', 'hall', '2021-01-01');
                insert into merit_source.ticket (ticket_id, opened_at) values ('x', '2026-08-01');
                insert into merit_source.nps_response (employee_id, score, responded_at)
                select 'ann', 9, day from generate_series(timestamptz '2026-07-01', '2026-09-30', interval '1 day') day;
                create view merit_source.secret as select * from merit_source.ticket;
                revoke select on merit_source.task from merit_reader;
                """)
        }
        #expect(
            try await sights(in: database) == [
                "attendance: no rows", "collaboration_feedback: no rows", "complaint: no rows",
                "employee: 3 rows of 2 people in 2 departments, 2 of them employed today", "maintenance_cost: no rows",
                "nps_response: 92 rows of 1 person, all of them in employee; responded_at from 2026-07-01 to 2026-09-30",
                "opportunity: no rows", "repair_report: no rows", "satisfaction_response: no rows",
                "service_order: no rows",
                "ticket: 4 rows of 2 people, 1 of them in employee, 1 of nobody; closed_at from 2026-09-10 to 2026-09-10",
                "violation: no rows",
            ])
    }

    /// Before anything is published; the control is the same company without what was planted.
    @Test func whatIsOddIsSeenBeforeAnythingIsPublished() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["E001", "E002"], in: connection)
            try await connection.script(
                """
                update merit_source.employee set employed_from = '2020-01-01';
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, resolved_at)
                select 'T' || n, 'E001', day, day + interval '1 hour'
                from generate_series(0, 59) n, lateral (select date_trunc('day', now(), 'UTC') - interval '1 day' * (1 + n / 2)) d (day);
                insert into merit_source.satisfaction_response (employee_id, score, responded_at) values ('E001', 5, '2026-09-01');
                insert into merit_source.attendance (employee_id, day, kind, portion) values ('E002', '2026-09-01', 'leave', 0.5);
                """)
        }
        #expect(try await oddities(in: database) == [])
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, resolved_at) values
                    ('T1', 'E002', '2026-09-01', null), ('F', 'E002', now() + interval '2 days', null), ('O', 'E002', '1970-01-01', null),
                    ('N', 'E002', null, '2026-09-01'), ('A', 'e002', '2026-09-01', null), ('B', 'e002', '2026-09-01', null);
                insert into merit_source.satisfaction_response (employee_id, score, responded_at) values ('E001', 80, '2026-09-01');
                insert into merit_source.attendance (employee_id, day, kind, portion) values ('E002', '2026-09-01', 'leave', 50);
                insert into merit_source.task (employee_id, due_at) values ('7', '2026-09-01');
                alter table merit_source.complaint alter received_at type timestamp;
                """)
        }
        let times = "(of opened_at, first_response_at, resolved_at, closed_at)"
        #expect(
            try await oddities(in: database) == [
                "off_scale: 1 row of attendance: portion outside 0 to 1",
                "type: times without a zone: received_at; they are read as times of the period's zone",
                "off_scale: 1 row of satisfaction_response: score outside 1 to 5",
                "unknown_employee: 1 of 1 rows of task are of 1 id that employee does not name: \"7\"",
                "unknown_employee: 2 of 66 rows of ticket are of 1 id that employee does not name: \"e002\"",
                "duplicate_id: 1 id of ticket stands on 2 rows: \"T1\"",
                "impossible_time: 1 row of ticket: resolved or closed without having been opened: \"N\"",
                "impossible_time: 1 row of ticket: a time in the future \(times): \"F\"",
                "impossible_time: 1 row of ticket: a time before 2000 \(times): \"O\"",
            ])
        #expect(
            try await oddities(in: database, advice: true).contains {
                $0.hasPrefix("employee has \"E002\" for \"e002\": ")
            })
        // Days that lack rows while the days around have many.
        try await database.execute(
            """
            insert into merit_source.nps_response (employee_id, score, responded_at)
            select 'E001', 9, day from generate_series(1, 90) n, lateral (select date_trunc('day', now(), 'UTC') - interval '1 day' * n) d (day),
                generate_series(1, 12)
            where n <> 20
            """)
        let gaps = try await oddities(in: database).filter { $0.hasPrefix("gap: ") }
        #expect(
            gaps.count == 1 && gaps[0].hasPrefix("gap: 1 day has no row of nps_response by responded_at"), "\(gaps)")
    }

    /// Before anything is scored, of what is published.
    @Test func whatMatchesNobodyIsSeenBeforeAnythingIsScored() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await SmallCompany.close(Array(repeating: "resolved", count: 20), by: "ann", in: connection)
        }
        try await database.publish(yaml: [
            SmallCompany.template.replacing("posts: []", with: "posts: [desk]").replacing(
                "default: true", with: "default: false")
        ])
        #expect(try await oddities(in: database).filter { $0.hasPrefix("empty: ") } == [])
        try await database.execute("update merit_source.employee set post = 'chief'")
        try await database.execute("update merit_source.ticket set status = 'closed'")
        #expect(
            try await oddities(in: database).filter { $0.hasPrefix("empty: ") } == [
                "empty: no template is for the post \"chief\" of 2 people",
                "empty: no row of ticket has status 'resolved', which desk solved asks for; there are 'closed' (20)",
            ])
        // Whoever left holds none.
        try await database.execute("update merit_source.employee set post = 'desk' where employee_id = 'ann'")
        try await database.execute(
            "update merit_source.employee set employed_to = '2020-01-01' where employee_id = 'bob'")
        #expect(
            try await oddities(in: database).filter { $0.hasPrefix("empty: ") && $0.contains("post") } == [])
    }

    @Test func whatIsNotLookedAtIsSaid() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann"], in: connection)
            try await SmallCompany.close(["resolved"], by: "ann", in: connection)
        }
        func unlooked() async throws -> [String] {
            try await findings(in: database, looking: true).filter { $0.contains("were not looked at") }
        }
        #expect(try await unlooked() == [])
        try await database.withConnection { connection in
            try await connection.script(
                """
                create extension file_fdw;
                create server elsewhere foreign data wrapper file_fdw;
                alter table merit_source.complaint rename to kept;
                create foreign table merit_source.complaint (complaint_id text, employee_id text, received_at timestamptz, category text)
                    server elsewhere options (program 'echo C1,ann,2026-09-01,noise', format 'csv');
                grant select on merit_source.complaint to merit_reader;
                """)
        }
        #expect(
            try await unlooked() == [
                """
                advice: the rows of complaint were not looked at: they stand on another server, which is asked for nothing beside \
                measuring
                """
            ])
        try await database.execute("alter database \"\(database.name)\" set cpu_tuple_cost = 100000")
        #expect(
            try await unlooked().contains(
                "advice: the rows of ticket were not looked at: they are too many for a look beside measuring"))
    }

    private func oddities(in database: TestDatabase, advice: Bool = false) async throws -> [String] {
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let found = try await SourceCheck.look(
            database: try database.configuration(user: "merit_worker"), source: SourceDatabase(pool: pool))
        await pool.close()
        let faults = found.findings.filter(\.isFault)
        #expect(faults.isEmpty, "\(faults)")
        return found.findings.filter { $0.finding.contains(#/^[a-z_]+: /#) }.map { advice ? $0.advice : $0.finding }
    }

    private func sights(in database: TestDatabase) async throws -> [String] {
        let configuration = try database.configuration(user: "merit_worker")
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let found = try await SourceCheck.look(database: configuration, source: SourceDatabase(pool: pool))
        await pool.close()
        return found.sights.map { "\($0.relation): \($0.words)" }
    }

    /// - Parameter looks: whether rows are looked at too.
    private func findings(in database: TestDatabase, looking looks: Bool = false) async throws -> [String] {
        let configuration = try database.configuration(user: "merit_worker")
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let source = SourceDatabase(pool: pool)
        let findings =
            try await looks
            ? SourceCheck.look(database: configuration, source: source).findings
            : SourceCheck.run(database: configuration, source: source)
        await pool.close()
        return findings.map { "\($0.isFault ? "fault" : "advice"): \($0.finding)" }
    }
}
