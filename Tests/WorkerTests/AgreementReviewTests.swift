import Postgres
import Support
import Testing

/// What a review of a quarter says of supervisors who rated the same people.
@Suite(.database(.sourced)) struct AgreementReviewTests {
    /// Six people with results and no points of a supervisor yet.
    private func unrated() async throws -> StoredQuarter {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(7)
        let rows = (0..<6).map { "('e\($0)', 7, \($0), 3, null, null, 0, 0, 0, 50::numeric)" }
        try await quarter.results(rows.joined(separator: ", "))
        return quarter
    }

    private func rate(_ person: String, by rater: String, _ points: Int, in quarter: StoredQuarter) async throws {
        try await quarter.run(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            select period_id, '\(person)', 'supervisor', '\(rater)', 'c', \(points) from merit.appraisal_period
            """)
    }

    /// Table 2 of Shrout and Fleiss.
    @Test func asPublished() async throws {
        let quarter = try await unrated()
        let table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
        for (person, points) in table.enumerated() {
            for (rater, points) in points.enumerated() {
                try await rate("e\(person)", by: "r\(rater)", points, in: quarter)
            }
        }
        _ = try await quarter.review()
        #expect(
            try await quarter.figures("shared_ratings, shared_raters, icc_1, icc_2, icc_3", of: "c")
                == "6 4 0.165742 0.289764 0.714841")
        #expect(
            try await quarter.figures("icc_1_mean, icc_2_mean, icc_3_mean", of: "c") == "0.442797 0.620051 0.909316")
        #expect(
            try await quarter.database.line(
                """
                select rater_id, other_id, ratings::text, difference::text, distance::text from merit.rater_pair
                where rater_id = 'r0' order by other_id
                """, user: "merit_hr") == """
                    r0 r1 6 5.166667 5.166667
                    r0 r2 6 3.333333 3.333333
                    r0 r3 6 1.000000 1.333333
                    """)
    }

    @Test func whereNobodySharesPeopleItIsSaid() async throws {
        let quarter = try await unrated()
        for person in 0..<6 { try await rate("e\(person)", by: "r\(person % 2)", 5 + person % 4, in: quarter) }
        _ = try await quarter.review()
        #expect(try await quarter.figures("shared_ratings, shared_raters, icc_1", of: "c") == "0 0 -")
        #expect(
            try await quarter.lacking("icc_1", of: "c")
                == "no two raters share people: severity and quality of the team cannot be told apart")
        #expect(try await quarter.lacking("icc_1", of: "a") == "it is measured, nobody rates it")
        #expect(try await quarter.database.line("select count(*)::text from merit.rater_pair") == "0")
    }
}
