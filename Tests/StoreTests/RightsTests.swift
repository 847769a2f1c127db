import Postgres
import Store
import Support
import Testing

/// Who may do what; `42501` is PostgreSQL's "insufficient privilege", `55000` the refusal of a trigger that binds everybody.
@Suite(.database(.rights)) struct RightsTests {
    struct Right {
        let statement: String
        /// Nil where the statement is allowed.
        let sqlState: String?
    }

    private static func rights(_ sqlState: String?, _ statements: [String]) -> [Right] {
        statements.map { Right(statement: $0, sqlState: sqlState) }
    }

    static let worker =
        rights(
            nil,
            [
                "select from merit.template", "select from merit.appraisal_period", "select from merit.evaluation",
                "select from merit.setting", "select from merit.schema_migration",
                "update merit.template set document = '{}', status = 'checked' where status = 'draft'",
                "update merit.template set status = 'rejected', problems = '{bad}' where status = 'draft'",
                "update merit.appraisal_period set revision = 1, scored_at = now(), take_newest = false",
                "update merit.evaluation set problem = 'out of range'",
                "delete from merit.period_template", "delete from merit.unseen",
                "update merit.appeal set problem = 'out of range'",
                "insert into merit.period_template values (1, 1)",
                "insert into merit.peer_mean values (1, 'a', 'i', 1, 1)",
                "insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh) values (1, 'f', 1, 'warning', '', '')",
                "update merit.outcome set status = 'withdrawn', unsupported_since = 2",
                "update merit.improvement_task set value = 1, status = 'missed', judged_in = 1",
                "insert into merit.customer_comment (period_id, employee_id, relation, score, comment, responded_at) values (1, 'e', 'r', 1, 'c', '')",
                "delete from merit.customer_comment", "select from merit.training_course", "select from merit.event",
                "insert into merit.template (document) values ('{\"template\": \"n\", \"version\": 1}')",
                "update merit.quarter_review set results = 1, remarks = '[]'",
                "insert into merit.quarter_figure (review_id, measure, value) values (1, 'nps', 40)",
                "select from merit.benchmark, merit.target, merit.target_progress, merit.decision_effect",
                "select merit.take_turn('periods: month'), merit.take_turn_of_period(1)",
                """
                insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, status, reason, near_cut)
                values (1, 'e', 9, 1, 1, 0, 'incomplete', 'too little', false)
                """,
                """
                insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, max_points)
                values (1, 'e', 9, 'd', 'i', 'measured', 'no_data', 10)
                """,
            ])
        + rights(
            "42501",
            [
                "insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('x', '2020-01-01', '2020-01-31', 'UTC')",
                "update merit.appraisal_period set status = 'scored'",
                "update merit.appraisal_period set problem = null",
                "insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'e', 'self', 1)",
                "update merit.evaluation set points = 100",
                "delete from merit.evaluation",
                "insert into merit.appeal (period_id, employee_id, reason) values (1, 'e', 'x')",
                "update merit.appeal set status = 'rejected', decision = 'x'", "delete from merit.appeal",
                "insert into merit.unseen (period_id, employee_ids) values (1, '{e}')",
                "update merit.template set status = 'published' where status = 'checked'",
                "update merit.template set status = 'retired' where status = 'published'",
                "delete from merit.template",
                "insert into merit.quarter_review (quarter) values ('2020-10-01')",
                "update merit.quarter_review set status = 'reviewed'", "delete from merit.quarter_review",
                "update merit.indicator_review set status = 'accepted'", "delete from merit.indicator_review",
                "update merit.complaint_theme set status = 'accepted'",
                "insert into merit.target (measure, value, due_on) values ('nps', 50, '2027-01-01')",
                "insert into merit.benchmark (indicator, industry, value, better, source, year) values ('i', 'x', 1, 'lower', 's', 2020)",
                "update merit.result set total = 100", "delete from merit.result", "truncate merit.result",
                "update merit.indicator_score set points = 10", "delete from merit.indicator_score",
                "update merit.run set scored = 0", "delete from merit.run",
                "insert into merit.job (kind, subject_id, max_attempts) values ('score_period', 1, 5)",
                "delete from merit.job",
                "select merit.ask('score_period', 1, now())",
                "update merit.setting set value = '0'",
                "update merit.outcome set status = 'accepted'", "update merit.outcome set decision = 'x'",
                "update merit.outcome set kind = 'warning'", "delete from merit.outcome",
                "delete from merit.improvement_task", "delete from merit.interview",
                "insert into merit.interview (period_id, employee_id, held_at, held_by) values (1, 'e', now(), 'w')",
                "insert into merit.training_course (code, indicator, title) values ('c', 'i', 't')",
                "insert into merit.event (table_name, key, action) values ('setting', 'x', 'insert')",
                "update merit.event set who = 'x'", "delete from merit.event", "truncate merit.event",
                "delete from merit.schema_migration",
                "create table merit.mine ()",
            ])

    static let hr =
        rights(
            nil,
            [
                "insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('x', '2020-01-01', '2020-01-31', 'UTC')",
                "update merit.appraisal_period set status = 'pending'",
                "update merit.appraisal_period set label = 'October', take_newest = true",
                "insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'f', 'self', 1)",
                "update merit.evaluation set points = 90, comment = 'better'",
                "delete from merit.evaluation",
                "insert into merit.appeal (period_id, employee_id, reason) values (1, 'e', 'x')",
                "insert into merit.template (document) values ('{\"template\": \"c\", \"version\": 1}')",
                "update merit.template set status = 'published', published_by = 'Wang' where status = 'checked'",
                "update merit.template set status = 'retired' where status = 'published'",
                "delete from merit.template where status = 'checked'",
                "update merit.outcome set status = 'accepted', decided_by = 'Wang'",
                "update merit.improvement_task set note = 'n', advice = 'a', proposal = 'p', training = 't', owner_id = 'w', due_on = now()",
                "update merit.improvement_task set status = 'cancelled', cancelled_by = 'Wang'",
                "insert into merit.interview (period_id, employee_id, held_at, held_by) values (1, 'e', now(), 'w')",
                "update merit.interview set said = 's', acknowledged_at = now()", "delete from merit.interview",
                "insert into merit.training_course (code, indicator, title) values ('c', 'i', 't')",
                "select from merit.event", "select from merit.customer_comment",
                "select from merit.current_result", "select from merit.current_indicator_score",
                "select from merit.run",
                "select from merit.job", "select from merit.worker", "select from merit.setting",
                "insert into merit.quarter_review (quarter) values ('2020-10-01')",
                "select merit.take_turn('template'), merit.take_turn('quarter_review')",
                "insert into merit.target (measure, value, due_on) values ('nps', 50, '2027-01-01')",
                "insert into merit.benchmark (indicator, industry, value, better, source, year) values ('i', 'x', 1, 'lower', 's', 2020)",
                "update merit.benchmark set active = false", "delete from merit.benchmark",
                "select from merit.indicator_review, merit.rater_review, merit.complaint_theme, merit.quarter_figure, merit.current_review",
            ])
        + rights(
            "42501",
            [
                "update merit.appraisal_period set revision = 7",
                "update merit.appraisal_period set scored_at = now()",
                "update merit.appraisal_period set problem = null",
                "update merit.appraisal_period set requested_by = 'somebody else'",
                "delete from merit.appraisal_period",
                "insert into merit.period_template values (1, 1)",
                "update merit.evaluation set problem = null",
                "update merit.evaluation set period_id = 2",
                "update merit.template set published_at = now()",
                "update merit.template set version = 2",
                "insert into merit.job (kind, subject_id, max_attempts) values ('score_period', 1, 5)",
                "update merit.job set state = 'cancelled'", "delete from merit.job",
                "select merit.claim(1, '{score_period}', 1)", "select merit.sweep()",
                "select merit.take_turn('periods: month')", "select merit.take_turn('my own')",
                "select merit.take_turn_of_period(1)",
                "select merit.ask('score_period', 1, now())",
                "insert into merit.result (period_id) values (1)", "update merit.result set total = 100",
                "update merit.newest_result set rank_in_department = 1", "delete from merit.period_change",
                "delete from merit.result", "truncate merit.result",
                "insert into merit.indicator_score (period_id) values (1)", "delete from merit.indicator_score",
                "insert into merit.run (period_id) values (1)", "delete from merit.run",
                "insert into merit.worker_session (host) values ('here')",
                "update merit.setting set value = '0'",
                "insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh) values (1, 'f', 1, 'warning', '', '')",
                "update merit.outcome set reason = 'x'", "update merit.outcome set decided_at = now()",
                "delete from merit.outcome",
                "update merit.improvement_task set target = 1", "update merit.improvement_task set status_reason = 'x'",
                "delete from merit.improvement_task",
                "update merit.interview set recorded_by = 'somebody else'",
                "update merit.quarter_review set results = 9", "delete from merit.quarter_review",
                "insert into merit.quarter_review (quarter, status) values ('2020-10-01', 'reviewed')",
                "update merit.indicator_review set mean = 1",
                "insert into merit.indicator_review (review_id) values (1)",
                "insert into merit.quarter_figure (review_id, measure, value) values (1, 'nps', 40)",
                "update merit.quarter_figure set value = 1", "delete from merit.rater_review",
                "update merit.target set measure = 'x'", "delete from merit.target",
                "insert into merit.customer_comment (period_id) values (1)", "delete from merit.customer_comment",
                "insert into merit.event (table_name, key, action) values ('setting', 'x', 'insert')",
                "update merit.event set who = 'x'", "delete from merit.event", "truncate merit.event",
                "create table merit.mine ()",
            ])

    static let everybody =
        ["run", "peer_mean", "result", "indicator_score"].flatMap { table in
            rights(
                "55000",
                [
                    "update merit.\(table) set period_id = period_id", "delete from merit.\(table)",
                    "truncate merit.\(table) cascade",
                ]
                .map { table == "peer_mean" ? $0.replacing("period_id", with: "run_id") : $0 })
        }
        + rights(
            "55000",
            [
                "update merit.peer_spread set low = 0", "delete from merit.peer_spread",
                "truncate merit.peer_spread",
                "truncate merit.template cascade", "truncate merit.appraisal_period cascade",
                "truncate merit.evaluation",
                "truncate merit.appeal cascade", "truncate merit.unseen", "truncate merit.outcome cascade",
                "truncate merit.calibration cascade", "truncate merit.calibration_answer",
                "truncate merit.delivery", "truncate merit.opinion", "truncate merit.rule_notice",
                "truncate merit.seal cascade",
                "truncate merit.training_record", "truncate merit.payroll_batch cascade", "truncate merit.hold",
                "truncate merit.improvement_task cascade", "truncate merit.interview",
                "truncate merit.quarter_review cascade", "truncate merit.indicator_review cascade",
                "truncate merit.complaint_theme", "truncate merit.rater_review", "truncate merit.quarter_figure",
                "truncate merit.target cascade", "truncate merit.benchmark", "update merit.rater_review set mean = 1",
                "update merit.quarter_figure set value = 1", "delete from merit.quarter_figure",
                "update merit.event set who = who", "delete from merit.event", "truncate merit.event",
                "insert into merit.event (table_name, key, action) values ('setting', 'x', 'insert')",
            ])

    static let dashboard =
        rights(
            nil,
            [
                "select * from merit.grade_count", "select * from merit.department_trend",
                "select * from merit.follow_up_count",
            ])
        + rights(
            "42501",
            [
                "select from merit.result", "select from merit.current_result", "select from merit.evaluation",
                "select from merit.newest_result", "select from merit.grade_now", "select from merit.department_figure",
                "select merit.keep_figures()",
                "select from merit.improvement_task", "select from merit.event", "select from merit.job",
                "insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('x', '2020-01-01', '2020-01-31', 'UTC')",
            ])

    @Test(arguments: [
        ("merit_worker", worker), ("merit_hr", hr), ("merit_dashboard", dashboard), (nil, everybody),
    ])
    func everyRoleDoesItsPartAndNoMore(role: String?, rights: [Right]) async throws {
        for (right, outcome) in zip(rights, try await outcomes(of: rights, as: role)) {
            #expect(outcome == right.sqlState, "\(right.statement)")
        }
    }

    /// A statement that nobody could run would show nothing: with all rights, and without triggers, none is refused for these.
    @Test(arguments: [(worker, true), (hr, true), (dashboard, true), (everybody, false)])
    func withoutItsWallNothingIsRefused(rights: [Right], hasTriggers: Bool) async throws {
        let database = try TestDatabase.current
        if !hasTriggers {
            for table in try await database.column("select tablename::text from pg_tables where schemaname = 'merit'") {
                try await database.run("alter table merit.\(table ?? "") disable trigger user")
            }
        }
        let refused = rights.filter { $0.sqlState != nil }
        for (right, outcome) in zip(refused, try await outcomes(of: refused, as: nil)) {
            #expect(outcome != right.sqlState, "\(right.statement)")
        }
    }

    /// Each on its own; nil where it is done.
    private func outcomes(of rights: [Right], as role: String?) async throws -> [String?] {
        try await TestDatabase.current.withConnection(user: role) { connection in
            var outcomes: [String?] = []
            for right in rights {
                try await connection.script("begin")
                do {
                    try await connection.script(right.statement)
                    outcomes.append(nil)
                } catch let error as PostgresError where error.code == .server {
                    outcomes.append(error.sqlState)
                }
                try await connection.script("rollback")
            }
            return outcomes
        }
    }
}

