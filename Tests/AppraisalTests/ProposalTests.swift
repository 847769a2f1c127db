import Appraisal
import Exact
import Testing

/// What grades, and the same grade in consecutive periods, lead to.
@Suite struct ProposalTests {
    private func proposals(_ grade: String, past: [String], of template: Template) throws -> [Proposal] {
        try template.proposals(
            grade: grade, total: decimal("55.20"), in: "2026-12",
            past: past.enumerated().map { PastGrade(period: "2026-\(11 - $0)", grade: $1) })
    }

    @Test(arguments: [
        ("A", "promotion_priority raise_priority talent_pool share_case"), ("B", "skill_training"),
        ("C", "improvement_training"), ("D", "warning improvement_plan"),
        ("E", "improvement_plan pay_cut_review transfer_review"),
    ])
    func whatAGradeLeadsTo(_ grade: String, _ kinds: String) throws {
        let found = try proposals(grade, past: [], of: try Shipped.template("after-sales"))
        #expect(found.map(\.outcome.code).joined(separator: " ") == kinds)
        #expect(found.allSatisfy { $0.reason.en == "total 55.20, grade \(grade)" })
        #expect(found.allSatisfy { $0.reason.zh == "总分 55.20，等级 \(grade)" })
    }

    @Test(arguments: [
        (["E"], true), (["E", "E"], true), (["D", "E"], false), ([], false), (["A"], false),
    ])
    func twoInARow(_ past: [String], _ isReviewed: Bool) throws {
        let template = try Shipped.template("after-sales")
        for (grade, expected) in [("E", isReviewed), ("D", false)] {
            let found = try proposals(grade, past: past, of: template)
            #expect(found.contains { $0.outcome == Outcome(.dismissalReview) } == expected)
        }
    }

    @Test func aStreakNamesItsPeriods() throws {
        let found = try proposals("E", past: ["E", "E", "E"], of: try Shipped.template("after-sales"))
        let review = try #require(found.first { $0.outcome == Outcome(.dismissalReview) })
        #expect(review.reason.en == "grade E in 2 consecutive periods: 2026-11, 2026-12")
        #expect(review.reason.zh == "连续 2 期等级为 E：2026-11、2026-12")
    }

    @Test func eachKindIsProposedOnceWithAllItsReasons() throws {
        let template = try Small.template(
            "- {grade: B, periods: 2, outcome: warning}",
            becomes: """
                - {grade: A, periods: 2, outcome: talent_pool}
                  - {grade: A, periods: 3, outcome: promotion_priority}
                """)
        #expect(template.longestStreak == 3)
        let found = try proposals("A", past: ["A"], of: template)
        #expect(
            found.map { "\($0.outcome.code): \($0.reason.en)" } == [
                "talent_pool: total 55.20, grade A; grade A in 2 consecutive periods: 2026-11, 2026-12"
            ])
        #expect(
            try proposals("A", past: ["A", "A"], of: template).map(\.outcome)
                == [Outcome(.talentPool), Outcome(.promotionPriority)])
    }

    @Test func aGradeThatTheTemplateDoesNotKnowLeadsToNothing() throws {
        #expect(try proposals("F", past: ["F"], of: try Shipped.template("after-sales")).isEmpty)
        #expect(try Shipped.template("desk-data").longestStreak == 1)
    }
}
