import Foundation
import Postgres
import Subprocess
import Support
import SystemPackage
import Testing

/// The whole month in a real browser, as each kind of person, on a phone's size too: `Chromium/month.py` says what is done and promised.
@Suite(
    .database(.empty), .timeLimit(.minutes(45)),
    .enabled(if: Chromium.python != nil, "skipped: chromium or playwright is not there: scripts/setup --tests"))
struct BrowserTests {
    @Test func theMonthGoesThroughForEverybody() async throws {
        let database = try TestDatabase.current
        let owner = try database.configuration()
        #expect(try await Program.run(["sample", "--role-prefix", "merit"], database: owner).status == 0)
        try await database.run(
            """
            update merit.setting set value = '1' where name in ('quiet_seconds', 'standing_so_far', 'repair_reports');
            insert into merit.officer (employee_id, duty) values ('H01', 'hr'), ('O01', 'operator');
            insert into merit.quarter_review (quarter) values ('2026-07-01');
            """)
        let worker = try database.configuration(user: "merit_worker")
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        try await database.run(Self.standings)
        try await Program.serving { servers, _ in
            var links: [String: String] = [:]
            for person in ["E017", "M02", "H01", "O01"] {
                links[person] = "\(servers[0])/link/\(try await database.value("merit.issue_link('\(person)')") ?? "")"
            }
            try await Program.run(["worker"], database: worker) { program in
                try await program.log.wait(for: "worker is ready")
                let outcome = try await Chromium.month(at: servers[0], links: links)
                #expect(outcome.status == 0, "\(outcome.errors)")
                try program.send(.terminate)
            }
        }
        // What they did is what the database has.
        #expect(
            try await database.value(
                "select answer || ' ' || words from merit.delivery where employee_id = 'E017' order by revision desc limit 1"
            )
                == "confirmed 谢谢。")
        #expect(try await database.value("select string_agg(made_by, ' ') from merit.payroll_batch") == "H01")
    }

    /// A month that is not over, in which it is known how people stand: as they did in September.
    private static let standings = """
        insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('2099-01', '2099-01-01', '2099-01-31', 'Asia/Shanghai');
        insert into merit.standing_so_far (period_id, employee_id, as_of, template_code, template_version, name, department, post, supervisor_id,
            days_employed, days_on_leave, status, total, grade, coverage, indicators, steps)
        select running.period_id, r.employee_id, '2099-01-10', r.template_code, r.template_version, r.name, r.department, r.post,
            r.supervisor_id, 10, 0, r.status, r.total, r.grade, 62.5, (
                select coalesce(jsonb_agg(jsonb_build_object('dimension', s.dimension, 'indicator', s.indicator, 'state', s.state, 'value',
                    s.value, 'sample', s.sample, 'band', s.band, 'points', s.points, 'max_points', s.max_points)), '[]')
                from merit.current_indicator_score s
                where s.period_id = r.period_id and s.employee_id = r.employee_id and s.kind = 'measured'), '[]'
        from merit.current_result r
            join merit.appraisal_period running on running.label = '2099-01'
        where r.period = '2026-09' and r.status = 'scored';
        """
}

/// Chromium, and what drives it.
enum Chromium {
    /// An interpreter that has playwright and axe-core for it; nil where there is none, or no Chromium.
    static let python: String? = {
        guard browser != nil else { return nil }
        let candidates = [ProcessInfo.processInfo.environment["TEST_PYTHON"], tools].compactMap(\.self)
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    private static let tools = Repository.file(".build/tools/browser/bin/python").path()

    private static let browser: String? = [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// How it went: the exit status, and what is wrong.
    static func month(at portal: String, links: [String: String]) async throws -> (status: Int32, errors: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "merit-links-\(UUID())").path()
        try JSONEncoder().encode(links).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let result = try await Subprocess.run(
            .path(.init(python ?? "")),
            arguments: [Repository.file("Tests/PortalTests/Chromium/month.py").path(), portal, file],
            environment: .inherit.updating(["CHROMIUM": browser ?? ""]), output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        guard case .exited(let status) = result.terminationStatus else {
            return (-1, result.standardError)
        }
        return (status, result.standardError)
    }
}
