import CLibPQ

/// Where a server is and how to log in there: all that libpq's connection strings can say.
///
/// What is not given comes from libpq's own defaults (`PGHOST`, `~/.pgpass`, service files).
package struct PostgresConfiguration: Sendable, Equatable {
    /// libpq's keywords and their values.
    let settings: [String: String]

    /// - Parameters:
    ///   - conninfo: `host=… dbname=…` or `postgresql://…`; empty for libpq's defaults.
    ///   - settings: Keywords that are added, or that replace those in `conninfo`.
    /// - Throws: ``PostgresError/Code/configuration`` for what libpq cannot read.
    package init(_ conninfo: String, settings: [String: String] = [:]) throws(PostgresError) {
        let given = try Self.parse(conninfo)
        // libpq itself says which keywords there are.
        self.settings = try Self.parse(Self.render(given.merging(settings) { $1 }))
        try refuseStrayedPassword()
    }

    /// libpq takes a URI apart at the first `@`, `/` and `:`: what stands behind one of those in a password lands where names are.
    private func refuseStrayedPassword() throws(PostgresError) {
        let names = ["host", "hostaddr", "dbname", "user"].compactMap { settings[$0] }
        let isStrayed =
            names.contains { $0.contains("@") && $0.contains("/") || $0.contains("://") }
            || ["host", "hostaddr"].contains { settings[$0].map { !$0.hasPrefix("@") && $0.contains("@") } ?? false }
            || !(settings["port"] ?? "").allSatisfy { $0.isASCII && ($0.isNumber || $0 == ",") }
        if isStrayed {
            throw PostgresError(
                .configuration,
                "host, port and database of the connection string are no names: in a URI write @ : / of a password as %40 %3A %2F"
            )
        }
    }

    /// The same server with other settings, such as `["user": "merit_worker"]`.
    ///
    /// - Throws: ``PostgresError/Code/configuration`` for a keyword that libpq does not know.
    package func with(_ changes: [String: String]) throws(PostgresError) -> PostgresConfiguration {
        try PostgresConfiguration(conninfo, settings: changes)
    }

    /// The same server, another database.
    package func withDatabase(_ name: String) throws(PostgresError) -> PostgresConfiguration {
        try with(["dbname": name])
    }

    /// Of several hosts, the one that can be written to, unless `target_session_attrs` says otherwise.
    package func followingThePrimary() throws(PostgresError) -> PostgresConfiguration {
        // A service file or the environment may name them too.
        let effective = HostList.effective(settings)
        let isSeveral = ["host", "hostaddr", "port"].contains { effective[$0]?.contains(",") ?? false }
        guard isSeveral, settings["target_session_attrs"] == nil, effective["target_session_attrs"] ?? "any" == "any"
        else { return self }
        return try with(["target_session_attrs": "read-write"])
    }

    /// Everything as one connection string, the password included: for other programs, never for a log.
    package var conninfo: String { Self.render(settings) }

    /// Host, port, database and user, fit for a log.
    package var redacted: String {
        ["host", "hostaddr", "port", "dbname", "user", "service"]
            .compactMap { keyword in settings[keyword].map { "\(keyword)=\($0)" } }
            .joined(separator: " ")
    }

    /// What stands for a secret where it may be read.
    package static let mask = "********"

    /// Everything as one connection string, secrets masked.
    package var masked: String {
        Self.render(
            settings.merging(Self.secrets.map { ($0, Self.mask) }) { value, mask in value.isEmpty ? value : mask }
                .filter { settings[$0.key] != nil })
    }

    /// Whether a password stands in it.
    package var holdsSecret: Bool { Self.secrets.contains { settings[$0]?.isEmpty == false } }

    private static let secrets = ["password", "sslpassword"]
}

extension PostgresConfiguration: CustomStringConvertible {
    package var description: String { redacted }
}

extension PostgresConfiguration {
    private static func parse(_ conninfo: String) throws(PostgresError) -> [String: String] {
        var complaint: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(conninfo, &complaint) else {
            defer { PQfreemem(complaint) }
            throw PostgresError(.configuration, explain(complaint.map { oneLine(String(cString: $0)) }, conninfo))
        }
        defer { PQconninfoFree(options) }
        var settings: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { settings[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return settings
    }

    /// libpq's complaint where it can only name a keyword: others quote the string, and with it the password.
    ///
    /// Where a password is given, what follows a space in it looks like a keyword too.
    private static func explain(_ complaint: String?, _ conninfo: String) -> String {
        let harmless = ["invalid connection option", "invalid URI query parameter"]
        if let complaint, harmless.contains(where: complaint.hasPrefix) {
            return conninfo.contains("password")
                ? "the connection string has a keyword that libpq does not know" : complaint
        }
        return "the connection string is neither \"keyword=value …\" nor \"postgresql://user@host/database\""
    }

    private static func render(_ settings: [String: String]) -> String {
        settings.sorted { $0.key < $1.key }
            .map { keyword, value in "\(keyword)='\(escaped(value))'" }
            .joined(separator: " ")
    }

    private static func escaped(_ value: String) -> String {
        // Scalar by scalar: with an accent behind it a quote is another Character, but still a quote to libpq.
        String(
            String.UnicodeScalarView(
                value.unicodeScalars.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }))
    }
}

extension PostgresConfiguration {
    /// Opens a connection for the time of `body`.
    package func withConnection<Value>(
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await PostgresConnection.connect(self)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}
