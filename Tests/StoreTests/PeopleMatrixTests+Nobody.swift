extension PeopleMatrixTests {
    /// What is about rules, quarters, periods and the queue, and stands in no line of the matrix.
    static let ofNobody = [
        "rules_of", "quarter_findings", "quarter_complaints", "period_desk", "owed_of", "evidence_of", "data_findings",
        "jobs",
        "job_counts", "workers", "queue_acts", "job_attempts", "payroll_batches", "payroll_rows", "templates",
        "trial_people",
        "trial_ground", "repair_reports", "takes_repairs", "own_rules", "rater_severities", "team_of",
        "peer_spreads", "open_own_month",
    ]
    /// The same of acts.
    static let actsOfNobody = [
        "ask_period", "decide_finding", "decide_theme", "draft_template", "drop_template", "make_payroll",
        "publish_template",
        "record_reminders", "report_repair",
        "run_queue", "set_period",
    ]
    /// What those functions are asked for.
    static let asked = [
        "rules_of": "'2020-10'", "rater_severities": "'2020-10'", "peer_spreads": "'2020-10'",
        "open_own_month": "'2020-10'", "owed_of": "'2020-10'",
        "team_of": "'2020-10'",
        "evidence_of": "1",
        "data_findings": "'2020-10'",
        "payroll_rows": "1", "job_attempts": "1",
        "trial_people": "'2020-10', 'a'", "trial_ground": "'2020-10', 'a'",
    ]
}
