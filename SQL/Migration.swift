/// One numbered step of schema `merit`.
package struct Migration: Sendable {
    package let version: Int
    package let name: String
    package let sql: String

    /// Whether binaries that do not know this step must not work on the schema: its text opens with `-- breaking`.
    package var isBreaking: Bool { sql.hasPrefix("-- breaking") }

    /// All steps, in order.
    package static let all: [Migration] = [
        Migration(1, "settings", PackageResources.V0001_settings_sql),
        Migration(2, "queue", PackageResources.V0002_queue_sql),
        Migration(3, "template", PackageResources.V0003_template_sql),
        Migration(4, "period", PackageResources.V0004_period_sql),
        Migration(5, "evaluation", PackageResources.V0005_evaluation_sql),
        Migration(6, "result", PackageResources.V0006_result_sql),
        Migration(7, "unseen", PackageResources.V0007_unseen_sql),
        Migration(8, "appeal", PackageResources.V0008_appeal_sql),
        Migration(9, "event", PackageResources.V0009_event_sql),
        Migration(10, "action", PackageResources.V0010_action_sql),
        Migration(11, "standing", PackageResources.V0011_standing_sql),
        Migration(12, "benchmark", PackageResources.V0012_benchmark_sql),
        Migration(13, "review", PackageResources.V0013_review_sql),
        Migration(14, "dashboard", PackageResources.V0014_dashboard_sql),
        Migration(15, "function", PackageResources.V0015_function_sql),
        Migration(16, "pick", PackageResources.V0016_pick_sql),
        Migration(17, "finding", PackageResources.V0017_finding_sql),
        Migration(18, "digits", PackageResources.V0018_digits_sql),
        Migration(19, "newest", PackageResources.V0019_newest_sql),
        Migration(20, "figures", PackageResources.V0020_figures_sql),
        Migration(21, "remark", PackageResources.V0021_remark_sql),
        Migration(22, "doubt", PackageResources.V0022_doubt_sql),
        Migration(23, "turn", PackageResources.V0023_turn_sql),
        Migration(24, "guards", PackageResources.V0024_guards_sql),
        Migration(25, "sequence", PackageResources.V0025_sequence_sql),
        Migration(26, "peer", PackageResources.V0026_peer_sql),
        Migration(27, "list", PackageResources.V0027_list_sql),
        Migration(28, "line", PackageResources.V0028_line_sql),
        Migration(29, "identity", PackageResources.V0029_identity_sql),
        Migration(30, "delivery", PackageResources.V0030_delivery_sql),
        Migration(31, "reach", PackageResources.V0031_reach_sql),
        Migration(32, "person", PackageResources.V0032_person_sql),
        Migration(33, "shown", PackageResources.V0033_shown_sql),
        Migration(34, "act", PackageResources.V0034_act_sql),
        Migration(35, "rules", PackageResources.V0035_rules_sql),
        Migration(36, "owed", PackageResources.V0036_owed_sql),
        Migration(37, "count", PackageResources.V0037_count_sql),
        Migration(38, "rater", PackageResources.V0038_rater_sql),
        Migration(39, "evidence", PackageResources.V0039_evidence_sql),
        Migration(40, "seal", PackageResources.V0040_seal_sql),
        Migration(41, "payroll", PackageResources.V0041_payroll_sql),
        Migration(42, "privacy", PackageResources.V0042_privacy_sql),
        Migration(43, "chance", PackageResources.V0043_chance_sql),
        Migration(44, "agreement", PackageResources.V0044_agreement_sql),
        Migration(45, "role", PackageResources.V0045_role_sql),
        Migration(46, "late", PackageResources.V0046_late_sql),
        Migration(47, "lesson", PackageResources.V0047_lesson_sql),
        Migration(48, "span", PackageResources.V0048_span_sql),
        Migration(49, "calendar", PackageResources.V0049_calendar_sql),
        Migration(50, "portal", PackageResources.V0050_portal_sql),
        Migration(51, "interview", PackageResources.V0051_interview_sql),
        Migration(52, "mix", PackageResources.V0052_mix_sql),
        Migration(53, "funnel", PackageResources.V0053_funnel_sql),
        Migration(54, "finding", PackageResources.V0054_finding_sql),
        Migration(55, "calibration", PackageResources.V0055_calibration_sql),
        Migration(56, "sure", PackageResources.V0056_sure_sql),
        Migration(57, "operator", PackageResources.V0057_operator_sql),
        Migration(58, "so_far", PackageResources.V0058_so_far_sql),
        Migration(59, "unit", PackageResources.V0059_unit_sql),
        Migration(60, "round", PackageResources.V0060_round_sql),
        Migration(61, "repair", PackageResources.V0061_repair_sql),
        Migration(62, "previous", PackageResources.V0062_previous_sql),
        Migration(63, "error", PackageResources.V0063_error_sql),
        Migration(64, "cap", PackageResources.V0064_cap_sql),
        Migration(65, "redraw", PackageResources.V0065_redraw_sql),
        Migration(66, "rows", PackageResources.V0066_rows_sql),
        Migration(67, "attempt", PackageResources.V0067_attempt_sql),
        Migration(68, "spread", PackageResources.V0068_spread_sql),
        Migration(69, "outcome", PackageResources.V0069_outcome_sql),
        Migration(70, "reminder", PackageResources.V0070_reminder_sql),
    ]

    package init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }

    private init(_ version: Int, _ name: String, _ sql: String) {
        self.init(version: version, name: name, sql: sql)
    }
}
