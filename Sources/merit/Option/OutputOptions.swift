import ArgumentParser
import Foundation
import Reports

struct FormatOption: ParsableArguments {
    @Option(help: "How rows are shown: table, json or csv.")
    var format: Table.Format = .table
}

extension Table.Format: ExpressibleByArgument {}

struct LanguageOption: ParsableArguments {
    @Option(
        name: .customLong("language"),
        help: """
            Language of what people read: en or zh-Hans; default: what LC_ALL, LC_MESSAGES or LANG says, and en in what other programs read.
            """)
    var asked: Language?

    /// Of what people read.
    var language: Language { asked ?? Language(environment: ProcessInfo.processInfo.environment) }

    /// Of what other programs read, which does not depend on who calls.
    var ofPrograms: Language { asked ?? .en }

    /// Of a table, or of rows for another program.
    func language(of format: Table.Format) -> Language {
        format == .table ? language : ofPrograms
    }
}

extension Language: ExpressibleByArgument {
    init?(argument: String) {
        self.init(tag: argument)
    }
}
