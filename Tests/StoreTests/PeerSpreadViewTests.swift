import Support
import Testing

/// Where the middle half of everyone lies, as people see it: with a result of their own or of theirs, and nothing by which a few others
/// would be known.
@Suite(.database(.people)) struct PeerSpreadViewTests {
    /// Ten people, all on template a; another template has others, of whom no result is seen.
    private static let spreads = """
        set session_replication_role = replica;
        insert into merit.peer_spread (run_id, template_code, sort, code, people, low, middle, high)
        select 1, template_code, sort, code, 10, 2.5, 5.5, 8.5
        from (values ('indicator', 'solved'), ('dimension', 'd'), ('total', '')) of (sort, code), unnest(array['a', 'b']) template_code;
        """
    private static let all = ["a dimension d 5.5", "a indicator solved 2.5 8.5", "a total  2.5 8.5"]
    private static let seen =
        "select concat_ws(' ', template_code, sort, code, low, middle, high) from merit_api.peer_spreads('2020-10') order by 1"

    private func sees(_ viewer: String, _ sql: String = seen) async throws -> [String] {
        try await Viewer(viewer, by: .call).column(sql, in: try TestDatabase.current).compactMap { $0 }
    }

    private func change(_ sql: String) async throws {
        try await TestDatabase.current.run("set session_replication_role = replica; \(sql)")
    }

    /// Bob's result is not delivered and he has nobody; the same numbers for whoever sees any.
    @Test func aPersonSeesItOnceTheirOwnResultIsDelivered() async throws {
        try await TestDatabase.current.run(Self.spreads)
        for viewer in ["ann", "sue", "hal", "tom", "pat", "hilda", "una"] {
            #expect(try await sees(viewer) == Self.all, "\(viewer)")
        }
        for viewer in ["bob", "cat"] { #expect(try await sees(viewer) == [], "\(viewer)") }
        try await TestDatabase.current.run(
            "select merit.deliver('2020-10', now() + interval '1 week', null, array['bob'])")
        #expect(try await sees("bob") == Self.all)
    }

    @Test func itIsOfThePersonAndThePeriod() async throws {
        try await TestDatabase.current.run(Self.spreads)
        func count(_ arguments: String) -> String { "select count(*)::text from merit_api.peer_spreads(\(arguments))" }
        #expect(try await sees("sue", count("'2020-10', 'ann'")) == ["3"])
        #expect(try await sees("sue", count("'2020-10', 'cat'")) == ["0"])
        for arguments in ["'2020-11'", "'none'", "null", "null, 'ann'"] {
            #expect(try await sees("ann", count(arguments)) == ["0"], "\(arguments)")
        }
        try await change("update merit.result set template_code = 'b' where employee_id = 'ann'")
        #expect(try await sees("ann").map { $0.prefix(2) } == ["b ", "b ", "b "])
    }

    /// Max sees six, and will know his own figures: of ten three others are left, of twelve five, of seven nobody.
    @Test(arguments: [(7, 1), (8, 0), (10, 0), (11, 0), (12, 3)])
    func nothingTellsOfAFewOthers(people: Int, shown: Int) async throws {
        try await TestDatabase.current.run(Self.spreads)
        try await change("update merit.peer_spread set people = \(people)")
        #expect(try await sees("max").count == shown)
        // Nor does it on the page of one of these six.
        #expect(
            try await sees("max", "select sort from merit_api.peer_spreads('2020-10', 'sue')").count == shown)
        #expect(try await sees("hilda").count == ((7...8).contains(people) ? 1 : 3))
    }

    /// Of ten who have a value max knows five, and of ten totals seven.
    @Test func othersAreThoseWhoHaveSuchAFigure() async throws {
        try await TestDatabase.current.run(Self.spreads)
        try await change(
            "update merit.indicator_score set value = null where indicator = 'solved' and employee_id in ('hal', 'una')"
        )
        #expect(try await sees("max") == ["a indicator solved 2.5 8.5"])
    }

    /// Who sees one person alone, and not by being that person, would have something of four others.
    @Test(arguments: [(5, 0), (6, 3)]) func oneAloneTellsOfFew(people: Int, shown: Int) async throws {
        try await TestDatabase.current.run(Self.spreads)
        try await change(
            """
            update merit.peer_spread set people = \(people);
            update merit.result set supervisor_id = 'zoe' where employee_id = 'ann';
            """)
        #expect(try await sees("zoe").count == shown)
    }

    /// Beside the mean of all both ends of five, seven or eight would be one or two people's, the reader perhaps one of them.
    @Test(arguments: 5...12) func theMeanOfAllTellsNobodysNumber(people: Int) async throws {
        try await TestDatabase.current.run(Self.spreads)
        try await change("update merit.peer_spread set people = \(people)")
        // Three people at each end leave nobody, or three at least; of five, one is at both.
        let left = people - 6
        #expect(try await sees("ann") == (left == 0 || left >= 3 ? Self.all : ["a dimension d 5.5"]))
    }

    /// Ann pays the five of the head office: of ten totals four others are left, of eleven five.
    @Test(arguments: [(10, ["a dimension d 5.5", "a indicator solved 2.5 8.5"]), (11, all)])
    func whoeverPaysKnowsTotals(people: Int, shown: [String]) async throws {
        try await TestDatabase.current.run(Self.spreads)
        try await change(
            """
            update merit.peer_spread set people = \(people);
            insert into merit.officer (employee_id, duty, department) values ('ann', 'payroll', 'head');
            """)
        #expect(try await sees("ann") == shown)
    }

    /// A revision of one person is no new spread of all; the next full scoring is.
    @Test func theNewestFullRunCounts() async throws {
        try await TestDatabase.current.run(Self.spreads)
        func run(_ number: Int, _ kind: String) -> String {
            """
            insert into merit.run overriding system value
            select (jsonb_populate_record(r, '{"run_id": \(number), "kind": "\(kind)"}')).* from merit.run r where run_id = 1;
            """
        }
        try await change(run(100, "partial"))
        #expect(try await sees("ann") == Self.all)
        try await change(
            run(101, "full")
                + "insert into merit.peer_spread values (101, 'a', 'total', '', 9, 3, 6, 9), (101, 'b', 'total', '', 9, 3, 6, 9)"
        )
        #expect(try await sees("ann") == ["a total  3 9"])
    }

    /// Both ends and the middle of one figure would, among five, be somebody's.
    @Test func noNumberOfPeopleIsTold() async throws {
        #expect(
            try await TestDatabase.current.value(
                "select pg_get_function_result('merit_api.peer_spreads'::regproc)")
                == "TABLE(template_code text, sort text, code text, low numeric, middle numeric, high numeric, scored_at timestamp with time zone)"
        )
    }
}
