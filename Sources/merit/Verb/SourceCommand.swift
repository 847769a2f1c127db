import ArgumentParser
import Reports
import Worker

struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source", abstract: "Looks after what Merit reads.",
        subcommands: [Install.self, Check.self, Adapters.self, Tables.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Says what the source lacks: relations, columns, types, rights, indexes; exit status 3 where it lacks any."
        )

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let settings = try await database.settings()
            let merit = try settings.database("source check")
            let (findings, sights) = try await settings.withSource("source check") {
                try await SourceCheck.look(database: merit, source: $0)
            }
            Console.show(SourceTable.of(findings, sights), as: output.format)
            if findings.contains(where: { $0.isFault }) { throw Findings() }
        }
    }
}

/// What was found about the source, and what was seen there, a line each.
enum SourceTable {
    static func of(_ findings: [SourceCheck.Finding], _ sights: [SourceCheck.Sight]) -> Table {
        var table = Table([.init("relation"), .init("kind"), .init("finding"), .init("advice")])
        for finding in findings {
            table.add([finding.relation, finding.isFault ? "fault" : "advice", finding.finding, finding.advice])
        }
        for sight in sights { table.add([sight.relation, "seen", sight.words, nil]) }
        return table
    }
}
