import Foundation
import Postgres
import Support
import Testing

/// A function with its owner's rights is called by somebody who has put other objects before the server's own, everywhere that they may:
/// none of them runs with these rights.
@Suite(.database(.definers), .timeLimit(.minutes(20))) struct DefinerTests {
    private static let roles = [
        "merit_worker", "merit_hr", "merit_dashboard", "merit_reader", "merit_person", "merit_portal", "merit_owner",
    ]

    @Test(arguments: roles) func nothingOfTheCallersRunsWithTheOwnersRights(role: String) async throws {
        try await asMember(of: role) { caller, attempts in
            for attempt in attempts {
                let springs = try await caller.springs(attempt)
                #expect(!springs, "\(attempt)")
            }
        }
    }

    /// The same attempts with one function at a time looking names up where its caller says: each is reached, and told.
    @Test func whatIsPlantedSpringsWhereNamesAreLookedUp() async throws {
        let database = try TestDatabase.current
        try await database.run("alter database \(database.name) set track_functions = 'all'")
        let functions = try await database.column(
            """
            select oid::regproc::text from pg_proc
            where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and prosecdef and prosqlbody is null order by 1
            """
        ).compactMap { $0 }
        var unsprung = functions
        // Most are reached by what names them; only for the others is everything tried, in every role.
        for byName in [true, false] {
            for role in Self.roles {
                let sprung = try await sprung(of: unsprung, as: role, byName: byName)
                unsprung.removeAll(where: sprung.contains)
            }
        }
        // These name nothing that something planted can stand in for, are refused before it is called or cannot be planned with it, or have
        // nothing to compare.
        let unmoved: Set = [
            "merit.add_peers", "merit.deliver", "merit.give_time", "merit.keep_draft", "merit.note_appeal",
            "merit.note_change", "merit.note_changed_evaluations", "merit.note_given_evaluations",
            "merit.note_unsealed", "merit.record_answer", "merit_api.calibration_alignments",
            "merit_api.calibration_answers", "merit_api.data_findings", "merit_api.department_trends",
            "merit_api.grade_counts", "merit_api.job_counts", "merit_api.jobs", "merit_api.open_own_month",
            "merit_api.periods",
            "merit_api.picked_rows", "merit_api.quarter_complaints", "merit_api.quarter_findings", "merit_api.rules",
            "merit_api.whoami",
            "merit_api.workers",
        ]
        #expect(Set(unsprung) == unmoved)
        let called = try await database.column(
            "select schemaname || '.' || funcname from pg_stat_user_functions where schemaname in ('merit', 'merit_api')"
        )
        #expect(functions.filter { !called.contains($0) } == [], "nothing is tried that calls these")
    }

    /// Those of some functions that something planted runs in, where one at a time looks names up as its caller says.
    private func sprung(of functions: [String], as role: String, byName: Bool) async throws -> [String] {
        let database = try TestDatabase.current
        return try await asMember(of: role) { caller, attempts in
            var sprung: [String] = []
            for function in functions {
                try await database.run("alter function \(function) reset search_path")
                let tried = byName ? attempts.filter { $0.contains("\(function)(") } : attempts
                if try await caller.springs(anyOf: tried) { sprung.append(function) }
                try await database.run("alter function \(function) set search_path = pg_catalog, pg_temp")
            }
            return sprung
        }
    }

    /// A login of somebody's own that is a member of `role`, on a session where names lead to what it has planted; with what it tries.
    private func asMember<Value>(
        of role: String, _ body: (HostileSession, [String]) async throws -> Value
    ) async throws -> Value {
        let database = try TestDatabase.current
        let login = "\(role)_\(database.name)"
        try await database.run("create role \(login) login in role \(role)")
        try await database.run(
            "insert into merit.login (role_name, employee_id) values ('\(login)', '\(role == "merit_person" ? "e" : "boss")')"
        )
        // What the test itself asks is not to be caught.
        try await database.run(
            "alter role current_user in database \(database.name) set search_path = pg_catalog, pg_temp")
        let attempts = try await direct(as: login) + Self.throughTables(role)
        #expect(!attempts.contains { $0.contains("no sample") }, "a type of an argument has no sample")
        let value = try await database.withConnection(user: login) { connection in
            try await connection.script("select public.plant('pg_temp')")
            // A loop whose conditions were planted may never end.
            try await connection.script(
                "set statement_timeout = '1s'; set search_path = pg_temp, hostile, public, pg_catalog")
            let value = try await body(HostileSession(connection: connection), attempts)
            try await connection.script("select pg_catalog.pg_stat_force_next_flush()")
            return value
        }
        try await database.withConnection { connection in
            try await connection.waitForTheEnd(of: login)
            try await connection.script(
                "delete from merit.login where role_name = '\(login)'; drop owned by \(login); drop role \(login)")
        }
        return value
    }

    /// Calls of each function that the login may call, with arguments of fitting types.
    private func direct(as login: String) async throws -> [String] {
        try await TestDatabase.current.column(
            """
            with sample (type, value) as (values
                ('text', 'template'), ('text', '*'), ('bigint', '1'), ('bigint', '2'), ('integer', '1'), ('smallint', '1'),
                ('boolean', 'true'), ('boolean', 'false'), ('numeric', '1'), ('date', '2020-10-01'), ('jsonb', '{"a": null}'),
                ('timestamp with time zone', '2020-10-01'), ('text[]', '{score_period,check_template}'), ('bigint[]', '{1,2}'),
                ('boolean[]', '{true,false}'), ('bytea', '\\x\(zeros)'), ('interval', '1 day'), ('merit.backend', '(1,2020-10-01)'))
            select format('select %s(%s)', p.oid::regproc, string_agg(
                coalesce((
                    select format('%L::%s', case round when 0 then min(value) else max(value) end,
                        case when type like 'merit.%' then type else 'pg_catalog.' || case type
                            when 'timestamp with time zone' then 'timestamptz' when 'bigint' then 'int8' when 'integer' then 'int4'
                            when 'smallint' then 'int2' when 'boolean' then 'bool' when 'bigint[]' then 'int8[]'
                            when 'boolean[]' then 'bool[]' else type end end)
                    from sample where type = format_type(given.type, null) group by type
                ), 'no sample'), ', ' order by given.place) filter (where given.type is not null))
            from pg_proc p cross join generate_series(0, 1) round
                left join lateral unnest(p.proargtypes) with ordinality given (type, place) on true
            where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and prosecdef and prorettype <> 'trigger'::regtype
                and has_function_privilege('\(login)', p.oid, 'execute')
            group by p.oid, round
            order by 1
            """
        ).compactMap { $0 }
    }

    /// What the role may do to tables, so that triggers call the others.
    private static func throughTables(_ role: String) -> [String] {
        let allowed: [String: [RightsTests.Right]] = [
            "merit_worker": RightsTests.worker, "merit_hr": RightsTests.hr, "merit_dashboard": RightsTests.dashboard,
        ]
        return (allowed[role] ?? []).filter { $0.sqlState == nil }.map(\.statement) + (further[role] ?? [])
    }

    private static let further = [
        "merit_hr": [
            "update merit.appraisal_period set score_after = pg_catalog.now() operator(pg_catalog.+) interval '1 day'",
            "update merit.appraisal_period set status = 'cancelled'",
            "update merit.appraisal_period set time_zone = 'Asia/Tokyo' where revision operator(pg_catalog.=) 0",
            "update merit.appeal set status = 'upheld', decision = 'x', decided_by = 'boss' where indicator is null",
            "update merit.outcome set status = 'accepted'",
            "insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'f', 'peer', 1)",
        ],
        "merit_person": [
            "result", "indicator_score", "evaluation", "task", "interview", "outcome", "appeal", "delivery", "pay",
            "period",
            "grade_count", "department_trend", "me", "opinion", "rule", "owed",
            "training", "sureness", "value_sureness", "standing_so_far", "calibration", "calibration_answer",
            "calibration_alignment",
            "calibration_candidate",
        ].map { "select * from merit_api.\($0)" } + [
            "select merit_api.evaluate('2020-10', 'e', 'i', 1)", "select merit_api.see('2020-10')",
            "select merit_api.confirm('2020-10')", "select merit_api.object('2020-10', 'x')",
            "select merit_api.appeal('2020-10', 'x')", "select merit_api.withdraw_appeal(1)",
            "select merit_api.decide_appeal(2, 'rejected', 'x')", "select merit_api.decide_outcome(2, 'declined', 'x')",
            "select merit_api.say_of_outcome(2, 'x')", "select merit_api.say_of_appeal(2, 'x')",
            "select merit_api.propose(1, 'x')", "select merit_api.advise(2, 'x')", "select merit_api.acknowledge(1)",
            "select merit_api.acknowledge_rules('a', 1)", "select merit_api.acknowledge_training(1)",
            "select merit_api.deliver('2020-10', pg_catalog.now() operator(pg_catalog.+) interval '1 day')",
            "select merit_api.give_time('2020-10', pg_catalog.now() operator(pg_catalog.+) interval '9 days')",
            "select merit_api.open_calibration('2020-10', '{f}', '{e,g}', pg_catalog.now() operator(pg_catalog.+) interval '1 day', 'x')",
            "select merit_api.rate_again(1, 'f', 'i', 5)", "select merit_api.agree(2, 'f', 'i', 5, 'x')",
            "select merit_api.record_interview('2020-10', 'f', 'x')", "select merit_api.agrees(1, 'f')",
            "select merit_api.record_training('2020-10', 'f', 'x', '2020-11-03', '2020-11-04', 8, 'x')",
            "select merit_api.own_rules()", "select merit_api.team_of('2020-10')",
            "select merit_api.period_desk('2020-10')",
            "select merit_api.ask_period('2020-12', '2020-12-01', '2020-12-31', 'UTC')",
            "select merit_api.set_period('2020-11', 'pending')", "select merit_api.owed_of('2020-10')",
            "select merit_api.evidence_of(1)", "select merit_api.data_findings('2020-10')",
            "select merit_api.odd_rows('2020-10')", "select merit_api.jobs()", "select merit_api.jobs(1)",
            "select merit_api.job_counts()", "select merit_api.workers()", "select merit_api.queue_acts()",
            "select merit_api.queue_acts(1)", "select merit_api.run_queue('pause', 'x', '*')",
            "select merit_api.run_queue('cancel', 'x', null, 1)", "select merit_api.make_payroll('2020-10')",
            "select merit_api.payroll_batches()", "select merit_api.payroll_rows(1)",
            "select merit_api.templates()", "select merit_api.templates('a', 1)",
            "select merit_api.trial_people('2020-10', 'a')", "select merit_api.trial_ground('2020-10', 'a')",
            """
            select merit_api.draft_template('a', 1, (select seen from merit_api.templates('a', 1)), '{"template": "a", "version": 1}')
            """,
            "select merit_api.drop_template('d', 1, (select seen from merit_api.templates('d', 1)))",
            """
            select merit_api.publish_template('b', 1, (select seen from merit_api.templates('b', 1)), '2020-09-01', 'x')
            """,
            "select merit_api.report_repair('T-1', 1, true, 0, false, 'x', 'y')", "select merit_api.repair_reports()",
            "select merit_api.takes_repairs()", "select merit_api.ask_rows('2020-10', 'e', 'i')",
            "select merit_api.rows_behind('2020-10')", "select merit_api.pick_rows(1, '{T-1}')",
            "select merit_api.picked_rows()", "select merit_api.job_attempts(1)",
            "select merit_api.decide_finding(1, 'declined', 'x')", "select merit_api.decide_theme(1, 'declined', 'x')",
            "select merit_api.record_reminders('2020-10', '{f}')",
            "select merit_api.peer_spreads('2020-10')", "select merit_api.dimensions('2020-10')",
            "select merit_api.open_own_month('2020-10')",
        ],
        "merit_worker": [
            """
            insert into merit.confidence (period_id, employee_id, revision, total_error, total_low, total_high, grade_chance,
                measured_percent, known_percent)
            values (1, 'e', 2, 1, 68, 72, '{"C": 100}', 100, 100)
            """,
            "update merit.job set state = 'running', lease_token = 1 where state operator(pg_catalog.=) 'available'",
        ],
    ]
}

