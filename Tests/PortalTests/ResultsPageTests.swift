import Foundation
import NIOHTTP1
import Postgres
import Support
import Testing

/// Officers find results, filter them, hold them beside another month, and take what they found along.
@Suite(.database(.forms)) struct ResultsPageTests {
    /// November is scored too: ann lost 10.5, bob has another grade, and nobody else was there.
    private static let november = """
        update merit.job set state = 'running', lease_token = nextval('merit.lease_token') where kind = 'score_period' and subject_id = 2;
        insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, started_at,
            people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
        values (2, 1, 'full', 1, 1, 1, 'test', '{a@1}', now(), now(), 2, 2, 0, 0, 2, 0, 0, '{}', '{}');
        insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, name, department, post,
            supervisor_id, days_employed, days_on_leave, status, total, grade, coefficient, coverage, near_cut)
        select 2, employee_id, 1, (select max(run_id) from merit.run), 'a', 1, 'name of ' || employee_id, department, 'technician',
            supervisor_id, 30, 0, 'scored', case employee_id when 'ann' then 60.87 else 90 end, case employee_id when 'ann' then 'C' else 'A' end,
            1, 100, false
        from public.person where employee_id in ('ann', 'bob');
        update merit.appraisal_period set revision = 1, scored_at = now() where period_id = 2;
        update merit.job set state = 'completed', finished_at = now() where kind = 'score_period' and subject_id = 2;
        """

    private func people(_ page: Browser.Page) -> [String] {
        page.text.matches(of: /href="\/month\/[^\/]*\/of\/([^"\/]*)"/).map { String($0.output.1) }
    }

    @Test(arguments: [
        ("hilda", "", ["ann", "bob", "cat", "hal", "max", "pat", "sue", "tom", "una"]),
        ("hilda", "&find=AN", ["ann"]), ("hilda", "&find=name%20of%20b", ["bob"]),
        ("hilda", "&department=south", ["cat", "tom"]), ("hilda", "&supervisor=sue", ["ann", "bob"]),
        ("hilda", "&grade=B&department=head", ["hal", "max", "pat", "una"]), ("hilda", "&post=manager", []),
        ("hilda", "&find=%25", []), ("hilda", "&find=%27%20or%20true", []),
        ("hal", "", ["ann", "bob", "sue"]), ("hal", "&department=south", []),
        ("una", "&find=hilda", ["hilda"]), ("tom", "", ["cat"]),
    ]) func anOfficerFindsThoseOfTheirs(reader: String, filter: String, found: [String]) async throws {
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            let page = try await browser.get("/results?period=2020-10\(filter)")
            #expect(page.status == 200)
            #expect(people(page) == found)
            let csv = try await browser.get("/results.csv?period=2020-10\(filter)")
            #expect(
                csv.text.split(separator: "\r\n").dropFirst().map { String($0.prefix { $0 != "," }) } == found)
        }
    }

    @Test func amonthIsHeldBesideAnother() async throws {
        try await TestDatabase.current.run(Self.november)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            // The newest is shown where none is asked for.
            #expect(try await people(hilda.get("/results")) == ["ann", "bob"])
            let page = try await hilda.get("/results?period=2020-11&with=2020-10")
            #expect(page.text.contains("2020-10 Total") && page.text.contains("−10.50") && page.text.contains("17.63"))
            let csv = try await hilda.get("/results.csv?period=2020-10&with=2020-11&department=north")
            #expect(csv.headers.first(name: "Content-Type") == "text/csv; charset=utf-8")
            #expect(csv.headers.first(name: "Content-Disposition") == "attachment; filename=\"results.csv\"")
            #expect(
                csv.text == """
                    \u{FEFF}Person,Name,Department,Post,Supervisor,State,Total,Grade,Coefficient,2020-11 Total,2020-11 Grade,Difference\r
                    ann,name of ann,north,technician,sue,scored,71.37,C,1.01,60.87,C,10.50\r
                    bob,name of bob,north,technician,sue,scored,72.37,C,1.02,90.00,A,-17.63\r
                    sue,name of sue,north,technician,max,scored,74.37,C,1.04,,,\r

                    """)
            for path in ["period=none", "period=2020-10&with=none", "period=2020-10&page=2", "period=2020-10&page=0"] {
                #expect(try await hilda.get("/results?\(path)").status == 404, "\(path)")
            }
        }
    }

    /// What a spreadsheet would take for a formula is a text; what a browser would take for markup is, too.
    @Test func whatPeopleAreCalledDoesNothing() async throws {
        try await TestDatabase.current.run(
            """
            set session_replication_role = replica;
            update merit.result set name = '=HYPERLINK("http://x")', department = '-1+1', post = '<script>' where employee_id = 'bob';
            """)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let csv = try await hilda.get("/results.csv?period=2020-10&find=bob")
            #expect(csv.text.contains("\nbob,\"'=HYPERLINK(\"\"http://x\"\")\",'-1+1,"))
            #expect(try await !hilda.get("/results?period=2020-10").text.contains("<script>"))
            #expect(hilda.page.text.contains("value=\"&lt;script&gt;\""))
        }
    }

    /// Hundreds of people with the longest of names take pages of at most 60 kB each, and lose nobody.
    @Test func manyTakeSeveralPages() async throws {
        try await TestDatabase.current.run(
            """
            insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, name, department, post,
                supervisor_id, days_employed, days_on_leave, status, total, grade, coefficient, coverage, near_cut)
            select 1, 'p' || lpad(n::text, 3, '0'), 1, 1, 'a', 1, repeat('长', 200), repeat('部', 200) || n % 50, repeat('岗', 200), 'sue', 31,
                0, 'scored', 50, 'C', 1, 100, false
            from generate_series(1, 150) n;
            """)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            var (path, found): (String?, [String]) = ("/results?period=2020-10", [])
            while let here = path, found.count < 1000 {
                let page = try await hilda.get(here)
                #expect(page.status == 200 && page.text.utf8.count <= 60_000, "\(here): \(page.text.utf8.count)")
                found += people(page)
                path = page.text.firstMatch(of: /<a href="([^"]*)">Next/).map {
                    String($0.output.1).replacing("&amp;", with: "&")
                }
            }
            #expect(found.count == 159 && Set(found).count == 159)
        }
    }

    @Test(arguments: ["ann", "sue", "pat", "cat"]) func whoHasNoDutyFindsNobody(reader: String) async throws {
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            #expect(try await !browser.get("/").text.contains("/results"))
            for path in ["/results", "/results.csv", "/results?period=2020-10&find=ann"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
        }
    }
}
