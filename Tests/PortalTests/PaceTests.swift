import Foundation
import Postgres
import Subprocess
import Support
import SystemPackage
import Testing

/// Whoever sends letter by letter is sent away, and keeps nobody out meanwhile.
@Suite(.database(.people)) struct PaceTests {
    /// Sends what it is given, and then a letter every fifth of a second; ends with 7 where the other end has closed, and with 0 after 45 s.
    private static let dripping = """
        trap '' PIPE
        exec 3<>"/dev/tcp/127.0.0.1/$1"
        printf "$2" >&3
        for _ in $(seq 225); do printf a >&3 || exit 7; sleep 0.2; done
        """

    @Test(arguments: [
        "POST /link HTTP/1.1\\r\\nHost: a\\r\\nContent-Type: application/x-www-form-urlencoded\\r\\nContent-Length: 100000\\r\\n\\r\\n",
        "GET / HTTP/1.1\\r\\nHost: a\\r\\nX: ", "",
    ])
    func whoNeverComesToAnEndIsSentAway(beginning: String) async throws {
        try await Program.serving { servers, _ in
            let port = String(servers[0].split(separator: ":").last ?? "")
            async let ending = Subprocess.run(
                .path("/bin/bash"), arguments: ["-c", Self.dripping, "bash", port, beginning], output: .discarded,
                error: .discarded
            ).terminationStatus
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            #expect(try await ann.get("/").status == 200)
            let status = try await ending
            #expect(status == .exited(7))
            #expect(try await ann.get("/").status == 200)
        }
    }

    /// What is under way when it is told to end is answered, whether or not it is watched beside.
    @Test(arguments: [[], ["--health", "127.0.0.1:0"]]) func aShutdownEndsIt(arguments: [String]) async throws {
        let database = try TestDatabase.current
        try await Program.serving(arguments) { servers, programs in
            try await database.withConnection { holder in
                let ann = Browser(servers[0])
                try await ann.signIn("ann")
                #expect(try await ann.get("/").status == 200)
                try await holder.script("begin; lock table merit.appraisal_period in access exclusive mode")
                async let page = ann.get("/month/2020-10")
                try await holder.waitUntil(
                    "select count(*) > 0 from pg_stat_activity where usename = 'merit_portal' and wait_event_type = 'Lock'"
                )
                try programs[0].send(.terminate)
                try await programs[0].log.wait(for: "what is under way is answered")
                try await holder.script("commit")
                #expect(try await page.status == 200)
            }
            try await programs[0].log.wait(for: "the portal has ended")
        }
    }
}
