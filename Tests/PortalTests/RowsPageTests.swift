import Foundation
import NIOHTTP1
import Postgres
import Support
import Testing

/// The tickets behind a number, one touch from one's month; and in an objection, and before whoever decides it.
@Suite(.database(.forms)) struct RowsPageTests {
    private static let path = "/month/2020-10/of/ann/rows/solved"

    /// As the worker would answer.
    private static func answer(_ rows: Int = 2, more: String = "") -> String {
        """
        update merit.row_reading set answered_at = clock_timestamp(), relation = 'ticket', operands = '{share(status = ''resolved'')}',
            total = \(rows), has_changed = false where answered_at is null;
        insert into merit.read_row (reading_id, place, row_id, ticket_id, at, says, is_left_out, effect, value_without)
        select reading_id, n, 'T<' || n || '>', null, '2020-10-07 09:30:12', '{false}', false, 'worse', 88.5
        from merit.row_reading, generate_series(1, \(min(rows, 200))) n on conflict do nothing;
        \(more)
        """
    }

    @Test func oneTouchAsksAndThePageLooksAgainUntilItIsAnswered() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            let month = try await ann.get("/month/2020-10")
            #expect(month.text.contains("form=\"rows\" formaction=\"\(Self.path)\""))
            #expect(month.text.components(separatedBy: "formaction=").count == 2, "what people rate has no rows")
            #expect(try await ann.post(Self.path, []).location == Self.path)
            #expect(try await ann.get(Self.path).text.contains("They are being read"))
            #expect(ann.page.headers.first(name: "Refresh") == "2" && !ann.page.text.contains("Read them again"))
            // Nobody does anything: it does not look again for ever.
            try await database.run("update merit.row_reading set asked_at = asked_at - interval '3 minutes'")
            #expect(try await ann.get(Self.path).text.contains("the program that reads them may not be running"))
            #expect(ann.page.headers.first(name: "Refresh") == nil && ann.page.text.contains("Read them again"))
            try await database.run(Self.answer())
            let page = try await ann.get(Self.path)
            #expect(page.headers.first(name: "Refresh") == nil)
            for words in [
                "T&lt;1&gt;", "T&lt;2&gt;", "7 Oct 2020 09:30", "<dd><bdi>status is “resolved”</bdi>",
                "<bdi>no</bdi>",
                "made it worse; without it: 88.5", "<dt>Read from</dt><dd><bdi>tickets</bdi>",
            ] {
                #expect(page.text.contains(words), "\(words)")
            }
            try await ann.get("/language?to=%2F")
            #expect(try await ann.get(Self.path).text.contains("使结果变差；没有它则为 88.5"))
        }
    }

    @Test func whoSeesTheResultSeesItsRowsAndNobodyElse() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (sue, bob) = (Browser(servers[0]), Browser(servers[0]))
            try await sue.signIn("sue")
            #expect(try await sue.get(Self.path).text.contains("They have not been read yet."))
            #expect(try await sue.post(Self.path, []).status == 303)
            try await database.run(Self.answer())
            #expect(try await sue.get(Self.path).text.contains("T&lt;1&gt;"))
            #expect(!sue.page.text.contains("/month/2020-10/object"))
            try await bob.signIn("bob")
            try await bob.get("/")
            #expect(try await bob.post(Self.path, []).status == 404)
            #expect(try await bob.get(Self.path).status == 404)
            #expect(try await sue.get("/month/2020-10/of/ann/rows/manner").status == 404)
            #expect(try await database.value("select count(*) from merit.row_reading") == "1")
            // From another's page, and without a proof.
            #expect(try await sue.send(Self.path, "proof=x").status == 403)
        }
    }

    @Test(arguments: [
        ("problem = 'unreadable'", "The source cannot be read just now."),
        ("problem = 'gone'", "What this is measured from is not in the source any more."),
        ("has_changed = true", "The source has changed since this was scored"),
        ("people = 12", "This is the figure of a whole department of 12; below stand only"),
    ])
    func whatThereIsToKnowIsSaidAbove(change: String, words: String) async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get(Self.path)
            try await ann.post(Self.path, [])
            try await database.run(Self.answer(more: "update merit.row_reading set \(change)"))
            #expect(try await ann.get(Self.path).text.contains(words))
            #expect(ann.page.text.contains("T&lt;1&gt;") == !change.contains("problem"))
        }
    }

    @Test func manyRowsTakeSeveralPages() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get(Self.path)
            try await ann.post(Self.path, [])
            try await database.run(Self.answer(5000))
            var seen: Set<String> = []
            for number in 1...2 {
                let page = try await ann.get("\(Self.path)?page=\(number)")
                #expect(page.status == 200 && page.text.utf8.count < 60_000)
                #expect(page.text.contains("There are 5000 rows; 200 of them stand below."))
                seen.formUnion(page.text.matches(of: /T&lt;[0-9]+&gt;/).map { String($0.output) })
            }
            #expect(seen.count == 200)
            for number in ["3", "0", "-9223372036854775808", "9223372036854775807"] {
                #expect(try await ann.get("\(Self.path)?page=\(number)").status == 404, "\(number)")
            }
            #expect(try await ann.get("/month/2020-10/object").text.utf8.count < 60_000)
        }
    }

    /// As the page of the rows tells them, so do the boxes: with the unit.
    @Test func whatIsTickedHasItsUnit() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.template set document = document || '{"dimensions": [{"code": "d", "indicators": [{"code": "solved",
                "title": {"zh": "响应", "en": "Response"}, "unit": "hour", "measure": {"from": "ticket", "at": "opened_at",
                    "value": "avg(hours(first_response_at - opened_at))"}}]}]}'
            where code = 'a' and version = 1;
            """)
        try await Program.serving { servers, _ in
            let (ann, hilda) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await ann.get("/")
            try await ann.post(Self.path, [])
            try await database.run(Self.answer(more: "update merit.read_row set says = '{1.5}'"))
            #expect(try await ann.get(Self.path).text.contains("<bdi>1.5 h</bdi>"))
            let told = "7 Oct 2020 09:30 · 1.5 h · made it worse; without it: 88.5 h"
            #expect(try await ann.get("/month/2020-10/object").text.contains(told))
            let ticked = [("kind", "not_my_ticket"), ("words", "bob did it"), ("rows.solved", "T<2>")]
            #expect(try await ann.post("/month/2020-10/object", ticked).status == 303)
            let number =
                try await database.value("select max(appeal_id) from merit.appeal where kind = 'not_my_ticket'") ?? ""
            try await hilda.signIn("hilda")
            #expect(try await hilda.get("/appeal/\(number)").text.contains(told))
        }
    }

    /// Ticked by whoever objects, shown to whoever decides, and taken over into what is left out.
    @Test func whatIsTickedComesBeforeWhoeverDecides() async throws {
        let database = try TestDatabase.current
        let form = "/month/2020-10/object"
        try await Program.serving { servers, _ in
            let (ann, hilda) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            #expect(try await ann.get(form).text.contains("href=\"\(Self.path)\""))
            try await ann.get(Self.path)
            try await ann.post(Self.path, [])
            try await database.run(Self.answer())
            try await ann.get(form)
            #expect(!ann.page.text.contains("href=\"\(Self.path)\""))
            #expect(ann.page.text.contains("<input type=\"checkbox\" name=\"rows.solved\" value=\"T&lt;2&gt;\">"))
            let ticked = [("kind", "not_my_ticket"), ("words", "bob did it"), ("rows.solved", "T<2>")]
            // What is refused, or kept, is still ticked.
            let wrong = try await ann.post(form, ticked + [("indicator", "manner")])
            #expect(wrong.problems == ["The rows that you ticked are behind another indicator."])
            #expect(wrong.text.contains("value=\"T&lt;2&gt;\" checked>"))
            #expect(wrong.text.contains("value=\"T&lt;1&gt;\">"))
            #expect(try await ann.post(form, ticked + [("act", "draft")]).status == 303)
            #expect(try await ann.get(form).text.contains("value=\"T&lt;2&gt;\" checked>"))
            #expect(try await ann.post(form, ticked).location == "/month/2020-10")
            let number =
                try await database.value("select max(appeal_id) from merit.appeal where kind = 'not_my_ticket'") ?? ""
            #expect(
                try await database.value(
                    "select employee_id || ' ' || indicator || ' ' || (picked_rows -> 0 ->> 'row') from merit.appeal where appeal_id = \(number)"
                ) == "ann solved T<2>")
            // Of a row that was not read for ann nothing is kept, nor the objection by which it came.
            let invented = ticked.map { $0.0 == "rows.solved" ? ("rows.solved", "T<9>") : $0 }
            #expect(try await ann.post(form, invented, proof: ann.page.hidden("proof")).status >= 400)
            try await database.run("delete from merit.row_reading")
            try await hilda.signIn("hilda")
            let page = try await hilda.get("/appeal/\(number)")
            #expect(page.text.contains("name=\"picked\" value=\"T&lt;2&gt;\">"))
            #expect(page.text.contains("made it worse; without it: 88.5"))
            let decision = [("status", "upheld"), ("words", "so it is"), ("picked", "T<2>"), ("rows", "T<2>\nT7")]
            #expect(try await hilda.post("/appeal/\(number)", decision).status == 303)
            #expect(
                try await database.value("select excluded_rows from merit.appeal where appeal_id = \(number)")
                    == "{T<2>,T7}")
        }
    }
}
