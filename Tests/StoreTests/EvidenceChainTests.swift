import Postgres
import Support
import Testing

/// Judgments retold: what each of these companies could not show, Merit names.
@Suite(.database(.migrated)) struct EvidenceChainTests {
    private static let missing = """
        select part from merit.outcome, merit.evidence_chain(outcome_id) where kind = 'dismissal_review' and state = 'missing' order by link, part
        """

    @Test(
        arguments: [
            ("a complete chain", Set<Story.Deed>(), []),
            // A forced curve put the same person last three times: that says nothing of whether the work was good enough, and nobody was trained.
            (
                "last of twenty, seventy, ten",
                [.consulted, .acknowledged, .wrote, .trained, .gaveNotice],
                ["acknowledged", "consulted", "recorded", "trained", "found_again"]
            ),
            ("an improvement plan, and no training", [.trained, .gaveNotice], ["trained", "found_again"]),
            ("grades without a word behind them", [.wrote], ["recorded"]),
            ("a result that was never delivered", [.delivered], ["delivered"]),
            ("a mark against the facts, and the appeal unanswered", [.answered], ["answered"]),
            ("rules that nobody was asked about", [.consulted, .acknowledged], ["acknowledged", "consulted"]),
        ] as [(String, Set<Story.Deed>, [String])])
    func whatIsMissingIsNamed(story: String, without: Set<Story.Deed>, missing: [String]) async throws {
        let database = try TestDatabase.current
        try await Story(deeds: Set(Story.Deed.allCases).subtracting(without)).tell(in: database)
        #expect(try await database.column(Self.missing, as: "merit_hr") == missing, "\(story)")
        let spoken = """
            select bool_and(says <> '' and says_zh <> '') from merit.outcome, merit.evidence_chain(outcome_id)
            """
        #expect(try await database.value(spoken) == "true")
    }

    /// Each thing that looks like a link, and is none.
    @Test(arguments: [
        ("not attended", "attended", "false"), ("not acknowledged", "acknowledged_at", "null"),
        ("before the finding", "began_on", "'2025-08-05'"),
        ("after the second month had begun", "ended_on", "'2025-10-02'"),
        ("because of the second month", "because_of", "2"), ("of somebody else", "employee_id", "'bob'"),
    ])
    func whatIsNoTraining(about: String, column: String, value: String) async throws {
        let database = try TestDatabase.current
        try await Story().tell(in: database)
        #expect(try await database.column(Self.missing) == [])
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.training_record set acknowledged_by = null, acknowledged_at = null where '\(column)' = 'acknowledged_at';
            update merit.training_record set \(column) = \(value);
            """)
        #expect(try await database.column(Self.missing) == ["trained", "found_again"], "\(about)")
    }

    @Test func aChangeOfPostThatWasAgreedToIsALinkToo() async throws {
        let database = try TestDatabase.current
        try await Story(deeds: Set(Story.Deed.allCases).subtracting([.trained])).tell(in: database)
        try await database.run(
            """
            insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, attended, acknowledged_at)
            values ('ann', 'transfer', 1, 'spare parts', '2025-09-08', '2025-09-08', true, '2025-09-05Z')
            """, as: "merit_hr")
        #expect(try await database.column(Self.missing) == [])
    }

    @Test func acceptingWithALinkMissingTakesAReason() async throws {
        let database = try TestDatabase.current
        try await Story(deeds: [.consulted, .acknowledged, .wrote, .delivered, .answered]).tell(in: database)
        let accept = "update merit.outcome set status = 'accepted'%@ where kind = 'dismissal_review'"
        let refusal = try await database.refusal(accept.replacing("%@", with: ""), as: "merit_hr")
        #expect(
            refusal?.contains("(dismissal_review of \"ann\") has no evidence of: trained, found_again") == true,
            "\(refusal ?? "accepted")")
        #expect(
            try await database.refusal(accept.replacing("%@", with: ", decision = 'agreed with her'"), as: "merit_hr")
                == nil)
    }

    @Test func noticeIsThirtyDaysOrAMonthsPay() async throws {
        let database = try TestDatabase.current
        try await Story().tell(in: database)
        for (change, isMissing) in [
            ("ends_on = '2025-12-19'", true), ("ends_on = '2025-12-20'", false),
            ("ends_on = '2025-11-20', pay_instead = true", false),
        ] {
            try await database.run(
                "set session_replication_role = replica; update merit.dismissal_notice set pay_instead = false; update merit.dismissal_notice set \(change)"
            )
            #expect(try await database.column(Self.missing) == (isMissing ? ["notice"] : []), "\(change)")
        }
    }

    /// What is relative to colleagues is marked, and is no link.
    @Test func whatIsRelativeIsMarked() async throws {
        let database = try TestDatabase.current
        try await Story().tell(in: database)
        try await database.run(
            "set session_replication_role = replica; update merit.indicator_score set raw_value = 60 where kind = 'measured'"
        )
        let said = """
            select state || ': ' || says from merit.outcome, merit.evidence_chain(outcome_id)
            where kind = 'dismissal_review' and part = 'relative'
            """
        #expect(
            try await database.column(said)
                == ["noted: relative to colleagues: solved; without them 50.0% of the points were reached"])
        // The person's own month before is no colleague.
        try await database.run(
            "set session_replication_role = replica; update merit.indicator_score set previous_value = 120 where kind = 'measured'"
        )
        #expect(try await database.column(said) == [])
    }

    /// Rules and indicators are called by their titles, and times stand in the zone of the period.
    @Test func whatIsSaidIsForPeople() async throws {
        let database = try TestDatabase.current
        try await Story(deeds: Set(Story.Deed.allCases).subtracting([.wrote])).tell(in: database)
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.template set document = document || '{"title": {"zh": "客服考核", "en": "Desk"}, "dimensions": [{"code": "d", "indicators": [
                {"code": "solved", "title": {"zh": "解决率", "en": "Solved"}}, {"code": "manner", "title": {"zh": "沟通", "en": "Manner"}}]}]}';
            update merit.indicator_score set raw_value = 60 where kind = 'measured';
            """)
        for (column, words) in [
            ("says_zh", ["考核规则“客服考核”第 1 版在考核期开始前发布", "以下指标没有记录支持：沟通", "与同事比较得出的指标：解决率；"]),
            (
                "says",
                [
                    "the rules, \"Desk\", version 1, were published", "stands behind Manner",
                    "relative to colleagues: Solved;",
                ]
            ),
        ] {
            let said = try await database.column(
                "select \(column) from merit.outcome, merit.evidence_chain(outcome_id) where kind = 'dismissal_review'"
            ).compactMap(\.self).joined(separator: "\n")
            for sentence in words { #expect(said.contains(sentence), "\(sentence) in \(said)") }
            #expect(said.firstMatch(of: /[0-9]{2}:[0-9]{2}:[0-9]{2}/) == nil, "\(said)")
        }
    }

    @Test(arguments: [
        ("update merit.training_record set title = 'x'", "does not change any more"),
        ("update merit.training_record set acknowledged_at = null", "does not change any more"),
        ("delete from merit.training_record", "cannot be deleted"),
        ("truncate merit.training_record", "[55000]"),
        ("update merit.dismissal_notice set pay_instead = true", "append-only"),
        (
            "insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended) values ('bob', 'training', 1, 'x', '2999-01-01', '2999-01-01', 1, 'x', true)",
            "nobody has attended anything until 2999-01-01"
        ),
    ])
    func whatWasEnteredStays(change: String, refusal: String) async throws {
        let database = try TestDatabase.current
        try await Story().tell(in: database)
        #expect(try await database.refusal(change)?.contains(refusal) == true)
    }

    /// Who accepts everything within seconds shows.
    @Test func howPeopleDecideIsCounted() async throws {
        let database = try TestDatabase.current
        try await Story(deeds: []).tell(in: database)
        try await database.run(
            """
            insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
            select 1, 'ann', 1, kind, '', '' from unnest(array['warning', 'skill_training', 'share_case']) kind;
            set session_replication_role = replica;
            update merit.appraisal_period set scored_at = '2025-11-01Z';
            update merit.outcome set status = 'accepted', decided_by = 'Wang', decided_at = '2025-11-02Z'::timestamptz + outcome_id * interval '3 seconds'
            where outcome_id < 5;
            update merit.outcome set status = 'declined', decided_by = 'Li', decided_at = '2025-11-11Z' where outcome_id = 5;
            """)
        #expect(
            try await database.column(
                "select concat_ws(' ', quarter, decided_by, decided, accepted, hasty, median_days_open) from merit.decider_pace order by decided_by",
                as: "merit_hr") == ["2025-10-01 Li 1 0 0 10.00", "2025-10-01 Wang 4 4 3 1.00"])
    }
}
