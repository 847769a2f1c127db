import Foundation
import Postgres
import Support
import Testing

/// Whoever repairs says so at the portal, once, however often it is sent.
@Suite(.database(.forms)) struct RepairTests {
    private static let on = "update merit.setting set value = '1' where name = 'repair_reports'"
    private static let reports = """
        select concat_ws(' ', employee_id, ticket_id, visits, fixed_first_visit, parts_wait_hours, remote, note, photos)
        from merit.repair_report order by report_id
        """

    @Test func aLinkBringsTheTicketAndSentTwiceIsKeptOnce() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.on)
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            #expect(try await ann.get("/").text.contains("href=\"/repair\""))
            #expect(try await ann.get("/repair").text.contains("href=\"/repair/new\""))
            #expect(try await ann.get("/repair/T-1%2F2").text.contains("value=\"T-1/2\""))
            let proof = ann.page.hidden("proof")
            let fields = [
                ("ticket", "T-1/2"), ("visits", "1"), ("fixed", "true"), ("hours", "4,50"), ("remote", "false"),
                ("note", "the pump leaked"), ("photos", "IMG_1.jpg"),
            ]
            // As from a phone that did not see the answer.
            for _ in 0..<3 {
                #expect(try await ann.post("/repair/T-1%2F2", fields, proof: proof).location == "/repair")
            }
            #expect(
                try await database.column(Self.reports) == ["ann T-1/2 1 t 4.5 f the pump leaked IMG_1.jpg"])
            #expect(try await ann.get("/repair").text.contains("the pump leaked"))
            // Another visit is another report, and another's is another's.
            let second = [
                ("ticket", "T-1/2"), ("visits", "2"), ("fixed", "false"), ("hours", "4.5"), ("remote", "false"),
            ]
            #expect(try await ann.post("/repair/new", second, proof: proof).status == 303)
            let bob = Browser(servers[0])
            try await bob.signIn("bob")
            #expect(try await bob.get("/repair").text.contains("There is none yet."))
            #expect(try await bob.get("/repair/new").status == 200)
            #expect(try await bob.post("/repair/new", fields).status == 303)
            #expect(try await database.value("select count(*) from merit.repair_report") == "3")
        }
    }

    /// A database that is away for a moment: what was only to be kept is kept when it is sent again, and nothing is handed in.
    @Test func whatIsSentAgainIsWhatWasAskedFor() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.on)
        try await database.run(
            """
            create function public.be_away() returns trigger language plpgsql as
                $$ begin raise exception 'away' using errcode = '58030'; end $$;
            create trigger be_away before insert on merit.draft for each row execute function public.be_away();
            """)
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get("/repair/T-1")
            let fields = [("ticket", "T-1"), ("visits", "1"), ("fixed", "true"), ("hours", "0"), ("note", "not yet")]
            let away = try await ann.post("/repair/T-1", fields + [("act", "draft")])
            #expect(away.status == 503 && away.text.contains("<dd>not yet</dd>") && !away.text.contains("<dt>act</dt>"))
            try await database.run("drop trigger be_away on merit.draft")
            let again = away.text.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)"/).map {
                (String($0.output.1), String($0.output.2))
            }
            #expect(try await ann.post("/repair/T-1", again.filter { $0.0 != "proof" }).location == "/repair/T-1")
            #expect(try await database.value("select count(*) from merit.repair_report") == "0")
            #expect(try await ann.get("/repair/T-1").text.contains("not yet"))
        }
    }

    @Test(arguments: [
        ("ticket", " ", "Give the number of the ticket."), ("visits", "many", "Count the visits, such as 1."),
        ("visits", "2", "what took 2 visits was not mended at the first"),
        ("hours", "a day", "Give hours, such as 4.5."),
        ("hours", "10001", "parts are waited for 0 to 10000 hours"),
    ])
    func whatCannotBeIsSaidBesideTheField(field: String, value: String, problem: String) async throws {
        let database = try TestDatabase.current
        try await database.run(Self.on)
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get("/repair/T-1")
            let fields = [
                ("ticket", "T-1"), ("visits", "1"), ("fixed", "true"), ("hours", "0"), ("note", "long thought about"),
            ].map { $0.0 == field ? (field, value) : $0 }
            let page = try await ann.post("/repair/T-1", fields)
            #expect(page.status == 422 && page.problems == [problem])
            #expect(page.text.contains("long thought about"))
            #expect(try await database.value("select count(*) from merit.repair_report") == "0")
            // Kept as a draft, it is there the next time.
            #expect(try await ann.post("/repair/T-1", fields + [("act", "draft")]).status == 303)
            #expect(try await ann.get("/repair/T-1").text.contains("long thought about"))
        }
    }

    @Test func whereItIsOffThereIsNone() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            #expect(try await !ann.get("/").text.contains("/repair"))
            for path in ["/repair", "/repair/new"] { #expect(try await ann.get(path).status == 404, "\(path)") }
            try await ann.get("/")
            let fields = [("ticket", "T-1"), ("visits", "1"), ("fixed", "true"), ("hours", "0")]
            #expect(try await ann.post("/repair/new", fields).status == 404)
            #expect(try await database.value("select count(*) from merit.repair_report") == "0")
        }
    }
}
