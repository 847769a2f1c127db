import Postgres
import Support
import Testing

/// Officers of HR record trainings because of a result; the person acknowledges what was attended, and nobody else does.
@Suite(.database(.forms)) struct TrainingFormTests {
    private static let list = "/month/2020-10/of/bob/trainings"
    private static let fields = [
        ("kind", "training"), ("title", "Calls <b>"), ("began", "2020-11-05"), ("ended", "2020-11-06"),
        ("hours", "4,5"),
        ("teacher", "Li Na"), ("attended", "true"), ("note", "sheet in the office"),
    ]

    @Test func anOfficerRecordsItAndThePersonAcknowledges() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (hal, bob, ann) = (Browser(servers[0]), Browser(servers[0]), Browser(servers[0]))
            try await hal.signIn("hal")
            #expect(try await hal.get("/month/2020-10/of/bob").text.contains("href=\"\(Self.list)\""))
            #expect(try await hal.get(Self.list).text.contains("href=\"\(Self.list)/record\""))
            #expect(hal.page.text.contains("course of bob"))
            try await hal.get("\(Self.list)/record")
            #expect(try await hal.post("\(Self.list)/record", Self.fields).location == Self.list)
            #expect(
                try await database.value(
                    """
                    select concat_ws(' ', employee_id, kind, title, began_on, ended_on, hours, taught_by, attended, note, entered_by)
                    from merit.training_record order by record_id desc limit 1
                    """) == "bob training Calls <b> 2020-11-05 2020-11-06 4.5 Li Na t sheet in the office hal")
            // Sent twice it is recorded once.
            let count = "select count(*) from merit.training_record"
            let recorded = try await database.value(count)
            try await hal.get("\(Self.list)/record")
            #expect(try await hal.post("\(Self.list)/record", Self.fields).location == Self.list)
            #expect(try await database.value(count) == recorded)
            #expect(try await hal.get(Self.list).text.contains("Calls &lt;b&gt;"))
            let number = try await database.value("select max(record_id) from merit.training_record") ?? ""
            let form = "/training/\(number)"
            try await ann.signIn("ann")
            #expect(try await ann.get(form).status == 404)
            try await bob.signIn("bob")
            #expect(try await bob.get("/").text.contains("href=\"\(form)\">Training to acknowledge"))
            #expect(try await bob.get("/trainings").text.contains("href=\"\(form)\""))
            #expect(try await bob.get(form).text.contains("Li Na"))
            #expect(try await bob.post(form, []).location == "/trainings")
            #expect(
                try await database.value(
                    "select acknowledged_by from merit.training_record where record_id = \(number)") == "bob")
            #expect(try await !bob.get("/").text.contains(form))
            #expect(try await bob.get(form).status == 404)
        }
    }

    @Test func whatIsOnlyPlannedIsNotAcknowledged() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended)
            values ('bob', 'training', 1, 'Calls', '2020-12-01', '2020-12-02', 4, 'Li', false)
            """)
        let number = try await database.value("select max(record_id) from merit.training_record") ?? ""
        try await Program.serving { servers, _ in
            let bob = Browser(servers[0])
            try await bob.signIn("bob")
            try await bob.get("/")
            #expect(try await bob.post("/training/\(number)", []).status == 404)
        }
        #expect(
            try await database.value(
                "select (acknowledged_at is null)::text from merit.training_record where record_id = \(number)")
                == "true")
    }

    /// Sue is bob's supervisor, tom officer of the south: they see it, or not, and record nothing.
    @Test func nobodyElseRecordsIt() async throws {
        let database = try TestDatabase.current
        let before = try await database.value("select count(*) from merit.training_record")
        try await Program.serving { servers, _ in
            for (person, status) in [("sue", 200), ("una", 200), ("tom", 404), ("ann", 404), ("bob", 404)] {
                let browser = Browser(servers[0])
                try await browser.signIn(person)
                let page = try await browser.get(Self.list)
                #expect(page.status == status && !page.text.contains("/record"), "\(person)")
                #expect(try await browser.get("\(Self.list)/record").status == 404, "\(person)")
                try await browser.get("/")
                #expect(try await browser.post("\(Self.list)/record", Self.fields).status == 404, "\(person)")
            }
        }
        #expect(try await database.value("select count(*) from merit.training_record") == before)
    }

    @Test(arguments: [
        ("title", " ", "Name the course, or the post.", "请填写课程或新岗位。"),
        ("began", "soon", "Give a day, such as 2026-10-01.", "请填写日期，例如 2026-10-01。"),
        ("ended", "2020-11-04", "a training does not end before it begins", "结束日期不能早于开始日期。"),
        ("ended", "9990-11-04", "nobody has attended anything until 9990-11-04", "结束日期还没有到：请选择“计划中”。"),
        ("hours", "long", "Give hours, such as 4.5.", "请填写学时，例如 4.5。"),
        ("hours", "0", "a training takes more than 0 and less than 10000 hours", "学时大于 0、小于 10000，最多两位小数。"),
        ("teacher", "", "Say who taught.", "请填写讲师。"),
        (
            "title", String(repeating: "a", count: 1001), "the title has 1001 characters; 1000 is the most",
            "课程或新岗位最多 1000 个字。"
        ),
        (
            "teacher", String(repeating: "a", count: 1001),
            "the name of the teacher has 1001 characters; 1000 is the most", "讲师最多 1000 个字。"
        ),
    ])
    func whatCannotBeIsSaidBesideTheField(field: String, value: String, problem: String, chinese: String) async throws {
        try await Program.serving { servers, _ in
            let hal = Browser(servers[0])
            try await hal.signIn("hal")
            let path = "\(Self.list)/record"
            try await hal.get(path)
            let fields = Self.fields.map { $0.0 == field ? (field, value) : $0 }
            #expect(try await hal.post(path, fields).problems == [problem])
            #expect(hal.page.text.contains("sheet in the office"))
            hal.headers = [("Accept-Language", "zh-CN")]
            #expect(try await hal.post(path, fields).problems == [chinese])
        }
    }

    @Test func aNoteThatIsTooLongIsToldAsSuch() async throws {
        try await Program.serving { servers, _ in
            let hal = Browser(servers[0])
            try await hal.signIn("hal")
            let path = "\(Self.list)/record"
            try await hal.get(path)
            let long = String(repeating: "n", count: 100_001)
            let fields = Self.fields.map { $0.0 == "note" ? ($0.0, long) : $0 }
            let told = try await hal.post(path, fields)
            #expect(told.problems == ["the note has 100001 characters; 100000 is the most"])
            #expect(told.text.contains("id=\"note-problem\""))
        }
    }

    /// As many as there may be, with the longest texts: no page has more than 60 kB, and everything can be read.
    @Test(arguments: ["en", "zh-CN"]) func manyTrainingsTakeSeveralPages(language: String) async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended, note)
            select 'bob', 'training', 1, 'Course ' || n || repeat('长', 990), '2021-01-01', '2021-01-02', 4, repeat('"', 1000), true,
                n || repeat('<', 99900) || 'the end of ' || n
            from generate_series(1, 199) n;
            """)
        let number = try await database.value("select max(record_id) from merit.training_record") ?? ""
        try await Program.serving { servers, _ in
            let bob = Browser(servers[0])
            try await bob.signIn("bob")
            bob.headers = [("Accept-Language", language)]
            let list = try await everyPage(of: "/trainings", bob)
            #expect(list.pages > 5)
            for number in [1, 100, 199] { #expect(list.text.contains("Course \(number)长"), "\(number)") }
            #expect(list.text.contains("href=\"/trainings?record=\(number)\""))
            let record = try await everyPage(of: "/trainings?record=\(number)", bob)
            #expect(record.pages > 5 && record.text.contains("the end of 199"))
            let form = try await bob.get("/training/\(number)")
            #expect(form.text.utf8.count <= 60_000 && form.text.contains("href=\"/trainings?record=\(number)\""))
            for path in [
                "/trainings?page=0", "/trainings?page=99", "/trainings?record=1&page=2", "/trainings?record=0",
            ] {
                #expect(try await bob.get(path).status == 404, "\(path)")
            }
            let hal = Browser(servers[0])
            try await hal.signIn("hal")
            #expect(try await everyPage(of: Self.list, hal).pages > 5)
            #expect(try await hal.get("\(Self.list)?record=\(number)").status == 200)
            // What is another's is no record of one's own.
            #expect(try await hal.get("/trainings?record=\(number)").status == 404)
        }
    }

    /// From the first page on as the links to the next lead.
    private func everyPage(of path: String, _ browser: Browser) async throws -> (pages: Int, text: String) {
        var (pages, text, next): (Int, String, String?) = (0, "", path)
        while let path = next, pages < 50 {
            let page = try await browser.get(path)
            #expect(page.status == 200 && page.text.utf8.count <= 60_000, "\(path)")
            (pages, text) = (pages + 1, text + page.text)
            next = page.text.firstMatch(of: /<a href="([^"]*)">[^<]* →<\/a>/).map {
                String($0.output.1).replacing("&amp;", with: "&")
            }
        }
        return (pages, text)
    }

    /// What was decided leads to the training: the person's list to their trainings, the officer's desk to where it is recorded.
    @Test func aTrainingThatIsOwedIsPlannedAndThenHeld() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            delete from merit.training_record where employee_id = 'bob';
            insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh, status, decided_at)
            values (1, 'bob', 1, 'skill_training', '', '', 'accepted', now());
            """)
        try await Program.serving { servers, _ in
            let (hal, bob) = (Browser(servers[0]), Browser(servers[0]))
            try await bob.signIn("bob")
            try await hal.signIn("hal")
            let owed = "href=\"/trainings\">Training to attend"
            #expect(try await bob.get("/").text.contains(owed))
            #expect(try await hal.get("/period/2020-10/desk").text.contains("href=\"\(Self.list)\""))
            let path = "\(Self.list)/record"
            try await hal.get(path)
            let planned = Self.fields.map { $0.0 == "attended" ? ("attended", "false") : $0 }
            #expect(try await hal.post(path, planned).status == 303)
            #expect(try await bob.get("/").text.contains(owed))
            #expect(try await bob.get("/trainings").text.contains("planned"))
            #expect(!bob.page.text.contains("href=\"/training/"))
            try await hal.get(path)
            #expect(try await hal.post(path, Self.fields).status == 303)
            #expect(try await !bob.get("/").text.contains(owed))
            #expect(bob.page.text.contains("Training to acknowledge"))
            // A change of post has no teacher, and no hours.
            try await hal.get(path)
            let transfer = [
                ("kind", "transfer"), ("title", "Night desk"), ("began", "2020-12-01"), ("ended", "2020-12-01"),
                ("attended", "true"), ("hours", "x"),
            ]
            #expect(try await hal.post(path, transfer).status == 303)
            #expect(
                try await database.value(
                    "select hours is null and taught_by is null from merit.training_record where kind = 'transfer'")
                    == "true")
        }
    }
}
