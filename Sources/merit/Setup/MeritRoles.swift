import Postgres
import Store

/// The roles that `merit init` gives passwords, and what an administrator does where whoever runs it may not.
struct MeritRoles {
    let names: RoleNames

    /// Who works, reads and asks; whoever migrates does so as a member of the owner, which needs no password.
    var logins: [String] { [names.worker, names.reader, names.hr] }

    /// Which of all of them are there.
    func present(in connection: PostgresConnection) async throws -> Set<String> {
        Set(
            try await connection.query("select rolname::text from pg_roles where rolname = any($1)", names.all).decode(
                String.self))
    }

    /// Letters and digits: 160 bits of chance.
    static func password() -> String {
        let letters = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return String((0..<28).compactMap { _ in letters.randomElement() })
    }

    static func give(_ role: String, _ password: String, in connection: PostgresConnection) async throws {
        try await connection.script("alter role \(quoted(role)) password '\(ScramVerifier(password: password).text)'")
    }

    /// What an administrator runs once, so that a role without CREATEROLE can do the rest; those before stand in no way of running it again.
    func statements(in connection: PostgresConnection) async throws -> [String] {
        let (user, database, hasMerit, hasAPI, isMember) = try await connection.query(
            """
            select quote_ident(current_user), quote_ident(current_database()), to_regnamespace('merit') is not null,
                to_regnamespace('merit_api') is not null,
                coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = $1), false)
            """, names.owner
        ).one().decode(String.self, String.self, Bool.self, Bool.self, Bool.self)
        let present = try await present(in: connection)
        var statements = names.all.filter { !present.contains($0) }.map { "create role \($0) login;" }
        statements += try await names.unfit(in: connection).map { "\($0.mending);" }
        // Nobody becomes a member of what they are.
        if !isMember { statements.append("grant \(names.owner) to \(user);") }
        statements += [
            "grant \(names.person) to \(names.portal);",
            "grant pg_read_all_stats to \(names.owner);",
        ]
        if !hasMerit { statements.append("create schema merit authorization \(names.owner);") }
        if !hasAPI { statements.append("create schema merit_api authorization \(names.owner);") }
        statements.append("grant connect on database \(database) to \(names.all.joined(separator: ", "));")
        return statements
    }
}
