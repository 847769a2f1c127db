import Foundation
import Postgres
import Support
import Testing

/// What is known of the month stands beside what is rated, and what is planned goes on into the next one.
@Suite(.database(.forms)) struct FactsFormTests {
    /// Two dimensions are measured, and in one of them people rate too.
    private static let rules = """
        insert into merit.template (document) values ('{"template": "a", "version": 3, "default": true,
            "sources": {"self": {"weight": 20}, "supervisor": {"weight": 80}}, "dimensions": [
                {"code": "d", "title": {"zh": "技能", "en": "Skill"}, "indicators": [
                    {"code": "solved", "title": {"zh": "解决率", "en": "Solved"}, "points": 50, "unit": "percent"},
                    {"code": "manner", "title": {"zh": "态度", "en": "Manner"}, "points": 50, "rated": [
                        {"level": "any", "title": {"zh": "任意", "en": "Any"}, "points": [0, 50]}]},
                    {"code": "order", "title": {"zh": "纪律", "en": "Order"}, "points": 50, "rated": [
                        {"level": "any", "title": {"zh": "任意", "en": "Any"}, "points": [0, 50]}]}]},
                {"code": "e", "title": {"zh": "速度", "en": "Pace"}, "indicators": [
                    {"code": "reply", "title": {"zh": "响应", "en": "<b>Reply"}, "points": 50, "unit": "hour"}]}]}');
        update merit.template set status = 'checked' where version = 3;
        update merit.template set status = 'published' where version = 3;
        delete from merit.evaluation where period_id = 2;
        update merit.standing_so_far set template_code = 'a', template_version = 3, indicators = '[
            {"dimension": "d", "indicator": "solved", "state": "scored", "value": 75, "sample": 4, "points": 37.5, "max_points": 50},
            {"dimension": "e", "indicator": "reply", "state": "insufficient", "value": 0.5, "sample": 1, "points": null, "max_points": 50}]'
        where employee_id = 'ann';
        """

    @Test func theMonthsFiguresStandBesideWhatIsRated() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        try await Program.serving { servers, _ in
            for (reader, path) in [("ann", "/evaluate/2020-11"), ("sue", "/evaluate/2020-11/ann")] {
                let browser = Browser(servers[0])
                try await browser.signIn(reader)
                let page = try await browser.get(path).text
                let places = [
                    // Nothing is rated in this dimension: above the form.
                    "Measured: Pace, as of 10 Nov 2020", "&lt;b&gt;Reply", "0.5 h · too few rows · sample 1",
                    "data-kept",
                    "Measured: Skill, as of 10 Nov 2020", "75% · sample 4 · 37.5/50 points", "name=\"points.manner\"",
                    "name=\"points.order\"",
                ].map { page.range(of: $0)?.lowerBound }
                #expect(
                    !places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted(),
                    "\(reader)")
                // Once for a dimension.
                #expect(page.ranges(of: "Measured: Skill").count == 1)
                #expect(page.utf8.count < 60_000)
                try await browser.get("/language?to=%2F")
                #expect(try await browser.get(path).text.contains("75% · 样本 4 · 37.5/50 分"))
            }
            // Of a month that is scored: what the result says.
            let sue = Browser(servers[0])
            try await sue.signIn("sue")
            #expect(try await sue.get("/evaluate/2020-10/bob").text.contains("2.41 · sample 1 · 2.73/50 points"))
            #expect(!sue.page.text.contains("as of"))
            // Where it is not shown how one stands, it is not shown here either.
            try await database.run("update merit.setting set value = '0' where name = 'standing_so_far'")
            #expect(try await !sue.get("/evaluate/2020-11/ann").text.contains("Measured:"))
        }
    }

    @Test func whatIsPlannedIsKeptAndShownToThoseWhomItConcerns() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        let (points, plan) = ([("points.manner", "30"), ("points.order", "20")], "Learn <SQL>")
        try await Program.serving { servers, _ in
            let (ann, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await sue.signIn("sue")
            try await ann.get("/evaluate/2020-11")
            // A plan alone is no evaluation of oneself.
            #expect(try await ann.post("/evaluate/2020-11", [("plan", plan)]).problems == ["No points are given yet."])
            #expect(try await ann.post("/evaluate/2020-11", points + [("plan", plan)]).status == 303)
            #expect(
                try await database.value(
                    """
                    select concat_ws(' ', source, rater_id, points, comment) from merit.evaluation
                    where period_id = 2 and employee_id = 'ann' and indicator is null
                    """) == "self ann \(plan)")
            #expect(try await ann.get("/evaluate/2020-11").text.contains("Learn &lt;SQL&gt;</textarea>"))
            #expect(
                try await ann.post("/evaluate/2020-11", points + [("plan", "")]).problems
                    == ["A plan that was handed in can be changed, not emptied."])
            #expect(try await ann.get("/evaluate/2020-11").text.contains("Learn &lt;SQL&gt;</textarea>"))
            // A supervisor speaks first, and nobody else's plan is theirs to write.
            #expect(try await !sue.get("/evaluate/2020-11/ann").text.contains("Learn"))
            #expect(!sue.page.text.contains("name=\"plan\""))
            #expect(
                try await sue.post("/evaluate/2020-11/ann", [("points.manner", "30"), ("plan", "x")]).status == 303)
            #expect(try await sue.get("/evaluate/2020-11/ann").text.contains("Learn &lt;SQL&gt;"))
            #expect(try await database.value("select count(*) from merit.evaluation where comment = 'x'") == "0")
            // What was planned the month before is there for both, and stands with that month.
            try await database.run(
                """
                update merit.evaluation set points = null, comment = 'Be kind' where period_id = 1 and employee_id = 'ann' and source = 'self'
                """)
            for (browser, path) in [(ann, "/evaluate/2020-11"), (sue, "/evaluate/2020-11/ann")] {
                #expect(
                    try await browser.get(path).text.contains(
                        "<dt>Planned in 2020-10</dt><dd><bdi>Be kind</bdi></dd>"))
            }
            #expect(
                try await ann.get("/month/2020-10").text.contains(
                    "<blockquote><bdi>Be kind</bdi> <cite>The plan for next month</cite></blockquote>"))
            #expect(
                try await sue.get("/month/2020-10/of/ann/interview").text.contains(
                    "<bdi>Be kind</bdi> <cite>the person’s plan for next month</cite>"))
        }
    }

    /// One number for everything, where it was given, stays beside the plan.
    @Test func aPlanTakesNoPointsAway() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        try await database.run(
            "insert into merit.evaluation (period_id, employee_id, source, points) values (2, 'ann', 'self', 61)")
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get("/evaluate/2020-11")
            #expect(
                try await ann.post(
                    "/evaluate/2020-11", [("points.manner", "30"), ("points.order", "20"), ("plan", "rest")]
                ).status == 303)
        }
        #expect(
            try await database.value(
                """
                select concat_ws(' ', trim_scale(points), comment) from merit.evaluation
                where period_id = 2 and employee_id = 'ann' and indicator is null
                """) == "61 rest")
    }
}
