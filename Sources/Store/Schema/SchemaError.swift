/// Why a binary cannot work on the schema it found.
package enum SchemaError: Error, CustomStringConvertible, Equatable {
    /// Migrations are missing.
    case outdated(missing: Int, needed: Int)
    /// All steps are there, and these functions are not as this binary calls them.
    case outdatedFunctions([String])
    /// The newest breaking migration is one that this binary does not know.
    case newer(found: Int, name: String, known: Int)
    /// Roles and schema are not there, and the connection has no right to create them.
    case notAllowed(String)
    /// The connection may not act as `merit_owner`.
    case notOwner(String)
    /// Others did not let go of what a step needs.
    case held(String, by: String)
    /// The database cannot hold all texts.
    case encoding(String)

    package var description: String {
        switch self {
        case .outdated(let missing, let needed):
            "schema merit lacks \(missing) migration\(missing == 1 ? "" : "s") up to version \(needed); run: merit migrate"
        case .outdatedFunctions(let names):
            "schema merit has older functions than this program: \(names.joined(separator: ", ")); run: merit migrate"
        case .newer(let found, let name, let known):
            """
            schema merit is at version \(found) (\(name)), which this program (version \(known)) must not work on; \
            use a newer merit
            """
        case .notAllowed(let reason):
            """
            the first migration creates roles and the schema, and this connection may not: \(reason); \
            run merit migrate once as a superuser, or as a role with CREATEROLE that may create schemas in this database
            """
        case .notOwner(let reason):
            """
            schema merit is brought up to date by its owner, and this connection may not act as it: \(reason); \
            run merit migrate as merit_owner, or as a member of it
            """
        case .held(let step, let holders):
            "\(step) did not get what it needs: \(holders); end that (pg_terminate_backend), or wait, and run merit migrate again"
        case .encoding(let name):
            """
            this database is encoded in \(name), and schema merit needs UTF8; give it a database of its own \
            (create database merit encoding 'UTF8' template template0) and name the one with the records by --source-database
            """
        }
    }
}
