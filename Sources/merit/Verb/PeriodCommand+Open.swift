import ArgumentParser
import Postgres
import Store
import Worker

extension PeriodCommand {
    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Asks for a period: the same as an INSERT into merit.appraisal_period.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "Name of the period, such as 2026-10.") var label: String
        @Option(name: .customLong("from"), help: ArgumentHelp("First day.", valueName: "date")) var first: String
        @Option(name: .customLong("to"), help: ArgumentHelp("Last day, included.", valueName: "date")) var last: String
        @Option(help: "Name of a time zone, such as Asia/Shanghai; default: that of the newest period.")
        var timeZone: String?
        @Option(help: "Only this department.") var department: String?

        func validate() throws {
            _ = try OptionDay.read(first, of: "--from")
            _ = try OptionDay.read(last, of: "--to")
        }

        func run() async throws {
            try await database.require(department, for: "period open")
            let (id, taken) = try await database.withConnection("period open") { connection in
                let taken = timeZone == nil ? try await Period.newestTimeZone(in: connection) : nil
                guard let zone = timeZone ?? taken else {
                    throw NotFound(
                        """
                        there is no period yet whose time zone this one could take; say in which its days begin and end: --time-zone \
                        Asia/Shanghai
                        """)
                }
                let id = try await Period.open(
                    label, from: first, to: last, timeZone: zone, department: department, in: connection)
                return (id, taken)
            }
            Console.say("period \(label) is asked for (number \(id))")
            if let taken {
                Console.say("its days are days of \(taken), as those of the period before; --time-zone names another")
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a period right that was opened wrongly and never scored: the same as an UPDATE.",
            discussion: """
                What is not named stays. A label may change until the period is closed. Days and department stay once evaluations were given: cancel \
                that period, and open another; its label is free then.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "Name of the period.") var label: String
        @Option(name: .customLong("from"), help: ArgumentHelp("First day.", valueName: "date")) var first: String?
        @Option(name: .customLong("to"), help: ArgumentHelp("Last day, included.", valueName: "date")) var last: String?
        @Option(help: "Name of a time zone, such as Asia/Shanghai.") var timeZone: String?
        @Option(help: "Only this department.") var department: String?
        @Flag(help: "Everyone, and not one department.") var everyone = false
        @Option(name: .customLong("label"), help: "Another name.") var newLabel: String?

        private var change: PeriodChange {
            var change = PeriodChange()
            (change.first, change.last, change.timeZone) = (first, last, timeZone)
            (change.department, change.isForEveryone, change.label) = (department, everyone, newLabel)
            return change
        }

        func validate() throws {
            _ = try first.map { try OptionDay.read($0, of: "--from") }
            _ = try last.map { try OptionDay.read($0, of: "--to") }
            guard !change.isNothing else {
                throw ValidationError(
                    "Say what changes: --from, --to, --time-zone, --department, --everyone or --label.")
            }
            guard department == nil || !everyone else {
                throw ValidationError("Give --department or --everyone, not both.")
            }
        }

        func run() async throws {
            try await database.require(department, for: "period change")
            try await database.withConnection("period change") { connection in
                guard try await change.make(of: label, in: connection) else {
                    throw NotFound("there is no period \"\(label)\"; merit period status lists them")
                }
            }
            Console.say("period \(newLabel ?? label) is changed")
        }
    }
}

extension DatabaseOptions {
    /// Refuses a department that is nobody's.
    ///
    /// Where the source cannot be read from here, the scoring says so later.
    fileprivate func require(_ department: String?, for verb: String) async throws {
        guard let department else { return }
        let settings = try await self.settings()
        let roles = try await withConnection(verb) { try await RoleNames.known(in: $0) ?? .standard }
        let unknown: String? = try? await settings.withSource(verb) { source in
            try await source.snapshot { try await $0.asReader(of: roles).unknownDepartment(department) }
        }
        if let unknown { throw NotFound(unknown) }
    }
}
