import Support
import Testing

/// Every figure of a review against figures that were computed by scipy 1.17 and numpy from the same rows.
@Suite(.database(.sourced)) struct QuarterFiguresTests {
    /// Employee, month, points of a, b, c, the employee's own of c, NPS responses, promoters, detractors, the supervisor's sheet.
    static let rows = """
        ('e00', 1, 6.26, null, 4.50, 6.00, 0, 0, 0, 55.56),
        ('e00', 2, 5.60, null, 6.00, 4.50, 0, 0, 0, 57.6),
        ('e00', 3, 4.04, null, 4.50, 6.00, 2, 2, 0, 42.24),
        ('e01', 1, 9.25, null, 5.50, 7.00, 3, 2, 1, 77.5),
        ('e01', 2, 6.86, 5, 7.00, null, 2, 2, 0, 75.44),
        ('e01', 3, 7.92, 0, 5.50, 6.50, 3, 0, 0, 53.68),
        ('e02', 1, 7.15, 5, 7.00, 9.00, 0, 0, 0, 76.6),
        ('e02', 2, 9.35, null, 7.50, 10.00, 3, 2, 1, 86.1),
        ('e02', 3, 7.86, 5, 10.00, null, 2, 0, 2, 91.44),
        ('e03', 1, 7.52, null, 3.00, 5.50, 2, 2, 0, 57.12),
        ('e03', 2, 5.43, 0, 4.00, 6.00, 1, 1, 0, 37.72),
        ('e03', 3, null, 2, 6.00, 7.50, 0, 0, 0, 48),
        ('e04', 1, 7.46, 0, 8.00, 8.50, 0, 0, 0, 61.84),
        ('e04', 2, 9.97, 2, 7.50, 8.50, 2, 1, 1, 77.88),
        ('e04', 3, 10.00, 3, 8.00, null, 0, 0, 0, 84),
        ('e05', 1, 3.27, 5, 2.00, 1.50, 2, 2, 0, 41.08),
        ('e05', 2, 2.86, null, 3.50, 4.00, 1, 0, 0, 31.16),
        ('e05', 3, 1.64, 0, 1.00, 4.00, 2, 1, 1, 10.56),
        ('e06', 1, 8.86, 5, 6.50, 6.50, 1, 1, 0, 81.44),
        ('e06', 2, 2.62, 0, 6.00, 7.00, 0, 0, 0, 34.48),
        ('e06', 3, 6.34, null, 5.00, 8.50, 3, 3, 0, 58.04),
        ('e07', 1, 5.33, 0, 6.50, 5.00, 3, 2, 0, 47.32),
        ('e07', 2, 6.14, 5, 5.00, 8.00, 1, 0, 0, 64.56),
        ('e07', 3, 9.34, 0, 4.50, 7.00, 0, 0, 0, 55.36),
        ('e08', 1, 1.73, 5, 4.50, 5.50, 1, 0, 0, 44.92),
        ('e08', 2, 1.70, 2, 4.00, 3.00, 0, 0, 0, 30.8),
        ('e08', 3, 4.36, 5, 5.50, null, 2, 2, 0, 59.44),
        ('e09', 1, 4.97, 0, 6.00, 7.50, 1, 1, 0, 43.88),
        ('e09', 2, 6.32, 2, 5.50, 7.00, 0, 0, 0, 55.28),
        ('e09', 3, 9.65, 0, 4.00, 8.50, 1, 1, 0, 54.6),
        ('e10', 1, 6.20, 0, 5.50, 5.50, 2, 2, 0, 46.8),
        ('e10', 2, null, 0, 4.00, 6.00, 1, 1, 0, 16),
        ('e10', 3, 6.18, 5, 5.00, 6.50, 3, 2, 0, 64.72),
        ('e11', 1, 7.99, 2, 3.50, null, 1, 0, 1, 53.96),
        ('e11', 2, 3.33, 2, 2.50, 6.50, 0, 0, 0, 31.32),
        ('e11', 3, 5.28, 5, 5.00, 5.00, 1, 1, 0, 61.12),
        ('e12', 1, 8.69, null, 6.50, 7.00, 3, 0, 3, 78.14),
        ('e12', 2, 8.18, 3, 6.50, 8.50, 1, 0, 1, 70.72),
        ('e12', 3, 10.00, null, 6.50, 7.50, 3, 2, 0, 86),
        ('e13', 1, 7.21, 0, 5.50, 7.50, 1, 0, 1, 50.84),
        ('e13', 2, 5.96, null, 6.00, 6.50, 1, 0, 0, 59.76),
        ('e13', 3, 7.57, null, null, 7.00, 1, 0, 0, null)
        """

    private func reviewed() async throws -> StoredQuarter {
        let quarter = try await StoredQuarter.begin()
        for month in 7...9 { try await quarter.month(month) }
        let rows = [("1", "7"), ("2", "8"), ("3", "9")].reduce(Self.rows) { rows, month in
            rows.replacing("', \(month.0), ", with: "', \(month.1), ")
        }
        try await quarter.results(rows)
        try await quarter.run(
            "insert into merit.benchmark (indicator, industry, value, better, source, year) values ('b', 'test', 5, 'higher', 'test', 2026)"
        )
        _ = try await quarter.review()
        return quarter
    }

    @Test func pointsAndTheirSpread() async throws {
        let quarter = try await reviewed()
        let columns = "results, people, missing_percent, mean, standard_deviation, ceiling_percent, floor_percent"
        #expect(try await quarter.figures(columns, of: "a") == "42 14 4.76 0.640975 0.242866 5.00 0.00")
        #expect(try await quarter.figures(columns, of: "b") == "42 14 28.57 0.453333 0.436074 33.33 40.00")
        // One result has the employee's points for c alone: they count, as in the score.
        #expect(try await quarter.figures("missing_percent", of: "c") == "0.00")
    }

    @Test func correlations() async throws {
        let quarter = try await reviewed()
        let columns = "discrimination, discrimination_results, nps_link, nps_link_people"
        #expect(try await quarter.figures(columns, of: "a") == "0.254490 39 -0.449422 14")
        #expect(try await quarter.figures(columns, of: "b") == "0.124115 30 -0.270312 13")
        #expect(try await quarter.figures("discrimination, discrimination_results", of: "c") == "0.514157 41")
    }

    @Test func raters() async throws {
        let quarter = try await reviewed()
        #expect(
            try await quarter.figures("raters, rater_spread, self_gap, self_gap_results", of: "c")
                == "3 0.649482 1.347222 36")
        #expect(
            try await quarter.database.line(
                """
                select rater_id, people::text, ratings::text, mean::text, difference::text, leniency::text, spread::text, stands_out::text
                from merit.rater_review order by rater_id
                """) == """
                    s0 5 15 5.366667 0.000813 0.000468 1.125463 false
                    s1 5 14 5.964286 0.598432 0.344770 1.262846 false
                    s2 4 12 4.666667 -0.699187 -0.402817 2.543560 false
                    """)
    }

    /// Of a the quotient of the sums, of b the mean of the values.
    @Test func valuesAndBenchmarks() async throws {
        let quarter = try await reviewed()
        #expect(try await quarter.figures("value, benchmark", of: "a") == "64.097500 -")
        #expect(try await quarter.lacking("benchmark", of: "a") == "merit.benchmark has none for it")
        #expect(
            try await quarter.figures("value, benchmark, benchmark_gap_percent, recommendation, reason", of: "b")
                == "4.533333 5 -9.33 prioritise at 4.533333, the benchmark (test) is 5: 9.33% worse")
    }
}
