import Foundation
import Postgres
import Support
import Testing

/// What there is to show, by the command.
@Suite(.database(.people)) struct EvidenceVerbTests {
    private func run(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.run(arguments, database: try TestDatabase.current.configuration(user: "merit_hr"))
    }

    @Test func eachLinkIsListedAndKeptInAnArchive() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let archive = folder.appending(path: "bob.zip").path()
        let outcome = try await run("evidence", "bob", "--period", "2020-10", "--format", "csv", "--out", archive)
        #expect(outcome.status == 3, "\(outcome.errors)")
        #expect(outcome.output.contains(",warning,1,published,missing,"))
        #expect(
            outcome.output.contains(",pay_cut_review,3,delivered,missing,revision 1 of the result was never delivered,")
        )
        #expect(outcome.errors.contains("This page is no legal advice."))
        let bytes = try Data(contentsOf: URL(filePath: archive))
        for name in ["evidence.html", "rows.json", "SHA256SUMS"] {
            #expect(bytes.range(of: Data(name.utf8)) != nil, "\(name)")
        }
        let again = try await run("evidence", "bob", "--period", "2020-10", "--out", archive)
        #expect(again.status == 1, "what is there is not overwritten")
        #expect(try await run("evidence", "nobody", "--period", "2020-10").status == 1)
        let chinese = try await run("evidence", "bob", "--period", "2020-10", "--language", "zh-Hans")
        #expect(chinese.output.contains("考核结果第 1 版从未送达"))
    }

    @Test func theChainIsVerified() async throws {
        let database = try TestDatabase.current
        let nothing = try await run("verify", "--chain")
        #expect(nothing.status == 0 && nothing.errors.contains("nothing is sealed yet"))
        try await database.withConnection(user: "merit_worker") { try await $0.script("select merit.seal()") }
        let whole = try await run("verify", "--chain")
        #expect(whole.status == 0 && whole.errors.contains("everything is as it was sealed"), "\(whole.errors)")
        let head = try #require(whole.errors.firstMatch(of: /the head is ([0-9a-f]{64}) of/)).1
        #expect(try await run("verify", "--chain", "--head", String(head)).status == 0)
        #expect(try await run("verify", "--chain", "--head", "00ff").status == 3)
        try await database.withConnection { connection in
            try await connection.script(
                "set session_replication_role = replica; update merit.result set total = 99 where employee_id = 'bob'")
        }
        let broken = try await run("verify", "--chain", "--format", "csv")
        #expect(broken.status == 3)
        #expect(broken.output.contains(#","result of bob in 2020-10, revision 1",was changed"#), "\(broken.output)")
    }

    @Test(arguments: [
        ["verify"], ["verify", "--chain", "--period", "x"], ["verify", "--period", "x", "--head", "ab"],
    ])
    func wrongUsageIsSaid(arguments: [String]) async throws {
        let outcome = try await Program.run(
            arguments, database: try TestDatabase.current.configuration(user: "merit_hr"))
        #expect(outcome.status == 2)
    }
}
