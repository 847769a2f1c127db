import Postgres
import Subprocess
import Support
import Testing

@testable import Store
@testable import merit

/// What the program says to those who use it wrongly, and with which exit status.
@Suite struct UsageTests {
    @Test(arguments: [
        ["nonsense"], ["worker", "--jobs"], ["period", "open", "x"],
        ["template", "check"], ["explain", "--period", "2026-09"], ["period", "status", "--format", "xml"],
        ["migrate", "--frobnicate"],
    ])
    func wrongUseIsTwo(_ arguments: [String]) async throws {
        let outcome = try await Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("Error: "))
        #expect(outcome.errors.contains("Usage: merit"))
    }

    @Test(arguments: [["--version"], ["--help"], ["worker", "--help"], ["help", "template"]])
    func askingIsFine(_ arguments: [String]) async throws {
        let outcome = try await Program.run(arguments)
        #expect(outcome.status == 0)
        #expect(!outcome.output.isEmpty)
        #expect(outcome.errors == "")
    }

    @Test func theVersionSaysWhichSchemaItIsFor() async throws {
        let outcome = try await Program.run(["--version"])
        #expect(outcome.output == "merit \(Version.current) (schema \(Migrator().version))\n")
    }

    @Test func anUnreachableDatabaseIsOneLineWithoutSecrets() async throws {
        let outcome = try await Program.run(
            ["period", "status"], environment: ["MERIT_DATABASE_URL": "postgresql://hr:s3cret@127.0.0.1:1/company"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(outcome.errors.hasPrefix("merit: "))
        #expect(outcome.errors.contains("Connection refused"))
        #expect(!outcome.errors.contains("s3cret"))
    }

    @Test func aMalformedConnectionStringShowsNoSecrets() async throws {
        let outcome = try await Program.run(
            ["period", "status"], environment: ["MERIT_DATABASE_URL": "host=localhost pasword=s3cret"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("merit: MERIT_DATABASE_URL: invalid connection option \"pasword\""))
        #expect(!outcome.errors.contains("s3cret"))
    }

    @Test(.database) func aDatabaseWithoutTheSchemaSaysWhatToDo() async throws {
        let outcome = try await Program.run(
            ["worker", "--until-idle"], database: try TestDatabase.current.configuration())
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("run: merit migrate"))
    }

    @Test func aWorkerKeepsTryingAndEndsWhenItIsAsked() async throws {
        let nowhere = try PostgresConfiguration("host=127.0.0.1 port=1 user=merit_worker")
        let status = try await Program.run(["worker"], database: nowhere) { worker in
            try await worker.log.wait(for: "trying again")
            try worker.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test(.database(.migrated)) func anIdleWorkerEndsWithZeroWhenItIsAsked() async throws {
        let database = try TestDatabase.current.configuration(user: "merit_worker")
        let status = try await Program.run(["worker"], database: database) { worker in
            try await worker.log.wait(for: "worker is ready")
            try worker.send(.terminate)
        }
        #expect(status == .exited(0))
    }
}
