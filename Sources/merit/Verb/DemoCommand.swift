import Appraisal
import ArgumentParser
import Logging
import Ops
import Postgres
import Reports
import ScratchServer
import Store
import Worker

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Scores six months of a sample company on a scratch PostgreSQL server, and shows results and pages.")

    @OptionGroup var output: LanguageOption
    @Flag(help: "Serve the portal, and leave the server up to look further with psql, until it is ended by Ctrl-C.")
    var keep = false
    @Option(help: "At which port of this machine the portal is, with --keep.") var port: UInt16 = 8080

    func run() async throws {
        Console.note("Starting a PostgreSQL server in a temporary folder …")
        let server = try await ScratchServer.start()
        do {
            let company = try await show(on: server)
            if keep { try await serve(company, at: HTTPAddress(port: Int(port))) }
        } catch {
            try? await server.stop()
            throw error
        }
        try await server.stop()
    }

    private func serve(_ company: SampleCompany, at address: HTTPAddress) async throws {
        let language = output.language
        try await company.servePortal(at: address, language: language) {
            Console.note(
                language == .en
                    ? "\nThe portal, where you pick whom to be:\n  http://\(address)\nIt is there until you end it with Ctrl-C."
                    : "\n门户（先选择以谁的身份进入）：\n  http://\(address)\n按 Ctrl-C 结束。")
        }
    }

    private func show(on server: ScratchServer) async throws -> SampleCompany {
        try await server.configuration.withConnection { try await $0.script("create database company") }
        let company = SampleCompany(owner: try server.configuration.withDatabase("company"))
        let hr = try company.hr()
        try await company.load()
        Console.note("HR asks for six months:\n\n\(SampleCompany.request)")
        try await company.ask(as: hr)
        Console.note("A worker picks them up …\n")
        try await company.score()

        try await hr.withConnection { connection in
            let states = try await PeriodState.all(label: nil, in: connection)
            Console.say(PeriodTable.of(states).text(.table))
            guard let period = try await Period.find("2026-09", in: connection) else { return }
            let records = try await ResultRecord.current(of: period.id, in: connection)
            let title = output.language == .en ? "Results of 2026-09 (* near a cut)" : "2026-09 考核结果（* 接近等级线）"
            Console.say("\n\(title)\n")
            let templates = try await StoredTemplate.published(in: connection).map { try $0.template() }
            Console.say(
                ResultTable.of(
                    Array(records.values), by: Dictionary(uniqueKeysWithValues: templates.map { ($0.reference, $0) }),
                    language: output.language
                ).text(.table))
            Console.say("\nmerit explain --period 2026-09 --employee E017\n")
            let pool = PostgresPool(try company.reader(), maximum: 1)
            Console.say(
                try await ExplainCommand.explain(
                    period: "2026-09", employee: "E017", rows: 3, language: output.language, in: connection,
                    source: SourceDatabase(pool: pool)
                ).written(.text))
            await pool.close()
        }
        let pages = try await company.writePages(language: output.language)
        Console.say("\nThe pages of 2026-09, as HR sees them:\n  \(pages)")
        Console.say(
            furtherLooks(
                hr: hr.conninfo, worker: try company.worker().conninfo, reader: try company.reader().conninfo))
        return company
    }

    private func furtherLooks(hr: String, worker: String, reader: String) -> String {
        """

        \(keep ? "To look further:" : "With --keep the server stays up, to look further:")
          psql "\(hr)"
            select * from merit.current_result where grade = 'A' order by total desc;
            select indicator, state, value, band, points from merit.current_indicator_score where employee_id = 'E017';
            select employee_id, indicator, points, problem from merit.evaluation where problem is not null;
            update merit.appraisal_period set status = 'pending' where label = '2026-09';   -- asks again
          MERIT_DATABASE_URL="\(worker)" MERIT_SOURCE_URL="\(reader)" merit worker --until-idle
        """
    }
}
