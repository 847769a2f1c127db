import Foundation
import Postgres
import Subprocess
import Support
import SystemPackage
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

    @Test(arguments: [
        (["perid", "open", "2026-10"], "there is no verb merit perid; did you mean merit period?"),
        (["frobnicate"], "there is no verb merit frobnicate; merit --help lists them"),
        (["period", "opn", "2026-10"], "there is no verb merit period opn; did you mean merit period open?"),
        (
            ["jobs", "frobnicate", "--format", "csv"],
            "there is no verb merit jobs frobnicate; there are list, show, workers, retry, cancel, pause, resume, prune"
        ),
        (
            ["period", "open", "2026-13", "--from", "2026-13-01", "--to", "2026-12-31"],
            "--from is \"2026-13-01\", which is no day; write days like 2026-10-01"
        ),
        (
            ["period", "open", "2026-09", "--from", "2026-09-01", "--to", "30.09.2026"],
            "--to is \"30.09.2026\", which is no day; write days like 2026-10-01"
        ),
        (
            ["calendar", "show", "standard", "--from", "01.09.2026"],
            "--from is \"01.09.2026\", which is no day; write days like 2026-10-01"
        ),
        (
            ["explain", "--period", "2026-09", "--employee", "E1", "--rows", "-1"],
            "--rows is a number from 0 to 100000"
        ),
        (["jobs", "list", "--limit", "-1"], "--limit is a number up to 1000000"),
    ])
    func whatIsWrongIsSaid(arguments: [String], words: String) async throws {
        let outcome = try await Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("Error: \(words)\n"), "\(outcome.errors)")
    }

    @Test func aNegativeNumberOfJobsIsNoNumberOfJobs() async throws {
        let outcome = try await Program.run(["worker", "--jobs", "-1"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("merit: --jobs: \"-1\" is not a number from 1 to 256\n"), "\(outcome.errors)")
    }

    /// As with `merit … | head -1`.
    @Test func whoeverHasReadEnoughIsToldNothing() async throws {
        let (output, input) = try FileDescriptor.pipe()
        try output.close()
        let result = try await Subprocess.run(
            .path(.init(Program.path)), arguments: ["config", "--reference"], environment: Program.environment(),
            output: .fileDescriptor(input, closeAfterSpawningProcess: true), error: .string(limit: 1 << 16))
        #expect(result.standardError == "")
        #expect(result.terminationStatus == .signaled(SIGPIPE))
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
