import Postgres
import Support
import Testing

/// What was sealed and changed is found, whoever changed it, and nobody waits for a seal.
@Suite(.database(.people)) struct SealTests {
    private static let breaks = "select what || ' ' || problem from merit.verify_chain() order by 1"

    private func seal() async throws {
        try await TestDatabase.current.run("select merit.seal()", as: "merit_worker")
    }

    private func tamper(_ sql: String) async throws {
        try await TestDatabase.current.run("set session_replication_role = replica; \(sql)")
    }

    @Test(arguments: [
        (
            "update merit.result set total = 99 where employee_id = 'bob'",
            ["result of bob in 2020-10, revision 1 was changed"]
        ),
        (
            "update merit.indicator_score set points = 1 where employee_id = 'cat' and indicator = 'manner'",
            ["result of cat in 2020-10, revision 1 was changed"]
        ),
        (
            "delete from merit.indicator_score where employee_id = 'cat' and indicator = 'manner'",
            ["result of cat in 2020-10, revision 1 was changed"]
        ),
        (
            "insert into merit.indicator_score select r.* from merit.indicator_score s, jsonb_populate_record(s, '{\"indicator\": \"x\"}') r where s.employee_id = 'cat' and s.indicator = 'manner'",
            ["result of cat in 2020-10, revision 1 was changed"]
        ),
        ("delete from merit.result where employee_id = 'ann'", ["result of ann in 2020-10, revision 1 is gone"]),
        (
            "insert into merit.result select r.* from merit.result t, jsonb_populate_record(t, '{\"employee_id\": \"zed\"}') r where t.employee_id = 'ann'",
            ["result of zed in 2020-10, revision 1 came behind its seal"]
        ),
        ("update merit.event set who = 'x' where event_id = 3", ["event 3 was changed"]),
        ("update merit.event set after = after || '{\"total\": 1}' where event_id = 4", ["event 4 was changed"]),
        ("delete from merit.event where event_id in (5, 6)", ["event 5 is gone", "event 6 is gone"]),
        (
            "update merit.seal_row set hash = sha256('x') where key = 'bob'",
            ["chain what the seal covers was changed", "result of bob in 2020-10, revision 1 was changed"]
        ),
        (
            "update merit.seal set content = sha256('x') where number = 1",
            ["chain the seal was changed, or the one before it", "chain what the seal covers was changed"]
        ),
        (
            "update merit.seal set hash = sha256('x') where number = 1",
            ["chain the seal was changed, or the one before it", "chain the seal was changed, or the one before it"]
        ),
        (
            "delete from merit.seal_row where number = 1; delete from merit.seal where number = 1",
            ["chain seals 1 to 1 are gone", "chain the seal was changed, or the one before it"]
        ),
    ])
    func whatWasChangedIsNamed(change: String, breaks: [String]) async throws {
        let database = try TestDatabase.current
        try await seal()
        #expect(try await database.column(Self.breaks, as: "merit_hr") == [])
        try await tamper(change)
        let found = try await database.column(Self.breaks, as: "merit_hr").compactMap { $0 }
        // Events of a seal that is gone are told one by one too.
        #expect(found.filter { change.contains("from merit.seal ") ? !$0.hasPrefix("event") : true } == breaks)
    }

    /// Who makes a new seal for what they changed breaks the head that others have written down.
    @Test func aHeadThatWasWrittenDownHoldsAChainThatWasMadeAnew() async throws {
        let database = try TestDatabase.current
        try await seal()
        let head =
            try await database.value("select encode(hash, 'hex') from merit.seal order by number desc limit 1") ?? ""
        let holds = "select what || ' ' || problem from merit.verify_chain('\(head)')"
        #expect(try await database.column(holds) == [])
        try await tamper(
            """
            update merit.result set total = 99 where employee_id = 'bob';
            truncate merit.seal_row, merit.seal; truncate merit.event_gap; update merit.sealed_event set event_id = 0;
            insert into merit.unsealed_result (period_id, revision) values (1, 1);
            """)
        try await seal()
        #expect(try await database.column(Self.breaks) == [])
        #expect(try await database.column(holds) == ["chain no seal has the hash \(head)"])
    }

    /// An event of a transaction that is under way when later ones are sealed is sealed once it is there; and it waits for no seal.
    @Test func whatComesLateIsSealedToo() async throws {
        let database = try TestDatabase.current
        try await seal()
        let change = "update merit.improvement_task set note = 'n' where employee_id = "
        try await database.withConnection { late in
            try await late.script("begin; \(change) 'ann'")
            try await database.run("\(change) 'bob'")
            try await seal()
            #expect(try await database.value("select count(*) from merit.event_gap") == "1")
            #expect(try await database.column(Self.breaks) == [])
            try await seal()
            try await late.script("commit")
        }
        #expect(try await database.value("select count(*) from merit.seal") == "3")
        try await seal()
        #expect(try await database.value("select count(*) from merit.event_gap") == "0")
        #expect(try await database.value("select count(*) from merit.seal") == "4")
        #expect(try await database.column(Self.breaks) == [])
        #expect(
            try await database.value(
                "select count(*) = (select count(*) from merit.event) from merit.seal_row join merit.seal using (number) where kind = 'event'"
            )
                == "true")
    }

    /// A scoring under way holds no seal up, and a seal under way no scoring.
    @Test func nobodyWaits() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { sealing in
            try await sealing.script("begin; select merit.seal()")
            try await database.run(
                """
                set lock_timeout = '1s';
                insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, status, total, grade, coefficient, near_cut)
                select 1, employee_id, 2, 1, 31, 0, 'scored', 50, 'D', 1, false from public.person;
                update merit.appraisal_period set revision = 2, scored_at = now() where period_id = 1;
                """)
            try await sealing.script("commit")
        }
        try await seal()
        #expect(try await database.column(Self.breaks) == [])
        #expect(
            try await database.value(
                "select string_agg(rows || ' of ' || revision, ', ' order by number) from merit.seal where kind = 'result'"
            ) == "10 of 1, 10 of 2")
    }
}
