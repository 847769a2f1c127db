import ArgumentParser
import Store

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings schema merit up to date; safe when several start at once.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var roles: RoleOptions
    @Flag(help: "Only say how the schema stands; exit status 3 where migrations are missing.") var status = false
    @Flag(help: "Only say which migrations would be applied.") var dryRun = false
    @Flag(help: "Only print what an administrator runs first, where whoever connects may not create roles.")
    var printRoles = false

    func run() async throws {
        let migrator = Migrator(roles: roles.chosen, sharesRoles: false)
        try await database.withConnection("migrate") { connection in
            if printRoles {
                let roles = MeritRoles(names: try await migrator.roles(in: connection))
                for statement in try await roles.statements(in: connection) { Console.write(statement) }
            } else if status || dryRun {
                let missing = try await migrator.missing(connection)
                for step in missing.named { Console.say("missing: \(step)") }
                if missing.isEmpty { Console.say("schema merit is at version \(migrator.version)") }
                if status && !missing.isEmpty { throw Findings() }
            } else {
                let changes = try await migrator.migrate(connection) { Console.note("merit: \($0)") }
                for step in changes.named { Console.say("applied: \(step)") }
                Console.say("schema merit is at version \(migrator.version)")
            }
        }
    }
}
