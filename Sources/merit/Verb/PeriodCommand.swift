import ArgumentParser
import Postgres
import Reports
import Store

struct PeriodCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period",
        abstract: "Asks for periods to be scored, shows how they stand, closes and reopens them.",
        subcommands: [Open.self, Status.self, Score.self, Close.self, Reopen.self])

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Asks for a period: the same as an INSERT into merit.appraisal_period.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "Name of the period, such as 2026-10.") var label: String
        @Option(name: .customLong("from"), help: ArgumentHelp("First day.", valueName: "date")) var first: String
        @Option(name: .customLong("to"), help: ArgumentHelp("Last day, included.", valueName: "date")) var last: String
        @Option(help: "Name of a time zone, such as Asia/Shanghai.") var timeZone = "UTC"
        @Option(help: "Only this department.") var department: String?

        func validate() throws {
            _ = try OptionDay.read(first, of: "--from")
            _ = try OptionDay.read(last, of: "--to")
        }

        func run() async throws {
            let id = try await database.withConnection("period open") { connection in
                try await Period.open(
                    label, from: first, to: last, timeZone: timeZone, department: department, in: connection)
            }
            Console.say("period \(label) is asked for (number \(id))")
        }
    }

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
