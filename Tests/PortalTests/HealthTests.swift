import NIOHTTP1
import Postgres
import Support
import Testing

/// What operators ask of a portal: whether it lives, whether it is of use, and what it counts.
@Suite(.database(.people)) struct HealthTests {
    @Test func itSaysWhetherItLivesAndWhatItCounts() async throws {
        let port = try FreePort.next()
        try await Program.serving(["--health", "127.0.0.1:\(port)"]) { servers, programs in
            try await programs[0].log.wait(for: "serves health and metrics")
            let (operators, ann) = (Browser("http://127.0.0.1:\(port)"), Browser(servers[0]))
            #expect(try await operators.get("/livez").text == "ok\n")
            #expect(try await operators.get("/readyz").status == 200)
            try await ann.signIn("ann")
            #expect(try await ann.get("/month/2020-10").status == 200)
            #expect(try await ann.get("/month/2020-10/of/sue").status == 404)
            let metrics = try await operators.get("/metrics").text
            for line in [
                "merit_database_up 1", #"merit_portal_requests_total{route="/month/{period}",status="2xx"} 1"#,
                #"merit_portal_requests_total{route="/month/{period}/of/{person}",status="4xx"} 1"#,
                #"merit_portal_sign_ins_total{way="link",outcome="done"} 1"#,
                #"merit_portal_request_seconds_count{route="/month/{period}"} 1"#,
                #"merit_pool_connections{pool="portal",state="lent"}"#,
            ] {
                #expect(metrics.contains(line), "\(line) in \(metrics)")
            }
            for word in ["ann", "sue", "2020-10"] { #expect(!metrics.contains(word), "\(word)") }
            // What is for operators is not at the address of people.
            #expect(try await ann.get("/metrics").status == 404)
            #expect(try await ann.get("/livez").text == "ok\n")
        }
    }

    @Test func withoutItsDatabaseItLivesAndIsOfNoUse() async throws {
        let database = try TestDatabase.current
        let port = try FreePort.next()
        try await Program.serving(["--health", "127.0.0.1:\(port)"]) { _, programs in
            try await programs[0].log.wait(for: "serves health and metrics")
            let operators = Browser("http://127.0.0.1:\(port)")
            try await database.run("revoke connect on database \(database.name) from public, merit_portal")
            try await database.run(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'merit_portal' and datname = current_database()"
            )
            #expect(try await operators.get("/livez").status == 200)
            #expect(try await operators.get("/readyz").status == 503)
            #expect(try await operators.get("/metrics").text.contains("merit_database_up 0"))
            try await database.run("grant connect on database \(database.name) to public")
            #expect(try await operators.get("/readyz").status == 200)
        }
    }
}
