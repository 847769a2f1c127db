import Foundation
import Support
import Testing

@testable import merit

/// Flags before variables before the file before defaults, and nothing that is not known.
@Suite struct SettingsTests {
    /// A file of settings for the time of `body`.
    private func withFile<Value>(
        _ text: String, permissions: Int = 0o600, _ body: (String) async throws -> Value
    ) async throws -> Value {
        let path = FileManager.default.temporaryDirectory.appending(path: "merit-\(UUID()).yaml").path()
        _ = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: permissions])
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    @Test func theStrongerSourceWins() async throws {
        let text = "worker: {jobs: 2, grace: 20, http: 9187}\nlog:\n  format: json\n"
        try await withFile(text) { path in
            let settings = try await Settings.load(
                flags: [.jobs: "4"], file: path, environment: ["MERIT_WORKER_JOBS": "3", "MERIT_WORKER_GRACE": "30"])
            let found = Setting.all.map { setting in
                settings[setting].map { "\(setting.key)=\($0.text) (\($0.origin.name(of: setting)))" } ?? setting.key
            }
            #expect(
                found == [
                    "database.url", "source.url", "source.schema=merit_source (default)", "direct.url",
                    "worker.jobs=4 (--jobs)", "worker.grace=30 (MERIT_WORKER_GRACE)",
                    "worker.http=9187 (\(path): worker.http)", "log.format=json (\(path): log.format)",
                    "log.level=info (default)", "portal.http=127.0.0.1:8080 (default)", "portal.url", "portal.health",
                    "portal.connections=8 (default)", "portal.certificate", "portal.key", "portal.forwarders",
                    "portal.proxy.from", "portal.proxy.header=X-Remote-User (default)", "portal.proxy.secret",
                    "portal.openid.issuer", "portal.openid.client", "portal.openid.secret",
                    "portal.openid.claim=employee_id (default)", "portal.openid.scope=openid (default)",
                ])
        }
    }

    @Test func aVariableNamesTheFile() async throws {
        try await withFile("{\"source\": {\"schema\": \"hr\"}}") { path in
            let settings = try await Settings.load(flags: [:], file: nil, environment: ["MERIT_CONFIG": path])
            #expect(settings.text(.schema) == "hr")
        }
    }

    @Test func anEmptyVariableSaysNothing() async throws {
        let settings = try await Settings.load(flags: [:], file: nil, environment: ["MERIT_SOURCE_SCHEMA": ""])
        #expect(settings.text(.schema) == "merit_source")
    }

    @Test(arguments: [
        ("worker:\n  job: 2\n", ["FILE:2: there is no setting worker.job; did you mean worker.jobs?"]),
        (
            "wrker:\n  jobs: 2\nlog: text\n",
            [
                "FILE:1: there is no setting wrker; did you mean worker?",
                "FILE:3: log is a section, which holds log.format, log.level",
            ]
        ),
        ("worker:\n  jobs: [1, 2]\n", ["FILE:2: worker.jobs takes one value"]),
        ("worker.jobs: 2\n", ["FILE:1: write worker.jobs in levels, such as \"worker:\" with \"jobs: 2\" below it"]),
        ("worker:\n  jobs:\n", ["FILE:2: worker.jobs has no value; give it one, or leave the line out"]),
        ("- a\n", ["FILE: it holds no settings, such as \"database:\" with \"url: …\" below it"]),
        ("worker:\n  jobs: many\n", ["FILE: worker.jobs: \"many\" is not a number from 1 to 256"]),
        ("worker:\n  http: nowhere\n", ["FILE: worker.http: \"nowhere\" is not HOST:PORT, such as 127.0.0.1:9187"]),
        (
            "database:\n  url: pasword=s3cret\n",
            ["FILE: database.url: invalid connection option \"pasword\""]
        ),
    ])
    func whatIsWrongInTheFileIsNamed(text: String, problems: [String]) async throws {
        try await withFile(text) { path in
            let error = await #expect(throws: WrongSettings.self) {
                _ = try await Settings.load(flags: [:], file: path, environment: [:])
            }
            #expect(error?.problems.map { $0.replacing(path, with: "FILE") } == problems)
        }
    }

    @Test(arguments: [
        "database:\n  url: host=db password=s3cret\n", "source: {url: 'postgresql://hr:s3cret@db/hr'}",
        "direct:\n  url: host=db password = s3cret\n",
    ])
    func aPasswordForAllToReadIsRefused(text: String) async throws {
        try await withFile(text, permissions: 0o644) { path in
            let error = await #expect(throws: WrongSettings.self) {
                _ = try await Settings.load(flags: [:], file: path, environment: [:])
            }
            #expect(error?.problems.first?.contains("chmod 600") == true)
            #expect(error?.description.contains("s3cret") == false)
        }
    }

    @Test func aLinkIsAsOpenAsItsFile() async throws {
        try await withFile("database:\n  url: host=db password=s3cret\n") { path in
            let link = "\(path).link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            defer { try? FileManager.default.removeItem(atPath: link) }
            _ = try await Settings.load(flags: [:], file: link, environment: [:])
        }
    }

    @Test func emptyCountsAsUnset() async throws {
        try await withFile("source:\n  url: ''\n") { path in
            let settings = try await Settings.load(flags: [.direct: ""], file: path, environment: [:])
            #expect(settings[.source] == nil && settings[.direct] == nil)
        }
    }

    @Test func aFileThatIsNoYAMLIsNotQuoted() async throws {
        try await withFile("database:\n  url: \"host=db password=s3cret\n") { path in
            let error = await #expect(throws: WrongSettings.self) {
                _ = try await Settings.load(flags: [:], file: path, environment: [:])
            }
            #expect(error?.problems.first?.contains("it is no YAML") == true)
            #expect(error?.description.contains("s3cret") == false)
        }
    }

    @Test func aPasswordInACommentIsNone() async throws {
        let text = "# password=… comes from the passfile\nlog:\n  level: debug\n"
        try await withFile(text, permissions: 0o644) { path in
            let settings = try await Settings.load(flags: [:], file: path, environment: [:])
            #expect(settings.text(.logLevel) == "debug")
        }
    }

    @Test func unknownVariablesAreErrorsAllAtOnce() async throws {
        let error = await #expect(throws: WrongSettings.self) {
            _ = try await Settings.load(
                flags: [:], file: nil, environment: ["MERIT_WORKER_JOB": "2", "MERIT_ZZZZZZ": "1", "PATH": "/bin"])
        }
        #expect(
            error?.problems == [
                "the environment sets MERIT_WORKER_JOB, which Merit does not know; did you mean MERIT_WORKER_JOBS?; unset it",
                "the environment sets MERIT_ZZZZZZ, which Merit does not know; unset it",
            ])
    }

    @Test func configShowsWhatHoldsWithSecretsMasked() async throws {
        let outcome = try await Program.run(
            ["config", "--format", "csv", "--jobs", "8"],
            environment: [
                "MERIT_DATABASE_URL": "postgresql://merit_worker:s3cret@db/hr", "MERIT_LOG_FORMAT": "json",
                "PGPASSWORD": "s3cret", "PGSSLMODE": "verify-full",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!outcome.output.contains("s3cret"))
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(
            lines.contains(
                "database.url,dbname='hr' host='db' password='********' user='merit_worker',MERIT_DATABASE_URL"))
        #expect(lines.contains("worker.jobs,8,'--jobs"))
        #expect(lines.contains("log.format,json,MERIT_LOG_FORMAT"))
        #expect(lines.contains("worker.grace,30,default"))
        #expect(lines.contains("PGPASSWORD,********,libpq's variable"))
        #expect(lines.contains("PGSSLMODE,verify-full,libpq's variable"))
    }

    @Test func everyVerbRefusesWhatItDoesNotKnow() async throws {
        let outcome = try await Program.run(["jobs", "list"], environment: ["MERIT_DATABSE_URL": "host=db"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("did you mean MERIT_DATABASE_URL?"))
    }

    /// The table in the documentation is the one that the code writes.
    @Test func theDocumentationListsEverySetting() async throws {
        let outcome = try await Program.run(["config", "--reference"])
        let page = try String(contentsOf: Repository.file("docs/configuration.md"), encoding: .utf8)
        #expect(page.contains(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}
