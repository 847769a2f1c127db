import Appraisal
import ArgumentParser
import Foundation
import Measures
import Postgres
import Reports
import Store
import Worker

struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Checks templates and puts them into use.",
        subcommands: [
            Draft.self, Check.self, Apply.self, Publish.self, Retire.self, List.self, Show.self, Diff.self,
            Propose.self,
        ])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks template files; all problems at once, exit status 3.",
            discussion: "Without a database, measures are checked without holding them against the source's columns.")

        @OptionGroup var database: DatabaseOptions
        @Flag(help: "Check without a database.") var offline = false
        @Argument(help: "Template files.") var files: [String]

        func run() async throws {
            let documents = try TemplateFiles.read(files)
            let checked: TemplateFiles.Outcome
            if offline {
                checked = TemplateFiles.check(documents, catalog: nil)
            } else {
                let stored = try await database.withConnection("template check") { connection in
                    try await Migrator().requireUsable(connection)
                    return try await StoredTemplate.Inventory.load(from: connection)
                }
                checked = TemplateFiles.check(
                    documents, stored: stored, catalog: try await database.catalog("template check"))
            }
            for (template, _) in checked.passed { Console.say("\(template.reference): no problems") }
            try checked.report()
        }
    }

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Inserts, checks and publishes template files in your name; what is there already stays as it is."
        )

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "Template files.") var files: [String]

        func run() async throws {
            let documents = try TemplateFiles.read(files)
            let catalog = try await database.catalog("template apply")
            try await database.withConnection("template apply") { connection in
                try await Migrator().requireUsable(connection)
                let stored = try await StoredTemplate.Inventory.load(from: connection)
                let checked = TemplateFiles.check(documents, stored: stored, catalog: catalog)
                try checked.report()
                try await connection.withTransaction { connection in
                    for (template, flat) in checked.passed {
                        let outcome = try await StoredTemplate.apply(
                            template.reference, json: flat.json, in: connection)
                        Console.say("\(template.reference): \(outcome)")
                    }
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists template versions.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let entries = try await database.withConnection("template list") { connection in
                try await TemplateEntry.all(in: connection)
            }
            Console.show(TemplateTable.of(entries), as: output.format)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows the document of a template version as JSON.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "CODE@VERSION, or CODE for the published version.") var template: String

        func run() async throws {
            let document = try await database.withConnection("template show") { connection in
                try await TemplateEntry.document(of: template, in: connection)
            }
            guard let document else {
                throw NotFound("there is no template \(template); merit template list shows what there is")
            }
            Console.write(document)
        }
    }
}
