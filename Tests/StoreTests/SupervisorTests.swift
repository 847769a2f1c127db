import Postgres
import Support
import Testing

/// Who is whose supervisor: the result's, today's, whoever HR names, and those above.
@Suite(.database(.people)) struct SupervisorTests {
    /// What somebody sees of others, as months and people.
    private func seen(by employee: String) async throws -> [String?] {
        try await Viewer(employee, by: .call).column(
            """
            select period || ' ' || employee_id from merit_api.result where employee_id <> '\(employee)' order by 1
            """, in: try TestDatabase.current)
    }

    /// November is scored, and ann has moved to tom.
    private let november = """
        insert into merit.result (period_id, employee_id, revision, run_id, department, supervisor_id, days_employed, days_on_leave, status,
            total, grade, coefficient, near_cut)
        select 2, employee_id, 1, run_id, case employee_id when 'ann' then 'south' else department end,
            case employee_id when 'ann' then 'tom' else supervisor_id end, 30, 0, 'scored', total, grade, coefficient, false
        from merit.result where period_id = 1 and revision = 1;
        update merit.appraisal_period set revision = 1, scored_at = clock_timestamp() where period_id = 2;
        """

    @Test func theResultsSupervisorSeesThatMonthAndTodaysAllOfThem() async throws {
        try await TestDatabase.current.run(november)
        #expect(try await seen(by: "sue") == ["2020-10 ann", "2020-10 bob", "2020-11 bob"])
        #expect(try await seen(by: "tom") == ["2020-10 ann", "2020-10 cat", "2020-11 ann", "2020-11 cat"])
    }

    @Test func whomHRNamesGoesBefore() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.supervision (employee_id, supervisor_id) values ('cat', 'sue'), ('bob', null);
            insert into merit.supervision (employee_id, supervisor_id) values ('new one', 'sue');
            """, as: "merit_hr")
        // Bob's October names her all the same.
        #expect(try await seen(by: "sue") == ["2020-10 ann", "2020-10 bob", "2020-10 cat"])
        let sue = Viewer("sue", by: .call)
        for (employee, isAllowed) in [("cat", true), ("new one", true), ("ann", true), ("bob", false)] {
            let refusal = try await sue.refusal(
                "select merit_api.evaluate('2020-11', '\(employee)', null, 50)", in: database)
            #expect((refusal == nil) == isAllowed, "\(employee)")
        }
        #expect(
            try await database.refusal("insert into merit.supervision values ('ann', 'ann')", as: "merit_hr")?
                .contains("[23514]") == true)
        #expect(
            try await database.refusal("delete from merit.supervision", as: "person_sue")?.contains("[42501]") == true)
    }

    @Test func thoseAboveSeeItWhereTheSettingSaysSo() async throws {
        let database = try TestDatabase.current
        let direct = ["hal", "hilda", "pat", "sue", "tom", "una"]
        #expect(try await seen(by: "max") == direct.map { "2020-10 \($0)" })
        try await database.run("update merit.setting set value = '1' where name = 'line_above'")
        #expect(try await seen(by: "max") == (direct + ["ann", "bob", "cat"]).sorted().map { "2020-10 \($0)" })
        #expect(try await seen(by: "sue") == ["2020-10 ann", "2020-10 bob"])
        // Nobody is above themselves, in a circle neither.
        try await database.run(
            "insert into merit.supervision (employee_id, supervisor_id) values ('max', 'ann')", as: "merit_hr")
        let own = try await Viewer("max", by: .call).column(
            "select total::text from merit_api.result where employee_id = 'max'", in: database)
        #expect(own == [])
    }

    /// What counts for nothing opens nothing: words without points, an indicator that there is not.
    @Test func whatCountsForNothingIsNoRating() async throws {
        let database = try TestDatabase.current
        let others = "select source from merit_api.evaluations('2020-11', 'ann') where source <> 'supervisor'"
        try await database.run(
            """
            select merit_api.evaluate('2020-11', 'ann', 'manner', null, 'well');
            select merit_api.evaluate('2020-11', 'ann', 'zzz', 50);
            """, as: "person_sue")
        // As the worker marks it.
        try await database.run("update merit.evaluation set problem = 'no such indicator' where indicator = 'zzz'")
        #expect(try await Viewer("sue", by: .call).column(others, in: database) == [])
    }

    /// What a supervisor gave since stands in no result that was delivered.
    @Test func whatWasGivenSinceIsNotShownBeforeItIsDelivered() async throws {
        let database = try TestDatabase.current
        let ann = Viewer("ann", by: .login)
        let shown = "select points::text from merit_api.evaluations('2020-10') where source = 'supervisor'"
        #expect(try await ann.column(shown, in: database) == ["11.59"])
        try await database.run(
            "update merit.evaluation set points = 99 where employee_id = 'ann' and source = 'supervisor' and period_id = 1"
        )
        #expect(try await ann.column(shown, in: database) == [])
        // Scored, and so delivered anew.
        try await database.run(
            """
            delete from merit.unseen;
            insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, status, total, grade,
                coefficient, near_cut)
            select 1, 'ann', 2, 1, 31, 0, 'scored', 99, 'A', 1, false;
            """)
        #expect(try await ann.column(shown, in: database) == [])
        try await database.run("update merit.appraisal_period set revision = 2, scored_at = now() where period_id = 1")
        #expect(try await ann.column(shown, in: database) == ["99"])
    }

    /// What a statement read says whom it found: nobody, for a colleague as for a name that nobody has.
    @Test func whatARefusalReadSaysNothing() async throws {
        let database = try TestDatabase.current
        var read: [[String?]] = []
        for person in ["cat", "nobody"] {
            read.append(
                try await database.withConnection(user: "portal") { connection in
                    try await Viewer("sue", by: .call).acting(on: connection) { connection in
                        try await connection.script("savepoint before_it")
                        await #expect(throws: PostgresError.self) {
                            try await connection.script(
                                "select merit_api.evaluate('2020-11', '\(person)', 'manner', 3)")
                        }
                        try await connection.script("rollback to before_it")
                        return try await connection.query(
                            """
                            select concat_ws(' ', relname, seq_tup_read, idx_scan, idx_tup_fetch) from pg_stat_xact_all_tables
                            where schemaname = 'merit' order by 1
                            """
                        ).map { try $0.decode(String?.self) }
                    }
                })
        }
        #expect(read[0] == read[1])
        #expect(read[0].contains { $0?.hasPrefix("supervision 0 ") == true })
    }

    /// Nor does what is read for an answer: of a colleague as much as of nobody, so that it takes as long.
    @Test(arguments: ["ann", "sue"]) func whatAnAnswerReadSaysNothing(viewer: String) async throws {
        let database = try TestDatabase.current
        let functions = try await database.column(
            """
            select proname::text from pg_proc
            where pronamespace = 'merit_api'::regnamespace and provolatile <> 'v' and proargnames[1:2] = '{of_period,of_employee}' order by 1
            """
        ).compactMap { $0 }
        #expect(functions.count >= 13)
        func read(_ function: String, of person: String) async throws -> [String?] {
            try await database.withConnection(user: "portal") { connection in
                try await Viewer(viewer, by: .call).acting(on: connection) { connection in
                    _ = try await connection.query("select count(*) from merit_api.\(function)(null, '\(person)')")
                    return try await connection.query(
                        """
                        select concat_ws(' ', relname, seq_scan, seq_tup_read, idx_scan, idx_tup_fetch) from pg_stat_xact_all_tables
                        where schemaname = 'merit' order by 1
                        """
                    ).map { try $0.decode(String?.self) }
                }
            }
        }
        // Sue is asked about everyone in rounds of calibration, and knows it.
        for function in functions where viewer != "sue" || !function.hasPrefix("calibration") {
            let colleague = try await read(function, of: "cat")
            #expect(try await colleague == read(function, of: "nobody"), "\(function)")
            if function == "results" { #expect(try await colleague != read(function, of: "ann")) }
        }
    }

    @Test func oneSaysSomethingBeforeOneReadsWhatOthersSaid() async throws {
        let database = try TestDatabase.current
        let sue = Viewer("sue", by: .call)
        let others =
            "select source from merit_api.evaluations('2020-11', 'ann') where source <> 'supervisor' order by 1"
        #expect(try await sue.column(others, in: database) == [])
        try await database.run("select merit_api.evaluate('2020-11', 'ann', null, 50)", as: "person_sue")
        #expect(try await sue.column(others, in: database) == ["peer", "self"])
        #expect(
            try await sue.column(
                "select rater_id from merit_api.evaluations('2020-11', 'ann') where source = 'peer'", in: database)
                == [nil], "which peer, a supervisor is not told")
        try await database.run("update merit.setting set value = '0' where name = 'own_rating_first'")
        #expect(
            try await sue.column("select source from merit_api.evaluations('2020-11', 'bob') order by 1", in: database)
                == ["peer", "self"])
    }
}
