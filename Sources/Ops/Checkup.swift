import Foundation
package import Postgres
package import Store

/// What an operator would look at first, each finding with what to do.
package struct Checkup: Sendable {
    /// What was looked at.
    package enum Area: String, Sendable, CaseIterable {
        case connection, version, rights, queue, templates, evaluations, source, indexes
        case timeZones = "time zones"
        case clock, privacy
    }

    package struct Finding: Sendable {
        package let area: Area
        /// Something does not work; otherwise it could be better.
        package let isFault: Bool
        package let finding: String
        package let advice: String

        package init(_ area: Area, isFault: Bool = true, _ finding: String, _ advice: String) {
            self.area = area
            self.isFault = isFault
            self.finding = finding
            self.advice = advice
        }
    }

    /// How far a clock may be off before logs of several machines cannot be read side by side.
    private static let longestOffset = 2.0

    /// How long a server may take; its own limits are shorter, unless it hangs.
    private static let patience = Duration.seconds(60)

    package private(set) var findings: [Finding] = []
    /// What is so, by area, where that helps.
    package private(set) var facts: [Area: String] = [:]
    /// Those of the Merit that was looked at.
    package private(set) var roles = RoleNames.standard

    package init() {}

    package mutating func add(_ finding: Finding) {
        findings.append(finding)
    }

    /// Says what is so where nothing is found.
    package mutating func note(_ fact: String, in area: Area) {
        facts[area] = fact
    }

    /// Looks at the database that holds schema `merit`, as the role that is connected.
    ///
    /// - Parameter direct: the control connection's own way, where there is one.
    /// - Returns: false where it cannot be reached or the schema cannot be worked on, so that nothing else was looked at.
    package mutating func look(
        at database: PostgresConfiguration, direct: PostgresConfiguration?, migrator: Migrator
    ) async throws -> Bool {
        guard let connection = await connect(to: database) else { return false }
        do {
            let (found, isUsable) = try await connection.answering(within: Self.patience) { [self] in
                var checkup = self
                let isUsable = try await checkup.look(at: connection, migrator)
                try await checkup.lookForLapses(behind: connection)
                return (checkup, isUsable)
            }
            self = found
            if let direct {
                if let control = await connect(to: direct) {
                    try await lookForPooler(before: control)
                    await control.close()
                }
            } else {
                try await lookForPooler(before: connection)
            }
            await connection.close()
            return isUsable
        } catch {
            await connection.close()
            throw error
        }
    }

    private mutating func connect(to database: PostgresConfiguration) async -> PostgresConnection? {
        do {
            let connection = try await PostgresConnection.connect(database)
            if await connection.transport == .plain { add(.unencrypted(database)) }
            return connection
        } catch {
            add(Finding(.connection, error.message, error.connectionAdvice))
            return nil
        }
    }

    private mutating func look(at connection: PostgresConnection, _ migrator: Migrator) async throws -> Bool {
        let (server, number, role) = try await connection.query(
            "select current_setting('server_version'), current_setting('server_version_num')::integer, current_user::text"
        ).one().decode(String.self, Int.self, String.self)
        let transport = await connection.transport
        facts[.connection] = "\(connection.configuration.redacted), as \(role), \(transport)"
        if number < 150_000 {
            add(Finding(.version, "the server is PostgreSQL \(server)", "Merit needs PostgreSQL 15 or later"))
        }
        try await lookAtClock(of: connection, named: "the database's")
        try await lookWhetherItCanBeWritten(connection)
        do {
            if let known = try await RoleNames.known(in: connection) { roles = known }
            try await Self.limited(connection) { try await migrator.requireUsable($0) }
            facts[.version] = "PostgreSQL \(server), schema \(migrator.version)"
            for role in try await roles.unfit(in: connection) where role.isPower {
                add(Finding(.rights, isFault: false, "\(role.name) \(role.finding)", role.mending))
            }
            let statement = roles.rendered(Statements.checkup)
            for row in try await Self.limited(connection, { try await $0.query(statement) }) {
                let (area, kind, finding, advice) = try row.decode(
                    String.self, String.self, String.self, String.self)
                add(Finding(Area(rawValue: area) ?? .queue, isFault: kind == "fault", finding, advice))
            }
            return true
        } catch let error as SchemaError {
            add(Finding(.version, "\(error)", "merit migrate, with the newest merit"))
            return false
        } catch let error as PostgresError {
            guard let finding = Finding(error, roles) else { throw error }
            add(finding)
            return false
        }
    }

    /// Whoever looks for what is wrong must not hang where the workers hang; and behind a pooler, the session is somebody else's next.
    private static func limited<Answer>(
        _ connection: PostgresConnection, _ body: (PostgresConnection) async throws -> Answer
    ) async throws -> Answer {
        try await connection.withTransaction { connection in
            try await connection.limit(locks: .seconds(5), statements: .seconds(30))
            return try await body(connection)
        }
    }

    /// Looks at the server that holds the source, where it is another one.
    package mutating func look(atSource connection: PostgresConnection) async throws {
        if await connection.transport == .plain { add(.unencrypted(connection.configuration)) }
        try await lookAtClock(of: connection, named: "the source's")
    }

    private mutating func lookAtClock(
        of connection: PostgresConnection, named name: String
    ) async throws {
        let begun = Date.now
        let seconds = try await connection.query("select extract(epoch from clock_timestamp())::float8").one()
            .decode(Double.self)
        let middle = (begun.timeIntervalSince1970 + Date.now.timeIntervalSince1970) / 2
        let offset = middle - seconds
        let shown = "\((abs(offset) * 1000).rounded() / 1000) s \(offset < 0 ? "behind" : "ahead of") \(name)"
        if abs(offset) > Self.longestOffset {
            add(
                Finding(
                    .clock, isFault: false, "this machine's clock is \(shown)",
                    "have both set by NTP; Merit goes by the database's clock, but the log bears this machine's"))
        } else if facts[.clock] == nil {
            facts[.clock] = "this machine's is \(shown)"
        }
    }
}

