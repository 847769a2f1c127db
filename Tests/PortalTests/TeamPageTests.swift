import Foundation
import Postgres
import Support
import Testing

/// A supervisor's people at the portal, and what people are called there.
@Suite(.database(.forms)) struct TeamPageTests {
    /// Bob has the lower total, and the name that comes first.
    private static let people = """
        delete from merit.evaluation where period_id = 2;
        insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values
            (2, 'ann', 'self', 'ann', 40), (2, 'bob', 'supervisor', 'sue', 50);
        """

    @Test func aSupervisorSeesWhoHasHandedInAndWhoIsToBeRated() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.people)
        try await Program.serving { servers, _ in
            let (ann, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await sue.signIn("sue")
            #expect(try await sue.get("/").text.contains("href=\"/team/2020-11\">My team<"))
            let page = try await sue.get("/team/2020-11")
            #expect(page.status == 200 && page.text.utf8.count < 60_000)
            let rows = page.text.split(separator: "\n").filter {
                $0.contains("<th scope=\"row\">") && $0.contains("/evaluate/")
            }
            #expect(rows.count == 2)
            let (first, last) = (rows.first ?? "", rows.last ?? "")
            #expect(first.contains("name of ann") && first.contains("<td>handed in<") && first.contains(">rate<"))
            #expect(first.contains("href=\"/evaluate/2020-11/ann\""))
            #expect(last.contains("name of bob") && last.contains("<td>not yet<") && last.contains(">rated<"))
            #expect(page.text.contains("<b class=\"figure\">1</b> evaluated themselves"))
            // The month before is scored: how each one's totals go, in the same order, and where chance is told from difference.
            let scored = try await sue.get("/team/2020-10").text
            #expect(
                scored.contains("href=\"/month/2020-10/of/ann\"")
                    && scored.contains("/period/2020-10/department?name=north"))
            try await sue.get("/language?to=%2F")
            #expect(try await sue.get("/team/2020-11").text.contains("<td>已提交<"))
            try await ann.signIn("ann")
            #expect(try await !ann.get("/").text.contains("/team/"))
            #expect(try await ann.get("/team/2020-11").status == 404)
            #expect(try await sue.get("/team/none").status == 404)
        }
    }

    @Test func theSmallTrendsStandByNameAndNotByTotal() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.result set name = 'Zoe' where employee_id = 'ann';
            update merit.result set name = 'Amy' where employee_id = 'bob';
            update merit.newest_result set name = 'Zoe' where employee_id = 'ann';
            update merit.newest_result set name = 'Amy' where employee_id = 'bob';
            reset session_replication_role;
            """)
        try await Program.serving { servers, _ in
            let sue = Browser(servers[0])
            try await sue.signIn("sue")
            let page = try await sue.get("/team/2020-11").text
            let trends = page.range(of: "id=\"h-trends\"").map { page[$0.upperBound...] } ?? ""
            let (amy, zoe) = (trends.range(of: "Amy")?.lowerBound, trends.range(of: "Zoe")?.lowerBound)
            #expect(amy != nil && zoe != nil && (amy ?? page.endIndex) < (zoe ?? page.startIndex))
            #expect(trends.contains("72.37") && trends.contains("71.37"))
        }
    }

    /// Each page lists and draws the same people.
    @Test func aLargeTeamTakesSeveralPages() async throws {
        try await TestDatabase.current.run(
            """
            insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, name, department, post,
                supervisor_id, days_employed, days_on_leave, status, total, grade, coefficient, coverage, near_cut)
            select 1, 'p' || n, 1, 1, 'a', 1, 'P' || lpad(n::text, 3, '0'), 'north', 'technician', 'sue', 31, 0, 'scored', 50, 'C', 1,
                100, false
            from generate_series(1, 50) n
            """)
        try await Program.serving { servers, _ in
            let sue = Browser(servers[0])
            try await sue.signIn("sue")
            var (listed, drawn): ([[String]], [[String]]) = ([], [])
            for number in 1...3 {
                let page = try await sue.get("/team/2020-11\(number == 1 ? "" : "?page=\(number)")")
                #expect(page.status == 200 && page.text.utf8.count < 60_000, "\(page.text.utf8.count)")
                #expect(page.text.contains("<b class=\"figure\">52</b>") && page.text.contains("page \(number) of 3"))
                #expect(page.text.contains("href=\"/team/2020-11?page=\(number + 1)\"") == (number < 3))
                let halves = page.text.components(separatedBy: "id=\"h-trends\"")
                listed.append(halves[0].matches(of: /<th scope="row"><bdi>([^<]*)</).map { String($0.output.1) })
                drawn.append(listed[number - 1].filter { halves.last?.contains($0) == true })
            }
            #expect(listed.map(\.count) == [24, 24, 4] && drawn == listed)
            #expect(Set(listed.joined()).count == 52 && listed[0].first == "P001" && listed[2].last == "name of bob")
            for page in ["0", "4", "-1"] {
                #expect(try await sue.get("/team/2020-11?page=\(page)").status == 404, "\(page)")
            }
        }
    }

    @Test func peopleAreNamedAndTimesAreWrittenAsPeopleWriteThem() async throws {
        let database = try TestDatabase.current
        try await database.run(
            "insert into merit.appeal (period_id, employee_id, reason, due_on) values (1, 'ann', 'x', '2020-12-24')")
        try await Program.serving { servers, _ in
            let (sue, hal) = (Browser(servers[0]), Browser(servers[0]))
            try await sue.signIn("sue")
            #expect(try await sue.get("/").text.contains("<bdi>name of bob</bdi>"))
            #expect(!sue.page.text.contains("<bdi>bob</bdi>"))
            #expect(!sue.page.text.contains(#/[0-9]{4}-[0-9]{2}-[0-9]{2}/#))
            try await hal.signIn("hal")
            let desk = try await hal.get("/period/2020-10/desk").text
            #expect(desk.contains(">name of ann</bdi>") && !desk.contains(">ann</bdi>"))
            #expect(desk.contains("24 Dec 2020") && !desk.contains("2020-12-24"))
            #expect(try await hal.get("/period/2020-10/reminders").text.contains(">name of "))
            // Two of one name are told apart.
            try await database.run(
                """
                set session_replication_role = replica;
                update merit.result set name = 'name of ann' where employee_id = 'bob';
                update merit.newest_result set name = 'name of ann' where employee_id = 'bob';
                reset session_replication_role;
                """)
            #expect(try await hal.get("/period/2020-10/desk").text.contains(">name of ann · bob</bdi>"))
            try await sue.get("/language?to=%2F")
            #expect(try await sue.get("/").text.contains("截至 2020年11月10日"))
        }
    }
}
