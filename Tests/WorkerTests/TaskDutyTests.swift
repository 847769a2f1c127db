import Postgres
import Support
import Testing

/// Who sees to a task, and until when.
@Suite(.database(.sourced)) struct TaskDutyTests {
    /// Whoever has left cannot see to anything.
    @Test(arguments: [
        ("", "boss -"), ("('boss', 'Boss', null, null, null, null)", "boss -"),
        ("('boss', 'Boss', null, null, '2026-02-01', null)", "boss -"),
        (
            "('boss', 'Boss', null, null, '2026-01-31', null)",
            "next the supervisor boss has left; next supervises in the department"
        ),
        (
            "('boss', 'Boss', null, null, '2025-06-30', null), ('next', 'Next', null, null, '2026-01-15', null)",
            "- the supervisor boss has left, and the department has no other"
        ),
    ]) func aTaskOfASupervisorWhoHasLeftIsAnothers(supervisors: String, owner: String) async throws {
        let season = try await Season.begin()
        try await season.run("update merit_source.employee set supervisor_id = 'next' where employee_id = 'ann'")
        if !supervisors.isEmpty {
            try await season.run(
                """
                insert into merit_source.employee (employee_id, name, post, department, employed_to, supervisor_id) values \(supervisors)
                """)
        }
        try await season.score(1, ["bob": .bad])
        #expect(
            try await season.database.line(
                "select distinct owner_id, owner_reason from merit.improvement_task where employee_id = 'bob'") == owner
        )
    }

    /// The end of the next period: as it is, where somebody asked for it; else as long as this one.
    @Test(
        arguments: [
            ("2026-01-26", "2026-02-25", nil, "2026-03-25"), ("2026-02-01", "2026-02-28", nil, "2026-03-31"),
            ("2026-01-01", "2026-03-31", nil, "2026-06-30"), ("2026-01-05", "2026-01-18", nil, "2026-02-01"),
            ("2026-01-26", "2026-03-25", nil, "2026-05-25"), ("2025-12-26", "2026-01-25", nil, "2026-02-25"),
            // Four, four and five weeks.
            ("2026-02-02", "2026-03-01", "2026-04-05", "2026-04-05"),
            ("2026-03-02", "2026-04-05", "2026-05-03", "2026-05-03"),
            ("2026-04-06", "2026-05-03", nil, "2026-05-31"),
        ] as [(String, String, String?, String)]) func aTaskIsDueAtTheEndOfTheNextPeriod(
            first: String, last: String, next: String?, due: String
        ) async throws
    {
        let season = try await Season.begin()
        if let next {
            let after = try await season.database.line("select ($1::text::date + 1)::text", last)
            try await season.database.ask("next", from: after, to: next)
            _ = try await season.database.line("update merit.appraisal_period set score_after = '2100-01-01'")
        }
        let id = try await season.database.ask("this", from: first, to: last)
        _ = try await season.database.line(
            """
            insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
            values ('t1', 'bob', $1::text::date, $1::text::date + interval '12 hours', 'failed')
            """, last)
        try await season.database.work()
        #expect(
            try await season.database.line(
                "select distinct due_on::text from merit.improvement_task where period_id = $1", id) == due)
    }
}
