import Support
import Testing

/// How the answers of customers are counted.
@Suite(.database(.sourced)) struct CustomerAnswerTests {
    /// Below 7 is a detractor, from 9 on a promoter; what lies outside 0 to 10 is no answer.
    @Test(arguments: [
        ("0", "0 1 1"), ("6.5", "0 1 1"), ("6.999", "0 1 1"), ("7", "0 0 1"), ("8.5", "0 0 1"), ("8.999", "0 0 1"),
        ("9", "1 0 1"), ("9.5", "1 0 1"), ("10", "1 0 1"), ("10.001", "- - -"), ("-0.5", "- - -"), ("null", "- - -"),
    ]) func aRecommendationCountsByWhereItLies(score: String, counted: String) async throws {
        let season = try await Season.begin()
        try await season.run(
            """
            insert into merit_source.nps_response (employee_id, score, responded_at) values ('bob', \(score), '2026-01-10 12:00Z')
            """)
        try await season.score(1, ["bob": .good])
        #expect(
            try await season.database.line(
                """
                select nps_promoters::text, nps_detractors::text, nps_responses::text from merit.current_result
                where employee_id = 'bob'
                """) == counted)
    }
}
