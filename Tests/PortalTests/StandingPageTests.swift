import Foundation
import Postgres
import Support
import Testing

/// How people stand in a period that runs, at the portal: each sees their own, marked as provisional.
@Suite(.database(.forms)) struct StandingPageTests {
    /// Ann is five points below the next grade.
    private static let rules = """
        insert into merit.template (document) values ('{"template": "so", "version": 1, "title": {"zh": "服务台", "en": "Desk"},
            "posts": ["desk"], "sources": {"data": {"weight": 100}},
            "grades": [{"grade": "A", "at_least": 80, "coefficient": 1.2}, {"grade": "B", "at_least": 0, "coefficient": 0.8}],
            "dimensions": [{"code": "d", "title": {"zh": "技能", "en": "Skill"}, "weight": 100, "indicators": [
                {"code": "solved", "title": {"zh": "解决率", "en": "Solved"}, "points": 50,
                    "measure": {"from": "ticket", "at": "closed_at", "value": "share(status = ''resolved'')"},
                    "scale": [{"band": "all", "best": 100, "worst": 0, "points": [50, 0]}]}]}]}');
        update merit.template set status = 'checked' where code = 'so';
        update merit.template set status = 'published' where code = 'so';
        update merit.standing_so_far set template_code = 'so', template_version = 1, total = 75, grade = 'B', coverage = 50,
            indicators = '[{"dimension": "d", "indicator": "solved", "state": "scored", "value": 75, "sample": 4, "band": "all",
                "points": 37.5, "max_points": 50}]',
            steps = '[{"indicator": "solved", "value": 75, "target": 100, "points_now": 37.5, "points_at_target": 50, "total_gain": 25}]'
        where employee_id = 'ann';
        """

    @Test func oneSeesHowOneStandsAndWhatTheNextGradeTakes() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            #expect(try await ann.get("/").text.contains("href=\"/standing/2020-11\""))
            #expect(!ann.page.text.contains("/standings\""))
            let page = try await ann.get("/standing/2020-11")
            #expect(page.status == 200 && page.text.utf8.count < 60_000)
            #expect(page.text.contains("Provisional: as of 10 Nov 2020"))
            #expect(page.text.contains("A is 5 points away: Solved at 100 (+25)."))
            #expect(page.text.contains("on 50% of the sheet’s weight") && page.text.contains("class=\"grade\">B<"))
            #expect(!page.text.contains("Coefficient"))
            try await ann.get("/language?to=%2Fstanding%2F2020-11")
            #expect(try await ann.get("/standing/2020-11").text.contains("暂定：截至 2020年11月10日"))
            #expect(ann.page.text.contains("距 A 还差 5 分：解决率达到 100（+25）。"))
            for path in ["/standing/2020-11/of/bob", "/standing/2020-10", "/standing/none", "/standings"] {
                #expect(try await ann.get(path).status == 404, "\(path)")
            }
            for (value, isShown) in [("0", false), ("1", true)] {
                try await database.run("update merit.setting set value = '\(value)' where name = 'standing_so_far'")
                #expect(try await ann.get("/standing/2020-11").status == (isShown ? 200 : 404))
                #expect(try await ann.get("/").text.contains("/standing/") == isShown)
            }
            try await database.run(
                "update merit.appraisal_period set revision = 1, scored_at = now() where label = '2020-11'")
            #expect(try await ann.get("/standing/2020-11").status == 404)
            #expect(try await !ann.get("/").text.contains("/standing/"))
        }
    }

    /// What rests on little is a figure, and no grade.
    @Test func aGradeTakesHalfOfTheSheet() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        try await Program.serving { servers, _ in
            let (ann, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await sue.signIn("sue")
            for (coverage, hasGrade) in [("49.99", false), ("50", true)] {
                try await database.run(
                    "update merit.standing_so_far set coverage = \(coverage) where employee_id = 'ann'")
                let page = try await ann.get("/standing/2020-11").text
                #expect(page.contains("class=\"figure\">75<") && page.contains("on \(coverage)% of the sheet’s weight"))
                #expect(page.contains("Too little is known yet for a grade.") != hasGrade)
                #expect(page.contains("class=\"grade\"") == hasGrade && page.contains("A is 5 points away") == hasGrade)
                let standing = hasGrade ? "75 B" : "75"
                #expect(try await ann.get("/").text.contains("\(standing) · on \(coverage)% of the sheet · as of"))
                #expect(try await sue.get("/standing/2020-11/of/ann").text.contains("class=\"grade\"") == hasGrade)
                let row = try await sue.get("/standings").text.split(separator: "\n").first { $0.contains("/of/ann") }
                #expect(row?.contains("<bdi>B</bdi>") == hasGrade)
            }
        }
    }

    /// Bob stands lower, and has the name that comes first.
    @Test func aSupervisorSeesTheirPeopleInTheOrderOfTheirNames() async throws {
        try await TestDatabase.current.run(
            """
            update merit.standing_so_far set name = 'Zoe' where employee_id = 'ann';
            update merit.standing_so_far set name = 'Amy <b>' where employee_id = 'bob';
            """)
        try await Program.serving { servers, _ in
            let sue = Browser(servers[0])
            try await sue.signIn("sue")
            #expect(try await sue.get("/").text.contains("href=\"/standings\""))
            let people = try await sue.get("/standings").text.matches(
                of:
                    /href="\/standing\/2020-11\/of\/(\w+)"><bdi>([^<]*)<\/bdi><\/a><\/th><td data-column="Id"><bdi>([^<]*)</
            ).map { [$0.output.1, $0.output.2, $0.output.3].map { String($0) } }
            #expect(people == [["bob", "Amy &lt;b&gt;", "bob"], ["ann", "Zoe", "ann"]])
            #expect(try await sue.get("/standing/2020-11/of/bob").text.contains("42.37"))
            #expect(try await sue.get("/standing/2020-11/of/cat").status == 404)
        }
    }
}
