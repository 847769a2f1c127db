import Foundation
import Postgres
import Schema
import Store
import Support

/// A database as an earlier version left it.
enum Earlier {
    /// The schema of version 0.1.
    static let first = 14

    /// That one and all that came since, without the newest.
    static let versions = Migration.all.map(\.version).dropLast().filter { $0 >= first }

    /// A statement that version 0.1 sends.
    struct Statement {
        let name: String
        let sql: String
    }

    /// What version 0.1 asks schema merit, all of it: its workers go on while the schema is newer.
    static var statements: [Statement] {
        get throws {
            try text("statements.sql").components(separatedBy: "-- statement ").dropFirst().map { part in
                let lines = part.split(separator: "\n", maxSplits: 1)
                return Statement(name: String(lines[0]), sql: String(lines[1]))
            }
        }
    }

    /// What rows have that only later versions wrote, by the first version of the schema in which they could.
    private static let more = [
        15:
            "insert into merit.schema_function (name, hash) values ('ask', 'of an older text'), ('sweep', 'of an older text')",
        16: """
        insert into merit.measure_factor (run_id, template_code, indicator, numerator, denominator, is_pick)
        select run_id, 'desk', 'slowest', 1, 60, true from merit.run
        """,
        17: """
        insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, started_at,
            people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds, findings)
        select period_id, revision, kind, job_id, 2, worker_id, '0.2', templates, data_cutoff, started_at, people, scored, incomplete,
            not_appraised, 0, evaluations, unusable, rows_read, milliseconds, array['3 tickets were answered before they were opened']
        from merit.run
        """,
        20: "select merit.keep_figures()",
        21:
            "update merit.improvement_task set owner_reason = 'boss has left', owner_reason_zh = '已离职' where owner_id = 'e9'",
        22: "update merit.job set doubted = lease_token where state = 'running'",
        23: """
        insert into merit.turn (name) values ('quarter_review');
        insert into merit.worker_session (host, process_id, version, locked, lock_key) values ('desk', 4712, '0.2', true, 4711)
        """,
        24: """
        update merit.setting set value = '1' where name = 'entered_for_others';
        update merit.evaluation set entered_by = 'merit_hr' where evaluation_id = 1
        """,
        25: "update merit.evaluation set changed_by = 'merit_hr' where evaluation_id = 2",
        29: """
        insert into merit.login (role_name, employee_id) values ('pg_monitor', 'e1');
        insert into merit.application (role_name) values ('pg_read_all_stats');
        insert into merit.officer (employee_id, duty) values ('e2', 'auditor')
        """,
        30: """
        insert into merit.delivery (period_id, employee_id, revision, delivered_by, answer_by)
        select period_id, employee_id, revision, 'merit_hr', clock_timestamp() + interval '1 week'
        from merit.newest_result where employee_id in ('e1', 'e2')
        """,
        31: "insert into merit.supervision (employee_id, supervisor_id) values ('e7', 'e9')",
        34:
            "insert into merit.opinion (outcome_id, said_by, said) select min(outcome_id), 'boss', 'well' from merit.outcome",
        35:
            "insert into merit.rule_notice (template_code, template_version, employee_id, means) values ('desk', 2, 'e1', 'a signature')",
        37: "select merit.count_owed()",
        39: """
        insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, attended)
        values ('e1', 'transfer', 1, 'spare parts', '2020-08-10', '2020-08-10', true);
        insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
        values (1, 'e1', 1, 'dismissal_review', '', '');
        insert into merit.dismissal_notice (outcome_id, given_on, ends_on)
        select outcome_id, '2020-09-01', '2020-10-01' from merit.outcome where kind = 'dismissal_review'
        """,
        40: """
        insert into merit.seal (number, kind, columns, rows, content, hash) values (1, 'event', '{t.event_id}', 1, 'c', 'h');
        insert into merit.seal_row (number, key, hash) values (1, '1', 'r');
        insert into merit.event_gap (event_id, noticed_in) values (0, '1');
        insert into merit.unsealed_result (period_id, revision) values (1, 1) on conflict do nothing
        """,
        41: """
        insert into merit.payroll_batch (period_id, is_delta, made_by, rows, left_out, checksum) values (1, false, 'merit_hr', 1, 0, 'x');
        insert into merit.payroll_row (batch_id, employee_id, revision, confirmation, has_open_appeal, approved_by)
        select batch_id, 'e1', 1, 'delivered', false, 'merit_hr' from merit.payroll_batch
        """,
        42: """
        insert into merit.hold (employee_id, reason) values ('e2', 'a lawsuit');
        insert into merit.forgotten (pseudonym, reason) values ('forgotten-0', 'asked for')
        """,
        43: """
        insert into merit.reliability (run_id, template_code, indicator, kind, people, rows, usual_rows, mean, stretch, shift,
            within_variance, between_variance, reliability, rows_needed)
        select run_id, 'desk', 'response', 'number', 12, 108, 9, 3.25, 1, 0, 1.5, 0.5, 0.75, 7 from merit.run where kind = 'full';
        insert into merit.row_sum (period_id, employee_id, indicator, revision, rows, sum, squares)
        select period_id, employee_id, 'response', revision, 9, 63, 500 from merit.result where template_code = 'desk';
        insert into merit.confidence (period_id, employee_id, revision, total_error, total_low, total_high, grade_chance, measured_percent,
            known_percent)
        select period_id, employee_id, revision, 2.5, total - 4.9, total + 4.9, '{"B": 20, "C": 80}', 60, 40
        from merit.result where total is not null
        """,
        44: """
        insert into merit.rater_pair (review_id, template_code, template_version, indicator, rater_id, other_id, ratings, difference, distance)
        values (1, 'desk', 2, 'manner', 'boss', 'e9', 6, 0.5, 1.25)
        """,
        50: """
        insert into merit.session (token_hash, employee_id, how) values (sha256('a'), 'e1', 'link');
        alter table merit.sign_in_link disable trigger user;
        insert into merit.sign_in_link (token_hash, employee_id, until) values (sha256('b'), 'e1', '2020-10-02');
        alter table merit.sign_in_link enable trigger user;
        insert into merit.draft (employee_id, form, subject, said) values ('e1', 'appeal', '2020-10', '{"reason": "so it was"}');
        insert into merit.sign_in_try (key, since) values (sha256('c'), '2020-10-01')
        """,
        48: "insert into merit.thinned_period (period_id, below) values (1, 2)",
        // The trail of calendars takes a function that stands beside the migrations.
        49: """
        alter table merit.special_day disable trigger user;
        insert into merit.special_day (calendar, day, kind, title) values ('standard', '2020-10-01', 'holiday', 'National Day');
        alter table merit.special_day enable trigger user
        """,
        52: """
        insert into merit.mix_cell (run_id, template_code, indicator, place, cell, people, rows, sum, mean)
        select run_id, 'desk', 'response', 1, '["high"]', 12, 108, 351, 3.25 from merit.run where kind = 'full';
        insert into merit.mix_standing (period_id, employee_id, indicator, revision, rows, value, expected, adjusted, cells)
        select period_id, employee_id, 'response', revision, 9, 7, 3.25, 7, '[{"cell": ["high"], "rows": 9, "sum": 63}]'
        from merit.result where template_code = 'desk'
        """,
        54: """
        insert into merit.data_finding (run_id, period_id, relation, kind, rows, share, ids, people, finding, advice)
        select run_id, period_id, 'ticket', 'duplicate_id', 2, 5.25, '{T1}', '{e1}', 'one id stands twice', 'mend it' from merit.run where kind = 'full'
        """,
        55: """
        insert into merit.calibration (period_id, title, asked_by, until) values (1, 'a round', 'boss', clock_timestamp() + interval '1 day');
        insert into merit.calibration_rater (calibration_id, rater_id) values (1, 'boss'), (1, 'e9');
        insert into merit.calibration_item (calibration_id, period_id, employee_id, indicator, max_points, supervisor_id, why)
        values (1, 1, 'e1', 'manner', 50, 'boss', 'chosen');
        insert into merit.calibration_answer (calibration_id, period_id, employee_id, indicator, rater_id, points)
        values (1, 1, 'e1', 'manner', 'boss', 40), (1, 1, 'e1', 'manner', 'e9', 30);
        set constraints all immediate;
        update merit.calibration set until = '2020-11-10Z'
        """,
        57:
            "insert into merit.queue_act (act, kind, reason, made_by) values ('pause', '*', 'the source was loaded', 'o1')",
        58: """
        insert into merit.standing_so_far (period_id, employee_id, as_of, days_employed, days_on_leave, status, indicators, steps)
        values (1, 'e1', '2020-10-15', 15, 0, 'incomplete', '[]', '[]')
        """,
        61: """
        insert into merit.repair_report (employee_id, ticket_id, visits, fixed_first_visit, parts_wait_hours, remote, said)
        values ('e1', 'T-1', 2, false, 4.5, false, sha256('T-1'))
        """,
        66: """
        insert into merit.row_reading (period_id, employee_id, revision, indicator, asked_by) values (1, 'e1', 1, 'response', 'e1');
        insert into merit.read_row (reading_id, place, row_id, says, is_left_out) values (1, 1, 'T-1', '{9}', false)
        """,
        67: """
        insert into merit.job_attempt (job_id, lease_token, worker, ended_at, became, error)
        select min(job_id), 1, 'host 1', clock_timestamp(), 'available', 'the source did not answer' from merit.job
        """,
        68: """
        insert into merit.peer_spread (run_id, template_code, sort, code, people, low, middle, high)
        select run_id, 'desk', 'indicator', 'response', 12, 2.5, 3.25, 4 from merit.run where kind = 'full'
        """,
        70:
            "insert into merit.reminder (period_id, employee_id, reminded_on, recorded_by) values (1, 'e1', '2020-11-03', 'o1')",
        // As a function does that stands beside the migrations.
        63: """
        update merit.newest_result newest set total_error = c.total_error
        from merit.confidence c
        where c.period_id = newest.period_id and c.employee_id = newest.employee_id and c.revision = newest.revision
        """,
    ]

    /// Makes the schema as a version of it was, and fills every table.
    static func fill(_ database: TestDatabase, version: Int) async throws {
        try await database.withConnection { connection in
            let migrations = Migration.all.filter { $0.version <= version }
            _ = try await Migrator(migrations: migrations, functions: []).migrate(connection)
            try await connection.script(try text("filled.sql"))
            for (since, sql) in more.sorted(by: { $0.key < $1.key }) where since <= version {
                try await connection.script(sql)
            }
        }
    }

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: Repository.file("Tests/StoreTests/Earlier/\(name)"), encoding: .utf8)
    }
}
