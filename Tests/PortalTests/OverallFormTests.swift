import Foundation
import Postgres
import Support
import Testing

/// Rules may want to hear somebody and rate no indicator: one number for everything is what can be said then, and what is owed.
@Suite(.database(.forms)) struct OverallFormTests {
    private static let rules = """
        insert into merit.template (document) values ('{"template": "a", "version": 3, "default": true,
            "sources": {"self": {"weight": 20}, "supervisor": {"weight": 80}}, "dimensions": [{"code": "d", "indicators": [
                {"code": "solved", "title": {"zh": "解决率", "en": "Solved"}, "points": 50}]}]}');
        update merit.template set status = 'checked' where version = 3;
        update merit.template set status = 'published' where version = 3;
        delete from merit.evaluation where period_id = 2;
        """

    @Test func whatIsOwedCanBeGiven() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        try await Program.serving { servers, _ in
            for (reader, person, path) in [
                ("ann", "ann", "/evaluate/2020-11"), ("sue", "bob", "/evaluate/2020-11/bob"),
            ] {
                let browser = Browser(servers[0])
                try await browser.signIn(reader)
                #expect(try await browser.get("/").text.contains("href=\"\(path)\""), "\(path)")
                let page = try await browser.get(path)
                #expect(page.status == 200 && page.text.contains("Overall, at most 100"), "\(path)")
                for (points, problem) in [("", "Give points as well."), ("many", "Write a number, such as 12.5.")] {
                    #expect(try await browser.post(path, [("points", points), ("words", "so")]).problems == [problem])
                }
                #expect(try await browser.post(path, [("points", "101"), ("words", "so")]).status == 422)
                #expect(try await browser.post(path, [("points", "85,5"), ("words", "so")]).status == 303)
                #expect(
                    try await database.value(
                        """
                        select concat_ws(' ', rater_id, indicator, points, comment) from merit.evaluation
                        where period_id = 2 and employee_id = '\(person)'
                        """) == "\(reader) 85.5 so")
                #expect(try await !browser.get("/").text.contains("href=\"\(path)\""), "\(path)")
                // What was given is there to be mended.
                #expect(try await browser.get(path).text.contains("value=\"85.5\""))
            }
            let bob = Browser(servers[0])
            try await bob.signIn("bob")
            #expect(try await bob.get("/evaluate/2020-11/ann").status == 404)
        }
    }
}
