import Postgres

/// Which pages of officers somebody is led to; what is on them, the database decides.
struct Duties: Sendable {
    let seesPeriods: Bool
    let seesQueue: Bool
    /// Whether results are theirs to deliver.
    let delivers: Bool
    /// Whether periods are theirs to ask for.
    let asks: Bool
    /// Whether drafts of templates are theirs to see.
    let seesTemplates: Bool
    let isOperator: Bool
    /// Whether what payroll was given is theirs to read.
    let readsPayroll: Bool

    static func load(_ connection: PostgresConnection) async throws -> Duties {
        let (periods, queue, delivers, asks, templates, isOperator, readsPayroll) = try await connection.query(
            Statements.ownDuties
        ).one().decode(Bool.self, Bool.self, Bool.self, Bool.self, Bool.self, Bool.self, Bool.self)
        return Duties(
            seesPeriods: periods, seesQueue: queue, delivers: delivers, asks: asks, seesTemplates: templates,
            isOperator: isOperator, readsPayroll: readsPayroll)
    }
}