/// A session of somebody who has planted objects everywhere that they may.
private struct HostileSession {
    let connection: PostgresConnection

    /// Whether a statement, which is rolled back, lets something planted run with other rights than the login's.
    func springs(_ statement: String) async throws -> Bool {
        let before = try await count()
        try await connection.script("begin")
        do {
            try await connection.script("\(statement); set constraints all immediate")
        } catch {
            // Refused, perhaps by what it has planted itself.
            guard error.code == .server else { throw error }
        }
        try await connection.script("rollback")
        return try await count() != before
    }

    func springs(anyOf statements: [String]) async throws -> Bool {
        for statement in statements {
            let springs = try await springs(statement)
            if springs { return true }
        }
        return false
    }

    private func count() async throws -> Int {
        let (last, isCalled) = try await connection.query("select last_value, is_called from public.caught").one()
            .decode(Int.self, Bool.self)
        return isCalled ? last : 0
    }
}

/// What a hash looks like.
private let zeros = String(repeating: "00", count: 32)

extension DatabaseTemplate {
    /// Something of everything, and what a stranger has put everywhere.
    fileprivate static let definers = DatabaseTemplate("definers") { configuration in
        try await DatabaseTemplate.rights.prepare(configuration)
        try await configuration.withConnection { connection in
            try await connection.script(
                """
                insert into merit.session (token_hash, employee_id, how) values ('\\x\(zeros)', 'boss', 'link');
                insert into merit.sign_in_link (token_hash, employee_id, until)
                values ('\\x\(zeros)', 'boss', now() + interval '1 day');
                insert into merit.sign_in_try (key, since) values ('\\x\(zeros)', '2020-01-01');
                insert into merit.draft (employee_id, form, subject, said) values ('boss', '*', '*', '{}');
                insert into merit.unseen (period_id, employee_ids) values (1, '{e}');
                insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, department, supervisor_id,
                    days_employed, days_on_leave, status, total, grade, coefficient, near_cut)
                values (1, 'e', 2, 1, 'a', 1, 'north', 'g', 31, 0, 'scored', 70, 'C', 1, false),
                    (1, 'f', 1, 1, 'a', 1, 'north', 'e', 31, 0, 'scored', 70, 'C', 1, false);
                insert into merit.result (period_id, employee_id, revision, run_id, department, days_employed, days_on_leave, status, total,
                    grade, coefficient, near_cut)
                select 1, 'g' || n, 1, 1, 'north', 31, 0, 'scored', 70, 'C', 1, false from generate_series(1, 5) n;
                insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, points, max_points)
                values (1, 'e', 2, 'd', 'i', 'rated', 'scored', 5, 10), (1, 'f', 1, 'd', 'i', 'rated', 'scored', 5, 10);
                insert into merit.calibration (period_id, title, asked_by, until) values
                    (1, 'open', 'boss', now() + interval '1 day'), (1, 'over', 'boss', '2020-11-10Z');
                insert into merit.calibration_rater (calibration_id, rater_id) values (1, 'e'), (1, 'g'), (2, 'e'), (2, 'g');
                insert into merit.calibration_item (calibration_id, period_id, employee_id, indicator, max_points, supervisor_id, why)
                values (1, 1, 'f', 'i', 10, 'e', 'chosen'), (2, 1, 'f', 'i', 10, 'e', 'chosen');
                insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'e', 'i', 'x'), (1, 'f', null, 'x');
                insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh) values (1, 'f', 1, 'warning', '', '');
                insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason,
                    reason_zh, target_band, points_now, points_at_target, due_on)
                values (1, 'f', 'i', 1, 1, '', '', '', '', 'b', 1, 2, '2020-11-30');
                insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, attended)
                values ('e', 'transfer', 1, 'x', '2020-11-03', '2020-11-03', true);
                select merit.keep_figures();
                insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh) values (1, 'f', 1, 'share_case', '', '');
                insert into merit.opinion (outcome_id, said_by, said) values (2, 'e', 'x');
                insert into merit.delivery (period_id, employee_id, revision, delivered_by, answer_by)
                values (1, 'e', 2, 'x', now() + interval '1 week');
                insert into merit.application (role_name) values ('pg_monitor');
                insert into merit.officer (employee_id, duty) values ('e', 'hr'), ('e', 'payroll'), ('e', 'operator');
                insert into merit.queue_act (act, job_id, reason, made_by) values ('retry', 1, 'x', 'e');
                insert into merit.job_attempt (job_id, lease_token) select job_id, 0 from merit.job;
                insert into merit.payroll_batch (period_id, is_delta, made_by, rows, left_out, checksum) values (1, false, 'x', 1, 0, 'x');
                insert into merit.payroll_row (batch_id, employee_id, revision, confirmation, has_open_appeal, approved_by)
                values (1, 'e', 2, 'pending', false, 'e');
                update merit.setting set value = '12' where name = 'words_months';
                update merit.appraisal_period set revision = 1, scored_at = now();
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('2020-11', '2020-11-01', '2020-11-30', 'UTC');
                """)
            for file in ["shadows", "everywhere"] {
                try await connection.script(
                    String(contentsOf: Repository.file("Tests/Support/Hostile/\(file).sql"), encoding: .utf8))
            }
        }
    }
}
