import Measures
import Postgres
import Support
import Testing

@testable import Worker

/// More measures of a relation than a row of PostgreSQL's has columns for.
@Suite(.database(.sourced)) struct ManyMeasuresTests {
    @Test func areAskedForByMoreThanOneStatement() async throws {
        let database = try TestDatabase.current
        let templates = (1...5).map { number in
            let measure = "measure: {from: ticket, at: closed_at, value: \"share(status = 'resolved')\"}"
            let indicators = (1...100).map { place in
                """
                      - {code: i\(place), title: {zh: 率, en: Rate}, points: 1, min_sample: 0,
                          measure: {from: ticket, at: closed_at, value: "count(status <> 'x\(number)_\(place)')"},
                          scale: [{band: all, best: 4, worst: 0, points: [1, 0]}]}
                """
            }
            return SmallCompany.template.replacing("template: desk", with: "template: desk\(number)")
                .replacing("default: true\nposts: []", with: "posts: [\(number == 1 ? "desk" : "p\(number)")]")
                .replacing(
                    """
                          - code: solved
                            title: {zh: 解决率, en: Solved}
                            points: 50
                            \(measure)
                            scale:
                              - {band: all, best: 100, worst: 0, points: [50, 0]}
                    """, with: indicators.dropLast().joined(separator: "\n"))
        }
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann"], in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "ann", in: connection)
        }
        try await database.publish(yaml: templates)
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await SmallCompany.rate("ann", 50, in: database)
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 75.00 B -")
    }
}
