import Appraisal
import ArgumentParser
import Postgres
import Reports
import Store
import Worker

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Shows how one person's result came about, down to the ticket.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: LanguageOption
    @Option(help: "Name of the period.") var period: String
    @Option(help: "Id of the person.") var employee: String
    @Option(help: ArgumentHelp("How many rows to show behind each indicator.", valueName: "count")) var rows = 10

    func validate() throws {
        guard (0...100_000).contains(rows) else { throw ValidationError("--rows is a number from 0 to 100000") }
    }

    func run() async throws {
        let source = try database.source("explain")
        let text = try await database.withConnection("explain") { connection in
            try await Self.explain(
                period: period, employee: employee, rows: rows, language: output.language, in: connection,
                source: source)
        }
        await source.pool.close()
        Console.say(text)
    }

    static func explain(
        period label: String, employee: String, rows: Int, language: Language, in connection: PostgresConnection,
        source: SourceDatabase
    ) async throws -> String {
        guard let period = try await Period.find(label, in: connection) else {
            throw NotFound("there is no period \"\(label)\"; merit period status lists them")
        }
        let records = try await ResultRecord.current(of: period.id, employees: [employee], in: connection)
        guard let record = records[EmployeeKey(employee)] else {
            throw NotFound(
                period.revision == 0
                    ? "period \"\(label)\" is not scored yet; merit period status says why"
                    : "period \"\(label)\" has no result of \"\(employee)\": that person was not employed in it")
        }
        let template = try await StoredTemplate.find(record.template, in: connection)?.template()
        let evidence =
            if let template, record.status != "not_appraised" {
                try await source.evidence(for: template, employee: employee, in: period, limit: rows + 1)
            } else {
                [Evidence]()
            }
        return Explanation(
            period: label, record: record, template: template,
            overall: try await StoredEvaluation.overallSources(of: employee, in: period.id, connection),
            means: try await Run.means(of: period.id, template: record.template?.code, in: connection),
            factors: Dictionary(uniqueKeysWithValues: evidence.map { ($0.indicator, $0.fact.factor) }),
            behind: evidence.map { $0.behind(record, template: template, rows: rows, language: language) },
            language: language
        ).text
    }
}

extension Evidence {
    /// The rows as a table under a heading.
    fileprivate func behind(
        _ record: ResultRecord, template: Template?, rows limit: Int, language: Language
    ) -> Explanation.Behind {
        var table = Table([.init("row"), .init("at")] + operands.map { .init($0, isNumber: true) })
        for row in rows.prefix(limit) { table.add([row.id, row.at] + row.values.map { $0 ?? "?" }) }
        let stored = record.indicators.first { $0.indicator == indicator }
        let title =
            template?.measuredIndicators.first { $0.code == indicator }.map { language.of($0.title) } ?? indicator
        return Explanation.Behind(
            title: "\(title): \(relation), \(stored?.sample ?? 0)", table: table, isMore: rows.count > limit,
            hasChanged: stored.map { !agrees(with: $0) } ?? true)
    }
}
