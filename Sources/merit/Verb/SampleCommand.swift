import ArgumentParser
import Postgres
import Store

struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Puts a sample company into an empty database, and asks for six months of it.",
        discussion: "For trying out a worker or a dashboard; connect as a superuser.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var roles: RoleOptions

    func run() async throws {
        let owner = try await database.settings().database("sample")
        let migrator = Migrator(roles: roles.chosen, sharesRoles: false)
        let names = try await owner.withConnection { try await migrator.roles(in: $0) }
        let company = SampleCompany(owner: owner, roles: names, migrator: migrator)
        try await company.prepare()
        let isNew = try await owner.withConnection { guardian in
            try await guardian.withTransaction { guardian in
                // Of several at once one does it; the others wait for as long as that takes. Nobody but Merit's roles can take the turn.
                try await guardian.script(
                    "set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0")
                try await guardian.execute("select merit.take_turn('sample')")
                try await company.load()
                return try await company.ask(as: owner)
            }
        }
        Console.say(
            isNew
                ? "the sample company is there; 2026-04 to 2026-09 are asked for: merit period status shows them"
                : "the sample company is there already")
    }
}
