import ArgumentParser
import Store

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings schema merit up to date; safe when several start at once.")

    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Only say how the schema stands; exit status 3 where migrations are missing.") var status = false
    @Flag(help: "Only say which migrations would be applied.") var dryRun = false

    func run() async throws {
        let migrator = Migrator()
        try await database.withConnection("migrate") { connection in
            if status || dryRun {
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
