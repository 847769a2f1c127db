import Appraisal
import ArgumentParser
import Foundation
import Postgres
import Reports
import Store

extension TemplateCommand {
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what two templates say differently, by dimension, indicator, band and grade.",
            discussion: "Each is a file, CODE@VERSION, or CODE for the published version.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption
        @Argument(help: "The one before.") var old: String
        @Argument(help: "The one after.") var new: String

        func run() async throws {
            let table = try await database.withConnection("template diff") { connection in
                let stored = try await StoredTemplate.Inventory.load(from: connection)
                return TemplateDifference.table(
                    from: try await Self.template(old, stored: stored, in: connection),
                    to: try await Self.template(new, stored: stored, in: connection))
            }
            if table.rows.isEmpty && output.format == .table {
                Console.say("\(old) and \(new) say the same")
            } else {
                Console.show(table, as: output.format)
            }
        }

        private static func template(
            _ name: String, stored: StoredTemplate.Inventory, in connection: PostgresConnection
        ) async throws -> Template {
            if FileManager.default.fileExists(atPath: name) {
                var alone = stored
                alone.published = []
                let checked = TemplateFiles.check(try TemplateFiles.read([name]), stored: alone, catalog: nil)
                try checked.report()
                if let template = checked.passed.first?.template { return template }
            }
            if let json = try await TemplateEntry.document(of: name, in: connection) {
                return try TemplateDocument(yaml: json, file: name).flattened { reference in
                    stored.everPublished[reference].flatMap { try? $0.document() }
                }.template()
            }
            throw NotFound(
                "\(name) is neither a file nor a template; merit template list shows what there is")
        }
    }
}
