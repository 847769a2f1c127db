import NIOHTTP1
import Postgres
import Support
import Testing

/// Officers ask for periods and set how they stand, in forms that say what is wrong.
@Suite(.database(.forms)) struct PeriodFormTests {
    private static let asked = [
        ("label", "2020-12"), ("first", "2020-12-01"), ("last", "2020-12-31"), ("zone", "UTC"),
        ("until", "2099-01-05 18:00"),
    ]

    private func changed(_ name: String, _ value: String) -> [(String, String)] {
        Self.asked.map { $0.0 == name ? (name, value) : $0 }
    }

    @Test func aPeriodIsAskedForInTheOfficersName() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            // The zone of the period before stands there already.
            #expect(
                try await hilda.get("/periods/ask").text.contains(
                    "name=\"zone\" type=\"text\" maxlength=\"1000\" value=\"UTC\""))
            #expect(try await hilda.post("/periods/ask", Self.asked).location == "/period/2020-12/desk")
            #expect(
                try await database.value(
                    """
                    select starts_on || ' ' || ends_on || ' ' || time_zone || ' ' || requested_by || ' ' || (evaluate_by at time zone 'UTC')
                    from merit.appraisal_period where label = '2020-12'
                    """) == "2020-12-01 2020-12-31 UTC hilda 2099-01-05 18:00:00")
            #expect(try await hilda.get("/period/2020-12/desk").text.contains("<dd><bdi>hilda</bdi>"))
            // Who asks is named where it is nobody, too.
            #expect(try await hilda.get("/period/2020-10/desk").text.contains("<dd><bdi>the login "))
        }
    }

    @Test(arguments: [
        ("label", "", "Give it a name."), ("first", "soon", "Give a day, such as 2026-10-01."),
        ("last", "", "Give a day, such as 2026-10-01."), ("until", "tomorrow", "Write it as 2026-11-05 18:00."),
    ])
    func whatIsWrongIsToldBesideItsField(field: String, value: String, words: String) async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get("/periods/ask")
            let page = try await hilda.post("/periods/ask", changed(field, value))
            #expect(page.status == 422 && page.problems == [words])
            #expect(page.text.contains("id=\"\(field)-problem\""))
            // What was written stands there still.
            #expect(page.text.contains("value=\"2020-12-\(field == "first" ? "31" : "01")\""))
            #expect(
                try await database.value("select count(*) from merit.appraisal_period where label = '2020-12'") == "0")
        }
    }

    /// What the database refuses is told as well: the same label, days that end before they begin, a zone that is none.
    @Test(arguments: [("label", "2020-10"), ("last", "2020-11-01"), ("zone", "Nowhere/At_All")])
    func whatCannotBeIsRefused(field: String, value: String) async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get("/periods/ask")
            let page = try await hilda.post("/periods/ask", changed(field, value))
            #expect(page.status == 422 && page.problems.count == 1, "\(page.status) \(page.problems)")
            #expect(try await database.value("select count(*) from merit.appraisal_period") == "2")
        }
    }

    @Test func aPeriodIsClosedAndOpenedAgainWithAReason() async throws {
        let database = try TestDatabase.current
        let path = "/period/2020-10/set"
        func status() async throws -> String? {
            try await database.value(
                "select status || ' ' || coalesce(status_reason, '-') from merit.appraisal_period where label = '2020-10'"
            )
        }
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get(path)
            #expect(try await hilda.post(path, [("status", ""), ("why", "x")]).problems == ["Choose one."])
            // What is open keeps it open, and is told in the reader's language.
            hilda.headers = [("Accept-Language", "zh-CN")]
            let open = try await hilda.post(path, [("status", "closed"), ("why", "paid")])
            #expect(open.status == 422 && open.problems == ["还有申诉没有决定，不能关闭。"])
            hilda.headers = []
            try await database.run(
                "set session_replication_role = replica; update merit.appeal set status = 'withdrawn' where status = 'open'"
            )
            try await hilda.get(path)
            #expect(
                try await hilda.post(path, [("status", "closed"), ("why", "paid")]).location == "/period/2020-10/desk")
            #expect(try await status() == "closed paid")
            // Of what is closed only that is offered which can be done.
            let page = try await hilda.get(path)
            #expect(page.text.contains("value=\"scored\"") && !page.text.contains("value=\"closed\""))
            let refused = try await hilda.post(path, [("status", "scored"), ("why", "")])
            #expect(refused.status == 422 && refused.problems.count == 1, "\(refused.problems)")
            #expect(try await hilda.post(path, [("status", "scored"), ("why", "one appeal is late")]).status == 303)
            #expect(try await status() == "scored one appeal is late")
            #expect(try await hilda.get(path).text.contains("value=\"pending\""))
            #expect(try await hilda.post(path, [("status", "pending")]).status == 303)
            #expect(try await status()?.hasPrefix("pending") == true)
        }
    }

    /// Officers of a department set no period, nor does whoever looks at everything.
    @Test(arguments: ["ann", "sue", "hal", "una"]) func nobodyElseAsksOrSets(person: String) async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(person)
            try await browser.get("/")
            let proof = browser.page.hidden("proof")
            for path in ["/periods/ask", "/period/2020-10/set"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
            #expect(try await browser.post("/periods/ask", Self.asked, proof: proof).status == 404)
            #expect(
                try await browser.post("/period/2020-10/set", [("status", "closed"), ("why", "x")], proof: proof).status
                    == 404)
            #expect(
                try await database.value(
                    "select string_agg(label || ' ' || status, ', ' order by label) from merit.appraisal_period")
                    == "2020-10 scored, 2020-11 pending")
        }
    }
}
