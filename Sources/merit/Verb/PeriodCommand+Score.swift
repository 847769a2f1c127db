import ArgumentParser
import Exact
import Postgres
import Reports
import Store
import Worker

extension PeriodCommand {
    struct Score: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Asks for a period to be scored now, or again: the same as setting its status to pending.",
            discussion: """
                With --dry-run nothing is asked for: the source is measured, and whoever would get another result is shown, with \
                what brings it about: assignment, template, value (what was measured), evaluation, appeal.
                """)

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption
        @OptionGroup var language: LanguageOption
        @Argument(help: "Name of the period.") var label: String
        @Flag(help: "Take the templates that are published now, not those it was asked under.") var takeNewest = false
        @Option(help: "Why, for the period's status_reason; newer templates may take one.") var reason: String?
        @Flag(help: "Show who would change, by what; write nothing.") var dryRun = false

        func run() async throws {
            if dryRun {
                let (rehearsal, rescoring, versions) = try await database.settings().withSource(
                    "period score", rehearse)
                show(rescoring, rehearsal)
                return tell(versions)
            }
            let (last, versions) = try await database.withConnection("period score") { connection in
                let last = try await Period.lastChange(of: label, in: connection)
                guard try await Period.ask(label, takeNewest: takeNewest, reason: reason, in: connection),
                    let period = try await Period.find(label, in: connection)
                else { throw missing }
                return (last, try await ScoredVersions.load(of: period, takesNewest: takeNewest, in: connection))
            }
            Console.say("period \(label) is asked for")
            tell(versions)
            if let last {
                let causes = last.byCause.map { "\($0.people) by \($0.cause)" }.joined(separator: ", ")
                Console.note(
                    """
                    the last full scoring (revision \(last.revision)) changed \(last.people) people\(causes.isEmpty ? "" : ": \(causes)"); \
                    --dry-run says beforehand who changes
                    """)
            }
        }

        private var missing: NotFound {
            NotFound("there is no period \"\(label)\"; merit period status lists them")
        }

        private func tell(_ versions: ScoredVersions) {
            if let note = versions.note { Console.note("\(label): \(note)") }
        }

        private func rehearse(
            on source: SourceDatabase
        ) async throws -> (Rehearsal, Rescoring, ScoredVersions) {
            try await database.withConnection("period score") { connection in
                try await Migrator().requireUsable(connection)
                return try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
                    // It is idle while another session measures the source, however long that takes.
                    try await connection.execute("set local idle_in_transaction_session_timeout = 0")
                    guard let period = try await Period.find(label, in: connection) else { throw missing }
                    var rescoring = Rescoring()
                    let rehearsal = try await source.rehearsal(of: period, takesNewest: takeNewest, by: connection) {
                        rescoring.add($0, $1)
                    }
                    return (
                        rehearsal, rescoring,
                        try await ScoredVersions.load(of: period, takesNewest: takeNewest, in: connection)
                    )
                }
            }
        }

        private func show(_ rescoring: Rescoring, _ rehearsal: Rehearsal) {
            let people = rescoring.people(
                in: language.language(of: output.format), namesCauses: output.format != .table)
            if output.format != .table {
                Console.show(people, as: output.format)
            } else if rescoring.count > 0 {
                Console.show(rescoring.summary(in: language.language), as: .table)
                Console.say("")
                Console.show(people, as: .table)
            }
            let sum = rescoring.coefficientChange
            Console.note(
                """
                \(label): \(rescoring.count) of \(rehearsal.people) people would change, \(rescoring.regraded) of them in grade; sum of \
                coefficients \(sum.signum < 0 ? "" : "+")\(sum); \(rehearsal.unusable) evaluations cannot be used; nothing is written
                """)
        }
    }
}
