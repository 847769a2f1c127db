import Postgres
import Reports
import Support
import Testing

@testable import Pages

/// One's own month is opened at once, and shows what each function of `merit_api` says by itself.
@Suite(.database(.people)) struct OwnMonthTests {
    /// What changes what is shown of ann, who stands for whoever has something of everything.
    private static let cases = [
        "",
        // Few peers, and enough.
        peers(1), peers(3),
        // Peers with their own mean.
        "\(peers(3)) update merit.result set peer_score = 51.37;",
        // A mean, and a scatter, that would tell of few.
        "insert into merit.peer_mean (run_id, template_code, indicator, mean, people) values (1, 'a', 'solved', 100, 4);",
        "update merit.reliability set people = 4;",
        // A revision that is not delivered, and what no scoring has seen.
        """
        insert into merit.result (period_id, employee_id, revision, run_id, department, supervisor_id, template_code, template_version,
            days_employed, days_on_leave, status, total, grade, coefficient, near_cut, changed)
        select period_id, employee_id, 2, run_id, department, supervisor_id, template_code, template_version, 31, 0, 'scored', total + 1, grade,
            coefficient, false, '{"why": "w", "result": {"total": {"from": 1, "to": 2}}, "indicators": {"solved": {"value": {"from": 1, "to": 2}}}}'
        from merit.result where employee_id = 'ann';
        update merit.newest_result set revision = 2 where employee_id = 'ann';
        """,
        "insert into merit.unseen (period_id, employee_ids) select 1, '{ann}';",
        // A department of few, and a template of few, with spreads.
        "update merit.department_figure set is_other = true;", spreads(6), spreads(7),
        // Words of customers, odd rows, proposals, an appeal.
        """
        insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
        select 1, employee_id, 'nps_response', 'T-1', 9, 'words to ' || employee_id, '2020-10-03T10:00' from public.person;
        insert into merit.data_finding (run_id, period_id, relation, kind, people, finding, advice)
        select max(run_id), 1, 'ticket', 'impossible_time', (select array_agg(employee_id) from public.person), 'odd', 'see'
        from merit.run where period_id = 1 and kind = 'full';
        update merit.outcome set status = 'accepted', decision = 'yes';
        """,
        "delete from merit.delivery;",
    ]

    private static func peers(_ count: Int) -> String {
        """
        insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
        select 1, 'ann', 'peer', 'p' || n, 'manner', 2 from generate_series(1, \(count)) n;
        update merit.indicator_score set peer_points = 2 where indicator = 'manner' and employee_id = 'ann';
        """
    }

    private static func spreads(_ people: Int) -> String {
        """
        insert into merit.peer_spread (run_id, template_code, sort, code, people, low, middle, high)
        values (1, 'a', 'total', '', \(people), 60, 70, 80), (1, 'a', 'indicator', 'solved', \(people), 1, 2, 3);
        """
    }

    @Test(arguments: cases) func itSaysWhatTheFunctionsSay(change: String) async throws {
        let database = try TestDatabase.current
        try await database.withConnection { try await $0.script("set session_replication_role = replica; \(change)") }
        try await database.withConnection(user: "portal") { connection in
            for person in ["ann", "sue", "una", "max"] {
                let shown = try await connection.withTransaction { connection in
                    try await connection.execute("select merit.act_for($1)", person)
                    let periods = try await ReportPeriod.all(connection)
                    let ground = try #require(PeriodGround("2020-10", among: periods))
                    var pages: [String?] = []
                    for isOwn in [true, false] {
                        var reading = try await MonthReading(
                            ground.period, before: ground.before ?? ground.period, months: [], of: person, isOwn: isOwn,
                            connection)
                        pages.append(try await reading.next().map { told($0) })
                    }
                    return pages
                }
                #expect(shown[0] == shown[1], "\(person)")
                if person == "ann" { #expect((shown[0] == nil) == change.contains("delete from merit.delivery")) }
            }
        }
    }

    /// All of it in an order of its own: dictionaries have none.
    private func told(_ month: PersonMonth) -> String {
        var text = ""
        dump(month.result, to: &text)
        for part in [
            month.scores, month.words, month.tasks, month.appeals, month.customers, month.revisions, month.outcomes,
            month.scatters,
            month.oddities,
        ] as [[Any]] {
            dump(part, to: &text)
        }
        dump(month.delivery, to: &text)
        dump(month.sureness, to: &text)
        dump(month.before.sorted { $0.key < $1.key }, to: &text)
        for code in month.scores.map(\.indicator) { dump(month.peers?.half(of: code, on: "a"), to: &text) }
        dump(month.peers?.halfOfTotals(on: "a"), to: &text)
        dump(month.peers?.scoredOn("a"), to: &text)
        return text
    }
}
