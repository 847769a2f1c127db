import ArgumentParser
import Reports
import Store

struct OwedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "owed",
        abstract: "Lists what is open: who owes what, for whom, until when; exit status 3 where something is overdue.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: FormatOption
    @Option(help: ArgumentHelp("Only what this person owes.", valueName: "employee")) var person: String?
    @Flag(help: "Only what is overdue.") var overdue = false

    func run() async throws {
        let acts = try await database.withConnection("owed") { connection in
            try await OwedAct.all(of: person, overdue: overdue, in: connection)
        }
        Console.show(OwedTable.of(acts), as: output.format)
        if acts.contains(where: \.isOverdue) { throw Findings() }
    }
}
