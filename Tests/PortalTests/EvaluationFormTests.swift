import Foundation
import Postgres
import Support
import Testing

/// What people say of themselves, and of theirs.
@Suite(.database(.forms)) struct EvaluationFormTests {
    @Test func peopleAreEvaluatedByThoseWhoMay() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (ann, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            #expect(try await ann.get("/evaluate/2020-11").text.contains("25–50 Warm"))
            for (points, problem) in [("abc", "Write a number, such as 12.5."), ("", "Give points as well.")] {
                let page = try await ann.post(
                    "/evaluate/2020-11", [("points.manner", points), ("words.manner", "I \"try\"")])
                #expect(page.status == 422 && page.problems == [problem])
                #expect(page.text.contains("I &quot;try&quot;"))
            }
            #expect(
                try await ann.post("/evaluate/2020-11", [("points.manner", "12,5"), ("words.manner", "so")]).status
                    == 303)
            try await ann.get("/")
            #expect(try await ann.post("/evaluate/2020-11/sue", [("points.manner", "1")]).status == 404)
            try await sue.signIn("sue")
            try await sue.get("/evaluate/2020-11/ann")
            #expect(try await sue.post("/evaluate/2020-11/ann", [("points.manner", "30")]).status == 303)
            try await sue.get("/")
            #expect(try await sue.post("/evaluate/2020-11/cat", [("points.manner", "30")]).status == 404)
            #expect(
                try await database.column(
                    """
                    select employee_id || ' ' || source || ' ' || rater_id || ' ' || points from merit.evaluation
                    where period_id = 2 and indicator = 'manner' order by 1
                    """) == ["ann self ann 12.5", "ann supervisor sue 30"])
        }
    }

    /// Whoever speaks of themselves speaks of everything; a rater sees what they gave before, and the figures.
    @Test func evaluationsAreWholeAndKnowWhatWasBefore() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.template (document) values ('{"template": "a", "version": 3, "default": true,
                "sources": {"self": {"weight": 20}, "supervisor": {"weight": 80}}, "dimensions": [{"code": "d", "indicators": [
                    {"code": "manner", "title": {"zh": "态度", "en": "Manner"}, "points": 50, "rated": [
                        {"level": "any", "title": {"zh": "任意", "en": "Any"}, "points": [0, 50]}]},
                    {"code": "order", "title": {"zh": "纪律", "en": "Order"}, "points": 50, "rated": [
                        {"level": "any", "title": {"zh": "任意", "en": "Any"}, "points": [0, 50]}]}]}]}');
            update merit.template set status = 'checked' where version = 3;
            update merit.template set status = 'published' where version = 3;
            delete from merit.evaluation where period_id = 2;
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            values (1, 'ann', 'supervisor', 'sue', 'order', 41.5);
            """)
        let given = "select count(*) from merit.evaluation where period_id = 2 and rater_id = "
        try await Program.serving { servers, _ in
            let (ann, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await ann.get("/evaluate/2020-11")
            let page = try await ann.post("/evaluate/2020-11", [("points.manner", "30"), ("words.manner", "so")])
            #expect(
                page.problems == ["Give points for every indicator; until you can, keep it as a draft."]
                    && page.text.contains("value=\"30\""))
            #expect(try await database.value(given + "'ann'") == "0")
            #expect(
                try await ann.post("/evaluate/2020-11", [("points.manner", "30"), ("points.order", "20")]).status == 303
            )
            #expect(try await database.value(given + "'ann'") == "2")
            try await sue.signIn("sue")
            let rating = try await sue.get("/evaluate/2020-11/ann").text
            #expect(rating.contains("You gave 41.5 in 2020-10"))
            #expect(rating.contains("href=\"/month/2020-10/of/ann\"") && rating.contains(" · ann</bdi>"))
            // A rater may leave out what they have not seen.
            #expect(try await sue.post("/evaluate/2020-11/ann", [("points.order", "40")]).status == 303)
            #expect(try await database.value(given + "'sue'") == "1")
        }
    }

    /// The same words about the same result are one talk, until they are acknowledged.
    @Test func anInterviewSentTwiceIsRecordedOnce() async throws {
        let database = try TestDatabase.current
        let held = "select count(*) from merit.interview where employee_id = 'ann' and said = 'twice'"
        try await Program.serving { servers, _ in
            let sue = Browser(servers[0])
            try await sue.signIn("sue")
            let path = "/month/2020-10/of/ann/interview/record"
            for said in [[("said", "twice")], [("said", "twice")], [("said", "twice"), ("agreed", "more")]] {
                try await sue.get(path)
                #expect(try await sue.post(path, said).status == 303)
            }
        }
        #expect(try await database.value(held) == "2")
    }
}
