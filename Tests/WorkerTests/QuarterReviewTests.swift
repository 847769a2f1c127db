import Postgres
import Support
import Testing

/// Quarters that are not as they should be are reviewed as far as it goes, with the reason beside each missing figure.
@Suite(.database(.sourced)) struct QuarterReviewTests {
    /// Results of a month: people from `first`, with points that go up with their number.
    private func rows(_ people: Int, month: Int, from first: Int = 0, nps: Bool = true, equal: Bool = false) -> String {
        (first..<first + people).map { number in
            let points = equal ? 5 : number % 10
            let (a, b, c) = (points, equal ? 3 : (points + 1) % 6, equal ? 5 : min(10, points + number % 3))
            return
                "('e\(number)', \(month), \(a), \(b), \(c), \(c), \(nps ? 3 : 0), \(points > 5 ? 2 : 1), \(points > 5 ? 0 : 1), \(30 + 5 * points)::numeric)"
        }.joined(separator: ", ")
    }

    @Test func oneMonthIsReviewedAndSaidToBeOne() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(8)
        try await quarter.results(rows(20, month: 8))
        let id = try await quarter.review()
        #expect(
            try await quarter.database.line(
                "select status, periods::text, results::text, people::text, remarks -> 0 ->> 'en' from merit.quarter_review where review_id = \(id)"
            )
                == "reviewed {2026-8} 20 20 1 of its periods is scored: 2026-8")
        #expect(try await quarter.figures("results, missing_percent, mean", of: "a") == "20 0.00 0.450000")
        #expect(try await quarter.lacking("trend", of: "a") == "it had no points in the quarter before")
    }

    @Test func nothingScoredIsNothingToReview() async throws {
        let quarter = try await StoredQuarter.begin()
        let id = try await quarter.review()
        let problem = try await quarter.database.line(
            "select status, problem from merit.quarter_review where review_id = \(id)")
        #expect(problem.hasPrefix("failed nothing is scored from 2026-07-01 to 2026-09-30"))
    }

    @Test func aSourceThatCannotBeReadSaysWhatToDo() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(8)
        try await quarter.results(rows(20, month: 8))
        try await quarter.database.withConnection {
            try await $0.script("revoke select on merit_source.complaint from merit_reader")
        }
        let id = try await quarter.review()
        let problem = try await quarter.database.line(
            "select status, problem from merit.quarter_review where review_id = \(id)")
        #expect(problem.hasPrefix("failed reading the source failed: merit_source.complaint: permission denied"))
        #expect(problem.hasSuffix("IN SCHEMA merit_source TO merit_reader, then ask for the review again"))
    }

    /// Each version has figures of its own, and an indicator that came midway those of its months.
    @Test func twoVersionsAreTwoRows() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.database.publish(yaml: [
            StoredQuarter.template(
                version: 2,
                adding: """
                          - code: late
                            title: {zh: 晚, en: Late}
                            points: 5
                            measure: {from: ticket, at: closed_at, value: "count(reopened)"}
                            scale: [{band: all, best: 0, worst: 10, points: [5, 0]}]
                    """)
        ])
        try await quarter.month(7)
        try await quarter.month(9)
        try await quarter.results(rows(20, month: 7))
        try await quarter.results(rows(15, month: 9), version: 2)
        let id = try await quarter.review()
        #expect(try await quarter.figures("results", of: "a", version: 1) == "20")
        #expect(try await quarter.figures("results", of: "a", version: 2) == "15")
        #expect(try await quarter.figures("results", of: "late", version: 1) == "")
        // No scores of it were put down: all are missing, and nothing is made up.
        #expect(try await quarter.figures("results, mean, recommendation", of: "late", version: 2) == "0 - too_few")
        #expect(
            try await quarter.database.line(
                "select remarks -> 1 ->> 'en' from merit.quarter_review where review_id = \(id)")
                == "template desk was used in versions 1, 2, each with figures of its own")
    }

    @Test func fewPeopleTellNothing() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(7)
        try await quarter.results(rows(9, month: 7))
        _ = try await quarter.review()
        #expect(
            try await quarter.figures("recommendation, figure, certainty, reason", of: "a")
                == "too_few results - only 9 results in the quarter, 10 are needed")
        #expect(try await quarter.lacking("nps_link", of: "a") == "9 people have both points and an NPS, 10 are needed")
        #expect(try await quarter.figures("mean", of: "a") != "-")
    }

    @Test func equalPointsHaveNoCorrelation() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(7)
        try await quarter.results(rows(12, month: 7, equal: true))
        _ = try await quarter.review()
        #expect(
            try await quarter.figures("mean, standard_deviation, discrimination, nps_link", of: "a")
                == "0.500000 0.000000 - -")
        #expect(try await quarter.lacking("discrimination", of: "a") == "all have the same points")
        #expect(try await quarter.lacking("nps_link", of: "a") == "all have the same points")
        #expect(try await quarter.figures("recommendation", of: "a") == "keep")
    }

    /// Where the supervisor's sheet holds what is rated alone, there is no rest of it to hold what is measured against.
    @Test(arguments: [("every_sheet", "20"), ("data", "0")])
    func whatHasNoPlaceOnTheHeaviestSheetIsHeldAgainstNoRest(measuredIn: String, results: String) async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.run(
            """
            set local session_replication_role = replica;
            update merit.template set document = document || jsonb_build_object('measured_in', '\(measuredIn)',
                'sources', '{"supervisor": {"weight": 80, "position": 1}, "data": {"weight": 20, "position": 2}}'::jsonb)
            """)
        try await quarter.month(7)
        try await quarter.results(rows(20, month: 7))
        _ = try await quarter.review()
        #expect(try await quarter.figures("discrimination_results", of: "a") == results)
        #expect(try await quarter.figures("discrimination is null", of: "a") == (results == "0" ? "true" : "false"))
        #expect(try await quarter.figures("discrimination_results", of: "c") == "20")
    }

    @Test func withoutNPSTheRestIsThere() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(7)
        try await quarter.results(rows(20, month: 7, nps: false))
        let id = try await quarter.review()
        #expect(try await quarter.figures("nps_link, nps_link_people", of: "a") == "- 0")
        #expect(try await quarter.figures("discrimination is not null", of: "a") == "true")
        #expect(
            try await quarter.database.line(
                "select (remarks @> '[{\"en\": \"no NPS answers: nothing is held against the customers'' view\"}]')::text from merit.quarter_review where review_id = \(id)"
            ) == "true")
    }

    /// The newest revision of each result counts, and a person once a month, however many periods have them.
    @Test func nobodyCountsTwice() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(7)
        try await quarter.results(rows(12, month: 7))
        try await quarter.results("('e0', 7, 10, 5, 10, 10, 0, 0, 0, 100::numeric)", revision: 2)
        try await quarter.run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
            values ('July of the field', '2026-07-01', '2026-07-31', 'UTC', 'field');
            update merit.appraisal_period set revision = 1, scored_at = clock_timestamp() - interval '1 day' where department = 'field';
            insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, days_employed,
                days_on_leave, status, reason, near_cut)
            select period_id, 'e0', 1, 1, 'desk', 1, 30, 0, 'incomplete', 'x', false from merit.appraisal_period where department = 'field'
            """)
        let id = try await quarter.review()
        #expect(try await quarter.figures("results, ceiling_percent", of: "a") == "12 8.33")
        #expect(
            try await quarter.database.line(
                "select results::text, people::text from merit.quarter_review where review_id = \(id)") == "12 12")
    }

    @Test func aTrendIsHeldAgainstTheQuarterBefore() async throws {
        let quarter = try await StoredQuarter.begin()
        for month in [6, 7] {
            try await quarter.month(month)
            try await quarter.results(rows(10, month: month))
        }
        try await quarter.results("('e20', 7, 10, 5, 10, 10, 0, 0, 0, 100::numeric)")
        _ = try await quarter.review()
        // 45 of 100 points in June, 55 of 110 in July.
        #expect(try await quarter.figures("mean, previous_mean, trend", of: "a") == "0.500000 0.450000 0.050000")
    }

    @Test func aReviewAskedForAgainIsTheNextRevision() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(7)
        try await quarter.results(rows(12, month: 7))
        _ = try await quarter.review()
        try await quarter.results(rows(3, month: 7, from: 12))
        _ = try await quarter.review()
        #expect(
            try await quarter.database.line(
                "select revision::text, results::text from merit.quarter_review order by revision") == "1 12\n2 15")
        #expect(
            try await quarter.database.line("select revision::text from merit.current_review") == "2")
    }

    @Test(arguments: [
        ("quarter", "'2026-08-01'", "That day lies in the quarter that begins on 2026-07-01"),
        ("quarter", "null", "Give quarter as its first day"),
        ("quarter", "'infinity'", "Give quarter as its first day"),
        ("quarter", "merit.quarter_start(current_date)", "merit review --so-far"),
        ("quarter", "(merit.quarter_start(current_date) + interval '3 months')::date", "Review it when it is over."),
        ("quarter, time_zone", "'2026-07-01', 'Mars/Olympus'", "Leave time_zone out"),
    ])
    func whatCannotBeIsRefused(columns: String, values: String, hint: String) async throws {
        let error = await #expect(throws: PostgresError.self) {
            _ = try await TestDatabase.current.line(
                "insert into merit.quarter_review (\(columns)) values (\(values))", user: "merit_hr")
        }
        #expect(error?.hint?.contains(hint) == true, "\(error?.message ?? "") \(error?.hint ?? "")")
    }

    /// Quarters begin where a company says.
    @Test func quartersMayBeginInMarch() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.run("update merit.setting set value = '3' where name = 'first_quarter_month'")
        #expect(
            try await quarter.database.line(
                "select merit.quarter_start('2016-04-30')::text, merit.quarter_start('2016-02-29')::text, merit.quarter_start('2016-12-01')::text"
            ) == "2016-03-01 2015-12-01 2016-12-01")
        try await quarter.month(8)
        try await quarter.results(rows(12, month: 8))
        _ = try await quarter.review("quarter", "'2026-06-01'")
        #expect(try await quarter.figures("results", of: "a") == "12")
    }

    /// The duty asks once, when the third month is scored and none waits.
    @Test func theThirdMonthAsksByItself() async throws {
        let quarter = try await StoredQuarter.begin()
        let database = quarter.database
        for month in [7, 8] { try await quarter.month(month) }
        try await quarter.run(
            """
            update merit.setting set value = '1' where name = 'review_quarters';
            update merit.job set state = 'running', lease_token = 1 where kind = 'score_period' and state = 'available';
            update merit.job set state = 'completed', finished_at = now() where kind = 'score_period'
            """)
        func asked() async throws -> String {
            _ = try await database.line("select from merit.review_quarters()")
            return try await database.line("select count(*)::text from merit.quarter_review")
        }
        #expect(try await asked() == "0")
        try await quarter.month(9)
        #expect(try await asked() == "0")
        try await quarter.run(
            """
            update merit.job set state = 'running', lease_token = 2 where kind = 'score_period' and state = 'available';
            update merit.job set state = 'completed', finished_at = now() where kind = 'score_period'
            """)
        try await quarter.run("update merit.setting set value = '0' where name = 'review_quarters'")
        #expect(try await asked() == "0")
        try await quarter.run("update merit.setting set value = '1' where name = 'review_quarters'")
        #expect(try await asked() == "1")
        #expect(try await asked() == "1")
        #expect(
            try await database.line("select quarter::text, status from merit.quarter_review") == "2026-07-01 pending")
    }

    /// What it failed for may be mended by the next day, or where a month was scored since; one that was done is not asked for again.
    @Test func oneThatFailedIsAskedForAgain() async throws {
        let quarter = try await StoredQuarter.begin()
        let database = quarter.database
        for month in [7, 8, 9] {
            try await quarter.month(month)
            try await quarter.results(rows(12, month: month))
        }
        try await quarter.run(
            """
            update merit.job set state = 'running', lease_token = 1 where kind = 'score_period' and state = 'available';
            update merit.job set state = 'completed', finished_at = now() where kind = 'score_period';
            update merit.setting set value = '1' where name = 'review_quarters'
            """)
        func asked() async throws -> String {
            _ = try await database.line("select from merit.review_quarters()")
            return try await database.line(
                "select string_agg(status, ' ' order by review_id) from merit.quarter_review")
        }
        #expect(try await asked() == "pending")
        // Nothing of the source may be read: the review fails.
        try await quarter.run("revoke usage on schema merit_source from merit_reader")
        try await database.work()
        #expect(try await asked() == "failed")
        #expect(try await asked() == "failed")
        // The next day.
        try await quarter.run(
            """
            set local session_replication_role = replica;
            update merit.quarter_review set requested_at = requested_at - interval '25 hours'
            """)
        try await quarter.run(
            """
            set local session_replication_role = replica;
            update merit.appraisal_period set scored_at = scored_at - interval '26 hours'
            """)
        #expect(try await asked() == "failed pending")
        try await database.work()
        #expect(try await asked() == "failed failed")
        // A month was scored since.
        try await quarter.run("update merit.appraisal_period set scored_at = clock_timestamp() where label = '2026-8'")
        #expect(try await asked() == "failed failed pending")
        try await quarter.run("grant usage on schema merit_source to merit_reader")
        try await database.work()
        #expect(try await asked() == "failed failed reviewed")
        #expect(try await asked() == "failed failed reviewed")
    }
}
