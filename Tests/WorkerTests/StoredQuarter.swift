import Postgres
import Support

/// Results of July, August and September 2026 as if they had been scored, put down by hand.
struct StoredQuarter {
    let database: TestDatabase

    /// Three indicators: two measured, of 10 and 5 points in a dimension of 60%, one rated of 10 in one of 40%.
    static func template(version: Int = 1, adding more: String = "") -> String {
        """
        template: desk
        version: \(version)
        title: {zh: 服务台, en: Desk}
        default: true
        posts: []
        sources: {self: {weight: 20}, supervisor: {weight: 80}}
        eligibility: {min_days: 10}
        coverage: {min_percent: 40}
        grades: [{grade: A, at_least: 80, coefficient: 1.2}, {grade: B, at_least: 0, coefficient: 0.8}]
        dimensions:
          - code: work
            title: {zh: 工作, en: Work}
            weight: 60
            indicators:
              - code: a
                title: {zh: 甲, en: A}
                points: 10
                unit: percent
                measure: {from: ticket, at: closed_at, value: "share(status = 'resolved')"}
                scale: [{band: all, best: 100, worst: 0, points: [10, 0]}]
              - code: b
                title: {zh: 乙, en: B}
                points: 5
                measure: {from: ticket, at: closed_at, value: "count()"}
                scale: [{band: all, best: 10, worst: 0, points: [5, 0]}]
        \(more)
          - code: attitude
            title: {zh: 态度, en: Attitude}
            weight: 40
            indicators:
              - code: c
                title: {zh: 丙, en: C}
                points: 10
                rated: [{level: any, title: {zh: 任意, en: Any}, points: [0, 10]}]
        """
    }

    static func begin() async throws -> StoredQuarter {
        let quarter = StoredQuarter(database: try TestDatabase.current)
        // Nothing of this is to be scored: the results are put down.
        try await quarter.run(
            """
            insert into merit.paused (kind, reason) values ('score_period', 'results are put down by hand');
            update merit.setting set value = '0' where name = 'review_quarters';
            """)
        try await quarter.database.publish(yaml: [template()])
        return quarter
    }

    func month(_ month: Int, label: String? = nil, year: Int = 2026) async throws {
        let (label, first) = (label ?? "\(year)-\(month)", "\(year)-\(month)-1")
        try await run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values ('\(label)', '\(first)', ('\(first)'::date + interval '1 month' - interval '1 day')::date, 'UTC');
            update merit.appraisal_period set revision = 1, scored_at = clock_timestamp() where label = '\(label)';
            insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff,
                started_at, people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
            select period_id, 1, 'full', 1, 1, 1, 'test', '{desk@1}', now(), now(), 1, 1, 0, 0, 1, 1, 0, '{}', '{}'
            from merit.appraisal_period where label = '\(label)';
            insert into merit.measure_factor select max(run_id), 'desk', 'a', 10, 1 from merit.run;
            insert into merit.measure_factor select max(run_id), 'desk', 'b', 1, 1 from merit.run;
            """)
    }

    /// Puts results down.
    ///
    /// - Parameter rows: SQL values of employee, month, points of a, b and c (the supervisor's), points of c (the employee's), NPS
    ///   responses, promoters, detractors, and the supervisor's sheet. Of `a` the value is 10 × 3 points / 3, of `b` twice the points.
    func results(_ rows: String, version: Int = 1, revision: Int = 1) async throws {
        try await run(
            """
            create temp table put on commit drop as
            select period_id, (select max(run_id) from merit.run r where r.period_id = p.period_id) as run_id, v.*
            from (values \(rows)) v (employee_id, month, a, b, c, own, n, pro, con, sheet)
                join merit.appraisal_period p on p.label = '2026-' || v.month;
            insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, supervisor_id,
                days_employed, days_on_leave, status, reason, reason_zh, near_cut, supervisor_score, nps_responses, nps_promoters,
                nps_detractors)
            select period_id, employee_id, \(revision), run_id, 'desk', \(version), 's' || substr(employee_id, 2)::integer % 3, 30, 0,
                'incomplete', 'x', 'x', false, sheet::numeric, nullif(n, 0), case when n > 0 then pro end, case when n > 0 then con end from put;
            insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, value, raw_value,
                numerator, denominator, sample, points, max_points, self_points, supervisor_points)
            select period_id, employee_id, \(revision), i.dimension, i.code, i.kind, case when i.points is null then 'no_data' else 'scored' end,
                i.value, i.value, i.numerator, i.denominator, 1, i.points, i.full_points, i.own, i.given
            from put cross join lateral (values
                ('work', 'a', 'measured', a::numeric, 10, 10 * a::numeric, 3 * a::numeric, case when a is not null then 3 end, null::numeric, null::numeric),
                ('work', 'b', 'measured', b::numeric, 5, 2 * b::numeric, 2 * b::numeric, null, null, null),
                ('attitude', 'c', 'rated', coalesce(c::numeric, own::numeric), 10, null, null, null, own::numeric, c::numeric)
                ) i (dimension, code, kind, points, full_points, value, numerator, denominator, own, given);
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            select period_id, employee_id, 'supervisor', 's' || substr(employee_id, 2)::integer % 3, 'c', c::numeric from put
            where c is not null
            on conflict do nothing;
            """)
    }

    /// Asks for a review, has it done, and returns its number.
    func review(_ columns: String = "quarter", _ values: String = "'2026-07-01'") async throws -> String {
        let id = try await database.line(
            "insert into merit.quarter_review (\(columns)) values (\(values)) returning review_id::text",
            user: "merit_hr")
        try await database.work()
        return id
    }

    /// Columns of an indicator in the newest review, separated by spaces.
    func figures(_ columns: String, of indicator: String, version: Int = 1) async throws -> String {
        try await database.line(
            """
            select \(columns.split(separator: ",").map { "(\($0))::text" }.joined(separator: ", ")) from merit.indicator_review
            where review_id = (select max(review_id) from merit.quarter_review) and indicator = $1 and template_version = $2
            """, indicator, version)
    }

    /// Why a figure of the newest review is not there, in English.
    func lacking(_ figure: String, of indicator: String) async throws -> String {
        try await figures("lacking -> '\(figure)' ->> 'en'", of: indicator)
    }

    func run(_ sql: String) async throws {
        _ = try await database.withConnection { try await $0.script("begin; \(sql); commit") }
    }
}
