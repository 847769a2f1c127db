import Appraisal
import ArgumentParser
import Drafts
import Foundation
import Reports
import Sheets
import ShippedTemplates
import Worker

extension TemplateCommand {
    struct Draft: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the draft of a template of a department's spreadsheet of indicators, weights and levels.",
            discussion: """
                All problems at once, each by its cell; exit status 3 where there are any, and no draft. What the sheet does not say, and was taken \
                for granted, stands in the draft as comments. No database is needed.
                """)

        @OptionGroup var output: FormatOption
        @OptionGroup var language: LanguageOption

        @Argument(help: "A CSV or XLSX file.", completion: .file(extensions: ["csv", "tsv", "txt", "xlsx"]))
        var file: String?

        @Option(help: "The sheet of a workbook; default: its first.")
        var sheet: String?

        @Option(help: "Encoding of a CSV file, such as windows-1252; default: UTF-8, or else GBK.")
        var encoding: String?

        @Option(help: ArgumentHelp("A new file for the draft; default: the standard output.", valueName: "file"))
        var out: String?

        @Option(help: "The template's code; default: after the file.")
        var code: String?

        @Option(name: .customLong("post"), help: "A post that the template is for; may be given several times.")
        var posts: [String] = []

        @Flag(help: "Writes a workbook to fill in to the standard output instead: > form.xlsx.")
        var blank = false

        func validate() throws {
            if !blank && file == nil { throw ValidationError("Name the file, or say --blank.") }
            if blank && (file != nil || out != nil) {
                throw ValidationError("--blank writes a form to the standard output, and takes no file.")
            }
        }

        private var isChinese: Bool { language.language == .zhHans }

        func run() async throws {
            guard let file else { return try WorkbookForm.write(DraftForm.sheets(isChinese: isChinese)) }
            var options = DraftOptions()
            (options.code, options.posts, options.isChinese) = (code, posts, isChinese)
            options.known = Self.known
            do {
                let draft = try TemplateDraft(of: file, sheet: sheet, encoding: encoding, options)
                try check(draft)
                try write(draft)
            } catch let flaws as TemplateDraft.Flaws {
                Console.show(table(of: flaws), as: output.format)
                throw Findings()
            }
        }

        /// What a template may be is said where templates are read.
        private func check(_ draft: TemplateDraft) throws {
            let document = Result { () throws(Problems) in try TemplateDocument(yaml: draft.text, file: "draft") }
            let problems = TemplateFiles.check([document], catalog: nil).problems
            guard problems.isEmpty else { throw draft.flaws(of: problems.map { ($0.place, $0.reason) }) }
        }

        private func write(_ draft: TemplateDraft) throws {
            guard let out else { return Console.write(String(draft.text.dropLast())) }
            do {
                try Data(draft.text.utf8).write(to: URL(filePath: out), options: .withoutOverwriting)
            } catch {
                throw NotFound("\(out) cannot be written, or is there already: \(error.localizedDescription)")
            }
            Console.say(
                language.language.text(
                    zh: "\(out)：\(draft.notes.count) 处是表里没有写、这里认定的，见其中的注释；然后 merit template check \(out)",
                    en:
                        "\(out): comments in it say what was taken for granted, \(draft.notes.count) times; then merit template check \(out)"
                ))
        }

        private func table(of flaws: TemplateDraft.Flaws) -> Table {
            var table = Table([.init("sheet"), .init("cell"), .init("value"), .init("problem")])
            for flaw in flaws.list {
                table.add([
                    flaws.sheet, flaw.place.map { "\($0)" }, flaw.value,
                    language.language(of: output.format).of(flaw.words),
                ])
            }
            return table
        }

        /// Measures of shipped templates, by the titles of their indicators.
        private static var known: [DraftMeasure] {
            let documents = (ShippedTemplates.all + ShippedTemplates.desks).map { file in
                Result { () throws(Problems) in try TemplateDocument(yaml: file.yaml, file: file.name) }
            }
            return TemplateFiles.check(documents, catalog: nil).passed.flatMap { template, _ in
                template.measuredIndicators.compactMap { indicator in
                    indicator.measure.map { DraftMeasure(of: indicator.title, $0, in: template.reference.description) }
                }
            }
        }
    }
}
