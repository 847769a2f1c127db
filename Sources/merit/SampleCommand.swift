import ArgumentParser
import Postgres

struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Puts a sample company into an empty database, and asks for three months of it.",
        discussion: "For trying out a worker or a dashboard; connect as whoever owns the database.")

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let owner = try await database.settings().database("sample")
        let company = SampleCompany(owner: owner)
        do {
            try await company.load()
        } catch let error as SampleCompany.NotEmpty {
            guard try await isThere(owner) else { throw error }
            return Console.say("the sample company is there already (\(error))")
        }
        try await company.ask(as: owner)
        Console.say(
            "the sample company is there; 2026-07, 2026-08 and 2026-09 are asked for: merit period status shows them")
    }

    /// Whether what fills the database is the sample.
    private func isThere(_ owner: PostgresConfiguration) async throws -> Bool {
        try await owner.withConnection { connection in
            let labels = try await connection.query("select label from merit.appraisal_period order by label").decode(
                String.self)
            return labels.starts(with: ["2026-07", "2026-08", "2026-09"])
        }
    }
}
