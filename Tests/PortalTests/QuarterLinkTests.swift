import Foundation
import Postgres
import Support
import Testing

/// From what a quarter's review found one comes to what is done about it.
@Suite(.database(.forms)) struct QuarterLinkTests {
    private static let review = """
        set session_replication_role = replica;
        insert into merit.quarter_review (review_id, quarter, revision, time_zone, status, results, people) overriding system value
        values (1, '2020-10-01', 1, 'UTC', 'reviewed', 10, 10);
        insert into merit.indicator_review (review_id, template_code, template_version, dimension, indicator, title, title_zh, kind, weight,
            results, people, missing_percent, discrimination_results, nps_link_people, recommendation, reason, reason_zh, lacking, evidence)
        select 1, 'a', 2, 'd', indicator, title, title, 'rated', 50, 10, 10, 0, 0, 0, recommendation, reason, '', '{}'::jsonb, '{}'::jsonb
        from (values ('manner', 'Manner', 'train_raters', 'sue is strict'), ('solved', 'Solved', 'fix_data', 'rows lack'))
            f (indicator, title, recommendation, reason);
        """

    @Test(arguments: ["hilda", "una"]) func eachFindingLeadsToItsForms(reader: String) async throws {
        try await TestDatabase.current.run(Self.review)
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            let page = try await browser.get("/period/2020-10/quarter")
            #expect(page.status == 200 && page.text.contains("sue is strict"))
            for link in [
                "/templates/a/2/edit/manner", "/templates/a/2/add/rated", "/templates/a/2/add/measured",
                "/raters?period=2020-10", "/period/2020-10/desk/findings",
            ] {
                #expect(page.text.contains("href=\"\(link)\"") == (reader == "hilda"), "\(link)")
                if reader == "hilda" { #expect(try await browser.get(link).status == 200, "\(link)") }
            }
        }
    }

    /// The newest that had begun by the end of the period, whatever month quarters begin in.
    @Test(arguments: [("2020-10-01", 200), ("2020-09-01", 200), ("2017-11-01", 200), ("2021-01-01", 404)])
    func aPeriodHasTheNewestReviewBeforeItsEnd(quarter: String, status: Int) async throws {
        try await TestDatabase.current.run(Self.review + "update merit.quarter_review set quarter = '\(quarter)';")
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            #expect(try await hilda.get("/period/2020-10/quarter").status == status)
        }
    }
}
