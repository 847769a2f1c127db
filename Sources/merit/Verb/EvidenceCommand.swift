import ArgumentParser
import Foundation
import Reports
import Sheets
import Store

struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract:
            "Lists what a company is asked for when it acts on a result; exit status 3 where something is missing.",
        discussion: """
            For each proposal of the period that hurts the person, each link is present, missing or not needed. With --out it writes a page to \
            print, the stored rows and their SHA-256 sums into a ZIP archive. None of it is legal advice.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: FormatOption
    @OptionGroup var reading: LanguageOption
    @Argument(help: "Id of the person.") var employee: String
    @Option(help: "Name of the period.") var period: String
    @Option(help: ArgumentHelp("A ZIP archive to be written; there must be none of that name.", valueName: "file"))
    var out: String?

    func run() async throws {
        let (page, shown) = try await database.withConnection("evidence") { connection in
            let found = try await Period.scored(period, in: connection)
            guard
                try await ResultRecord.current(of: found.id, employees: [employee], in: connection).isEmpty == false
            else {
                throw NotFound("period \"\(period)\" has no result of \"\(employee)\"")
            }
            let file = try await EvidenceFile.load(of: employee, in: found.id, connection)
            let page = EvidencePage(file, of: employee, in: period, language: reading.language)
            // What programs read is the same whoever calls.
            let shown = EvidencePage(
                file, of: employee, in: period, language: reading.language(of: output.format))
            if let out {
                let texts = [("evidence.html", page.html), ("rows.json", file.rows + "\n")]
                var sums = ""
                for (name, text) in texts {
                    sums += "\(try await EvidenceFile.sum(of: text, in: connection))  \(name)\n"
                }
                try ZipFile.write(texts.map { ($0.0, $0.1) } + [("SHA256SUMS", sums)], to: out)
            }
            return (page, shown)
        }
        if output.format != .table || !shown.table.rows.isEmpty { Console.show(shown.table, as: output.format) }
        page.remarks.forEach(Console.note)
        if page.isMissingSomething { throw Findings() }
    }
}
