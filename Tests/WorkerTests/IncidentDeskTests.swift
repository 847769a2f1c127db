import Support
import Testing

/// Three months of a real service desk: 24,918 incidents in the desk's own tables, read through views as an adopter writes them.
@Suite(.enabled(if: IncidentDesk.isThere, "skipped: the incidents are not at \(IncidentDesk.folder)"))
struct IncidentDeskTests {
    @Test(.database(.migrated)) func march2016() async throws {
        let database = try TestDatabase.current
        try await IncidentDesk.load(into: database)
        try await database.publish(shipped: "service-desk-measured")
        try await database.ask("2016-03", from: "2016-03-01", to: "2016-03-31")
        try await database.ask("2016-04", from: "2016-04-01", to: "2016-04-30")
        try await database.ask("2016-05", from: "2016-05-01", to: "2016-05-31")
        try await database.work()

        #expect(
            try await database.line(
                """
                select string_agg(label || ' ' || status, ', ' order by label) from merit.appraisal_period
                """) == "2016-03 scored, 2016-04 scored, 2016-05 scored")
        #expect(
            try await database.line("select coalesce(string_agg(sentence, ' '), '-') from merit.newest_data_finding")
                == "-")
        let march = "from merit.current_result join merit.appraisal_period using (period_id) where label = '2016-03'"
        #expect(
            try await database.line(
                """
                select count(*)::text, (count(*) filter (where current_result.status = 'scored'))::text,
                    (count(*) filter (where current_result.status = 'incomplete'))::text, sum(total)::text \(march)
                """) == "216 119 97 6304.11")
        #expect(
            try await database.line(
                "select grade, count(*)::text \(march) and grade is not null group by grade order by grade")
                == "A 1\nB 4\nC 10\nD 22\nE 82")
        #expect(
            try await database.line(
                "select total::text, grade, coefficient::text \(march) and employee_id = 'Resolved by 11'")
                == "49.85 E 0.5")
        #expect(
            try await database.line(
                """
                select indicator, value::text, sample::text, points::text
                from merit.current_indicator_score join merit.appraisal_period using (period_id)
                where label = '2016-03' and employee_id = 'Resolved by 11'
                order by array_position(array['first_response', 'resolved_first_time', 'on_time', 'kept', 'volume'], indicator)
                """) == """
                    first_response 17.399251 757 5.24
                    resolved_first_time 50.909091 440 4.45
                    on_time 35.483871 341 1.77
                    kept 40.762463 341 2.26
                    volume 1074.171988 341 10.00
                    """)

        // The three months as a quarter: one that begins in March.
        _ = try await database.line("update merit.setting set value = '3' where name = 'first_quarter_month'")
        let review = try await database.line(
            "insert into merit.quarter_review (quarter) values ('2016-03-01') returning review_id::text",
            user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line(
                "select status, results::text, people::text, periods::text from merit.quarter_review where review_id = $1::text::bigint",
                review) == "reviewed 648 216 {2016-03,2016-04,2016-05}")
        let found = try await database.line(
            """
            select indicator, missing_percent::text, mean::text, ceiling_percent::text, floor_percent::text, discrimination::text,
                value::text, recommendation, certainty
            from merit.indicator_review
            order by array_position(array['first_response', 'resolved_first_time', 'on_time', 'kept', 'volume'], indicator)
            """)
        #expect(
            found == """
                first_response 24.69 0.490160 2.25 16.19 0.056131 43.439016 examine likely
                resolved_first_time 46.45 0.920500 60.52 0.00 -0.271446 92.554420 fix_data clear
                on_time 46.30 0.392828 4.89 3.74 0.503151 64.672417 fix_data clear
                kept 30.25 0.491119 7.52 13.27 0.396244 52.748211 fix_data likely
                volume 0.00 0.315926 19.14 30.25 0.436033 1.534005 keep -
                """)
    }

    /// Two halves of what the same people did in a month agree as the reliability of half their rows says.
    @Test(.database(.migrated), arguments: [("on_time", "target_met"), ("kept", "not escalated")])
    func splitHalves(indicator: String, condition: String) async throws {
        let database = try TestDatabase.current
        try await IncidentDesk.load(into: database)
        try await database.publish(shipped: "service-desk-measured")
        try await database.ask("2016-03", from: "2016-03-01", to: "2016-03-31")
        try await database.work()
        // Thirty ways to halve the rows of everyone who has twenty; each way is told by its number alone.
        let line = try await database.line(
            """
            with row as (
                select employee_id, ticket_id, (\(condition))::integer as holds from merit_source.ticket
                where resolved_at >= '2016-03-01' and resolved_at < '2016-04-01' and target_met is not null
                    and employee_id is not null
            ), busy as (
                select employee_id, count(*) as rows from row group by employee_id having count(*) >= 20
            ), halved as (
                select way, employee_id, avg(holds) filter (where place % 2 = 0) as one, avg(holds) filter (where place % 2 = 1) as other
                from (
                    select way, employee_id, holds, row_number() over (partition by way, employee_id order by md5(way || ticket_id)) as place
                    from row join busy using (employee_id), generate_series(1, 30) way) halves
                group by way, employee_id
            )
            select (select avg(agreement) from (select corr(one, other) as agreement from halved group by way) ways)::numeric(6,4)::text,
                avg(between_variance / (between_variance + within_variance / (busy.rows / 2.0)))::numeric(6,4)::text, count(*)::text
            from busy, merit.reliability where indicator = $1
            """, indicator)
        let figures = line.split(separator: " ").compactMap { Double($0) }
        try #require(figures.count == 3)
        #expect(figures[2] > 70 && figures[0] > 0.6, "\(line)")
        #expect(abs(figures[0] - figures[1]) < 0.1, "halves agree by \(figures[0]), reliability says \(figures[1])")
    }
}
