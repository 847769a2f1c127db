import ArgumentParser
import Ops
import Postgres
import Reports
import Store
import Worker

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at everything an operator would look at first; exit status 3 where it finds anything.",
        discussion: """
            Run it with a worker's own settings: then it sees what the worker sees. A fault: something does not work. Advice: it could \
            be better.
            """)

    @OptionGroup var database: DatabaseOptions
    @Option(help: ArgumentHelp(Setting.direct.help, valueName: "conninfo")) var directDatabase: String?
    @OptionGroup var output: FormatOption

    func run() async throws {
        let settings = try await database.settings(directDatabase.map { [.direct: $0] } ?? [:])
        let merit = try settings.database("doctor")
        var checkup = Checkup()
        let isUsable = try await checkup.look(
            at: merit, direct: try settings.direct("doctor"), migrator: Migrator())
        if isUsable {
            try await look(atSource: settings, merit, &checkup)
        }
        Console.show(Self.table(checkup, isWhole: isUsable), as: output.format)
        if !checkup.findings.isEmpty { throw Findings() }
    }

    private func look(
        atSource settings: Settings, _ merit: PostgresConfiguration, _ checkup: inout Checkup
    ) async throws {
        do {
            let configuration = try settings.sourceDatabase("doctor")
            if configuration != merit {
                try await configuration.withConnection { try await checkup.look(atSource: $0) }
            }
            let reach = try await configuration.withConnection {
                try await SourceReach.read(of: settings.schema, from: $0)
            }
            checkup.note(reach.fact, in: .source)
            if let excess = reach.excess {
                checkup.add(.init(.rights, isFault: false, excess, checkup.roles.rendered(Self.apart)))
            }
            let findings = try await settings.withSource("doctor") {
                try await SourceCheck.run(database: merit, source: $0)
            }
            for finding in findings {
                checkup.add(
                    .init(
                        finding.isFault ? .source : .indexes, isFault: finding.isFault, finding.finding, finding.advice)
                )
            }
        } catch let error as PostgresError where error.code == .cannotConnect {
            checkup.add(.init(.source, "the source cannot be reached: \(error.message)", error.connectionAdvice))
        } catch {
            // What was found before is worth its table.
            checkup.add(.init(.source, "the source cannot be looked at: \(error)", "merit source check says more"))
        }
    }

    /// How the source comes to be read by a login that reads nothing else.
    private static let apart = """
        grant USAGE and SELECT on the source to merit_reader, which merit migrate makes, and give it by --source-database or \
        MERIT_SOURCE_URL (docs/security.md)
        """

    /// A line for each finding, and one for each area without any.
    private static func table(_ checkup: Checkup, isWhole: Bool) -> Table {
        var table = Table([.init("area"), .init("state"), .init("finding"), .init("what to do")])
        for area in Checkup.Area.allCases {
            let findings = checkup.findings.filter { $0.area == area }
            for finding in findings {
                table.add([area.rawValue, finding.isFault ? "fault" : "advice", finding.finding, finding.advice])
            }
            if findings.isEmpty {
                let fact = checkup.facts[area]
                table.add([area.rawValue, isWhole || fact != nil ? "ok" : "not looked at", fact ?? "", ""])
            }
        }
        return table
    }
}
