import Postgres
import Statements

/// Looks on while a session reads the source, and breaks it where it and its server do not hear each other any more.
///
/// A network that is gone altogether ends the session by itself; one that keeps the connection open and lets nothing pass does not.
struct SourceWatch {
    let connection: PostgresConnection
    /// Its server process.
    let backend: Int32
    /// How long nothing may be heard before the server is asked what it does.
    let patience: Duration

    /// Looks on until its task is cancelled.
    func run() async {
        var pulse = connection.pulse
        while (try? await Task.sleep(for: patience)) != nil {
            let current = connection.pulse
            // Even: no statement runs, and nobody waits for the server.
            if current == pulse, current % 2 == 1, await isSilent() { connection.sever() }
            pulse = current
        }
    }

    /// Whether the server waits for this program while this program waits for the server.
    ///
    /// Where nobody can say, it is taken to work.
    private func isSilent() async -> Bool {
        let answer = try? await connection.configuration.withConnection { asking in
            try await asking.answering(within: patience) {
                try await asking.query(Statements.sourceSilence, backend).one().decode(Bool.self)
            }
        }
        return answer ?? false
    }
}
