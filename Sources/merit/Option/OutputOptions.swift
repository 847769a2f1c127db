import ArgumentParser
import Reports

struct FormatOption: ParsableArguments {
    @Option(help: "How rows are shown: table, json or csv.")
    var format: Table.Format = .table
}

extension Table.Format: ExpressibleByArgument {}

struct LanguageOption: ParsableArguments {
    @Option(help: "Language of what people read: en or zh-Hans.")
    var language: Language = .en
}

extension Language: ExpressibleByArgument {}
