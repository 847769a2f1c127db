import Foundation
import Postgres
import Subprocess
import Support
import Testing

#if os(Linux)
    import Glibc
#endif

/// Where a password, or what it opens, could be read by others of the machine or of the network.
@Suite(.timeLimit(.minutes(20))) struct SecretTests {
    #if os(Linux)
        /// Lets programs that are started from here write core files: many shells allow none, and nothing would show.
        private func allowCoreFiles() {
            let core = __rlimit_resource_t(RLIMIT_CORE.rawValue)
            var limit = rlimit()
            getrlimit(core, &limit)
            limit.rlim_cur = limit.rlim_max
            setrlimit(core, &limit)
        }

        @Test(.database(.sourced)) func aWorkerShowsNoneAndLeavesNoMemoryBehind() async throws {
            allowCoreFiles()
            let worker = try TestDatabase.current.configuration(user: "merit_worker").with(["password": "s3cret"])
            try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
                try await program.log.wait(for: "worker is ready")
                let address = try await program.address()
                for path in ["metrics", "readyz", "livez"] {
                    #expect(try await !WebPage.get("http://\(address)/\(path)").text.contains("s3cret"))
                }
                let arguments = try String(contentsOfFile: "/proc/\(program.processID)/cmdline", encoding: .utf8)
                #expect(arguments.hasSuffix("127.0.0.1:0\0") && !arguments.contains("s3cret"))
                let limits = try String(contentsOfFile: "/proc/\(program.processID)/limits", encoding: .utf8)
                let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
                #expect(core.split(separator: " ")[4] == "0", "a crash writes no file with what is in its memory")
                try program.send(.terminate)
                #expect(await !program.log.lines.contains { $0.contains("s3cret") })
            }
        }
    #endif

    @Test(.database(.sourced)) func aPasswordInTheArgumentsIsWarnedOf() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker").with(["password": "s3cret"])
        let outcome = try await Program.run(["jobs", "list", "--database", worker.conninfo])
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("a password stands in the arguments"))
        #expect(!outcome.errors.contains("s3cret"))
        let quiet = try await Program.run(["jobs", "list"], database: worker)
        #expect(quiet.errors == "")
    }

    /// Somebody who answers in the server's place, or takes TLS out of its answer.
    @Test func aServerThatOffersLessThanWasAskedForGetsNoPassword() async throws {
        let server = try SilentServer()
        async let sent = Task.detached { server.answerOnce("N") }.value
        let outcome = try await Program.run(
            ["doctor"],
            database: try PostgresConfiguration(
                "host=127.0.0.1 user=merit_worker password=s3cret dbname=hr sslmode=require"
            ).with([
                "port": "\(server.port)"
            ]))
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("server does not support SSL, but SSL was required"), "\(outcome.output)")
        #expect(await sent == 0)
        #expect(!outcome.output.contains("s3cret"))
    }
}
