import Foundation
import Postgres
import Support
import Testing

/// A draft is tried on a month of 40 people, in which one indicator is chance alone and another tells people apart.
@Suite(.database(.sourced)) struct SimulateVerbTests {
    private static let template = """
        template: desk
        version: 1
        title: {zh: 服务台, en: Desk}
        default: true
        posts: []
        sources: {data: {weight: 100}}
        grades:
          - {grade: A, at_least: 75, coefficient: 1.2}
          - {grade: B, at_least: 60, coefficient: 1.0}
          - {grade: C, at_least: 0, coefficient: 0.8}
        dimensions:
          - code: work
            title: {zh: 工作, en: Work}
            weight: 100
            indicators:
              - code: solved
                title: {zh: 解决率, en: Solved}
                points: 60
                measure: {from: ticket, at: closed_at, value: "share(status = 'resolved')"}
                scale:
                  - {band: any, best: 100, worst: 0, points: [60, 0]}
              - code: luck
                title: {zh: 运气, en: Luck}
                points: 40
                measure: {from: ticket, at: closed_at, value: "share(not reopened)"}
                scale:
                  - {band: any, best: 100, worst: 0, points: [40, 0]}
        """

    /// Person n solves 2 n + 10 percent of 50 tickets; whether a customer comes back is decided by the ticket's number alone.
    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.execute(
            """
            insert into merit_source.employee (employee_id, name, post, department)
            select 'p' || n, 'Person ' || n, 'desk', 'service' from generate_series(1, 40) n
            """)
        try await database.execute(
            """
            insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status, reopened)
            select n || '-' || t, 'p' || n, '2026-09-09', '2026-09-10', case when (t * 37) % 50 < n + 5 then 'resolved' else 'failed' end,
                hashtext(n || 'x' || t) % 10 > 4
            from generate_series(1, 40) n, generate_series(1, 50) t
            """)
        try await database.publish(yaml: [Self.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        return database
    }

    private func simulate(_ database: TestDatabase, _ more: String...) async throws -> Program.Outcome {
        let draft = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        try Self.template.replacing("version: 1", with: "version: 2").write(
            to: draft, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: draft) }
        return try await Program.run(
            ["simulate", "--template", draft.path(), "--period", "2026-09"] + more,
            database: try database.configuration())
    }

    @Test func whatIsChanceCouldBeLeftOutAndIsNamed() async throws {
        let database = try await scored()
        let json = try await simulate(database, "--format", "json", "--indicators")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["indicator"] as? String } == ["solved", "luck"])
        #expect(rows.map { $0["could_be_left_out"] as? String } == [nil, "chance"])
        let (real, chance) = (try #require(rows.first), try #require(rows.last))
        #expect(try #require(real["reliability"] as? Double) > 0.9)
        #expect(try #require(chance["reliability"] as? Double) < 0.4)
        #expect(try #require(real["other_grades"] as? Int) > 10)

        let text = try await simulate(database).output
        #expect(text.contains("2026-09 desk@2: another draw of the same work would bring "))
        #expect(text.contains("people by grade, now → in another draw: A "))
        #expect(text.contains("Luck could be left out: of what differs between people in it "))
        #expect(!text.contains("Solved could be left out"))
        let chinese = try await simulate(database, "--language", "zh-Hans").output
        #expect(chinese.contains("可以省去 运气：人与人的差别中 "))
        #expect(!chinese.contains("可以省去 解决率"))
    }

    /// What is said of all people is what is kept of each of them, where the draft says what the template in use says.
    @Test func howSureTheGradesWouldBeIsWhatIsKeptOfEach() async throws {
        let database = try await scored()
        let csv = try await simulate(database, "--format", "csv", "--sureness")
        let kept = try await database.line(
            """
            with own as (select grade, total, total_error, (grade_chance ->> grade)::numeric as chance from merit.current_result)
            select concat_ws(',', '2026-09', 'desk@2', count(*), count(*), round(avg(chance), 1),
                count(*) filter (where chance < 50), round(100.0 * count(*) filter (where chance < 50) / count(*), 1),
                round(1 - avg(total_error * total_error) / var_samp(total), 4))
            from own
            """)
        #expect(csv.output.split(separator: "\n").last?.hasPrefix(kept + ",") == true, "\(csv.output)\n\(kept)")
        #expect(
            try await simulate(database, "--sureness", "--indicators").errors.contains(
                "--distribution, --sureness and --indicators are told one at a time"))
    }

    @Test func whereTheErrorIsNotKnownItIsSaid() async throws {
        let database = try TestDatabase.current
        try await database.execute(
            """
            insert into merit_source.employee (employee_id, name, post, department) values ('p1', 'One', 'desk', 'service');
            """)
        try await database.execute(
            """
            insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
            values ('1', 'p1', '2026-09-09', '2026-09-10', 'resolved')
            """)
        try await database.publish(yaml: [Self.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        let text = try await simulate(database).output
        #expect(text.contains("no indicator's error is known, so nothing can be said of how sure its grades are"))
        #expect(text.contains("fewer than 10 people have a total: too few to tell which indicators could be left out"))
    }
}
