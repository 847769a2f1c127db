import Postgres
import Support
import Testing

/// Officers say whom they reminded of what is owed, and others see it: nobody is reminded twice.
@Suite(.database(.people)) struct ReminderDeskTests {
    private static let missing = """
        delete from merit.evaluation where period_id = 2 and source in ('self', 'supervisor') and employee_id in ('ann', 'bob', 'cat');
        """
    private static let kept = """
        select concat_ws(' ', employee_id, reminded_on = current_date, recorded_by) from merit.reminder order by employee_id, recorded_by
        """

    private func record(_ people: String, as officer: String) async throws {
        let viewer = Viewer(officer, by: .call)
        try await TestDatabase.current.run(
            "begin; \(viewer.introduction) select merit_api.record_reminders('2020-11', '{\(people)}'); commit",
            as: viewer.role)
    }

    private func told(_ officer: String, about person: String) async throws -> [String?] {
        try await Viewer(officer, by: .call).column(
            """
            select concat_ws(' ', reminded_on = current_date, reminded_by)
            from merit_api.owed_of('2020-11') where person = '\(person)' and what = 'self_evaluation'
            """, in: try TestDatabase.current)
    }

    @Test func officersRecordWhomTheyReminded() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.missing)
        for person in ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"] {
            let refused = try await Viewer(person, by: .call).refusal(
                "select merit_api.record_reminders('2020-11', '{ann}')", in: database)
            // Tom has the duty towards others, of whom ann is none.
            #expect(
                (refused == nil) == ["hal", "hilda", "tom"].contains(person), "\(person): \(refused?.description ?? "")"
            )
            #expect(refused == nil || refused?.sqlState == "42501", "\(person)")
        }
        // Who owes nothing any more needs no reminder, and who is not theirs is not recorded.
        for people in ["{}", "{nobody}", "{cat}"] {
            let recorded = try await Viewer("hal", by: .call).column(
                "select merit_api.record_reminders('2020-11', '\(people)')::text", in: database)
            #expect(recorded == ["0"], "\(people)")
        }
    }

    /// Recorded again on the same day it is the same reminder; who is not theirs, or owes nothing, is left out.
    @Test func eachIsRecordedOnceADayAndShownToOthers() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.missing)
        #expect(try await told("hilda", about: "ann") == [""])
        try await record("ann,cat,nobody,una", as: "hal")
        try await record("ann", as: "hal")
        #expect(try await database.column(Self.kept) == ["ann t hal"])
        #expect(try await told("hilda", about: "ann") == ["t hal"])
        #expect(try await told("hilda", about: "bob") == [""])
        try await record("ann,bob", as: "hilda")
        #expect(try await database.column(Self.kept) == ["ann t hal", "ann t hilda", "bob t hilda"])
        #expect(try await told("hal", about: "ann") == ["t hilda"])
        #expect(
            try await database.column(
                "select person || ' ' || (after ->> 'employee_id') from merit.event where table_name = 'reminder' order by event_id"
            ).compactMap { $0 }.sorted() == ["hal ann", "hilda ann", "hilda bob"])
    }

    @Test func whatIsRecordedStays() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.missing)
        try await record("ann", as: "hal")
        for (change, login) in [
            ("update merit.reminder set reminded_on = '2020-01-01'", nil), ("truncate merit.reminder", nil),
            ("delete from merit.reminder", "merit_hr"), ("select from merit.reminder", "merit_worker"),
        ] {
            #expect(try await database.refusal(change, as: login) != nil, "\(change)")
        }
    }

    @Test func itGoesWhenItsTimeIsOver() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.missing)
        try await record("ann,bob", as: "hal")
        try await database.run("insert into merit.hold (employee_id, reason) values ('bob', 'lawsuit')")
        try await database.run("update merit.setting set value = '12' where name = 'words_months'")
        try await database.run("select merit.delete_words()", as: "merit_worker")
        #expect(try await database.column("select employee_id from merit.reminder") == ["bob"])
    }
}
