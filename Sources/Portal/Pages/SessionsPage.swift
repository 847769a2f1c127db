import Pages
import Postgres
import Reports

/// Where somebody is signed in, and how to end that.
struct SessionsPage: PortalPage {
    struct Session: Sendable {
        let number: Int64
        let way: String
        let agent: String?
        let startedAt: String
        let seenAt: String
        let isThis: Bool
    }

    let title: String
    let sessions: [Session]

    static func load(_ visit: Visit, _ connection: PostgresConnection) async throws -> SessionsPage {
        let words = Words(visit.language)
        let sessions = try await connection.query(Statements.ownSessions).map { row in
            let (number, how, agent, startedAt, seenAt) = try row.decode(
                Int64.self, String.self, String?.self, String.self, String.self)
            return Session(
                number: number, way: Labels.of(how, visit.language), agent: agent,
                startedAt: words.day(startedAt) ?? startedAt,
                seenAt: words.day(seenAt) ?? seenAt, isThis: number == visit.session)
        }
        return SessionsPage(title: Labels.of("sessions", visit.language), sessions: sessions)
    }
}
