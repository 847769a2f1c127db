/// A service desk where whoever wrecked something gets no better grade than C: half of the points are of tickets, half of manners.
package enum CappedDesk {
    package static let template = DeskTemplate(
        rules: ["eligibility: {min_days: 10}", "coverage: {min_percent: 60}"],
        grades: [
            "{grade: A, at_least: 80, coefficient: 1.2}", "{grade: B, at_least: 60, coefficient: 1}",
            "{grade: C, at_least: 0, coefficient: 0.8, outcomes: [warning]}",
        ], weights: (solved: 50, manner: 50), bands: ["{band: all, best: 100, worst: 0, points: [50, 0]}"]
    ).yaml.replacing(
        "dimensions:\n",
        with: """
            caps:
              - indicator: wrecks
                at_least: 1
                grade: C
                title: {zh: 严重事故, en: A wreck}
            dimensions:

            """
    ).replacing(
        "  - code: attitude\n",
        with: """
                  - code: wrecks
                    title: {zh: 严重事故数, en: Wrecks}
                    points: 50
                    unit: count
                    measure: {from: ticket, at: closed_at, value: "count(status = 'wrecked')", when_empty: 0}
                    scale:
                      - {band: all, best: 0, worst: 10, points: [50, 0]}
              - code: attitude

            """)
}
