/// Why a binary cannot work on the schema it found.
package enum SchemaError: Error, CustomStringConvertible {
    case outdated(missing: Int, needed: Int)
    case newer(found: Int, name: String, known: Int)
    case notAllowed(String)

    package var description: String {
        switch self {
        case .outdated(let missing, let needed):
            "schema merit lacks \(missing) migration\(missing == 1 ? "" : "s") up to version \(needed); run: merit migrate"
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
        }
    }
}
