import Foundation
import Postgres
import Support
import Testing

@testable import Portal

/// The table of routes says who gets which, and the database gives each of them to those and to nobody else.
@Suite(.database(.routes)) struct RouteTests {
    /// What each is to ann, whom all is about, and which duties they have.
    private static let readers: [(name: String, is: Set<Reader>)] = [
        ("ann", [.signedIn, .person]), ("bob", [.signedIn]), ("sue", [.signedIn, .supervisor, .rater]),
        ("hal", [.signedIn, .departmentOfficer]), ("hilda", [.signedIn, .officer]), ("una", [.signedIn, .auditor]),
        ("pat", [.signedIn, .payroll]), ("olga", [.signedIn, .queueOperator]),
    ]

    /// Of each address with parts one that there is.
    private static let addresses: [String: String] = [
        "link/:token": "/link/x", "sessions/:number/end": "/sessions/1/end", "month/:period": "/month/2020-10",
        "month/:period/of/:person": "/month/2020-10/of/ann",
        "month/:period/of/:person/history": "/month/2020-10/of/ann/history",
        "month/:period/of/:person/words": "/month/2020-10/of/ann/words",
        "month/:period/of/:person/rows/:indicator": "/month/2020-10/of/ann/rows/solved",
        "month/:period/confirm": "/month/2020-10/confirm", "month/:period/object": "/month/2020-10/object",
        "appeal/:number": "/appeal/1", "proposal/:number": "/proposal/21", "standing/:period": "/standing/2020-11",
        "standing/:period/of/:person": "/standing/2020-11/of/ann", "team/:period": "/team/2020-10",
        "evaluate/:period": "/evaluate/2020-11", "evaluate/:period/:person": "/evaluate/2020-11/ann",
        "task/:number": "/task/1", "month/:period/of/:person/interview": "/month/2020-10/of/ann/interview",
        "month/:period/of/:person/interview/record": "/month/2020-10/of/ann/interview/record",
        "interview/:number": "/interview/1",
        "month/:period/of/:person/trainings": "/month/2020-10/of/ann/trainings",
        "month/:period/of/:person/trainings/record": "/month/2020-10/of/ann/trainings/record",
        "training/:number": "/training/1", "repair/:ticket": "/repair/T-1", "rules/:code/:version": "/rules/small/1",
        "rules/:code/:version/consultation": "/rules/a/2/consultation", "period/:period": "/period/2020-10",
        "period/:period/departments": "/period/2020-10/departments",
        "period/:period/department": "/period/2020-10/department?name=north",
        "period/:period/rules/:code/:version": "/period/2020-10/rules/a/1",
        "period/:period/quarter": "/period/2020-10/quarter", "finding/:number": "/finding/2",
        "theme/:number": "/theme/2", "period/:period/reminders/record": "/period/2020-11/reminders/record",
        "period/:period/desk": "/period/2020-10/desk", "period/:period/desk/:list": "/period/2020-10/desk/owed",
        "period/:period/set": "/period/2020-10/set", "period/:period/deliver": "/period/2020-10/deliver",
        "period/:period/reminders": "/period/2020-11/reminders",
        "period/:period/reminders.csv": "/period/2020-11/reminders.csv",
        "period/:period/calibrate": "/period/2020-10/calibrate",
        "calibration/:number/of/:person": "/calibration/2/of/ann", "payroll/:number/:format": "/payroll/1/csv",
        "queue/:act": "/queue/acts", "job/:number": "/job/2", "job/:number/steps": "/job/2/steps",
        "queue/:act/:what": "/queue/pause/%2A", "templates/:code/:version": "/templates/small/2",
        "templates/:code/:version/sheet": "/templates/small/2/sheet",
        "templates/:code/:version/consultation": "/templates/small/1/consultation",
        "templates/:code/:version/compare": "/templates/small/2/compare",
        "templates/:code/:version/try": "/templates/small/2/try",
        "templates/:code/:version/edit": "/templates/small/2/edit",
        "templates/:code/:version/yaml": "/templates/small/2/yaml",
        "templates/:code/:version/edit/:indicator": "/templates/small/2/edit/response",
        "templates/:code/:version/add/:kind": "/templates/small/2/add/rated",
        "templates/:code/:version/remove/:indicator": "/templates/small/2/remove/response",
        "templates/:code/:version/publish": "/templates/small/2/publish",
        "templates/:code/:version/discard": "/templates/small/2/discard",
    ]

    private static func address(_ route: Route) -> String {
        addresses[route.path] ?? "/\(route.path)".replacing("//", with: "/")
    }

    /// Pages before what is handed in, which changes what there is to see.
    private static let inOrder =
        Portal.routes.filter { "\($0.method)" == "GET" } + Portal.routes.filter { "\($0.method)" != "GET" }

    @Test func eachIsTriedAtAnAddress() {
        let parted = Set(Portal.routes.map(\.path).filter { $0.contains(":") })
        #expect(parted == Set(Self.addresses.keys))
        #expect(Portal.routes.allSatisfy { !$0.readers.isEmpty })
        let known = Portal.routes.map { "\($0.method) \($0.path)" }
        #expect(Set(known).count == known.count)
    }

    /// A form with nothing in it is asked again (422) of whoever may hand it in.
    @Test(arguments: readers) func whoIsNamedGetsItAndNobodyElse(reader: String, is what: Set<Reader>) async throws {
        try await Program.serving { servers, _ in
            // The first session is on another device, and may be ended from this one.
            try await Browser(servers[0]).signIn(reader)
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            let proof = try await browser.get("/").hidden("proof")
            for route in Self.inOrder where !route.readers.contains(.everybody) {
                let path = Self.address(route)
                let page =
                    try await "\(route.method)" == "GET" ? browser.get(path) : browser.post(path, [], proof: proof)
                let isNamed = !what.isDisjoint(with: route.readers)
                #expect(
                    (isNamed ? [200, 303, 422] : [404]).contains(page.status), "\(route.method) \(path): \(page.status)"
                )
                #expect(page.location?.hasPrefix("/sign-in") != true, "\(route.method) \(path)")
            }
        }
    }

    @Test func whoIsNotSignedInIsAskedToBut() async throws {
        try await Program.serving { servers, _ in
            for route in Self.inOrder {
                let (browser, path) = (Browser(servers[0]), Self.address(route))
                let page = try await "\(route.method)" == "GET" ? browser.get(path) : browser.post(path, [], proof: "x")
                let isAsked = page.status == 401 || page.location?.hasPrefix("/sign-in?to=") == true
                #expect(isAsked == !route.readers.contains(.everybody), "\(route.method) \(path): \(page.status)")
            }
        }
    }

    /// docs/portal.md has the table, and a change of it shows there.
    @Test func theTableIsWrittenDown() throws {
        let page = Repository.file("docs/portal.md")
        let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: Self.mark)
        try #require(parts.count == 2, "the page says where the table begins: \(Self.mark)")
        if ProcessInfo.processInfo.environment["TEST_GOLDEN"] == "write" {
            try (parts[0] + Self.mark + Self.table).write(to: page, atomically: true, encoding: .utf8)
            return
        }
        #expect(
            parts[1] == Self.table,
            "Routes are not those of docs/portal.md. If they are meant to change, run the test again with TEST_GOLDEN=write."
        )
    }

    private static let mark = "<!-- What follows is written by RouteTests, with TEST_GOLDEN=write. -->\n"

    /// What is handed in by whoever gets the page stands in one line with it.
    private static let table: String = {
        var lines: [(path: String, readers: [Reader], methods: String)] = []
        for route in Portal.routes {
            if let last = lines.last, last.path == route.path, last.readers == route.readers {
                lines[lines.count - 1].methods += ", \(route.method)"
            } else {
                lines.append((route.path, route.readers, "\(route.method)"))
            }
        }
        let rows = lines.map { line in
            let path = line.path == "/" ? "/" : "/" + line.path
            return "| `\(path)` | \(line.methods) | \(line.readers.map(\.rawValue).joined(separator: ", ")) |\n"
        }
        return "\n| address | asked by | who gets it |\n|---|---|---|\n" + rows.joined()
    }()
}

