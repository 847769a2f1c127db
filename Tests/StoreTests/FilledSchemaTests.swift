import Foundation
import Postgres
import Schema
import Store
import Support
import Testing

/// A database that an earlier version filled comes to the newest schema.
@Suite(.database(.empty)) struct FilledSchemaTests {
    /// A table or view, and what stands in it.
    private struct Relation {
        let isView: Bool
        let columns: [String]
        let rows: Set<String>
    }

    @Test(arguments: Earlier.versions) func nothingIsLostAndNothingElseChanges(version: Int) async throws {
        let database = try TestDatabase.current
        try await Earlier.fill(database, version: version)
        let before = try await contents(of: database)
        let empty = before.filter { $0.value.rows.isEmpty }.map(\.key)
        #expect(Set(empty).isSubset(of: Self.emptyEarlier), "nothing is shown where nothing is: \(empty)")

        _ = try await database.withConnection { try await Migrator().migrate($0) }

        let after = try await contents(of: database, columns: before.mapValues(\.columns))
        for (relation, earlier) in before where !Self.rulesChanged(version).contains(relation) {
            func isSame(_ row: String) -> Bool {
                !Self.reworded(relation, since: version).contains { row.contains("name\": \"\($0)\"") }
            }
            let (had, found) = (earlier.rows.filter(isSame), (after[relation]?.rows ?? []).filter(isSame))
            #expect(had.subtracting(found) == [], "rows of \(relation) are gone or changed")
            guard !Self.records.contains(relation) else { continue }
            let (added, expected) = (found.subtracting(had), Self.added(to: relation, since: version))
            #expect(
                added.count == expected.count
                    && expected.allSatisfy { name in added.contains { $0.contains("name\": \"\(name)\"") } },
                "\(added) came to \(relation)")
        }
        var given: Set<String> = []
        for (relation, now) in try await contents(of: database) where !now.isView {
            guard let columns = before[relation]?.columns else { continue }
            for column in Set(now.columns).subtracting(columns) {
                let isGiven = try await database.value(
                    "select exists (select from merit.\(relation) where \(column) is not null)")
                if isGiven == "true" { given.insert("\(relation).\(column)") }
            }
        }
        #expect(given == Self.given(since: version), "what columns that came since say of older rows")
    }

    @Test(arguments: Earlier.versions) func whatIsKeptBesideTheResultsIsWhatTheySay(version: Int) async throws {
        let database = try TestDatabase.current
        try await Earlier.fill(database, version: version)
        _ = try await database.withConnection { try await Migrator().migrate($0) }
        for scored in ["before", "again"] {
            if scored == "again" { try await scoreAgain(database) }
            #expect(try await database.value("select count(*) > 20 from merit.peer_figure where people > 1") == "true")
            #expect(
                try await database.differences(WorkedOut.peers, WorkedOut.keptPeers) == [], "peers, scored \(scored)")
            #expect(
                try await database.differences(WorkedOut.newest, WorkedOut.keptNewest) == [], "ranks, scored \(scored)")
        }
        while try await database.value("select count(*) from merit.period_change") != "0" {
            try await database.run("select merit.keep_figures()", as: "merit_worker")
        }
        for figure in ["grade", "department", "follow_up"] {
            #expect(try await database.value("select count(*) > 0 from merit.\(figure)_figure") == "true")
            #expect(
                try await database.differences(
                    "select * from merit.\(figure)_figure", "select * from merit.\(figure)_now") == [])
        }
        #expect(
            try await database.differences(
                "select label, grade, people from merit.grade_now join merit.shown_period using (period_id)",
                """
                select label, grade, count(*) from (
                    select distinct on (period_id, employee_id) label, grade
                    from merit.result join merit.appraisal_period p using (period_id)
                    where label <> '2020-10 East' order by period_id, employee_id, result.revision desc) newest
                where grade is not null group by label, grade
                """) == [])
    }

    /// Everyone of a month that is open has another revision, some under another template.
    private func scoreAgain(_ database: TestDatabase) async throws {
        try await database.run(
            """
            insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, department, status,
                total, grade, coefficient, template_code, template_version)
            select period_id, employee_id, 9, 1, 31, 0, false, department, 'scored', 75, 'C', 1.0,
                case when employee_id < 'e3' then 'lead' else 'desk' end, 1
            from merit.newest_result where period_id = 1;
            insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, points, max_points)
            select period_id, employee_id, 9, 'speed', 'response', 'measured', 'scored', 4.5, 10 from merit.newest_result where period_id = 1;
            """, as: "merit_worker")
    }

    /// Functions with their texts, who may do what, tables, constraints, triggers: all as where the newest version began.
    @Test(arguments: Earlier.versions) func theSchemaIsTheOneOfANewDatabase(version: Int) async throws {
        let database = try TestDatabase.current
        try await Earlier.fill(database, version: version)
        _ = try await database.withConnection { try await Migrator().migrate($0) }
        try await SharedServer.shared.withDatabase(from: .migrated) { new in
            for query in try Self.descriptions {
                #expect(try await database.column(query) == new.column(query))
            }
        }
        try await database.withConnection(user: "merit_worker") { try await Migrator().requireUsable($0) }
    }

    private static var descriptions: [String] {
        get throws {
            let golden = try ["schema", "rights"].map {
                try String(contentsOf: Repository.file("Tests/StoreTests/Golden/\($0).sql"), encoding: .utf8)
            }
            return golden + [
                """
                select pg_get_functiondef(oid) from pg_proc
                where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and prokind = 'f' order by oid::regprocedure::text
                """,
                """
                select oid::regclass || pg_get_viewdef(oid) from pg_class
                where relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and relkind = 'v' order by 1
                """,
                """
                select format('%s %s %s', objoid::regclass, objsubid, description) from pg_description
                where classoid = 'pg_class'::regclass and objoid in (
                    select oid from pg_class where relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace))
                order by 1
                """,
            ]
        }
    }

    /// What an earlier version may not have.
    private static let emptyEarlier: Set = [
        "schema_function", "grade_count", "department_trend", "follow_up_count", "period_change", "turn",
    ]
    /// What a migration writes of itself.
    private static let records: Set = ["schema_migration", "schema_function"]

    /// Views whose meaning changed: figures of groups show no group of fewer than five, evaluations are owed of the people of any
    /// period before, and interviews that nobody held.
    private static func rulesChanged(_ version: Int) -> Set<String> {
        Set(version < 20 ? ["grade_count", "department_trend", "follow_up_count"] : []).union(
            version < 51 ? ["owed"] : [])
    }

    /// Rows by their names of which a migration says otherwise what they do.
    private static func reworded(_ relation: String, since version: Int) -> [String] {
        let since = Migration.all.first { $0.name == "unit" }?.version ?? 0
        return switch relation {
        case "setting" where version < since: ["open_next_month"]
        case "duty" where (50..<66).contains(version): ["prune_sign_in"]
        default: []
        }
    }

    private static func added(to relation: String, since version: Int) -> [String] {
        switch relation {
        case "setting":
            [
                24: ["entered_for_others"], 30: ["appeal_days"], 31: ["line_above", "own_rating_first"],
                36: ["rules_acknowledged"],
                38: ["rater_is_supervisor", "least_peers"], 42: ["words_months"], 46: ["answer_days"],
                48: ["event_months", "revision_months"],
                50: ["session_idle_minutes", "session_hours", "draft_days"],
                51: ["interview_days"], 58: ["standing_so_far"], 61: ["repair_reports"],
                54: [
                    "unknown_employee", "duplicate_id", "impossible_time", "off_scale", "unreadable", "type", "empty",
                    "gap",
                    "late_change",
                ].map { "strict_\($0)" },
            ]
            .filter { version < $0.key }.flatMap(\.value)
        case "duty":
            (version < 20 ? ["keep_figures"] : []) + (version < 37 ? ["count_owed"] : [])
                + (version < 40 ? ["seal"] : []) + (version < 42 ? ["delete_words"] : [])
                + (version < 48 ? ["delete_events", "delete_revisions"] : [])
                + (version < 50 ? ["prune_sign_in"] : []) + (version < 58 ? ["ask_standings"] : [])
        // The portal's own login.
        case "application": version >= 29 && version < 50 ? ["merit_portal"] : []
        default: []
        }
    }

    private static func given(since version: Int) -> Set<String> {
        var given: Set<String> = []
        if version < 17 { given.insert("run.findings") }
        if version < 24 { given.formUnion(["setting.least", "setting.most"]) }
        if version >= 15, version < 25 {
            given.formUnion(["schema_function.number", "schema_function.schema_version"])
        }
        if version < 30 { given.insert("appeal.kind") }
        if version >= 19, version < 27 {
            given.formUnion(
                ["name", "status", "reason", "reason_zh", "grade", "coefficient"].map { "newest_result.\($0)" })
        }
        if version < 28 { given.insert("job.asked_by") }
        if version >= 43, version < 63 { given.insert("newest_result.total_error") }
        if version >= 29, version < 45 { given.formUnion(["login.role_id", "application.role_id"]) }
        return given
    }

    /// What stands in schema merit.
    ///
    /// - Parameter columns: which columns of which relations, where not all.
    private func contents(
        of database: TestDatabase, columns given: [String: [String]]? = nil
    ) async throws -> [String: Relation] {
        try await database.withConnection { connection in
            let relations = try await connection.query(
                """
                select relname::text, relkind = 'v', array_agg(attname::text order by attnum)
                from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
                where relnamespace = 'merit'::regnamespace and relkind in ('r', 'v') group by relname, relkind
                """
            ).decode(String.self, Bool.self, [String].self)
            var contents: [String: Relation] = [:]
            for (name, isView, all) in relations where given == nil || given?[name] != nil {
                let columns = given?[name] ?? all
                let rows = try await connection.query(
                    "select to_jsonb(found)::text from (select \(columns.joined(separator: ", ")) from merit.\(name)) found"
                ).decode(String.self)
                contents[name] = Relation(isView: isView, columns: columns, rows: Set(rows))
            }
            return contents
        }
    }
}
