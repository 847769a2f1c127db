package import Postgres

/// The names of one Merit's seven roles.
///
/// Roles belong to the whole cluster: several Merits in one part theirs by what the names begin with.
package struct RoleNames: Sendable, Equatable {
    package let prefix: String

    /// As the shipped texts have them.
    package static let standard = RoleNames(known: "merit")

    /// What comes behind the prefix.
    private static let ends = ["owner", "worker", "reader", "hr", "dashboard", "person", "portal"]

    /// - Throws: ``RefusedPrefix``.
    package init(prefix: String) throws(RefusedPrefix) {
        guard prefix.wholeMatch(of: #/[a-z][a-z0-9_]*/#) != nil, prefix.utf8.count <= RefusedPrefix.longest,
            prefix != "pg", !prefix.hasPrefix("pg_")
        else { throw RefusedPrefix(prefix: prefix) }
        self.init(known: prefix)
    }

    private init(known prefix: String) {
        self.prefix = prefix
    }

    /// Those of whom schema `merit` belongs to; nil where no Merit would call its owner so.
    init?(owner: String) {
        let end = "_owner"
        guard owner.hasSuffix(end), let names = try? RoleNames(prefix: String(owner.dropLast(end.count))) else {
            return nil
        }
        self = names
    }

    /// Migrates.
    package var owner: String { "\(prefix)_owner" }
    /// Works.
    package var worker: String { "\(prefix)_worker" }
    /// Reads the source.
    package var reader: String { "\(prefix)_reader" }
    /// Asks and decides.
    package var hr: String { "\(prefix)_hr" }
    /// Serves people.
    package var portal: String { "\(prefix)_portal" }
    /// Is given to people.
    package var person: String { "\(prefix)_person" }

    /// All seven, the owner first.
    package var all: [String] { Self.ends.map { "\(prefix)_\($0)" } }

    /// What is typed to have these names, behind `merit migrate`.
    package var flag: String { self == .standard ? "" : " --role-prefix \(prefix)" }

    /// A text that names roles as they are shipped, with these names.
    package func rendered(_ text: String) -> String {
        guard self != .standard else { return text }
        // Whole names alone: merit.worker_session and merit_source are no roles.
        let name = #/\bmerit_(owner|worker|reader|hr|dashboard|person|portal)\b/#
            .asciiOnlyWordCharacters().wordBoundaryKind(.simple).matchingSemantics(.unicodeScalar)
        return text.replacing(name) { "\(prefix)_\($0.1)" }
    }

    /// Those of the Merit that is in this database; nil where none is.
    ///
    /// They are chosen with its first migration, and from then on told by whom its schema belongs to.
    package static func known(in connection: PostgresConnection) async throws(PostgresError) -> RoleNames? {
        try await SchemaOwner.read(from: connection).flatMap { RoleNames(owner: $0.role) }
    }
}

/// Why names of roles cannot begin so.
package struct RefusedPrefix: Error, CustomStringConvertible {
    let prefix: String

    /// A name has at most 63 bytes, and this is what the longest end leaves.
    static let longest = 63 - "_dashboard".count

    package var description: String {
        """
        names of roles cannot begin with "\(prefix)": give at most \(Self.longest) of the characters a to z, 0 to 9 and _, a letter first, \
        and not pg, whose names are the server's own; acme makes acme_owner, acme_worker and so on
        """
    }
}

/// Whom Merit's schema belongs to.
struct SchemaOwner {
    let schema: String
    let role: String

    /// nil where there is no schema of Merit's.
    static func read(from connection: PostgresConnection) async throws(PostgresError) -> SchemaOwner? {
        guard let row = try await connection.query(Statements.schemaOwner).first else { return nil }
        let (schema, role) = try row.decode(String.self, String.self)
        return SchemaOwner(schema: schema, role: role)
    }
}
