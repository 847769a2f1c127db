import Appraisal
import ArgumentParser
import Exact
import Measures
import Postgres
import Reports
import Store
import Worker

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Shows what draft templates would make of scored periods; writes nothing.",
        discussion: """
            Measures the source again, with the evaluations as they stand, and compares with the newest results. Says how sure the grades \
            would be, and which indicators could be left out at what loss. The people come as rows in json and csv; a table shows the \
            distributions first.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: FormatOption
    @OptionGroup var language: LanguageOption
    @Option(name: .customLong("template"), help: ArgumentHelp("A template file; may be repeated.", valueName: "file"))
    var files: [String]
    @Option(
        name: .customLong("period"), help: ArgumentHelp("Name of a scored period; may be repeated.", valueName: "label")
    )
    var labels: [String]
    @Flag(help: "In json and csv, the distributions instead of the people.") var distribution = false
    @Flag(help: "In json and csv, how sure the grades would be instead of the people.") var sureness = false
    @Flag(help: "In json and csv, what the grades would be without each indicator instead of the people.")
    var indicators = false

    func validate() throws {
        if [distribution, sureness, indicators].count(where: \.self) > 1 {
            throw ValidationError("--distribution, --sureness and --indicators are told one at a time")
        }
        if files.isEmpty { throw ValidationError("--template FILE is missing: what is to be tried?") }
        if labels.isEmpty { throw ValidationError("--period LABEL is missing: which scored period is it tried on?") }
        if Set(labels).count < labels.count { throw ValidationError("a --period is named twice") }
    }

    func run() async throws {
        show(try await database.settings().withSource("simulate", trials))
    }

    private func trials(on source: SourceDatabase) async throws -> [(Trial, Simulation)] {
        let documents = try TemplateFiles.read(files)
        let catalog = try await source.snapshot { $0.catalog }
        return try await database.withConnection("simulate") { connection in
            try await Migrator().requireUsable(connection)
            return try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
                // It is idle while another session measures the source, however long that takes.
                try await connection.execute("set local idle_in_transaction_session_timeout = 0")
                let drafts = try await drafts(documents, catalog: catalog, in: connection)
                var trials: [(Trial, Simulation)] = []
                for label in labels {
                    let period = try await Period.scored(label, in: connection)
                    var simulation = Simulation(period: label)
                    let trial = try await source.trial(of: drafts, in: period, by: connection) {
                        simulation.add($0, $1, $2)
                    }
                    trials.append((trial, simulation))
                }
                return trials
            }
        }
    }

    /// The files as templates; what is in use already is not held against them, because they may take its place.
    private func drafts(
        _ documents: [Result<TemplateDocument, Problems>], catalog: SourceCatalog, in connection: PostgresConnection
    ) async throws -> [Template] {
        var stored = try await StoredTemplate.Inventory.load(from: connection)
        stored.published = []
        let checked = TemplateFiles.check(documents, stored: stored, catalog: catalog)
        try checked.report()
        let drafts = checked.passed.map(\.template)
        if let twice = Dictionary(grouping: drafts, by: \.code).first(where: { $0.value.count > 1 }) {
            throw ValidationError("two drafts of template \(twice.key); try one at a time")
        }
        return drafts
    }

    private func show(_ trials: [(Trial, Simulation)]) {
        let (simulations, language) = (trials.map(\.1), self.language.language(of: output.format))
        let drafts = trials.flatMap { trial, simulation in
            trial.sureness.map {
                TriedDraft(period: simulation.period, sureness: $0, indicators: trial.indicators(of: $0))
            }
        }
        if output.format != .table {
            let table =
                if distribution {
                    Simulation.distribution(simulations, in: language)
                } else if sureness {
                    TriedDraft.sureness(drafts)
                } else if indicators {
                    TriedDraft.indicators(drafts, in: language)
                } else {
                    Simulation.people(simulations, in: language)
                }
            Console.show(table, as: output.format)
        } else {
            Console.show(Simulation.distribution(simulations, in: language), as: .table)
            for draft in drafts { Console.say("\n" + draft.sentences(in: language).joined(separator: "\n")) }
            Console.say("")
            Console.show(TriedDraft.indicators(drafts, in: language), as: .table)
            let people = Simulation.people(simulations, in: language)
            if !people.rows.isEmpty {
                Console.say("")
                Console.show(people, as: .table)
            }
        }
        for (trial, simulation) in trials {
            let changes = simulation.changes
            let regraded = changes.count { $0.before.grade != $0.after.grade }
            Console.note(
                """
                \(simulation.period): \(trial.tried) of \(trial.people) people tried, \(changes.count) change, \(regraded) of \
                them in grade; sum of coefficients \(simulation.coefficientChange.signum < 0 ? "" : "+")\
                \(simulation.coefficientChange); \(trial.unusable) evaluations cannot be used
                """)
            if trial.unmatched > 0 {
                Console.note(
                    "\(simulation.period): \(trial.unmatched) people came or went in the source since; they are left out"
                )
            }
        }
    }
}
