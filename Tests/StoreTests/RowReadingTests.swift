import Foundation
import Postgres
import Support
import Testing

/// Who asks for the rows behind a value, who reads the answer, and what becomes of it.
@Suite(.database(.people)) struct RowReadingTests {
    private static func ask(_ person: String, _ indicator: String = "solved") -> String {
        "select merit_api.ask_rows('2020-10', '\(person)', '\(indicator)')::text"
    }

    private func ask(_ person: String, as viewer: String, in database: TestDatabase) async throws -> String? {
        try await database.withConnection(user: "portal") { connection in
            try await connection.script("begin; select merit.act_for('\(viewer)')")
            let number = try await connection.query(Self.ask(person)).one().decode(String.self)
            try await connection.script("commit")
            return number
        }
    }

    private static let answer = """
        update merit.row_reading set answered_at = clock_timestamp(), relation = 'ticket', operands = '{share(x)}', total = 2,
            has_changed = false
        where answered_at is null;
        insert into merit.read_row (reading_id, place, row_id, at, says, is_left_out, effect, value_without)
        select reading_id, n, 'T' || n || ' ' || employee_id, '2020-10-0' || n, '{false}', false, 'worse', 50
        from merit.row_reading, generate_series(1, 2) n where true on conflict do nothing;
        """

    private static func seen(_ person: String) -> String {
        "select row_id from merit_api.rows_behind('2020-10', '\(person)', 'solved') order by place"
    }

    @Test func whoSeesTheResultAsksAndReads() async throws {
        let database = try TestDatabase.current
        for viewer in ["ann", "sue", "hal", "hilda", "una"] {
            #expect(try await ask("ann", as: viewer, in: database) == "1", "\(viewer)")
        }
        try await database.run(Self.answer)
        for viewer in ["ann", "sue", "hal", "hilda", "una"] {
            let seen = try await Viewer(viewer, by: .call).column(Self.seen("ann"), in: database)
            #expect(seen == ["T1 ann", "T2 ann"], "\(viewer)")
        }
        for stranger in ["bob", "tom", "pat", "cat", "max"] {
            let viewer = Viewer(stranger, by: .call)
            #expect(try await viewer.refusal(Self.ask("ann"), in: database)?.sqlState == "42501", "\(stranger)")
            #expect(try await viewer.column(Self.seen("ann"), in: database) == [], "\(stranger)")
        }
        for login in ["merit_dashboard", "merit_reader", "merit_portal", "person_ann"] {
            for table in ["row_reading", "read_row"] {
                let refused = try await database.refusal("select from merit.\(table)", as: login)
                #expect(refused?.contains("[42501]") == true, "\(login) \(table)")
            }
        }
    }

    /// One's own is not delivered yet, what people rate has no rows, and what is not there has none either.
    @Test func whatThereIsNotToSeeIsNotAskedFor() async throws {
        let database = try TestDatabase.current
        for (viewer, question) in [
            ("cat", Self.ask("cat")), ("ann", Self.ask("ann", "manner")), ("ann", Self.ask("ann", "none")),
            ("ann", "select merit_api.ask_rows(null, 'ann', 'solved')"),
            ("ann", "select merit_api.ask_rows('2020-11', 'ann', 'solved')"),
        ] {
            let refused = try await Viewer(viewer, by: .call).refusal(question, in: database)
            #expect(refused?.sqlState == "42501", "\(question)")
        }
        #expect(try await database.value("select count(*) from merit.row_reading") == "0")
    }

    /// Beside a mean of four the rows of one tell what the others did together.
    @Test func rowsBehindWhatIsHeldAgainstTheMeanOfFewAreNotShown() async throws {
        let database = try TestDatabase.current
        _ = try await ask("ann", as: "ann", in: database)
        try await database.run(Self.answer)
        try await database.run(
            "insert into merit.peer_mean (run_id, template_code, indicator, mean, people) values (1, 'a', 'solved', 5, 4)"
        )
        let ann = Viewer("ann", by: .call)
        #expect(try await ann.column(Self.seen("ann"), in: database) == [])
        #expect(try await ann.refusal(Self.ask("ann"), in: database)?.sqlState == "42501")
        #expect(try await Viewer("hilda", by: .call).column(Self.seen("ann"), in: database).count == 2)
    }

    @Test func twoWhoAskAtOnceAskForOneReading() async throws {
        let database = try TestDatabase.current
        let second = try await database.withConnection(user: "portal") { first in
            try await first.script("begin; select merit.act_for('ann')")
            _ = try await first.query(Self.ask("ann"))
            async let other = ask("ann", as: "sue", in: database)
            try await database.withConnection {
                try await $0.waitUntil(
                    "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"
                )
            }
            try await first.script("commit")
            return try await other
        }
        #expect(second == "1")
        #expect(
            try await database.column(
                "select kind || ' ' || subject_id || ' ' || state || ' ' || priority from merit.job where kind = 'read_rows'"
            )
                == ["read_rows 1 available -1"])
    }

    /// For ten minutes an answer is as good as new; what could not be read is asked for again sooner.
    ///
    /// A job that was cancelled is replaced.
    @Test func anAnswerIsUsedAgainUntilItIsOld() async throws {
        let database = try TestDatabase.current
        #expect(try await ask("ann", as: "ann", in: database) == "1")
        try await database.run(
            "update merit.job set state = 'cancelled', finished_at = now() where kind = 'read_rows'")
        #expect(try await ask("ann", as: "ann", in: database) == "1")
        #expect(
            try await database.value("select count(*) from merit.job where kind = 'read_rows' and state = 'available'")
                == "1")
        try await database.run(Self.answer)
        #expect(try await ask("ann", as: "sue", in: database) == "1")
        try await database.run(
            "update merit.row_reading set problem = 'unreadable', answered_at = now() - interval '11 seconds'")
        #expect(try await ask("ann", as: "ann", in: database) == "2")
        try await database.run(Self.answer)
        try await database.run("update merit.row_reading set answered_at = now() - interval '11 minutes'")
        #expect(try await ask("ann", as: "ann", in: database) == "3")
        // A new revision is another result.
        try await database.run("update merit.row_reading set revision = 0")
        #expect(try await ask("ann", as: "ann", in: database) == "4")
    }

    @Test func itGoesAfterADay() async throws {
        let database = try TestDatabase.current
        _ = try await ask("ann", as: "ann", in: database)
        try await database.run(Self.answer)
        try await database.run("select merit.prune_sign_in()", as: "merit_worker")
        #expect(try await database.value("select count(*) from merit.read_row") == "2")
        try await database.run("update merit.row_reading set asked_at = now() - interval '25 hours'")
        try await database.run("select merit.prune_sign_in()", as: "merit_worker")
        #expect(try await database.value("select count(*) from merit.row_reading") == "0")
        #expect(try await database.value("select count(*) from merit.read_row") == "0")
    }

    private static let picked = """
        select row_id || ' ' || operands::text || ' ' || says::text || ' ' || effect || ' ' || value_without
        from merit_api.picked_rows() where employee_id = 'ann' order by place
        """

    private func pick(_ rows: String) -> String {
        "select merit_api.pick_rows((select appeal_id from merit_api.appeal where employee_id = 'ann' limit 1), '\(rows)')"
    }

    /// What was picked stays as it stood, whatever becomes of the reading.
    @Test func whatIsPickedStaysWithTheAppeal() async throws {
        let database = try TestDatabase.current
        _ = try await ask("ann", as: "ann", in: database)
        try await database.run(Self.answer)
        let ann = Viewer("ann", by: .login)
        for rows in ["{T9 ann}", "{T1 bob}"] {
            #expect(try await ann.refusal(pick(rows), in: database)?.sqlState == "42501", "\(rows)")
        }
        #expect(
            try await Viewer("sue", by: .login).refusal(pick("{T1 ann}"), in: database)?.sqlState == "42501")
        try await database.run(pick("{T2 ann}"), as: "person_ann")
        try await database.run(pick("{T1 ann,T2 ann}"), as: "person_ann")
        try await database.run("delete from merit.row_reading")
        let stood = ["T2 ann {share(x)} {false} worse 50", "T1 ann {share(x)} {false} worse 50"]
        for viewer in ["ann", "sue", "hal", "una"] {
            #expect(try await Viewer(viewer, by: .call).column(Self.picked, in: database) == stood, "\(viewer)")
        }
        for viewer in ["bob", "tom", "pat"] {
            #expect(try await Viewer(viewer, by: .call).column(Self.picked, in: database) == [], "\(viewer)")
        }
        try await database.run("update merit.appeal set status = 'withdrawn' where employee_id = 'ann'", as: "merit_hr")
        #expect(
            try await database.refusal("update merit.appeal set picked_rows = null where employee_id = 'ann'")?
                .contains(
                    "does not change any more") == true)
        #expect(try await ann.refusal(pick("{T1 ann}"), in: database)?.sqlState == "42501")
    }

    @Test func whatWasReadAndPickedGoesWithThePerson() async throws {
        let database = try TestDatabase.current
        _ = try await ask("ann", as: "ann", in: database)
        try await database.run(Self.answer)
        try await database.run(pick("{T1 ann}"), as: "person_ann")
        try await database.run("update merit.appeal set status = 'withdrawn' where employee_id = 'ann'", as: "merit_hr")
        try await database.run("select merit.forget('ann', 'she asked')", as: "merit_hr")
        #expect(try await database.value("select count(*) from merit.row_reading") == "0")
        #expect(try await database.value("select count(*) from merit.appeal where picked_rows is not null") == "0")
        #expect(
            try await database.value(
                "select count(*) from merit.event where strpos(coalesce(before::text, '') || coalesce(after::text, ''), 'T1 ann') > 0"
            )
                == "0")
    }

    @Test func whatWasPickedGoesWithTheWords() async throws {
        let database = try TestDatabase.current
        _ = try await ask("ann", as: "ann", in: database)
        try await database.run(Self.answer)
        try await database.run(pick("{T1 ann}"), as: "person_ann")
        try await database.run("update merit.appeal set status = 'withdrawn' where employee_id = 'ann'", as: "merit_hr")
        try await database.run("update merit.setting set value = '12' where name = 'words_months'")
        try await database.run("select merit.delete_words()", as: "merit_worker")
        #expect(try await database.value("select count(*) from merit.appeal where picked_rows is not null") == "0")
    }
}
