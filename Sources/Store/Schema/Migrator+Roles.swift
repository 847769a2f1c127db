package import Postgres
import Schema

/// As whose schema it is migrated, and how these roles come to be.
extension Migrator {
    /// The names of the roles: those that the schema tells where it is there, else those that were chosen, else the usual ones.
    ///
    /// - Throws: ``SchemaError`` where the schema tells others than were chosen, or nobody chose and the usual ones are another Merit's.
    package func roles(in connection: PostgresConnection) async throws -> RoleNames {
        if let found = try await SchemaOwner.read(from: connection) {
            guard let names = RoleNames(owner: found.role) else {
                throw SchemaError.strangeOwner(
                    schema: found.schema, owner: found.role, names: chosen ?? .standard)
            }
            if let chosen, chosen != names { throw SchemaError.otherRoles(found: names, chosen: chosen) }
            return names
        }
        if let chosen { return chosen }
        if !sharesRoles {
            let databases = try await connection.query(Statements.roleUsers, RoleNames.standard.owner).decode(
                String.self)
            guard databases.isEmpty else { throw SchemaError.othersRoles(RoleNames.standard, databases) }
        }
        return .standard
    }

    /// Roles and schema need an administrator once; from then on the owner is enough, unless a step brings a new role.
    func layGround(
        for roles: RoleNames, _ connection: PostgresConnection, _ tell: @Sendable (String) -> Void
    ) async throws {
        let (isLaid, mayLay) = try await connection.query(Statements.schemaGround).one().decode(Bool.self, Bool.self)
        if !isLaid { try await requireEncoding(connection) }
        if isLaid && !mayLay { return }
        let unfit = try await roles.unfit(in: connection)
        guard unfit.isEmpty || isLaid else { throw SchemaError.unfitRoles(unfit) }
        for role in unfit where role.isPower { tell(role.description) }
        for collisions in 0... {
            do {
                return try await waiting("the roles' migration", connection, tell) { connection in
                    try await connection.script(roles.rendered(Scripts.bootstrap))
                }
            } catch let error as PostgresError where error.sqlState == "42501" {
                throw SchemaError.notAllowed(error.message, roles)
            } catch let error as PostgresError
                where Self.collisions.contains(error.sqlState ?? "") && collisions < Self.mostCollisions
            {
                // Another lays the same, and has done it by now.
            }
        }
    }

    /// What the server says where two make the same role, schema or table, or give the same right: there is nothing yet that one could
    /// lock and the other wait for.
    private static let collisions: Set = ["23505", "42710", "42P06", "42P07", "XX000"]
    private static let mostCollisions = 100

    private func requireEncoding(_ connection: PostgresConnection) async throws {
        let encoding = try await connection.query("show server_encoding").one().decode(String.self)
        guard encoding == "UTF8" else { throw SchemaError.encoding(encoding) }
    }

    func become(_ owner: String, _ connection: PostgresConnection) async throws {
        do {
            try await connection.execute("select set_config('role', $1, true)", owner)
        } catch let error where error.sqlState == "42501" {
            throw SchemaError.notOwner(error.message, owner: owner)
        }
    }
}
