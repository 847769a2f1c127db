import Support

/// A person whom a company wants to dismiss, and what there is to show for it.
///
/// Each story leaves something out.
struct Story {
    /// What the company did.
    enum Deed: CaseIterable {
        case consulted
        case acknowledged
        case wrote
        case delivered
        case answered
        case trained
        case gaveNotice
    }

    var deeds = Set(Deed.allCases)

    /// September and October below 60, of one measured and one rated indicator; the proposal is of October.
    func tell(in database: TestDatabase) async throws {
        try await database.run(
            """
            insert into merit.template (code, version, document) values ('a', 1, '{}');
            update merit.template set status = 'checked' where code = 'a';
            \(deeds.contains(.consulted) ? "update merit.template set consulted_on = '2025-06-01' where code = 'a';" : "")
            update merit.template set status = 'published' where code = 'a';
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values
                ('2025-08', '2025-08-01', '2025-08-31', 'UTC'), ('2025-10', '2025-10-01', '2025-10-31', 'UTC');
            set session_replication_role = replica;
            update merit.template set published_at = '2025-06-15Z' where code = 'a';
            set session_replication_role = origin;
            insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, started_at,
                people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
            select period_id, 1, 'full', 1, 1, 1, 'test', '{a@1}', now(), now(), 1, 1, 0, 0, 0, 1, 0, '{}', '{}' from merit.appraisal_period;
            insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, supervisor_id, days_employed,
                days_on_leave, status, total, grade, coefficient, coverage, near_cut)
            select period_id, 'ann', 1, run_id, 'a', 1, 'sue', 31, 0, 'scored', 50, 'D', 0.5, 100, false from merit.run;
            insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, value, raw_value, sample,
                points, max_points, supervisor_points)
            select period_id, 'ann', 1, 'd', 'solved', 'measured', 'scored', 50, 50, 40, 25, 50, null from merit.run
            union all
            select period_id, 'ann', 1, 'd', 'manner', 'rated', 'scored', null, null, null, 25, 50, 25 from merit.run;
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points, comment)
            select period_id, 'ann', 'supervisor', 'sue', 'manner', 25, \(deeds.contains(.wrote) ? "'hung up on T-1'" : "null") from merit.run;
            insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
            values (1, 'ann', 1, 'improvement_plan', '', ''), (2, 'ann', 1, 'dismissal_review', '', '');
            insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason, reason_zh,
                target_band, points_now, points_at_target, due_on)
            values (1, 'ann', 'solved', 1, 1, 'read the manual', '', '', '', 'b', 25, 50, '2025-09-30');
            """)
        // As a scoring that has seen all that was given leaves it.
        try await database.run(
            """
            delete from merit.unseen;
            update merit.job set state = 'running', lease_token = nextval('merit.lease_token') where kind = 'score_period';
            update merit.appraisal_period set revision = 1, scored_at = clock_timestamp();
            update merit.job set state = 'completed', finished_at = now() where kind = 'score_period';
            """)
        if deeds.contains(.acknowledged) {
            try await database.run(
                """
                insert into merit.rule_notice (template_code, template_version, employee_id, acknowledged_at, means)
                values ('a', 1, 'ann', '2025-07-01Z', 'a signature')
                """)
        }
        if deeds.contains(.delivered) {
            try await database.run("select merit.deliver('2025-10', clock_timestamp() + interval '1 week')")
        }
        try await database.run(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (2, 'ann', 'manner', 'T-1 hung up on me')"
        )
        if deeds.contains(.answered) {
            try await database.run(
                "update merit.appeal set status = 'rejected', decision = 'the recording says otherwise', decided_by = 'Wang'"
            )
        }
        if deeds.contains(.trained) {
            try await database.run(
                """
                insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended,
                    acknowledged_at)
                values ('ann', 'training', 1, 'Phone manners', '2025-09-08', '2025-09-09', 12, 'Li', true, '2025-09-09Z')
                """)
        }
        if deeds.contains(.gaveNotice) {
            try await database.run(
                """
                update merit.outcome set status = 'accepted', decision = 'two months, and a course between', decided_by = 'Wang'
                where kind = 'dismissal_review';
                insert into merit.dismissal_notice (outcome_id, given_on, ends_on)
                select outcome_id, '2025-11-20', '2025-12-20' from merit.outcome where kind = 'dismissal_review';
                """)
        }
    }
}