extension DatabaseTemplate {
    /// The company of ``forms``, in which ann alone has anything of her own, with something behind every address.
    static let routes = DatabaseTemplate("routes") { configuration in
        try await DatabaseTemplate.forms.prepare(configuration)
        try await configuration.withConnection { connection in
            try await connection.script(smallRules + FindingFormTests.review())
            try await connection.script(
                """
                update merit.setting set value = '1' where name = 'repair_reports';
                insert into merit.officer (employee_id, duty) values ('olga', 'operator');
                select merit.make_payroll('2020-10');
                insert into merit.template (document, created_by)
                select document || '{"version": 2}', 'HR' from merit.template where code = 'small';
                set session_replication_role = replica;
                insert into merit.complaint_theme (complaint_theme_id, review_id, category, root_cause, priority, complaints, share_percent,
                    running_percent, customers, parts_waits, suggestion, suggestion_zh, lacking) overriding system value
                values (2, 1, 'billing', '', 1, 20, 100, 100, 18, 0, 'call back', '回访', '{}');
                delete from merit.delivery where employee_id <> 'ann';
                delete from merit.standing_so_far where employee_id <> 'ann';
                update merit.appeal set status = 'open', decided_by = null, decided_at = null where employee_id = 'ann';
                update merit.template t set document = s.document || '{"template": "a"}'
                from merit.template s where s.code = 'small' and s.version = 1 and t.code = 'a' and t.version = 1;
                update merit.template set consulted_on = '2020-10-20', consultation = repeat('what the union said ', 4000);
                update merit.template set status = 'checked' where code = 'small' and version = 2;
                set session_replication_role = origin;
                """)
        }
    }
}
