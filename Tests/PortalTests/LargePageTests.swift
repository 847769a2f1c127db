import Foundation
import Postgres
import Support
import Testing

/// However much there is of something, no page has more than 60 kB, and all of it can be reached.
@Suite(.database(.forms)) struct LargePageTests {
    /// Goes through a list from its first page on, and says what a pattern finds on all of them.
    private func walk(
        _ browser: Browser, _ path: String, _ pattern: Regex<(Substring, Substring)>
    ) async throws -> [String] {
        var (next, found, pages): (String?, [String], Int) = (path, [], 0)
        while let here = next, pages < 250 {
            let page = try await browser.get(here)
            #expect(page.status == 200 && page.text.utf8.count <= 60_000, "\(here): \(page.text.utf8.count)")
            found += page.text.matches(of: pattern).map { String($0.output.1) }
            next = page.text.firstMatch(of: /<a href="([^"]*)">Next/).map {
                String($0.output.1).replacing("&amp;", with: "&")
            }
            pages += 1
        }
        return found
    }

    /// 150 more people of sue's with a proposal each, of October.
    private static let crowd = """
        insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, name, department, post,
            supervisor_id, days_employed, days_on_leave, status, total, grade, coefficient, coverage, near_cut)
        select 1, 'p' || lpad(n::text, 3, '0'), 1, 1, 'a', 1, repeat('长', 200), 'dept ' || n || repeat('部', 60), 'technician', 'sue', 31,
            0, 'scored', 50, 'C', 1, 100, false
        from generate_series(1, 150) n;
        insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
        select 1, employee_id, 1, kind, 'reason', '' from merit.result, unnest(array['warning', 'skill_training']) kind
        where employee_id like 'p0%' or employee_id like 'p1%';
        insert into merit.standing_so_far (period_id, employee_id, as_of, name, department, supervisor_id, days_employed, days_on_leave,
            status, total, grade, indicators, steps)
        select 2, employee_id, '2020-11-10', name, department, supervisor_id, 10, 0, 'scored', 40, 'C', '[]', '[]'
        from merit.result where employee_id ~ '^p[01]';
        """

    @Test func longTextsStandWholeOnPagesOfTheirOwn() async throws {
        let database = try TestDatabase.current
        // Marks take six bytes of markup each.
        let long = "repeat('\"', 99980) || ' the end of '"
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.evaluation set comment = \(long) || source where employee_id = 'ann' and period_id = 1;
            update merit.appeal set reason = \(long) || 'reason' where employee_id = 'ann';
            update merit.appeal set reason = \(long) || 'reason' where employee_id = 'bob';
            update merit.interview set said = \(long) || 'said', agreed = \(long) || 'agreed' where employee_id = 'ann';
            update merit.improvement_task set advice = \(long) || 'advice' where employee_id = 'ann';
            insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
            select 1, 'ann', 'nps_response', 'T-' || n, 9, repeat('好', 1000) || ' the end of customer', '' from generate_series(1, 60) n;
            """)
        let appeal = try await database.value("select appeal_id from merit.appeal where employee_id = 'bob'") ?? ""
        let interview =
            try await database.value("select interview_id from merit.interview where employee_id = 'ann'") ?? ""
        try await Program.serving { servers, _ in
            let (hilda, ann) = (Browser(servers[0]), Browser(servers[0]))
            try await hilda.signIn("hilda")
            try await ann.signIn("ann")
            let words = "/month/2020-10/of/ann/words"
            for path in ["/month/2020-10/of/ann", "/month/2020-10/of/ann/interview"] {
                let page = try await hilda.get(path)
                #expect(page.status == 200 && page.text.utf8.count <= 60_000, "\(path): \(page.text.utf8.count)")
                #expect(page.text.contains("href=\"\(words)\"") && !page.text.contains("the end of"), "\(path)")
            }
            let said = try await walk(hilda, words, /the end of ([a-z]+)/)
            #expect(Set(said) == ["self", "supervisor", "peer", "reason", "said", "agreed", "advice", "customer"])
            #expect(said.count { $0 == "customer" } == 60)
            // Who does not see the month does not see this either; of oneself nobody reads what peers said.
            #expect(try await !Set(walk(ann, words, /the end of ([a-z]+)/)).contains("peer"))
            #expect(try await ann.get("/month/2020-10/of/bob/words").status == 404)
            #expect(try await hilda.get("\(words)?page=999").status == 404)
            for (browser, path, ends) in [
                (hilda, "/appeal/\(appeal)", ["reason"]), (ann, "/interview/\(interview)", ["said", "agreed"]),
            ] {
                let form = try await browser.get(path)
                #expect(form.status == 200 && form.text.utf8.count <= 60_000, "\(path): \(form.text.utf8.count)")
                #expect(form.text.contains("href=\"\(path)?whole=1\""), "\(path)")
                #expect(try await walk(browser, "\(path)?whole=1", /the end of ([a-z]+)/) == ends, "\(path)")
            }
            #expect(try await hilda.get("/interview/\(interview)?whole=1").status == 404)
        }
    }

    /// Where there is room for everything nothing is cut, and nothing leads to more.
    @Test func shortTextsStandWhereTheyBelong() async throws {
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let page = try await hilda.get("/month/2020-10/of/bob")
            #expect(page.text.contains("appeal of bob") && !page.text.contains("/words\""))
            #expect(try await !hilda.get("/period/2020-10").text.contains("/departments\""))
            #expect(try await !hilda.get("/queue").text.contains("href=\"/queue/jobs\""))
            #expect(try await hilda.get("/period/2020-11/desk").status == 200 && !hilda.page.text.contains("/desk/"))
        }
    }

    @Test func manyDepartmentsTakeSeveralPages() async throws {
        try await TestDatabase.current.run(Self.crowd)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let overview = try await hilda.get("/period/2020-10")
            #expect(overview.text.utf8.count <= 60_000, "\(overview.text.utf8.count)")
            #expect(overview.text.contains("href=\"/period/2020-10/departments\">All 153 departments"))
            let departments = try await walk(
                hilda, "/period/2020-10/departments", /<bdi>(dept [0-9]+|north|south|head)/)
            #expect(departments.count == 153 && Set(departments).count == 153)
            #expect(try await hilda.get("/period/2020-10/departments?page=99").status == 404)
        }
    }

    @Test func aDeskWithHundredsOfProposalsGroupsThemByKind() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.crowd)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let desk = try await hilda.get("/period/2020-10/desk")
            #expect(desk.text.utf8.count <= 60_000)
            #expect(desk.text.contains("href=\"/period/2020-10/desk/proposals?kind=skill_training\""))
            #expect(!desk.text.contains("href=\"/proposal/"))
            let all = try await walk(hilda, "/period/2020-10/desk/proposals", /href="\/proposal\/([0-9]+)"/)
            let open = try await database.value(
                "select count(*) from merit.outcome where status = 'proposed' and employee_id <> 'hilda'")
            #expect("\(all.count)" == open && Set(all).count == all.count && all.count > 300)
            let some = try await walk(
                hilda, "/period/2020-10/desk/proposals?kind=skill_training", /href="\/proposal\/([0-9]+)"/)
            #expect(some.count == 150)
            for path in ["proposals?page=99", "nothing", "owed?page=0"] {
                #expect(try await hilda.get("/period/2020-10/desk/\(path)").status == 404, "\(path)")
            }
            let owed = try await walk(
                hilda, "/period/2020-11/desk/owed", /<th scope="row"><bdi>[^<]*\b(p[0-9]+|sue)<\/bdi>/)
            #expect(Set(owed).count > 150)
        }
    }

    @Test func whatIsOwedToManyTakesSeveralPages() async throws {
        try await TestDatabase.current.run(Self.crowd)
        try await Program.serving { servers, _ in
            let (sue, ann) = (Browser(servers[0]), Browser(servers[0]))
            try await sue.signIn("sue")
            let owed = try await walk(sue, "/", /href="\/evaluate\/2020-11\/(p[0-9]+)"/)
            #expect(owed.count == 150 && Set(owed).count == 150)
            #expect(try await sue.get("/?page=99").status == 404)
            let people = try await walk(sue, "/standings", /href="\/standing\/2020-11\/of\/(\w+)"/)
            #expect(people.count == 152 && Set(people).count == 152)
            let reminders = try await { () async throws -> [String] in
                let hilda = Browser(servers[0])
                try await hilda.signIn("hilda")
                return try await walk(
                    hilda, "/period/2020-11/reminders", /<th scope="row"><bdi>[^<]*\b(p[0-9]+)<\/bdi>/)
            }()
            #expect(Set(reminders).count == 150)
            try await ann.signIn("ann")
            for path in ["/period/2020-10/desk/owed", "/queue/jobs", "/standings"] {
                #expect(try await ann.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func aFullQueueTakesSeveralPages() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.job (kind, subject_id, max_attempts, last_error)
            select 'score_period', 1000 + n, 3, repeat('"', 50000) from generate_series(1, 240) n;
            insert into merit.queue_act (act, kind, reason, made_by) select 'pause', '*', repeat('"', 1000), 'oto' from generate_series(1, 50);
            insert into merit.worker_session (host, process_id, version, locked) select 'host-' || n, n, '1', false from generate_series(1, 90) n;
            insert into merit.job_attempt (job_id, lease_token, worker, ended_at, became, error)
            select min(job_id), n, 'host ' || n, now(), 'available', repeat('"', 50000) from merit.job, generate_series(1, 120) n
            where subject_id > 1000 group by n;
            """)
        let number = try await database.value("select min(job_id) from merit.job where subject_id > 1000") ?? ""
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            for path in ["/queue", "/job/\(number)"] {
                let page = try await hilda.get(path)
                #expect(page.status == 200 && page.text.utf8.count <= 60_000, "\(path): \(page.text.utf8.count)")
            }
            for list in ["jobs", "workers", "acts"] {
                #expect(try await hilda.get("/queue").text.contains("href=\"/queue/\(list)\""), "\(list)")
            }
            let jobs = try await walk(hilda, "/queue/jobs", /href="\/job\/([0-9]+)"/)
            #expect(jobs.count > 200 && Set(jobs).count == jobs.count)
            #expect(try await walk(hilda, "/queue/workers", /<bdi>(host-[0-9]+)\s/).count == 90)
            #expect(try await walk(hilda, "/queue/acts", /<bdi>(oto)<\/bdi>/).count == 50)
            #expect(try await hilda.get("/queue/nothing").status == 404)
            #expect(try await walk(hilda, "/job/\(number)/steps", /(host) [0-9]+</).count == 120)
            #expect(try await hilda.get("/job/\(number)/steps?page=99").status == 404)
        }
    }

    /// The start page has the newest, and leads to all of them.
    @Test func monthsPeriodsAndBatchesGoOn() async throws {
        try await TestDatabase.current.run(
            """
            set session_replication_role = replica;
            insert into merit.appraisal_period (period_id, label, starts_on, ends_on, time_zone, kind, score_after, status, revision) overriding system value
            select 100 + n, to_char(first, 'YYYY-MM'), first, (first + interval '1 month')::date - 1, 'UTC', 'month', now(), 'closed', 1
            from generate_series(1, 400) n, lateral (select (date '1980-01-01' + n * interval '1 month')::date as first) day;
            insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, name, department, post, supervisor_id,
                days_employed, days_on_leave, status, total, grade, coefficient, coverage, near_cut)
            select 100 + n, 'ann', 1, 1, 'a', 1, 'name of ann', 'north', 'technician', 'sue', 31, 0, 'scored', 50, 'C', 1, 100, false
            from generate_series(1, 400) n;
            insert into merit.delivery (period_id, employee_id, revision, delivered_by, answer_by)
            select 100 + n, 'ann', 1, 'hilda', now() from generate_series(1, 400) n;
            insert into merit.payroll_batch (period_id, is_delta, made_by, made_at, rows, left_out, checksum)
            select 1, true, 'hilda', '2020-11-20T08:05:09Z', 1, 0, repeat('0', 64) from generate_series(1, 250);
            """)
        try await Program.serving { servers, _ in
            let (ann, hilda) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await hilda.signIn("hilda")
            let home = try await ann.get("/").text
            #expect(home.matches(of: /href="\/month\/[0-9-]+"><bdi>/).count == 24)
            #expect(
                home.contains("href=\"/months\">All 401 of them") && home.contains("href=\"/scored\">All 401 of them"))
            for (browser, path, pattern) in [
                (ann, "/months", /href="\/month\/([0-9-]+)"/), (ann, "/scored", /href="\/period\/([0-9-]+)"/),
            ] {
                let periods = try await walk(browser, path, pattern)
                #expect(periods.count == 401 && periods == periods.sorted(by: >), "\(path)")
            }
            let batches = try await walk(hilda, "/payroll", /href="\/payroll\/([0-9]+)\/csv"/).compactMap { Int($0) }
            #expect(batches == (1...250).reversed())
            // In the reader's way.
            #expect(try await hilda.get("/payroll").text.contains("<bdi class=\"whole\">20 Nov 2020 08:05</bdi>"))
            #expect(!hilda.page.text.contains("2020-11-20T"))
        }
    }

    @Test(arguments: [
        "/", "/months", "/scored", "/payroll", "/results", "/raters", "/queue/jobs", "/periods",
        "/period/2020-10/departments",
        "/period/2020-10/desk/owed",
        "/period/2020-10/reminders", "/month/2020-10/of/ann/words",
    ]) func aPageThatCannotBeIsNotThere(path: String) async throws {
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            for number in ["-9223372036854775808", "-1", "0", "1000000", "9223372036854775807"] {
                #expect(try await hilda.get("\(path)?page=\(number)").status == 404, "\(number)")
            }
            #expect(try await hilda.get(path).status == 200)
        }
    }
}
