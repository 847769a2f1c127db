import ArgumentParser
import Reports

struct FormatOption: ParsableArguments {
    @Option(help: "How rows are shown: table, json or csv.")
    var format: Table.Format = .table
}

extension Table.Format: ExpressibleByArgument {}
