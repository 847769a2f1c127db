import Postgres
import Support
import Testing

/// Under which versions a period is scored again is said where that is not what one expects.
@Suite(.database(.sourced)) struct ScoredVersionsTests {
    @Test func whatANewVersionChangesIsSaid() async throws {
        let database = try TestDatabase.current
        try await database.publish(yaml: [SmallTemplate.text])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        func score(_ more: String...) async throws -> String {
            let outcome = try await Program.run(
                ["period", "score", "2026-09"] + more, database: try database.configuration(user: "merit_hr"),
                environment: ["MERIT_SOURCE_URL": try database.configuration(user: "merit_reader").conninfo])
            #expect(outcome.status == 0, "\(outcome.errors)")
            try await database.work()
            return outcome.errors
        }
        #expect(try await !score().contains("scored under"))

        try await database.publish(yaml: [SmallTemplate.text.replacing("version: 1", with: "version: 2")])
        let old = "2026-09: it is scored under small@1, as it was asked for; --take-newest takes small@2\n"
        #expect(try await score().contains(old))
        #expect(try await score("--dry-run").contains(old))
        let new = "2026-09: it is scored under what is published now: small@2\n"
        #expect(try await score("--dry-run", "--take-newest").contains(new))
        #expect(try await score("--take-newest").contains(new))
        #expect(try await !score().contains("scored under"))

        try await database.publish(yaml: [
            SmallTemplate.text.replacing("template: small", with: "template: other").replacing(
                "title: {zh: 小", with: "posts: [other]\ntitle: {zh: 小")
        ])
        _ = try await Program.run(
            ["template", "retire", "small"], database: try database.configuration(user: "merit_hr"))
        #expect(
            try await score().contains(
                "it is scored under small@2, as it was asked for; --take-newest takes other@1 and leaves out small@2, which is retired\n"
            ))
    }
}