extension Checkup.Finding {
    /// What it means that the checkup itself was refused; nil for an error of its own.
    fileprivate init?(_ error: PostgresError, _ roles: RoleNames) {
        switch error.sqlState {
        case "42501":
            self.init(
                .rights, error.message,
                """
                run it with a worker's own settings, as \(roles.worker); merit migrate, as \(roles.owner), gives that role what it needs
                """
            )
        case "55P03":
            self.init(
                .queue, "somebody's open transaction locks a table of schema merit",
                "see who: select pid, usename, xact_start, query from pg_stat_activity where state like 'idle in%'")
        case "57014":
            self.init(
                .queue, "the tables of schema merit cannot be looked through within 30 s",
                "see what the server is busy with: select pid, usename, state, query from pg_stat_activity")
        default: return nil
        }
    }

    fileprivate static func unencrypted(_ configuration: PostgresConfiguration) -> Checkup.Finding {
        Checkup.Finding(
            .connection, isFault: false, "the connection to \(configuration.redacted) crosses a network without TLS",
            "set sslmode=verify-full (or require) in the connection string or in PGSSLMODE")
    }
}

extension PostgresError {
    /// What to do where no connection comes about.
    package var connectionAdvice: String {
        if let hint { return hint }
        if message.contains("no password supplied") || message.contains("password authentication failed") {
            return "give the password by a passfile (~/.pgpass, mode 600), or PGPASSWORD; merit config shows what holds"
        }
        if message.contains("does not exist") {
            return "name a database and a role that are there: MERIT_DATABASE_URL; merit migrate makes Merit's roles"
        }
        if message.contains("no pg_hba.conf entry") {
            return "let this machine and role in: pg_hba.conf on the server, then select pg_reload_conf()"
        }
        return "see that the server is up, and that host and port are right: merit config shows what holds"
    }
}
