import Support

/// What is kept beside the results, worked out from the results alone by other queries; rows of either have the same columns.
enum WorkedOut {
    /// Newest revisions whole, with ranks and the labels of their periods.
    static let newest = """
        select r.*, case when total is not null then
            rank() over (partition by period_id, r.department, total is null order by total desc) end as rank_in_department, label
        from (select distinct on (period_id, employee_id) * from merit.result order by period_id, employee_id, revision desc) r
            join merit.appraisal_period using (period_id)
        """
    static let keptNewest = """
        select period_id, employee_id, revision, run_id, template_code, template_version, name, department, post, supervisor_id,
            days_employed, days_on_leave, status, reason, reason_zh, self_score, supervisor_score, peer_score, data_score, total, grade,
            coefficient, coverage, near_cut, nps, nps_margin, nps_responses, nps_promoters, nps_detractors, satisfaction,
            satisfaction_responses, satisfied, changed, working_days, working_days_on_leave, full_time_equivalent, capped_by, rank_in_department, period
        from merit.current_result
        """

    /// How many peers have points for an indicator, and what they have together.
    static let peers = """
        select r.period_id, r.template_code, s.indicator, count(*) as people, sum(s.points) as points
        from (select distinct on (period_id, employee_id) * from merit.result order by period_id, employee_id, revision desc) r
            join merit.indicator_score s using (period_id, employee_id, revision)
        where s.points is not null and r.template_code is not null
        group by 1, 2, 3
        """
    static let keptPeers =
        "select period_id, template_code, indicator, people, points from merit.peer_figure where people > 0"
}

extension TestDatabase {
    /// Rows that one query gives and the other does not.
    func differences(_ first: String, _ second: String) async throws -> [String?] {
        try await column(
            """
            select difference::text
            from (((\(first)) except all (\(second))) union all ((\(second)) except all (\(first)))) difference
            """)
    }
}
