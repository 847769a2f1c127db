import Postgres
import Support
import Testing

/// Any two versions of a template are compared.
@Suite(.database(.rules)) struct ComparisonPageTests {
    private static let versions = """
        insert into merit.template (document, created_by)
        select jsonb_set(jsonb_set(document, '{version}', '2'), '{grades,0,at_least}', '70'), 'HR' from merit.template where code = 'small';
        update merit.template set status = 'checked' where code = 'small' and version = 2;
        update merit.template set status = 'published' where code = 'small' and version = 2;
        insert into merit.template (document, created_by)
        select jsonb_set(jsonb_set(document, '{version}', '3'), '{near_cut}', '2'), 'HR'
        from merit.template where code = 'small' and version = 2;
        """

    @Test(arguments: ["hilda", "una"]) func anyTwoVersionsAreCompared(reader: String) async throws {
        try await TestDatabase.current.run(Self.versions)
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            let path = "/templates/small/3/compare"
            #expect(try await browser.get("/templates/small/3").text.contains("href=\"\(path)\""))
            // The one that it is held against is what is published.
            let before = try await browser.get(path).text
            #expect(
                before.contains("Beside version 2 · ") && before.contains("near a grade")
                    && before.contains("One difference"))
            #expect(!before.contains("from a total of"))
            // And by choice any other.
            let first = try await browser.get("\(path)?from=1&to=3").text
            #expect(
                first.contains("2 differences") && first.contains("from a total of") && first.contains("<bdi>70</bdi>"))
            #expect(first.contains("<option value=\"1\" selected>version 1 · retired</option>"))
            #expect(first.contains("<option value=\"3\" selected>version 3 · draft, to be checked</option>"))
            let back = try await browser.get("\(path)?from=2&to=1").text
            #expect(back.contains("Beside version 2 · ") && back.contains("One difference"))
            #expect(try await browser.get("\(path)?from=2&to=2").text.contains("They say the same."))
            // From the first version, too.
            #expect(try await browser.get("/templates/small/1").text.contains("href=\"/templates/small/1/compare\""))
            #expect(try await browser.get("/templates/small/1/compare").text.contains("Beside version 2 · "))
            for query in ["from=9", "to=9", "from=1&to=0", "from=-1", "from=1&page=2", "from=1&page=0"] {
                #expect(try await browser.get("\(path)?\(query)").status == 404, "\(query)")
            }
            // What is no number is as if it were not there.
            #expect(try await browser.get("\(path)?from=99999999999999999999").text.contains("Beside version 2 · "))
        }
    }

    @Test func whatHasProblemsIsNotCompared() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.versions)
        try await database.run(
            "update merit.template set document = document - 'grades' where code = 'small' and version = 3")
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let page = try await hilda.get("/templates/small/3/compare?from=1")
            #expect(page.status == 200 && page.text.contains("version 3 has problems, and cannot be compared"))
        }
    }

    @Test(arguments: ["ann", "sue", "hal"]) func forNobodyElse(reader: String) async throws {
        try await TestDatabase.current.run(Self.versions)
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            #expect(try await browser.get("/templates/small/3/compare?from=1&to=2").status == 404)
        }
    }
}