extension DatabaseTemplate {
    /// Something of everything: a template in each state that matters, a period, an evaluation, a run.
    static let rights = DatabaseTemplate("rights") { configuration in
        try await configuration.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.script(
                """
                insert into merit.template (code, version, document) values ('a', 1, '{}'), ('b', 1, '{}'), ('d', 1, '{}');
                update merit.template set status = 'checked' where code in ('a', 'b');
                update merit.template set status = 'published' where code = 'a';
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                values ('2020-10', '2020-10-01', '2020-10-31', 'UTC');
                delete from merit.period_template;
                insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'e', 'self', 80);
                insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff,
                    started_at, people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
                values (1, 1, 'full', 1, 1, 1, 'test', '{a@1}', now(), now(), 1, 1, 0, 0, 1, 1, 0, '{}', '{}');
                insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, status, reason, near_cut)
                values (1, 'e', 1, 1, 1, 0, 'incomplete', 'too little', false);
                insert into merit.quarter_review (quarter) values ('2020-10-01');
                insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh) values (1, 'e', 1, 'warning', '', '');
                insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason,
                    reason_zh, target_band, points_now, points_at_target, due_on)
                values (1, 'e', 'i', 1, 1, '', '', '', '', 'b', 1, 2, '2020-11-30');
                insert into merit.interview (period_id, employee_id, held_at, held_by) values (1, 'e', now(), 'w')
                """)
        }
    }
}
