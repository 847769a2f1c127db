import Postgres
import Support
import Testing

/// Who sees to a task, and until when.
@Suite(.database(.sourced)) struct TaskDutyTests {
    /// Whoever has left cannot see to anything.
    @Test(arguments: [
        ("", "boss -"), ("('boss', 'Boss', null, null, null, null)", "boss -"),
        ("('boss', 'Boss', null, null, '2999-12-31', null)", "boss -"),
        (
            "('boss', 'Boss', null, null, '2026-02-15', null)",
            "next the supervisor boss has left; next supervises in the department"
        ),
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

    /// Somebody rates late, when the supervisor of the result is there no more: the task that comes of it is the next one's.
    ///
    /// - Parameter change: what became of the source meanwhile; where it does not say who has left, and at once, the result counts.
    @Test(arguments: [
        ("select", "boss -"),
        (
            "update merit_source.employee set employed_to = '2026-03-15' where employee_id = 'boss'",
            "next the supervisor boss has left; next supervises in the department"
        ),
        (
            "update merit_source.employee set employed_to = '2026-03-15' where employee_id in ('boss', 'next')",
            "- the supervisor boss has left, and the department has no other"
        ),
        ("drop schema merit_source cascade", "boss -"),
        ("revoke usage on schema merit_source from merit_reader", "boss -"),
        (
            """
            alter table merit_source.employee rename to kept;
            create view merit_source.employee as
            select employee_id, name, post, department, supervisor_id, employed_from, case when 1 / length(employee_id) > 0 then employed_to
                else date '2026-01-31' + 1 / (length(employee_id) - length(employee_id)) end as employed_to from merit_source.kept;
            grant select on merit_source.employee to merit_reader
            """, "boss -"
        ),
        ("lock table merit_source.employee in access exclusive mode", "boss -"),
    ]) func aTaskOfALateEvaluationIsToo(change: String, owner: String) async throws {
        let season = try await Season.begin()
        try await season.run("update merit_source.employee set supervisor_id = 'next' where employee_id = 'ann'")
        try await season.run(
            """
            insert into merit_source.employee (employee_id, name, post, department)
            values ('boss', 'Boss', null, null), ('next', 'Next', null, null)
            """)
        try await season.score(1, ["ann": .good, "bob": .good])
        #expect(try await season.tasks() == "")
        try await season.database.withConnection { holder in
            try await holder.script("begin; \(change)")
            if !change.hasPrefix("lock") { try await holder.script("commit") }
            try await season.hr("update merit.evaluation set points = 20 where employee_id = 'bob'")
            try await season.database.work()
        }
        #expect(try await season.tasks() == "01 manner open 0 -")
        #expect(
            try await season.database.line("select owner_id, owner_reason from merit.improvement_task") == owner)
    }

    /// The source is looked at for the appeal, and for who is there.
    @Test func aTaskOfAnUpheldAppealIsToo() async throws {
        let season = try await Season.begin()
        try await season.run("update merit_source.employee set supervisor_id = 'next' where employee_id = 'ann'")
        try await season.run(
            "insert into merit_source.employee (employee_id, name, post, department) values ('boss', 'Boss', null, null)"
        )
        try await season.score(1, ["ann": .good, "bob": .good])
        try await season.run(
            "update merit_source.employee set employed_to = '2026-03-15' where employee_id = 'boss'")
        try await season.run(
            "update merit_source.ticket set status = 'failed' where ticket_id in ('bob-1-1', 'bob-1-2', 'bob-1-3')")
        try await season.hr(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', 'solved', 'look again')"
        )
        try await season.hr(
            """
            update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'HR', excluded_rows = '{bob-1-1}'
            """)
        try await season.database.work()
        let tasks = try await season.database.line(
            "select indicator, owner_id, tickets::text from merit.improvement_task")
        #expect(tasks == "solved next {bob-1-2,bob-1-3}")
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
