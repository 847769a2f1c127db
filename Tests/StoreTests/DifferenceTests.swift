import Postgres
import Support
import Testing

/// What somebody may see says nothing of what they may not: not by a difference, not by a mean, not by what changed.
@Suite(.database(.people)) struct DifferenceTests {
    private func seen(by employee: String, _ sql: String) async throws -> [String?] {
        try await Viewer(employee, by: .call).column(sql, in: try TestDatabase.current)
    }

    /// Peers rate ann's manner and another indicator, some each.
    private func rate(manner: Int, skill: Int) async throws {
        try await TestDatabase.current.run(
            """
            delete from merit.evaluation where employee_id = 'ann' and source = 'peer' and period_id = 1;
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            select 1, 'ann', 'peer', 'p' || n, 'manner', 2 from generate_series(1, \(manner)) n
            union all select 1, 'ann', 'peer', 'p' || n, 'skill', 3 from generate_series(1, \(skill)) n;
            set session_replication_role = replica;
            update merit.indicator_score set peer_points = 2 where indicator = 'manner' and employee_id = 'ann';
            """)
    }

    /// Three say it of one indicator; that two others said something of another does not count for it.
    @Test(arguments: [(1, 3, nil), (2, 3, nil), (3, 1, "2.00")] as [(Int, Int, String?)])
    func whatFewerThanThreePeersSaidIsNotShown(manner: Int, skill: Int, expected: String?) async throws {
        try await rate(manner: manner, skill: skill)
        let shown = "select %@::text from merit_api.indicator_scores('2020-10', 'ann') where indicator = 'manner'"
        #expect(try await seen(by: "ann", shown.replacing("%@", with: "peer_points")) == [expected])
        // Peers may be who counts: then the points are theirs.
        #expect(try await seen(by: "ann", shown.replacing("%@", with: "points")) == [expected == nil ? nil : "1.73"])
        // The mean of all indicators would tell the one that is not shown.
        #expect(try await seen(by: "ann", "select peer_score::text from merit_api.results('2020-10', 'ann')") == [nil])
        #expect(try await seen(by: "una", shown.replacing("%@", with: "peer_points")) == ["2.00"])
    }

    /// Of a dimension nothing counts but what its indicators show, whoever looks at whom.
    @Test(arguments: [0, 1, 2, 3]) func dimensionsAreOfPointsThatAreShown(peers: Int) async throws {
        try await rate(manner: peers, skill: 3)
        for reader in ["ann", "sue", "una", "max", "nobody"] {
            let told = try await seen(
                by: reader,
                "select concat_ws(' ', period, employee_id, standing, revision, dimension, reached) from merit_api.dimensions() order by 1"
            )
            let summed = try await seen(
                by: reader,
                """
                select concat_ws(' ', period, employee_id, standing, revision, dimension, round(100 * sum(points) / sum(max_points), 1))
                from merit_api.indicator_scores() where points is not null
                group by period, employee_id, standing, revision, dimension order by 1
                """)
            #expect(told == summed, "\(reader)")
            #expect(told.isEmpty == (reader == "nobody"), "\(reader)")
        }
    }

    @Test func threeOfEachAreAMean() async throws {
        try await rate(manner: 3, skill: 3)
        #expect(
            try await seen(by: "ann", "select peer_score::text from merit_api.results('2020-10', 'ann')") == ["51.37"])
    }

    /// Who came between two revisions would be what the difference of two means says.
    @Test func whatChangedSaysNothingOfPeers() async throws {
        try await rate(manner: 3, skill: 3)
        try await TestDatabase.current.run(
            """
            set session_replication_role = replica;
            update merit.result set changed = '{"why": "w", "result": {"peer_score": {"from": 1, "to": 2}, "total": {"from": 1, "to": 2}},
                "indicators": {"manner": {"peer_points": {"from": 4, "to": 3.33}, "points": {"from": 4, "to": 3.33}},
                    "solved": {"raw_value": {"from": 1, "to": 2}, "value": {"from": 1, "to": 2}}}}' where employee_id = 'ann'
            """)
        let changed = "select changed::text from merit_api.results('2020-10', 'ann')"
        let own = try await seen(by: "ann", changed).first ?? nil
        #expect(
            own
                == #"{"why": "w", "result": {"total": {"to": 2, "from": 1}}, "indicators": {"manner": {}, "solved": {"value": {"to": 2, "from": 1}}}}"#
        )
        let heads = try await seen(by: "sue", changed).first ?? nil
        #expect(heads?.contains("peer_points") == true && heads?.contains("raw_value") == false)
        #expect(try await seen(by: "una", changed).first??.contains("raw_value") == true)
    }

    /// The mean of all, less one's own people, is the others'.
    @Test(arguments: [
        (3, "sue", false), (7, "sue", false), (8, "sue", true), (4, "ann", false), (5, "ann", true), (4, "una", true),
    ])
    func whatWasMeasuredBesideTheMeanIsNotShownOfFew(people: Int, viewer: String, isShown: Bool) async throws {
        try await TestDatabase.current.run(
            "insert into merit.peer_mean (run_id, template_code, indicator, mean, people) values (1, 'a', 'solved', 100, \(people))"
        )
        for column in ["raw_value", "numerator", "denominator"] {
            let found = try await seen(
                by: viewer,
                "select (\(column) is not null)::text from merit_api.indicator_scores(null, 'ann') where indicator = 'solved'"
            )
            #expect(found == ["\(isShown)"], "\(column)")
        }
    }

    /// Zoe sees ann alone: of five, her value and the mean are the mean of four others.
    @Test(arguments: [(5, false), (6, true)]) func oneAloneTellsOfFew(people: Int, isShown: Bool) async throws {
        try await TestDatabase.current.run(
            """
            insert into merit.peer_mean (run_id, template_code, indicator, mean, people) values (1, 'a', 'solved', 100, \(people));
            set session_replication_role = replica;
            update merit.result set supervisor_id = 'zoe' where employee_id = 'ann';
            """)
        let shown =
            "select employee_id || ' ' || (raw_value is not null) from merit_api.indicator_scores(null, 'ann') where indicator = 'solved'"
        #expect(try await seen(by: "zoe", shown) == ["ann \(isShown)"])
    }

    /// Max sees six, and will know his own: of a run of ten or eleven the others could be told, whatever an earlier one compared with; one of them
    /// alone hides nothing.
    @Test(arguments: [
        ([6, 10], false), ([10, 6], false), ([6, 20], true), ([20, 6], true), ([4, 20], false), ([11, 20], false),
        ([12, 20], true),
    ])
    func eachRunIsLookedAtByItself(people: [Int], isShown: Bool) async throws {
        for (place, count) in people.enumerated() {
            try await TestDatabase.current.run(
                """
                set session_replication_role = replica;
                insert into merit.run overriding system value
                select (jsonb_populate_record(r, '{"run_id": \(1000 + place)}')).* from merit.run r where r.run_id = 1;
                insert into merit.peer_mean (run_id, template_code, indicator, mean, people)
                values (\(1000 + place), 'a', 'solved', 100, \(count));
                """)
        }
        let shown =
            "select (raw_value is not null)::text from merit_api.indicator_scores(null, 'sue') where indicator = 'solved'"
        #expect(try await seen(by: "max", shown) == ["\(isShown)"])
        #expect(try await seen(by: "una", shown) == ["true"])
    }

    /// A department of fifteen: who sees eleven knows the mean of the other four.
    @Test(arguments: [(5, true), (9, true), (10, true), (11, false), (13, false)])
    func fourThatAreLeftAreNotShown(own: Int, isShown: Bool) async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.result (period_id, employee_id, revision, run_id, department, supervisor_id, days_employed, days_on_leave, status,
                total, grade, coefficient, near_cut, nps, nps_responses)
            select 2, 'w' || n, 1, 1, 'west', case when n <= \(own) then 'sue' else 'tom' end, 30, 0, 'scored', n, 'C', 1, false, n, 9
            from generate_series(1, 15) n;
            update merit.appraisal_period set revision = 1, scored_at = now() where period_id = 2;
            """)
        let trend =
            "select department || ' ' || scored || ' ' || coalesce(mean_nps::text, '–') from merit_api.department_trends() where period = '2020-11'"
        // How many have an NPS is nobody's to know who sees some of theirs.
        #expect(try await seen(by: "sue", trend) == (isShown ? ["west 15 –"] : []))
        #expect(try await seen(by: "una", trend) == ["west 15 8.00"])
        #expect(try await seen(by: "pat", trend) == ["west 15 8.00"])
    }
}
