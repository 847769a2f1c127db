/// Functions of schemas `merit` and `merit_api` whose text is put in place again whenever it changes; triggers that
/// call them stand with them.
///
/// What a migration needs at once (a function in a default, a check or a view) is created there, and mended here. The
/// texts are the files of SQL/Functions: Package.swift has the build embed them, `merit.sweep.sql` as
/// `PackageResources.merit_sweep_sql`.
package struct SchemaFunction: Sendable {
    package let name: String
    package let sql: String

    /// All of them, in the order in which they are put in place, behind all migrations.
    ///
    /// One that must find another when it is created, because its body is SQL and not PL/pgSQL, stands behind that one;
    /// no other order matters.
    package static let all: [SchemaFunction] = [
        SchemaFunction("quarter_start", PackageResources.merit_quarter_start_sql),
        SchemaFunction("setting_value", PackageResources.merit_setting_value_sql),
        SchemaFunction("results_between", PackageResources.merit_results_between_sql),
        SchemaFunction("open_next_month", PackageResources.merit_open_next_month_sql),
        SchemaFunction("note_given_evaluations", PackageResources.merit_note_given_evaluations_sql),
        SchemaFunction("held_up", PackageResources.merit_held_up_sql),
        SchemaFunction("perform_duty", PackageResources.merit_perform_duty_sql),
        SchemaFunction("sweep", PackageResources.merit_sweep_sql),
        SchemaFunction("lines", PackageResources.merit_lines_sql),
        SchemaFunction("claim", PackageResources.merit_claim_sql),
        SchemaFunction("heartbeat", PackageResources.merit_heartbeat_sql),
        SchemaFunction("queue_state", PackageResources.merit_queue_state_sql),
        SchemaFunction("put_back", PackageResources.merit_put_back_sql),
        SchemaFunction("ask", PackageResources.merit_ask_sql),
        SchemaFunction("pause", PackageResources.merit_pause_sql),
        SchemaFunction("complete", PackageResources.merit_complete_sql),
        SchemaFunction("fail", PackageResources.merit_fail_sql),
        SchemaFunction("take_turn", PackageResources.merit_take_turn_sql),
        SchemaFunction("holds_lock", PackageResources.merit_holds_lock_sql),
        SchemaFunction("guard_template", PackageResources.merit_guard_template_sql),
        SchemaFunction("is_time_zone", PackageResources.merit_is_time_zone_sql),
        SchemaFunction("kind_of_days", PackageResources.merit_kind_of_days_sql),
        SchemaFunction("guard_period", PackageResources.merit_guard_period_sql),
        SchemaFunction("redraw_period", PackageResources.merit_redraw_period_sql),
        SchemaFunction("guard_evaluation", PackageResources.merit_guard_evaluation_sql),
        SchemaFunction("guard_appeal", PackageResources.merit_guard_appeal_sql),
        SchemaFunction("note_appeal", PackageResources.merit_note_appeal_sql),
        SchemaFunction("guard_quarter_review", PackageResources.merit_guard_quarter_review_sql),
        SchemaFunction("guard_setting", PackageResources.merit_guard_setting_sql),
        SchemaFunction("keep_newest", PackageResources.merit_keep_newest_sql),
        SchemaFunction("keep_errors", PackageResources.merit_keep_errors_sql),
        SchemaFunction("record_event", PackageResources.merit_record_event_sql),
        SchemaFunction("record_change", PackageResources.merit_record_change_sql),
        SchemaFunction("evidence_chain", PackageResources.merit_evidence_chain_sql),
        SchemaFunction("seal", PackageResources.merit_seal_sql),
        SchemaFunction("look_away", PackageResources.merit_look_away_sql),
        SchemaFunction("forget", PackageResources.merit_forget_sql),
        SchemaFunction("held_about", PackageResources.merit_held_about_sql),
        SchemaFunction("delete_words", PackageResources.merit_delete_words_sql),
        SchemaFunction("delete_events", PackageResources.merit_delete_events_sql),
        SchemaFunction("delete_revisions", PackageResources.merit_delete_revisions_sql),
        SchemaFunction("sign", PackageResources.merit_sign_sql),
        SchemaFunction("guard_outcome", PackageResources.merit_guard_outcome_sql),
        SchemaFunction("review_quarters", PackageResources.merit_review_quarters_sql),
        SchemaFunction("viewer", PackageResources.merit_viewer_sql),
        SchemaFunction("guard_identity", PackageResources.merit_guard_identity_sql),
        SchemaFunction("is_supervisor", PackageResources.merit_is_supervisor_sql),
        SchemaFunction("sign_evaluation", PackageResources.merit_sign_evaluation_sql),
        SchemaFunction("guard_delivery", PackageResources.merit_guard_delivery_sql),
        SchemaFunction("deliver_results", PackageResources.merit_deliver_results_sql),
        SchemaFunction("keep_own", PackageResources.merit_keep_own_sql),
        SchemaFunction("guard_days", PackageResources.merit_guard_days_sql),
        SchemaFunction("supervises", PackageResources.merit_api_supervises_sql),
        SchemaFunction("reach", PackageResources.merit_reach_sql),
        SchemaFunction("telling_means", PackageResources.merit_telling_means_sql),
        SchemaFunction("telling_scatters", PackageResources.merit_telling_scatters_sql),
        SchemaFunction("telling_spreads", PackageResources.merit_telling_spreads_sql),
        SchemaFunction("periods", PackageResources.merit_api_periods_sql),
        SchemaFunction("results", PackageResources.merit_api_results_sql),
        SchemaFunction("indicator_scores", PackageResources.merit_api_indicator_scores_sql),
        SchemaFunction("tasks", PackageResources.merit_api_tasks_sql),
        SchemaFunction("interviews", PackageResources.merit_api_interviews_sql),
        SchemaFunction("outcomes", PackageResources.merit_api_outcomes_sql),
        SchemaFunction("appeals", PackageResources.merit_api_appeals_sql),
        SchemaFunction("deliveries", PackageResources.merit_api_deliveries_sql),
        SchemaFunction("surenesses", PackageResources.merit_api_surenesses_sql),
        SchemaFunction("peer_spreads", PackageResources.merit_api_peer_spreads_sql),
        SchemaFunction("evaluations", PackageResources.merit_api_evaluations_sql),
        SchemaFunction("count_owed", PackageResources.merit_count_owed_sql),
        SchemaFunction("customer_words", PackageResources.merit_api_customer_words_sql),
        SchemaFunction("revisions", PackageResources.merit_api_revisions_sql),
        SchemaFunction("rules_of", PackageResources.merit_api_rules_of_sql),
        SchemaFunction("guard_decision", PackageResources.merit_guard_decision_sql),
        SchemaFunction("decide_finding", PackageResources.merit_api_decide_finding_sql),
        SchemaFunction("quarter_findings", PackageResources.merit_api_quarter_findings_sql),
        SchemaFunction("rater_severities", PackageResources.merit_api_rater_severities_sql),
        SchemaFunction("quarter_complaints", PackageResources.merit_api_quarter_complaints_sql),
        SchemaFunction("work_shifts", PackageResources.merit_work_shifts_sql),
        SchemaFunction("guard_work_calendar", PackageResources.merit_guard_work_calendar_sql),
        SchemaFunction("guard_work_calendar_use", PackageResources.merit_guard_work_calendar_use_sql),
        SchemaFunction("issue_link", PackageResources.merit_issue_link_sql),
        SchemaFunction("enter", PackageResources.merit_enter_sql),
        SchemaFunction("keep_draft", PackageResources.merit_keep_draft_sql),
        SchemaFunction("prune_sign_in", PackageResources.merit_prune_sign_in_sql),
        SchemaFunction("period_desk", PackageResources.merit_api_period_desk_sql),
        SchemaFunction("ask_period", PackageResources.merit_api_ask_period_sql),
        SchemaFunction("owed_of", PackageResources.merit_api_owed_of_sql),
        SchemaFunction("data_findings", PackageResources.merit_api_data_findings_sql),
        SchemaFunction("evidence_of", PackageResources.merit_api_evidence_of_sql),
        SchemaFunction("record_interview", PackageResources.merit_api_record_interview_sql),
        SchemaFunction("record_training", PackageResources.merit_api_record_training_sql),
        SchemaFunction("own_rules", PackageResources.merit_api_own_rules_sql),
        SchemaFunction("open_calibration", PackageResources.merit_api_open_calibration_sql),
        SchemaFunction("rate_again", PackageResources.merit_api_rate_again_sql),
        SchemaFunction("agrees", PackageResources.merit_api_agrees_sql),
        SchemaFunction("agree", PackageResources.merit_api_agree_sql),
        SchemaFunction("jobs", PackageResources.merit_api_jobs_sql),
        SchemaFunction("run_queue", PackageResources.merit_api_run_queue_sql),
        SchemaFunction("ask_standings", PackageResources.merit_ask_standings_sql),
        SchemaFunction("standings_so_far", PackageResources.merit_api_standings_so_far_sql),
        SchemaFunction("payroll", PackageResources.merit_api_payroll_sql),
        SchemaFunction("templates", PackageResources.merit_api_templates_sql),
        SchemaFunction("team_of", PackageResources.merit_api_team_of_sql),
        SchemaFunction("trial_people", PackageResources.merit_api_trial_people_sql),
        SchemaFunction("report_repair", PackageResources.merit_api_report_repair_sql),
        SchemaFunction("ask_rows", PackageResources.merit_api_ask_rows_sql),
        SchemaFunction("rows_behind", PackageResources.merit_api_rows_behind_sql),
        SchemaFunction("pick_rows", PackageResources.merit_api_pick_rows_sql),
    ]

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }

    private init(_ name: String, _ sql: String) {
        self.init(name: name, sql: sql)
    }
}
