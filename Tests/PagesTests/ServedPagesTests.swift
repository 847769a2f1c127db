import Pages
import Postgres
import Reports
import Support
import Testing

/// What a portal asks the database for one of its pages.
@Suite(.database(.people)) struct ServedPagesTests {
    private struct Look {
        let page: ServedPages.Body?
        let roundTrips: UInt64
    }

    /// Somebody looks at a person's October, as the portal has it.
    private func look(
        _ reader: String, at person: String, _ pages: ServedPages, _ connection: PostgresConnection
    ) async throws -> Look {
        let entering = PostgresStatement("select merit.act_for($1)", parameters: [reader])
        return try await connection.withTransaction(beginningWith: [entering, ServedPages.question]) {
            connection, answers in
            let visit = ServedPages.Visit(
                period: "2020-10", among: try #require(answers.last), reader: reader, language: .en, proof: "proof")
            let before = connection.pulse
            let page = try await pages.person(person, visit, connection)
            return Look(page: page, roundTrips: (connection.pulse - before) / 2)
        }
    }

    /// However many statements a month takes, they go to the server together; only rules that were never read are asked for after them.
    @Test func aMonthTakesOneRoundTrip() async throws {
        try await TestDatabase.current.withConnection(user: "portal") { connection in
            let pages = ServedPages()
            let first = try await look("ann", at: "ann", pages, connection)
            #expect(first.page?.html.contains("name of ann") == true)
            #expect(first.roundTrips == 2)
            let next = try await look("ann", at: "ann", pages, connection)
            #expect(next.page?.html == first.page?.html)
            #expect(next.roundTrips == 1)
        }
    }

    @Test func aResultIsSeenByWhoseItIs() async throws {
        let database = try TestDatabase.current
        try await database.withConnection(user: "portal") { connection in
            let pages = ServedPages()
            for (reader, person, isSeen) in [("sue", "ann", "false"), ("ann", "sue", "false"), ("ann", "ann", "true")] {
                let page = try await look(reader, at: person, pages, connection).page
                #expect((page == nil) == (person == "sue"))
                let seen = try await database.withConnection {
                    try await $0.query("select seen_at is not null from merit.delivery where employee_id = 'ann'").one()
                        .decode(Bool.self)
                }
                #expect("\(seen)" == isSeen, "\(reader) looked at \(person)")
            }
        }
    }
}
