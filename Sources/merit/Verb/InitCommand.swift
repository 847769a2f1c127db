import ArgumentParser
import Foundation
import Measures
import Postgres
import Schema
import Store

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract:
            "The first hour: schema, roles with passwords, views over a help desk, a template, and the first month.",
        discussion: """
            Connect as whoever owns the database, or may create schemas in it; no superuser is needed. It says what it does as the commands that \
            do the same one by one, leaves what is there, and can be called again. What is missing of the flags it asks for, where somebody is \
            there to ask.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var roles: RoleOptions

    @Option(
        help: ArgumentHelp(
            "The help desk to create views for: \(Adapter.all.map(\.name).joined(separator: ", ")); or tables, for empty ones.",
            valueName: "name"))
    var adapter: String?

    @Option(
        name: .customLong("schema"),
        help: ArgumentHelp(
            "The schema of the help desk's tables. Default: public, glpi or osticket.", valueName: "name"))
    var deskSchema: String?

    @Option(
        help: ArgumentHelp("Whom a ticket is credited to: \(InitCommand.credits). Default: owner.", valueName: "who"))
    var credit: String?

    @Option(
        help: ArgumentHelp(
            "The zone of the times that the help desk keeps without saying so; default: the time zone.",
            valueName: "zone"))
    var deskTimeZone: String?

    @Option(help: ArgumentHelp("Name of the company's time zone, such as Asia/Shanghai.", valueName: "zone"))
    var timeZone: String?

    @Option(
        help: ArgumentHelp(
            "The template: a file, or one that is shipped. Default: the one fitted to the help desk, or after-sales.",
            valueName: "template"))
    var template: String?

    @Option(
        help: ArgumentHelp("The first month to be scored. Default: the last one that is over.", valueName: "YYYY-MM"))
    var period: String?

    @Option(help: ArgumentHelp("Where passwords are kept. Default: PGPASSFILE, or ~/.pgpass.", valueName: "file"))
    var passfile: String?

    @Flag(help: "Give roles that were there before new passwords.") var newPasswords = false
    @Flag(name: .customLong("no-score"), help: "Leave the scoring to the workers.") var leavesScoring = false

    fileprivate static var credits: String { Adapter.Credit.allCases.map(\.rawValue).joined(separator: ", ") }
    private static var adapters: [String] { Adapter.all.map(\.name) + ["tables"] }

    func validate() throws {
        if let adapter, !Self.adapters.contains(adapter) {
            let closest = ClosestName.to(adapter, among: Self.adapters).map { "; did you mean \($0)?" } ?? ""
            throw ValidationError("there is no adapter \"\(adapter)\"\(closest)")
        }
        if let credit, Adapter.Credit(rawValue: credit) == nil {
            throw ValidationError("there is no credit \"\(credit)\"\nThere are: \(Self.credits)")
        }
        if let period, period.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])/) == nil {
            throw ValidationError("\"\(period)\" is no month; 2026-10 is one")
        }
    }

    func run() async throws {
        let settings = try await database.settings()
        let owner = try settings.database("init")
        // By whomever it is read.
        let nobody = ["user": "", "password": ""]
        if settings.text(.source) != nil, try settings.sourceDatabase("init").with(nobody) != owner.with(nobody) {
            throw ValidationError(
                "merit init sets up one database; where the help desk is in another one, docs/desks says what to type")
        }
        let name = try Self.answer(
            adapter, "Which help desk (\(Self.adapters.joined(separator: ", ")))?", flag: "--adapter")
        guard Self.adapters.contains(name) else { throw ValidationError("there is no adapter \"\(name)\"") }
        let desk = Adapter.all.first { $0.name == name }
        let zone = try Self.answer(timeZone, "Which time zone (such as Asia/Shanghai)?", flag: "--time-zone")
        let (last, names) = try await owner.withConnection { connection in
            (
                try await Self.lastMonth(in: zone, connection),
                try await Migrator(roles: roles.chosen, sharesRoles: false).roles(in: connection)
            )
        }
        try await Setup(
            owner: owner, roles: MeritRoles(names: names), schema: settings.schema, adapter: desk,
            installation: SourceInstallation(
                schema: settings.schema, roles: names, adapter: desk, deskSchema: deskSchema ?? desk?.schema ?? "",
                credit: credit.flatMap(Adapter.Credit.init),
                timeZone: desk?.hidesZone ?? false ? deskTimeZone : nil, firstTimeZone: zone, only: nil),
            template: template ?? desk.map { "\($0.name)-agent" } ?? "after-sales", period: period ?? last,
            timeZone: zone, passFile: PassFile(path: passfile ?? PassFile.standard), renewsPasswords: newPasswords,
            scores: !leavesScoring
        ).run()
    }

    /// The last month that is over.
    private static func lastMonth(in zone: String, _ connection: PostgresConnection) async throws -> String {
        do {
            return try await connection.query(
                "select to_char((clock_timestamp() at time zone $1::text) - interval '1 month', 'YYYY-MM')", zone
            ).one().decode(String.self)
        } catch {
            guard error.sqlState == "22023" else { throw error }
            throw NotFound("there is no time zone \"\(zone)\"; Asia/Shanghai is one")
        }
    }

    /// What the flag says, else what whoever sits before the terminal says.
    private static func answer(_ given: String?, _ question: String, flag: String) throws -> String {
        if let given { return given }
        guard isatty(0) == 1 else { throw ValidationError("give \(flag): nobody is there to ask") }
        Console.note(question)
        guard let line = readLine()?.trimmingCharacters(in: .whitespaces), !line.isEmpty else {
            throw ValidationError("give \(flag)")
        }
        return line
    }
}
