import Support
import Testing

/// Numbers that people see of their tasks, proposals and deliveries say nothing of others'.
@Suite(.database(.sourced)) struct NumberTests {
    /// Neighbours in the list of people would count what the one between them has.
    @Test func numbersDoNotFollowTheOrderOfPeople() async throws {
        let season = try await Season.begin()
        let people = (10...21).map { "p\($0)" }
        try await season.run(
            """
            insert into merit_source.employee (employee_id, name, post, department, supervisor_id)
            select 'p' || n, 'P', 'desk', 'service', 'boss' from generate_series(10, 21) n
            """)
        try await season.score(1, Dictionary(uniqueKeysWithValues: people.map { ($0, Season.Work.bad) }))
        try await season.hr("select merit.deliver('2026-01', clock_timestamp() + interval '1 week')::text")
        // A revision of everyone, which is delivered anew.
        for person in people { try await season.rate(person, 30, source: "self", in: 1) }
        try await season.database.work()
        for (rows, number) in [
            ("merit.improvement_task", "task_id"), ("merit.outcome", "outcome_id"),
            ("merit.delivery where revision = 1", "delivery_id"), ("merit.delivery where revision = 2", "delivery_id"),
        ] {
            // That chance alone puts twelve into their order happens once in hundreds of millions of runs.
            let order = try await season.database.line(
                """
                select count(distinct employee_id)::text,
                    (array_agg(employee_id order by \(number)) = array_agg(employee_id order by employee_id))::text
                from \(rows) \(rows.contains("where") ? "and" : "where") employee_id like 'p%'
                """)
            #expect(order == "12 false", "\(rows)")
        }
    }
}
