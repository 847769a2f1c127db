import Postgres

extension Checkup {
    /// Whether a pooler stands before the server.
    mutating func lookForPooler(before connection: PostgresConnection) async throws {
        guard await connection.isPooled else { return }
        add(
            Finding(
                .connection, isFault: false, "a transaction pooler stands before the server: workers poll",
                "give workers a direct connection: --direct-database or MERIT_DIRECT_URL"))
    }

    /// Settings that Merit sets in its sessions, and that a pooler lets lapse between its transactions.
    mutating func lookForLapses(behind connection: PostgresConnection) async throws {
        guard await connection.isPooled else { return }
        for setting in try await connection.lapsedSettings() {
            add(
                Finding(
                    .connection, isFault: false,
                    "\(setting.name) is \(setting.value), set by \(setting.origin); behind the pooler it holds for single statements",
                    "\(setting.origin.advice(setting.name)); Merit sets \(setting.wanted)"))
        }
    }

    /// Whether the server takes writes, and why not.
    mutating func lookWhetherItCanBeWritten(_ connection: PostgresConnection) async throws(PostgresError) {
        do throws(PostgresError) {
            try await connection.requireWritable()
        } catch {
            guard error.code == .unfit else { throw error }
            add(Finding(.connection, error.message, error.connectionAdvice))
        }
    }
}
