import ArgumentParser
import Imports
import Postgres
import Reports

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes a CSV or XLSX file into the tables that Merit reads: all of its rows, or none.",
        discussion: """
            Without --apply it says what would happen, and every problem by its line; exit status 3 where there is any. The same file twice \
            changes nothing; what the file does not hold stays as it is.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: FormatOption
    @OptionGroup var language: LanguageOption

    @Argument(
        help: ArgumentHelp(
            "evaluations, \(ImportTarget.plurals.map(\.key).joined(separator: ", ")), or the name of another table of the source.",
            valueName: "what"))
    var what: String

    @Argument(help: "The file.", completion: .file(extensions: ["csv", "tsv", "txt", "xlsx"]))
    var file: String?

    @Flag(help: "Writes the rows.")
    var apply = false

    @Flag(
        help:
            "Writes a workbook to fill in to the standard output instead: merit import evaluations --blank --period 2026-10 > form.xlsx."
    )
    var blank = false

    @Option(help: "The period that evaluations are for, where the file has no column for it.")
    var period: String?

    @Option(help: "The sheet of a workbook; default: its first.")
    var sheet: String?

    @Option(help: ArgumentHelp("What headings and words mean: a YAML file.", valueName: "file"))
    var mapping: String?

    @Option(help: ArgumentHelp("Zone of times that name none, such as Asia/Shanghai.", valueName: "zone"))
    var timeZone: String?

    @Option(help: "Order of days and months where it cannot be told: dmy or mdy.")
    var dates: CellReader.DayOrder?

    @Option(help: "What a comma in a number means where it cannot be told: point or comma begins the decimals.")
    var decimals: CellReader.DecimalMark?

    @Option(help: "Encoding of a CSV file, such as windows-1252; default: UTF-8, or else GBK.")
    var encoding: String?

    var isOfMerit: Bool { what == "evaluations" }

    func validate() throws {
        if !blank && file == nil { throw ValidationError("Name the file, or say --blank.") }
        if blank && (file != nil || apply) { throw ValidationError("--blank writes a form, and takes no file.") }
        if blank && isOfMerit && period == nil {
            throw ValidationError("Say for which period the form is: --period LABEL.")
        }
    }

    func run() async throws {
        let settings = try await database.settings()
        guard let path = file else { return try await writeForm(settings) }
        var file = ImportFile(path)
        file.sheet = sheet
        file.encoding = encoding
        if let mapping { file.mapping = try ImportMapping.load(mapping) }
        file.mapping.timeZone = timeZone ?? file.mapping.timeZone
        file.mapping.dates = dates ?? file.mapping.dates
        file.mapping.decimals = decimals ?? file.mapping.decimals
        let configuration = try isOfMerit ? settings.database("import") : settings.sourceDatabase("import")
        do {
            let report = try await configuration.withConnection { connection in
                let target =
                    try await isOfMerit
                    ? .evaluations : ImportTarget.load(what, schema: settings.schema, in: connection)
                let fixed = isOfMerit ? ["period": period].compactMapValues(\.self) : [:]
                return try await FileImport(file, into: target, fixed: fixed).run(apply: apply, in: connection)
            }
            try show(report)
        } catch let flaws as ImportFlaws {
            show(flaws.list, of: flaws.list.count)
            throw Findings()
        } catch let error as PostgresError where error.sqlState == "42501" && !isOfMerit {
            throw NotFound("\(error.message); name a login that may write to the source: --source-database")
        }
    }

    private func show(_ report: FileImport.Report) throws {
        if output.format == .table {
            for line in ImportTable.summary(of: report, isApplied: apply, language: language.language) {
                Console.say(line)
            }
        }
        guard report.flawCount > 0 else {
            if output.format != .table { Console.show(ImportTable.counts(of: report), as: output.format) }
            return
        }
        show(report.flaws, of: report.flawCount)
        throw Findings()
    }

    private func show(_ flaws: [ImportFlaw], of count: Int) {
        Console.show(ImportTable.of(flaws, language: language.language(of: output.format)), as: output.format)
        if count > flaws.count { Console.note("\(count) problems in all; the first \(flaws.count) are shown") }
    }
}

extension CellReader.DayOrder: ExpressibleByArgument {}
extension CellReader.DecimalMark: ExpressibleByArgument {}
