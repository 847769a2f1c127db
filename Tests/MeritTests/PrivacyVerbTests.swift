import Foundation
import Postgres
import Support
import Testing

/// What is kept about somebody is told, or forgotten, by the commands.
@Suite(.database(.people)) struct PrivacyVerbTests {
    private func run(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.run(arguments, database: try TestDatabase.current.configuration(user: "merit_hr"))
    }

    @Test func allThatIsKeptIsWritten() async throws {
        let database = try TestDatabase.current
        try await database.execute("update merit.interview set said = '<b>loud & clear</b>' where employee_id = 'bob'")
        let before = try await run("export", "bob")
        #expect(before.output.contains(#""head": null"#), "nothing is sealed")
        try await database.execute("select merit.seal()")
        let head = try await database.value(
            String.self, "select encode(hash, 'hex') from merit.seal order by number desc limit 1")
        let written = try await run("export", "bob")
        #expect(written.status == 0, "\(written.errors)")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(written.output.utf8)) as? [String: Any])
        #expect(
            Set(document.keys).isSuperset(of: [
                "result", "indicator_score", "evaluation", "outcome", "improvement_task", "interview", "appeal",
                "chain",
            ]))
        #expect(written.output.contains("\"head\": \"\(head)\""))
        #expect(
            written.output.contains("72.37") && !written.output.contains("71.37") && !written.output.contains("73.37"))
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (language, title) in [("en", "All that Merit keeps about bob"), ("zh-Hans", "Merit 保存的关于 bob 的全部信息")] {
            let page = folder.appending(path: "\(language).html")
            let made = try await run("export", "bob", "--out", page.path(), "--language", language)
            #expect(made.status == 0, "\(made.errors)")
            let text = try String(contentsOf: page, encoding: .utf8)
            #expect(text.contains(title) && text.contains(head) && text.contains("72.37"))
            #expect(text.contains("&lt;b&gt;loud &amp; clear&lt;/b&gt;") && !text.contains("<b>loud"))
            #expect(
                try await run("export", "bob", "--out", page.path()).status == 1, "what is there is not overwritten")
        }
        #expect(try await run("export", "nobody").status == 1)
        #expect(try await run("export", "bob", "--out", "bob.txt").status == 2)
    }

    @Test func somebodyIsForgottenWhenThatIsSaid() async throws {
        let database = try TestDatabase.current
        let named = "select exists (select from merit.result where employee_id = 'bob')"
        let forgetting = ["forget", "bob", "--reason", "asked for it"]
        let hr = try database.configuration(user: "merit_hr")
        let trial = try await Program.run(forgetting, database: hr)
        #expect(
            trial.status == 0 && trial.output.contains("rows are about bob; --apply puts a pseudonym in their place"))
        let refused = try await Program.run(forgetting + ["--apply"], database: hr)
        #expect(refused.status == 1 && refused.errors.contains("an appeal of \"bob\" is open"), "\(refused.errors)")
        #expect(try await database.value(Bool.self, named))
        try await database.execute("update merit.appeal set status = 'withdrawn' where employee_id = 'bob'")
        let done = try await Program.run(forgetting + ["--apply"], database: hr)
        #expect(done.status == 0 && done.output.contains(/^forgotten-[0-9a-f]{12} stands in place/), "\(done.errors)")
        #expect(try await !database.value(Bool.self, named))
        #expect(try await run("export", "bob").status == 1)
        #expect(try await run("verify", "--chain").status == 0)
    }
}
