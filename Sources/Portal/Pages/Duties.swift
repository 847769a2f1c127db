import Postgres

/// Which pages of officers somebody is led to; what is on them, the database decides.
struct Duties: Sendable {
    let seesPeriods: Bool
    let seesQueue: Bool
    /// Whether periods are theirs to ask for.
    let asks: Bool
    let isOperator: Bool

    static func load(_ connection: PostgresConnection) async throws -> Duties {
        let (periods, queue, asks, isOperator) = try await connection.query(Statements.ownDuties).one().decode(
            Bool.self, Bool.self, Bool.self, Bool.self)
        return Duties(seesPeriods: periods, seesQueue: queue, asks: asks, isOperator: isOperator)
    }
}
