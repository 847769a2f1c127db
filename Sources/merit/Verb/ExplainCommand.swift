import Appraisal
import ArgumentParser
import Jobs
import Postgres
import Reports
import Store
import Worker

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Shows how one person's result came about, down to the ticket.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: LanguageOption
    @Option(help: "How it is written: text or json.") var format: Explanation.Format = .text
    @Option(help: "Name of the period.") var period: String
    @Option(help: "Id of the person.") var employee: String
    @Option(
        parsing: .unconditional, help: ArgumentHelp("How many rows to show behind each indicator.", valueName: "count"))
    var rows = 10

    func validate() throws {
        guard (0...100_000).contains(rows) else { throw ValidationError("--rows is a number from 0 to 100000") }
    }

    func run() async throws {
        let explanation = try await database.settings().withSource("explain") { source in
            try await database.withConnection("explain") { connection in
                try await Self.explain(
                    period: period, employee: employee, rows: rows,
                    language: format == .text ? output.language : output.ofPrograms, in: connection, source: source)
            }
        }
        Console.write(explanation.written(format))
    }

    static func explain(
        period label: String, employee: String, rows: Int, language: Language, in connection: PostgresConnection,
        source: SourceDatabase
    ) async throws -> Explanation {
        guard let period = try await Period.find(label, in: connection) else {
            throw NotFound("there is no period \"\(label)\"; merit period status lists them")
        }
        let records = try await ResultRecord.current(of: period.id, employees: [employee], in: connection)
        guard let record = records[EmployeeKey(employee)] else {
            throw NotFound(
                try await WithoutResult(period: period, employee: employee, language: language)
                    .reason(by: source, in: connection))
        }
        let template = try await StoredTemplate.find(record.template, in: connection)?.template()
        let background = try await Background.load(of: employee, in: period.id, connection)
        let now: Explanation.Source
        do {
            let evidence =
                if let template, record.status != "not_appraised" {
                    try await source.evidence(
                        for: template, of: record, appeals: background.appeals, takingIn: background.takenIn,
                        in: period, limit: rows + 1,
                        calendars: WorkCalendars.load(askedBy: [template], for: period.span, in: connection))
                } else {
                    [Evidence]()
                }
            now = .read(evidence.map { $0.behind(record, rows: rows) })
        } catch let error as PostgresError {
            // Which rows fail, or by which GRANT it is mended.
            now = .unreadable([error.message, error.hint].compactMap(\.self).joined(separator: "; "))
        } catch let error as SourceFault {
            now = .unreadable(error.description)
        } catch let error as NotNow {
            now = .unreadable(error.description)
        }
        return Explanation(
            period: label, record: record, template: template,
            overall: try await StoredEvaluation.overallSources(of: employee, in: period.id, connection),
            means: try await Run.means(of: period.id, template: record.template?.code, in: connection),
            factors: try await Run.factors(of: employee, in: period.id, connection),
            background: background,
            confidence: try await StoredConfidence.load(
                of: employee, in: period.id, template: record.template?.code, connection),
            source: now, language: language)
    }
}

extension Explanation.Format: ExpressibleByArgument {}

extension Evidence {
    /// The rows as a table.
    fileprivate func behind(_ record: ResultRecord, rows limit: Int) -> Explanation.Behind {
        let leavesOut = rows.contains(where: \.isLeftOut)
        var table = Table(
            [.init("row"), .init("at")] + operands.map { .init($0) } + (leavesOut ? [.init("left_out")] : []))
        for row in rows.prefix(limit) {
            let mark = leavesOut ? [row.isLeftOut ? "yes" : "no"] : []
            table.add([row.id, row.at] + row.values.map { $0 ?? "?" } + mark)
        }
        return Explanation.Behind(
            indicator: indicator, relation: relation, rows: table, isMore: rows.count > limit,
            hasChanged: record.indicators.first { $0.indicator == indicator }.map { !agrees(with: $0) } ?? true,
            people: people)
    }
}
