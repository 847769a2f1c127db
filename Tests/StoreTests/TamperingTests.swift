import Exact
import Postgres
import Store
import Support
import Testing

/// A member of `merit_hr` wants to raise a friend's pay, or to hide a trace: each act is refused, or stands in the trail under the login.
@Suite(.database(.tampered)) struct TamperingTests {
    enum Outcome: Sendable {
        /// By the server (`42501`: no right) or by a guard; nothing changed.
        case refused(String)
        /// Done, and recorded as a change of this table.
        case recorded(String)
        /// Done, and changes nothing of Merit's.
        case idle
    }

    struct Act: Sendable, CustomTestStringConvertible {
        let sql: String
        let outcome: Outcome

        init(_ sql: String, _ outcome: Outcome) { (self.sql, self.outcome) = (sql, outcome) }

        var testDescription: String { sql }

        /// Whether a right or a trigger of Merit's decides its outcome, and not the server alone.
        var restsOnAWall: Bool {
            switch outcome {
            case .refused(let sqlState): ["42501", "23514"].contains(sqlState)
            case .recorded: true
            case .idle: false
            }
        }
    }

    private static let given = "period_id, employee_id, source, rater_id, points"
    private static let better =
        "insert into merit.evaluation (\(given)) values (1, 'friend', 'supervisor', 'boss', 100)"
    private static let raise = "update merit.evaluation set points = 100 where employee_id = 'friend'"

    private static let roundabout = [
        Act("with better as (update merit.result set total = 100 returning *) select from better", .refused("42501")),
        Act("with better as (delete from merit.event returning *) \(raise)", .refused("42501")),
        Act("with better as (\(raise) returning *) select from better", .recorded("evaluation")),
        Act(
            """
            merge into merit.result r using (values ('friend')) v (id) on r.employee_id = v.id when matched then update set total = 100
            """, .refused("42501")),
        Act(
            """
            merge into merit.evaluation e using (values ('friend')) v (id) on e.employee_id = v.id when matched then update set points = 100
            """, .recorded("evaluation")),
        Act(
            "merge into merit.evaluation e using (values ('friend')) v (id) on e.employee_id = v.id when matched then delete",
            .recorded("evaluation")),
        Act(
            "\(better) on conflict (period_id, employee_id, source, rater_id, indicator) do update set points = excluded.points",
            .recorded("evaluation")),
        Act(
            "\(better) on conflict (period_id, employee_id, source, rater_id, indicator) do update set problem = null",
            .refused("42501")),
        Act(
            "insert into merit.evaluation (evaluation_id, \(given)) overriding system value values (0, 1, 'x', 'peer', 'y', 100)",
            .refused("42501")),
        Act("copy merit.evaluation (\(given)) from '/etc/passwd'", .refused("42501")),
        Act("copy merit.evaluation (\(given)) from program 'id'", .refused("42501")),
        Act("do $$ begin \(raise); exception when others then null; end $$", .recorded("evaluation")),
        Act("begin; savepoint a; \(raise); release savepoint a; commit", .recorded("evaluation")),
        Act("begin; \(raise); rollback", .idle),
        Act(
            "begin; set constraints all deferred; \(raise); set constraints all immediate; commit",
            .recorded("evaluation")),
        Act("begin; \(raise); prepare transaction 'kept'", .refused("55000")),
    ]

    private static let shadows = [
        Act("create temporary table come (like merit.evaluation); \(raise)", .recorded("evaluation")),
        Act(
            "create temporary table gone (like merit.evaluation); delete from merit.evaluation", .recorded("evaluation")
        ),
        Act("create temporary table event (like merit.event); \(raise)", .recorded("evaluation")),
        Act(
            """
            create function pg_temp.to_jsonb(merit.evaluation) returns jsonb language sql return '{}'::jsonb; set search_path = pg_temp, pg_catalog;
            \(raise)
            """, .recorded("evaluation")),
        Act(
            """
            create function pg_temp.never(bigint, bigint) returns boolean language sql return false;
            create operator pg_temp.= (leftarg = bigint, rightarg = bigint, function = pg_temp.never);
            set search_path = pg_temp, pg_catalog; \(raise)
            """, .recorded("evaluation")),
        Act(
            "set standard_conforming_strings = off; set transform_null_equals = on; set array_nulls = off; \(raise)",
            .recorded("evaluation")),
        Act("set default_transaction_isolation = 'serializable'; begin; \(raise); commit", .recorded("evaluation")),
        Act("create table public.mine (like merit.evaluation)", .refused("42501")),
        Act("create temporary table mine () inherits (merit.result)", .refused("42501")),
        Act(
            "create temporary table mine (like merit.result); alter table mine inherit merit.result", .refused("42501")),
        Act("alter table merit.result attach partition pg_temp.mine default", .refused("42501")),
        Act(
            """
            create temporary table mine (k text);
            create trigger t after insert on mine referencing new table as come for each statement execute function merit.record_event('k')
            """, .refused("42501")),
        Act(
            "create temporary table mine (k text); create trigger t after insert on mine for each row execute function merit.note_appeal()",
            .refused("42501")),
        Act("grant update on merit.result to merit_hr with grant option", .idle),
        Act("create temporary table mine (p bigint references merit.appraisal_period)", .refused("42P16")),
    ]

    private static let walls =
        [
            "set session_replication_role = replica", "alter table merit.evaluation disable trigger user",
            "drop trigger record_update on merit.evaluation",
            "create trigger t before update on merit.result for each row execute function merit.guard_evaluation()",
            "create rule r as on insert to merit.event do instead nothing", "create index on merit.event (who)",
            "create policy p on merit.result using (false)", "comment on table merit.result is 'mine'",
            "create or replace function merit.record_event() returns trigger language plpgsql as 'begin return null; end'",
            "alter function merit.record_event() set search_path = pg_temp",
            "drop function merit.record_event() cascade",
            "alter table merit.result owner to current_user", "alter table merit.result add column mine integer",
            "truncate merit.evaluation",
            "truncate merit.event", "begin; lock table merit.event in access exclusive mode",
            "set role merit_owner", "set role merit_worker", "set session authorization merit_owner",
            "alter role merit_worker nologin", "alter role merit_hr superuser", "alter system set fsync = off",
            "select set_config('session_replication_role', 'replica', false)", "set log_statement = 'none'",
            "select pg_read_file('/etc/passwd')",
            "select setval('merit.event_event_id_seq', 1)", "select nextval('merit.lease_token')",
            "insert into merit.unseen (period_id, employee_ids) values (1, '{friend}')",
            "insert into merit.newest_result select * from merit.newest_result",
            "update merit.newest_result set rank_in_department = 1", "update merit.setting set value = '0'",
            "delete from merit.appraisal_period", "delete from merit.outcome",
            "update merit.evaluation set evaluation_id = default", "update merit.evaluation set period_id = 1",
            "update merit.evaluation set entered_by = 'boss'", "update merit.appeal set submitted_by = 'boss'",
            "insert into merit.event (table_name, key, action) values ('evaluation', '1', 'delete')",
            "update merit.event set who = 'boss'", "delete from merit.event",
            "insert into merit.evaluation (\(given), entered_by) values (1, 'friend', 'peer', 'boss', 100, 'boss')",
        ].map { Act($0, .refused("42501")) }

    private static let names = [
        Act(
            "insert into merit.evaluation (\(given)) values (1, 'friend', 'peer', 'boss', 100)", .recorded("evaluation")
        ),
        Act("insert into merit.evaluation (\(given)) values (1, 'friend', 'self', 'boss', 100)", .refused("23514")),
        Act(
            "insert into merit.evaluation (\(given)) values (1, 'friend', 'supervisor', 'friend', 100)",
            .refused("23514")),
        Act("update merit.evaluation set rater_id = 'somebody', submitted_at = '2020-10-01'", .recorded("evaluation")),
        Act("update merit.evaluation set employee_id = 'friend' where employee_id = 'other'", .recorded("evaluation")),
        Act(
            "insert into merit.appeal (period_id, employee_id, reason, submitted_by) values (1, 'friend', 'x', 'friend')",
            .recorded("appeal")),
        Act("update merit.outcome set status = 'declined', decision = 'no', decided_by = 'boss'", .recorded("outcome")),
        Act(
            "update merit.improvement_task set status = 'cancelled', cancelled_by = 'boss'",
            .recorded("improvement_task")),
        Act(
            "insert into merit.template (document, created_by) values ('{\"template\": \"t\", \"version\": 1}', 'boss')",
            .recorded("template")),
        Act("update merit.appraisal_period set label = 'mine', status_reason = 'x'", .recorded("appraisal_period")),
        Act("set application_name = 'merit worker'; \(raise)", .recorded("evaluation")),
        Act("set role merit_hr; \(raise)", .recorded("evaluation")),
    ]

    private static let acts = roundabout + shadows + walls + names

    @Test(arguments: acts)
    func itIsRefusedOrRecorded(act: Act) async throws {
        let database = try TestDatabase.current
        try await asMember { login in
            let before = try await state()
            let refusal = try await refusal(of: act.sql, as: login)
            let after = try await state()
            let changed = Set(after.filter { before[$0.key] != $0.value }.keys)
            let told = try await database.column(
                "select distinct who || ' ' || table_name from merit.event where event_id > \(before["events"] ?? "0")")
            switch act.outcome {
            case .refused(let sqlState):
                #expect(refusal == sqlState)
                #expect(changed == [] && told == [])
            case .idle:
                #expect(refusal == nil)
                #expect(changed == [] && told == [])
            case .recorded(let table):
                #expect(refusal == nil)
                #expect(changed.subtracting(["events"]) == [table])
                #expect(told == ["\(login) \(table)"])
            }
        }
    }

    /// An act that would be refused anyhow, or recorded anyhow, would show nothing: with all rights, and without triggers, each comes out
    /// otherwise.
    @Test(arguments: acts.filter(\.restsOnAWall)) func withoutItsWallItComesOutOtherwise(act: Act) async throws {
        let database = try TestDatabase.current
        try await asMember { login in
            let last = try await database.value("select max(event_id) from merit.event") ?? "0"
            switch act.outcome {
            case .refused("42501"):
                try await database.run("alter role \(login) superuser")
                // Some would bind the whole server.
                #expect(try await refusal(of: "begin; \(act.sql); rollback", as: login) != "42501")
            case .refused:
                try await database.run("alter table merit.evaluation disable trigger user")
                #expect(try await refusal(of: act.sql, as: login) == nil)
            case .recorded(let table):
                let recording = try await database.column(
                    "select tgname::text from pg_trigger where tgrelid = 'merit.\(table)'::regclass and tgname like 'record%'"
                )
                for trigger in recording.compactMap({ $0 }) {
                    try await database.run("alter table merit.\(table) disable trigger \(trigger)")
                }
                #expect(try await refusal(of: act.sql, as: login) == nil)
                #expect(try await database.value("select count(*) from merit.event where event_id > \(last)") == "0")
            case .idle: break
            }
        }
    }

    @Test func rowsThatAreCopiedInAreRecordedToo() async throws {
        let database = try TestDatabase.current
        try await asMember { login in
            try await database.withConnection(user: login) { connection in
                _ = try await connection.copyIn("copy merit.evaluation (\(Self.given)) from stdin (format binary)") {
                    writer in
                    try writer.startRow(columns: 5)
                    writer.write(Int64(1))
                    for text in ["friend", "peer", "boss"] { writer.write(text) }
                    writer.write(BigDecimal(100))
                }
            }
            let told = try await database.column(
                "select concat_ws(' ', who, table_name, action, after ->> 'entered_by') from merit.event order by event_id desc limit 1"
            )
            #expect(told == ["\(login) evaluation insert \(login)"])
        }
    }

    /// A login of somebody's own, which is a member of `merit_hr`, for the time of `body`.
    private func asMember(_ body: (String) async throws -> Void) async throws {
        let database = try TestDatabase.current
        let login = "member_\(database.name)"
        try await database.run("create role \(login) login in role merit_hr")
        try await body(login)
        try await database.withConnection { connection in
            try await connection.waitForTheEnd(of: login)
            try await connection.script("drop role \(login)")
        }
    }

    private func refusal(of sql: String, as login: String) async throws -> String? {
        do {
            try await TestDatabase.current.run(sql, as: login)
            return nil
        } catch let error as PostgresError where error.code == .server {
            return error.sqlState
        }
    }

    /// What stands in each table that decides or records something, as a digest; and the number of the last event.
    private func state() async throws -> [String: String] {
        let tables = [
            "result", "indicator_score", "newest_result", "run", "evaluation", "appeal", "appraisal_period", "template",
            "outcome",
            "improvement_task", "interview", "setting", "period_template",
        ]
        let query =
            tables.map {
                "select '\($0)' || ' ' || md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) from merit.\($0) t"
            }
            .joined(separator: " union all ")
            + " union all select 'events ' || coalesce(max(event_id), 0) from merit.event"
        let lines = try await TestDatabase.current.column(query).compactMap {
            $0?.split(separator: " ").map(String.init)
        }
        return Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
    }
}

extension DatabaseTemplate {
    /// A period that was scored, with results of a friend and somebody else, what they lead to, and evaluations.
    fileprivate static let tampered = DatabaseTemplate("tampered") { configuration in
        try await configuration.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.script(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('2020-10', '2020-10-01', '2020-10-31', 'UTC');
                insert into merit.evaluation (period_id, employee_id, source, rater_id, points)
                values (1, 'friend', 'supervisor', 'boss', 40), (1, 'other', 'supervisor', 'chief', 60);
                insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff,
                    started_at, people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
                values (1, 1, 'full', 1, 1, 1, 'test', '{a@1}', now(), now(), 1, 1, 0, 0, 1, 1, 0, '{}', '{}');
                insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, status, reason, near_cut)
                values (1, 'friend', 1, 1, 1, 0, 'incomplete', 'too little', false), (1, 'other', 1, 1, 1, 0, 'incomplete', 'too little', false);
                insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh) values (1, 'friend', 1, 'warning', '', '');
                insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason,
                    reason_zh, target_band, points_now, points_at_target, due_on)
                values (1, 'friend', 'i', 1, 1, '', '', '', '', 'b', 1, 2, '2020-11-30');
                """)
        }
    }
}
