import ArgumentParser
import Postgres
import Reports
import Store

struct PeriodCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period",
        abstract: "Asks for periods to be scored, puts them right, shows how they stand, closes and reopens them.",
        subcommands: [Open.self, Change.self, Status.self, Score.self, Close.self, Reopen.self])

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows periods, their results and their problems.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption
        @Argument(help: "Only this period.") var label: String?

        func run() async throws {
            let states = try await database.withConnection("period status") { connection in
                try await PeriodState.all(label: label, in: connection)
            }
            if let label, states.isEmpty {
                throw NotFound("there is no period \"\(label)\"; merit period status lists them")
            }
            Console.show(PeriodTable.of(states), as: output.format)
            for state in states where output.format == .table {
                for sentence in [state.problem].compactMap(\.self) + state.findings {
                    Console.say("\n\(state.label): \(sentence)")
                }
            }
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes a scored period, so that nothing of it changes: the same as setting its status to closed."
        )

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "Name of the period.") var label: String

        func run() async throws {
            try await database.withConnection("period close") { connection in
                guard try await Period.close(label, in: connection) else {
                    throw NotFound("there is no period \"\(label)\"; merit period status lists them")
                }
            }
            Console.say("period \(label) is closed")
        }
    }

    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Opens a closed period again: the same as setting its status to scored, with a status_reason.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "Name of the period.") var label: String
        @Option(help: "Why; it is kept with the period.") var reason: String

        func run() async throws {
            try await database.withConnection("period reopen") { connection in
                guard try await Period.reopen(label, reason: reason, in: connection) else {
                    throw NotFound("there is no closed period \"\(label)\"; merit period status lists them")
                }
            }
            Console.say("period \(label) is open again")
        }
    }
}
