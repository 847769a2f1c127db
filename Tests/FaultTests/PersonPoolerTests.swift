import Postgres
import Support
import Testing

/// People behind a pooler in transaction mode: its sessions pass from one to the next, and nobody's name with them.
@Suite(
    .tags(.fault), .enabled(if: PgBouncer.path != nil, "skipped: pgbouncer is not installed"), .timeLimit(.minutes(20)))
struct PersonPoolerTests {
    private static let own = """
        select coalesce(merit.viewer(), 'nobody') || ': ' || coalesce(string_agg(employee_id || ' ' || total, ', ' order by employee_id), '')
        from merit_api.result
        """

    private static let expected = [
        "ann": "ann: ann 71.37", "bob": "bob: ", "sue": "sue: ann 71.37, bob 72.37, sue 74.37",
        "hal": "hal: ann 71.37, bob 72.37, hal 77.37, sue 74.37", "tom": "tom: cat 73.37",
    ]

    @Test(.database(.people), arguments: [Viewer.Way.call, .claims])
    func everyoneIsThemselvesInEachTransaction(way: Viewer.Way) async throws {
        let database = try TestDatabase.current
        let owner = try database.configuration()
        // Two sessions for all of them.
        let pooler = try await PgBouncer.start(
            to: owner, users: ["portal", "web", "person_ann"], settings: "default_pool_size = 2")
        let pooled = try pooler.configuration(try database.configuration(user: way == .call ? "portal" : "web"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (employee, expected) in Self.expected {
                group.addTask {
                    let viewer = Viewer(employee, by: way)
                    try await pooled.withConnection { connection in
                        for round in 1...20 {
                            // What somebody forgets: who it is, and to take back what was set for the session.
                            let stranger = try await connection.query(Self.own).one().decode(String.self)
                            #expect(stranger == "nobody: ", "round \(round) of \(employee)")
                            try await connection.script("select set_config('merit.acting_for', '\(employee)', false)")
                            let seen = try await viewer.acting(on: connection) {
                                try await $0.query(Self.own).one().decode(String.self)
                            }
                            #expect(seen == expected, "round \(round)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let ann = try await pooler.configuration(try database.configuration(user: "person_ann")).withConnection {
            try await $0.query(Self.own).one().decode(String.self)
        }
        #expect(ann == Self.expected["ann"], "a login of one's own passes through a pooler too")
        try await pooler.stop()
    }
}
