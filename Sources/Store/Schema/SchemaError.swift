/// Why a binary cannot work on the schema it found.
package enum SchemaError: Error, CustomStringConvertible, Equatable {
    /// Migrations are missing.
    case outdated(missing: Int, needed: Int)
    /// All steps are there, and these functions are not as this binary calls them.
    case outdatedFunctions([String])
    /// The newest breaking migration is one that this binary does not know.
    case newer(found: Int, name: String, known: Int)
    /// Roles and schema are not there, and the connection has no right to create them.
    case notAllowed(String, RoleNames)
    /// The connection may not act as the schema's owner.
    case notOwner(String, owner: String)
    /// The schema belongs to somebody whom no Merit would call so.
    case strangeOwner(schema: String, owner: String, names: RoleNames)
    /// The schema has its roles already, and others were asked for.
    case otherRoles(found: RoleNames, chosen: RoleNames)
    /// Nobody said that the roles of the Merit in these databases are to be this one's too.
    case othersRoles(RoleNames, [String])
    /// Roles are there by these names, and are not what Merit needs.
    case unfitRoles([UnfitRole])
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
        case .notAllowed(let reason, let roles):
            """
            the first migration creates roles and the schema, and this connection may not: \(reason); \
            run merit migrate once as a superuser, or as a role with CREATEROLE that may create schemas in this database; or have an \
            administrator run what merit migrate --print-roles\(roles.flag) prints
            """
        case .notOwner(let reason, let owner):
            """
            schema merit is brought up to date by its owner, and this connection may not act as it: \(reason); \
            run merit migrate as \(owner), or as a member of it
            """
        case .strangeOwner(let schema, let owner, let names):
            """
            schema \(schema) belongs to \(owner), and Merit's to a role such as merit_owner, whose name tells those of its other roles; \
            give it back: alter schema \(schema) owner to \(names.owner)
            """
        case .otherRoles(let found, let chosen):
            """
            schema merit belongs to \(found.owner), and its roles were named with the first migration; they cannot begin with \
            \(chosen.prefix): leave --role-prefix out
            """
        case .othersRoles(let roles, let databases):
            """
            \(roles.owner), \(roles.worker) and so on are the roles of the Merit in \(databases.joined(separator: ", ")), and whoever logs \
            in by them there could do the same here; give this one roles of its own by --role-prefix NAME, or share them by \
            --role-prefix \(roles.prefix)
            """
        case .unfitRoles(let roles):
            """
            roles are there already and are not what Merit's should be: \
            \(roles.map { "\($0.name) \($0.finding)" }.joined(separator: "; ")). Mend that as an administrator, or take other names by \
            --role-prefix NAME:
            \(roles.map { "\($0.mending);" }.joined(separator: "\n"))
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
