import Postgres
import Support
import Testing

/// What a database person would write by hand for the same month gives the same results, row for row.
@Suite struct HandWrittenSQLTests {
    @Test(.database(.migrated)) func agreesWithMerit() async throws {
        let company = try await BenchmarkCompany(employees: 150, tickets: 15_000)
        let database = company.database
        let byHand = try BenchmarkCompany.script("sql_only.sql")
        try await database.withConnection { try await $0.script(byHand) }
        try await database.publish(yaml: [try BenchmarkCompany.deskData])
        try await company.ask()
        try await database.work()

        let people = try await database.line("select count(*)::text from merit.current_result where status = 'scored'")
        #expect(people == "150")
        let results = try await database.line(
            """
            select m.employee_id, h.employee_id, m.total::text, h.total::text
            from (select * from merit.current_result where status = 'scored') m
                full join by_hand.result h using (employee_id)
            where (m.department, m.post, m.total, m.grade, m.coefficient, m.coverage, m.nps, m.nps_margin, m.rank_in_department)
                is distinct from
                (h.department, h.post, h.total, h.grade, h.coefficient, h.coverage, h.nps, h.nps_margin, h.rank_in_department)
            """)
        #expect(results == "")
        let scores = try await database.line(
            """
            select employee_id, indicator, m.value::text, h.value::text
            from merit.current_indicator_score m full join by_hand.indicator_score h using (employee_id, indicator)
            where (m.dimension, m.state, m.value, m.points, m.max_points, coalesce(m.sample, 0))
                is distinct from (h.dimension, h.state, h.value, h.points, h.max_points, h.sample)
            """)
        #expect(scores == "")
    }
}
