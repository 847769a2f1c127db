import Postgres
import Support
import Testing

/// What the audit trail holds, and that nobody changes it.
@Suite(.database(.migrated)) struct EventTests {
    private let events = """
        select concat_ws(' ', who, table_name, key, action, before::text, '->', after::text) from merit.event
        where table_name <> 'setting' or key = 'quiet_seconds' order by event_id
        """

    @Test func whoChangedWhatFromWhatToWhat() async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '5' where name = 'quiet_seconds'", as: "merit_owner")
        try await database.insertPeriod(as: "merit_hr")
        try await database.run(
            """
            insert into merit.evaluation (period_id, employee_id, source, points, submitted_at) values (1, 'e', 'self', 80, '2020-11-01 08:00Z');
            update merit.evaluation set points = 90.50, comment = 'better';
            update merit.evaluation set points = points;
            delete from merit.evaluation;
            """, as: "merit_hr")
        let found = try await database.column(events).compactMap { $0 }
        #expect(found.count == 5)
        #expect(found[0] == #"merit_owner setting quiet_seconds update {"value": "60"} -> {"value": "5"}"#)
        #expect(found[1].hasPrefix("merit_hr appraisal_period 1 insert -> {"))
        #expect(found[1].contains(#""label": "2020-10""#) && !found[1].contains("null"))
        #expect(found[2].hasPrefix("merit_hr evaluation 1 insert -> {") && found[2].contains(#""points": 80"#))
        #expect(
            found[3] == """
                merit_hr evaluation 1 update {"points": 80, "comment": null, "changed_by": null} -> \
                {"points": 90.50, "comment": "better", "changed_by": "merit_hr"}
                """)
        #expect(found[4].hasPrefix("merit_hr evaluation 1 delete {") && found[4].hasSuffix("->"))
    }

    /// The worker's marks and what scoring writes into a period are no events; a status is, whoever gave it.
    @Test func marksAreNoEvents() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            "insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'e', 'self', 80)")
        let before = try await database.value("select count(*) from merit.event")
        try await database.run(
            """
            update merit.evaluation set problem = 'out of range';
            update merit.appraisal_period set revision = 1, scored_at = now();
            """, as: "merit_worker")
        #expect(try await database.value("select count(*) from merit.event") == before)
        try await database.carry(to: "running", "completed")
        #expect(
            try await database.column(
                "select after ->> 'status' from merit.event where table_name = 'appraisal_period' and action = 'update' order by 1"
            )
                == ["scored", "scoring"])
    }

    /// Of tables that scorings update by the thousand, a condition says which updates are events: each column is in it, or does not
    /// change, or is written by scorings; a status that a person sets changes one that is in it as well.
    @Test(arguments: [
        (
            "outcome",
            "outcome_id period_id employee_id revision kind reason reason_zh status unsupported_since title title_zh"
        ),
        (
            "improvement_task",
            """
            task_id period_id employee_id indicator revision priority title title_zh reason reason_zh value target target_band points_now \
            points_at_target total_gain tickets status status_reason status_reason_zh judged_in value_then points_then previous_task_id \
            times_missed owner_reason owner_reason_zh
            """
        ),
    ])
    func columnsThatMakeNoEvent(table: String, others: String) async throws {
        let unrecorded = try await TestDatabase.current.column(
            """
            select attname from pg_attribute, pg_trigger
            where attrelid = 'merit.\(table)'::regclass and attnum > 0 and not attisdropped
                and tgrelid = attrelid and tgname = 'record_update' and pg_get_triggerdef(oid) !~ ('new\\.' || attname || '\\M')
            order by attnum
            """)
        #expect(unrecorded == others.split(separator: " ").map(String.init))
    }

    @Test func aRowThatChangesItsKeyIsRecordedAsTwo() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.training_course (code, indicator, title) values ('c', 'manner', 'Calm'), ('c', 'team', 'Together');
            update merit.training_course set indicator = 'speed' where indicator = 'manner';
            """, as: "merit_hr")
        #expect(
            try await database.column(
                "select concat_ws(' ', key, before ->> 'title', after ->> 'title') from merit.event where event_id > (select coalesce(max(event_id), 0) - 2 from merit.event) order by key"
            )
                == ["c manner Calm", "c speed Calm"])
    }

    @Test func aStatementThatIsRolledBackLeavesNothing() async throws {
        let database = try TestDatabase.current
        try await database.run("begin; update merit.setting set value = '7' where name = 'quiet_seconds'; rollback")
        #expect(try await database.value("select count(*) from merit.event") == "0")
    }

    @Test(arguments: [
        (
            "update merit.event set who = 'nobody'",
            "merit.event is append-only [55000]; What happened stays on record, for everybody."
        ),
        (
            "delete from merit.event",
            "merit.event is append-only [55000]; What happened stays on record, for everybody."
        ),
        ("truncate merit.event", "merit.event is append-only [55000]; What happened stays on record, for everybody."),
        (
            "insert into merit.event (table_name, key, action) values ('setting', 'x', 'update')",
            "events are not written by hand [55000]; Change the table itself; that is recorded by itself."
        ),
    ])
    func nobodyWritesIt(statement: String, message: String) async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '7' where name = 'quiet_seconds'")
        #expect(try await database.refusal(statement) == message)
        #expect(try await database.value("select count(*) from merit.event") == "1")
    }

    @Test func thousandsOfRowsAreOneStatement() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            """
            insert into merit.evaluation (period_id, employee_id, source, points) select 1, 'e' || n, 'self', 80 from generate_series(1, 3000) n;
            update merit.evaluation set points = 70 where evaluation_id % 3 = 0;
            """, as: "merit_hr")
        #expect(
            try await database.column(
                "select action || ' ' || count(*) from merit.event where table_name = 'evaluation' group by action order by 1"
            )
                == ["insert 3000", "update 1000"])
    }

    @Test func aDocumentIsRecordedAsItIs() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.template (document) values ('{"template": "t", "version": 1, "note": null, "dimensions": [{"title": null}]}')
            """, as: "merit_hr")
        #expect(
            try await database.value(
                "select after -> 'document' = document from merit.event, merit.template where table_name = 'template'")
                == "true")
        #expect(
            try await database.value("select after ? 'published_at' from merit.event where table_name = 'template'")
                == "false")
    }

    @Test func coursesAreRecordedByCodeAndIndicator() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.training_course (code, indicator, title) values ('c', 'a', 'Calm'), ('c', 'b', 'Calm');
            update merit.training_course set active = false where indicator = 'b';
            delete from merit.training_course where indicator = 'a';
            """, as: "merit_hr")
        #expect(
            try await database.column(
                "select concat_ws(' ', action, key, before ->> 'active', after ->> 'active') from merit.event order by event_id"
            )
                == ["insert c a true", "insert c b true", "update c b true false", "delete c a true"])
    }
}
