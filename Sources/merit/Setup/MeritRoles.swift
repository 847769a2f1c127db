import Foundation
import Postgres

/// The roles that `merit init` gives passwords, and what an administrator does where whoever runs it may not.
enum MeritRoles {
    /// Who works, reads and asks; whoever migrates does so as a member of `merit_owner`, which needs no password.
    static let logins = ["merit_worker", "merit_reader", "merit_hr"]
    static let all = ["merit_owner"] + logins + ["merit_dashboard", "merit_person", "merit_portal"]

    /// Which of them are there.
    static func present(in connection: PostgresConnection) async throws -> Set<String> {
        Set(
            try await connection.query("select rolname::text from pg_roles where rolname = any($1)", all).decode(
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

    /// What an administrator runs once, so that a role without CREATEROLE can do the rest.
    static func statements(lacking roles: [String], in connection: PostgresConnection) async throws -> [String] {
        let (user, database, hasMerit, hasAPI) = try await connection.query(
            """
            select quote_ident(current_user), quote_ident(current_database()), to_regnamespace('merit') is not null,
                to_regnamespace('merit_api') is not null
            """
        ).one().decode(String.self, String.self, Bool.self, Bool.self)
        var statements = roles.map { "create role \($0) login;" }
        statements += [
            "grant merit_owner to \(user);", "grant merit_person to merit_portal;",
            "grant pg_read_all_stats to merit_owner;",
        ]
        if !hasMerit { statements.append("create schema merit authorization merit_owner;") }
        if !hasAPI { statements.append("create schema merit_api authorization merit_owner;") }
        statements.append("grant connect on database \(database) to \(all.joined(separator: ", "));")
        return statements
    }
}
