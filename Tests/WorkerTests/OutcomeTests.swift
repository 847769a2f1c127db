import Postgres
import Support
import Testing

/// What results propose over the months, and what revisions make of it.
@Suite(.database(.sourced)) struct OutcomeTests {
    @Test func aGradeProposesAndSaysWhy() async throws {
        let season = try await Season.begin()
        try await season.score(1, ["ann": .good, "bob": .bad])
        #expect(try await season.outcomes(of: "ann") == "01 share_case proposed\n01 talent_pool proposed")
        #expect(try await season.outcomes(of: "bob") == "01 improvement_plan proposed")
        #expect(
            try await season.database.line(
                "select reason || ' ' || reason_zh || ' ' || revision from merit.outcome where employee_id = 'bob'")
                == "total 16.00, grade E 总分 16.00，等级 E 1")
        // A scoring's own writes are recorded by its run.
        #expect(
            try await season.database.line("select count(*)::text from merit.event where table_name = 'outcome'") == "0"
        )
    }

    enum Between: String, CaseIterable {
        case nothing, aGoodMonth, anIncompleteMonth, aMonthAway, aMissingMonth, aCancelledMonth, aFailedMonth,
            aClosedMonth,
            aFailedRescoring, anotherDepartmentsMonth
    }

    /// Two bad months with something between them, or around them.
    @Test(arguments: Between.allCases) func aStreakIsConsecutive(between: Between) async throws {
        let season = try await Season.begin()
        try await season.score(1, ["bob": .bad, "ann": .good])
        var last = 3
        var expected = false
        switch between {
        case .nothing: (last, expected) = (2, true)
        case .aGoodMonth: try await season.score(2, ["bob": .good, "ann": .good])
        case .anIncompleteMonth: try await season.score(2, ["bob": .incomplete, "ann": .good])
        case .aMonthAway: try await season.score(2, ["bob": .away, "ann": .good])
        case .aMissingMonth: break
        case .aCancelledMonth:
            try await season.ask(2, ["bob": .bad])
            try await season.hr("update merit.appraisal_period set status = 'cancelled' where label = '2026-02'")
        case .aFailedMonth:
            try await season.run("alter table merit_source.ticket rename column status to state")
            try await season.database.ask("2026-02", from: "2026-02-01", to: "2026-02-28")
            try await season.database.work()
            try await season.run("alter table merit_source.ticket rename column state to status")
        case .aClosedMonth:
            try await season.hr("update merit.appraisal_period set status = 'closed'")
            (last, expected) = (2, true)
        case .aFailedRescoring:
            // The results that there are stay those that count.
            try await season.run("alter table merit_source.ticket rename column status to state")
            try await season.rescore(1)
            try await season.run("alter table merit_source.ticket rename column state to status")
            (last, expected) = (2, true)
        case .anotherDepartmentsMonth:
            try await season.database.ask(
                "2026-02 service", from: "2026-02-01", to: "2026-02-28", department: "service")
            try await season.add(Season.Work(resolved: 1, failed: 1), of: "bob", in: 2)
            try await season.database.work()
        }
        try await season.score(last, ["bob": .bad, "ann": .good])
        let found = try await season.outcomes()
        #expect(found.contains("dismissal_review proposed") == expected, "\(between): \(found)")
        #expect(try await !season.outcomes(of: "ann").contains("dismissal_review"))
    }

    @Test func theStreakNamesItsMonths() async throws {
        let season = try await Season.begin()
        for month in 1...3 { try await season.score(month, ["bob": .bad]) }
        #expect(
            try await season.database.line(
                "select reason from merit.outcome where kind = 'dismissal_review' order by period_id")
                    == """
                    grade E in 2 consecutive periods: 2026-01, 2026-02
                    grade E in 2 consecutive periods: 2026-02, 2026-03
                    """)
    }

    /// What is decided stays and is flagged; what is not is withdrawn, proposed again, and cannot be decided meanwhile.
    @Test func aRevisionWithdrawsWhatNobodyDecided() async throws {
        let season = try await Season.begin()
        for month in 1...2 { try await season.score(month, ["bob": .bad]) }
        try await season.hr(
            "update merit.outcome set status = 'accepted', decided_by = 'Wang Fang' where period_id = 2 and kind = 'improvement_plan'"
        )
        // Two revisions: 76.00 is a C, 100.00 an A.
        try await season.change("bob", in: 2, to: "resolved")
        try await season.hr("update merit.evaluation set points = 50 where period_id = 2")
        try await season.database.work()
        #expect(
            try await season.outcomes() == """
                01 improvement_plan proposed
                02 dismissal_review withdrawn!
                02 improvement_plan accepted!
                02 improvement_training withdrawn!
                02 share_case proposed
                02 talent_pool proposed
                """)
        let refused = await season.database.refusal(
            "update merit.outcome set status = 'accepted' where kind = 'dismissal_review'")
        #expect(refused?.contains("was withdrawn: revision 2 of the result does not support it") == true)
        // Back again: what was withdrawn is proposed anew, what was decided is supported again, and stays decided.
        try await season.hr("update merit.evaluation set points = 20 where period_id = 2")
        try await season.change("bob", in: 2, to: "failed")
        #expect(
            try await season.outcomes() == """
                01 improvement_plan proposed
                02 dismissal_review proposed
                02 improvement_plan accepted
                02 improvement_training withdrawn!
                02 share_case withdrawn!
                02 talent_pool withdrawn!
                """)
        #expect(
            try await season.database.line(
                "select decided_by, revision::text from merit.outcome where status = 'accepted'")
                == "Wang Fang 1")
    }

    /// The month after is not measured again: its results stay as they were, only what they lead to follows.
    @Test func aRevisedMonthMovesTheStreakOfTheNext() async throws {
        let season = try await Season.begin()
        for month in 1...3 { try await season.score(month, ["bob": .bad, "ann": .good]) }
        try await season.hr(
            "update merit.outcome set status = 'declined', decision = 'no' where period_id = 3 and kind = 'dismissal_review'"
        )
        try await season.hr("update merit.evaluation set points = 50 where period_id = 1 and employee_id = 'bob'")
        try await season.change("bob", in: 1, to: "resolved")
        #expect(
            try await season.outcomes() == """
                01 improvement_plan withdrawn!
                01 share_case proposed
                01 talent_pool proposed
                02 dismissal_review withdrawn!
                02 improvement_plan proposed
                03 dismissal_review declined
                03 improvement_plan proposed
                """)
        #expect(
            try await season.database.line("select max(revision)::text from merit.result where period_id > 1") == "1")
    }

    @Test func aClosedMonthKeepsWhatItLedTo() async throws {
        let season = try await Season.begin()
        for month in 1...2 { try await season.score(month, ["bob": .bad]) }
        try await season.hr("update merit.appraisal_period set status = 'closed' where label = '2026-02'")
        try await season.hr("update merit.evaluation set points = 50 where period_id = 1")
        try await season.change("bob", in: 1, to: "resolved")
        #expect(try await season.outcomes().contains("02 dismissal_review proposed"))
        // Decisions belong to people, also after the month is closed.
        try await season.hr(
            "update merit.outcome set status = 'accepted' where period_id = 2 and kind = 'improvement_plan'")
        // Reopened and scored again, it takes in what happened before it.
        try await season.hr(
            "update merit.appraisal_period set status = 'scored', status_reason = 'January changed' where label = '2026-02'"
        )
        try await season.rescore(2)
        #expect(try await season.outcomes().contains("02 dismissal_review withdrawn!"))
    }

    @Test func aPartialScoringProposesForItsPersonAlone() async throws {
        let season = try await Season.begin()
        try await season.score(1, ["ann": .good, "bob": .bad])
        let before = try await season.outcomes(of: "ann")
        try await season.run("update merit_source.ticket set status = 'failed'")
        try await season.rate("bob", 30, source: "self", in: 1)
        try await season.database.work()
        #expect(try await season.outcomes(of: "ann") == before)
        #expect(
            try await season.database.line("select reason, revision::text from merit.outcome where employee_id = 'bob'")
                == "total 17.60, grade E 2")
    }

    /// What a template calls an outcome of its own stands with the proposal; a later version calls open ones otherwise, decided ones not.
    @Test func anOutcomeOfTheTemplatesOwnIsProposedByItsName() async throws {
        func template(_ version: Int, _ zh: String, _ en: String) -> String {
            Season.template.replacing("version: 1", with: "version: \(version)").replacing(
                "grades:\n", with: "outcomes: {shadowing: {zh: \(zh), en: \(en)}}\ngrades:\n"
            ).replacing("[improvement_plan]", with: "[shadowing, improvement_plan]")
        }
        let season = try await Season.begin(template(1, "跟岗一周", "A week of shadowing"))
        try await season.score(1, ["ann": .bad, "bob": .bad])
        let proposed = """
            select employee_id, kind, title, title_zh, status, reason_zh from merit.outcome where kind = 'shadowing' order by employee_id
            """
        #expect(
            try await season.database.line(proposed) == """
                ann shadowing A week of shadowing 跟岗一周 proposed 总分 16.00，等级 E
                bob shadowing A week of shadowing 跟岗一周 proposed 总分 16.00，等级 E
                """)
        #expect(
            try await season.database.line(
                "select count(*)::text from merit.outcome where kind <> 'shadowing' and num_nonnulls(title, title_zh) > 0"
            )
                == "0")
        #expect(
            try await season.database.line(
                """
                select o ->> 'title', o ->> 'title_zh', (o ? 'title')::text
                from merit.interview_sheet, jsonb_array_elements(outcomes) o where employee_id = 'ann' order by o ->> 'kind' desc
                """) == "A week of shadowing 跟岗一周 true\n- - false")
        try await season.hr(
            "update merit.outcome set status = 'accepted' where kind = 'shadowing' and employee_id = 'ann'")
        try await season.database.publish(yaml: [template(2, "跟岗两周", "Two weeks of shadowing")])
        try await season.hr(
            "update merit.appraisal_period set status = 'pending', take_newest = true where label = '2026-01'")
        try await season.database.work()
        #expect(
            try await season.database.line(proposed) == """
                ann shadowing A week of shadowing 跟岗一周 accepted 总分 16.00，等级 E
                bob shadowing Two weeks of shadowing 跟岗两周 proposed 总分 16.00，等级 E
                """)
    }

    @Test func whoIsGoneFromTheMonthHasNothingProposed() async throws {
        let season = try await Season.begin()
        for month in 1...2 { try await season.score(month, ["ann": .good, "bob": .bad]) }
        // Renamed: to the source they are two people.
        try await season.run("update merit_source.employee set employee_id = 'rob' where employee_id = 'bob'")
        try await season.rescore(2)
        #expect(
            try await season.outcomes() == """
                01 improvement_plan proposed
                02 dismissal_review withdrawn!
                02 improvement_plan withdrawn!
                """)
        #expect(try await season.outcomes(of: "rob") == "")
        #expect(
            try await season.tasks() == """
                01 solved cancelled 0 -
                01 manner cancelled 0 -
                02 solved cancelled 0 -
                02 manner cancelled 0 -
                """)
    }
}
