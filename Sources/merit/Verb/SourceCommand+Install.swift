import ArgumentParser
import Measures
import Postgres
import Reports
import Schema
import Store

extension SourceCommand {
    struct Install: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Creates what the source lacks: empty tables, or views over the tables of a help desk.",
            discussion: """
                What is there already stays as it is, whoever made it. Views and tables mix: what a help desk cannot say is kept in tables.
                """)

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var roles: RoleOptions

        @Option(
            help: ArgumentHelp(
                "The help desk to create views for: \(Adapter.all.map(\.name).joined(separator: ", ")).",
                valueName: "name"))
        var adapter: String?

        @Option(
            name: .customLong("schema"),
            help: ArgumentHelp(
                "The schema of the help desk's tables. Default: public, glpi or osticket.", valueName: "name"))
        var deskSchema: String?

        @Option(
            help: ArgumentHelp(
                """
                Whom a ticket is credited to that several people had in hand: \
                \(Adapter.Credit.allCases.map(\.rawValue).joined(separator: ", ")). Default: owner, at the end.
                """, valueName: "who"))
        var credit: String?

        @Option(
            help: ArgumentHelp(
                "The zone of the times that the help desk keeps without saying so, such as Europe/Paris.",
                valueName: "zone"))
        var timeZone: String?

        @Option(
            help: ArgumentHelp(
                "Only these relations, parted by commas, and what they stand on.", valueName: "relations"))
        var only: String?

        func run() async throws {
            let settings = try await database.settings()
            var installation = try installation(in: settings.schema)
            if installation.roles == nil {
                // The source may stand in a database of its own: whose reader reads it the Merit beside it knows.
                installation.roles = try? await database.withConnection("source install") {
                    try await RoleNames.known(in: $0)
                }
            }
            let chosen = installation
            let outcome = try await settings.sourceDatabase("source install").withConnection { connection in
                try await connection.withTransaction { try await chosen.run($0) }
            }
            for line in outcome.lines { Console.say(line) }
        }

        func validate() throws {
            _ = try installation(in: "")
        }

        private func installation(in schema: String) throws -> SourceInstallation {
            let adapter = try adapter.map { name in
                guard let adapter = Adapter.all.first(where: { $0.name == name }) else {
                    throw ValidationError(Self.unknown("adapter", name, among: Adapter.all.map(\.name)))
                }
                return adapter
            }
            if adapter == nil, deskSchema != nil || credit != nil || timeZone != nil {
                throw ValidationError(
                    "--schema, --credit and --time-zone go with --adapter; merit source adapters lists them")
            }
            if let adapter, !adapter.hidesZone, timeZone != nil {
                throw ValidationError("\(adapter.system) keeps UTC: leave --time-zone out")
            }
            let credit = try credit.map { word in
                guard let credit = Adapter.Credit(rawValue: word) else {
                    throw ValidationError(
                        Self.unknown("credit", word, among: Adapter.Credit.allCases.map(\.rawValue)))
                }
                return credit
            }
            let known = SourceScript.all.map(\.name)
            let names = only?.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }
            for name in names ?? [] where !known.contains(name) {
                throw ValidationError(Self.unknown("relation", name, among: known))
            }
            return SourceInstallation(
                schema: schema, roles: roles.chosen, adapter: adapter, deskSchema: deskSchema ?? adapter?.schema ?? "",
                credit: credit,
                timeZone: timeZone, only: names)
        }

        private static func unknown(_ noun: String, _ name: String, among known: [String]) -> String {
            let closest = ClosestName.to(name, among: known).map { "; did you mean \($0)?" } ?? ""
            return "there is no \(noun) \"\(name)\"\(closest)\nThere are: \(known.joined(separator: ", "))"
        }
    }

    struct Adapters: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the help desks that views can be created for.")

        @OptionGroup var output: FormatOption

        func run() async throws {
            var table = Table([.init("adapter"), .init("help desk"), .init("relations")])
            for adapter in Adapter.all {
                table.add([
                    adapter.name, adapter.system,
                    (["employee"] + adapter.relations.map(\.name)).joined(separator: ", "),
                ])
            }
            Console.show(table, as: output.format)
        }
    }
    struct Tables: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what creates a help desk's tables, empty, for loading them from files.",
            discussion: """
                For help desks on MySQL where there is no foreign data wrapper: merit source tables --adapter glpi | psql …
                """)

        @Option(help: ArgumentHelp("The help desk: \(known.joined(separator: " or ")).", valueName: "name"))
        var adapter: String

        private static let known = Adapter.all.filter { $0.fileTables != nil }.map(\.name)

        func run() throws {
            guard let tables = Adapter.all.first(where: { $0.name == adapter })?.fileTables else {
                throw ValidationError(
                    "no tables are kept of \"\(adapter)\"; there are those of: \(Self.known.joined(separator: ", "))")
            }
            Console.say(tables)
        }
    }
}
