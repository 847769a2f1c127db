/// A template in two dimensions, one rated and one measured, for tests that change one thing in it.
package enum SmallTemplate {
    package static let text = """
        template: small
        version: 1
        title: {zh: 小模板, en: Small}
        sources:
          self: {weight: 20}
          supervisor: {weight: 80, required: true}
        eligibility: {min_days: 10}
        coverage: {min_percent: 60}
        plan: {below_percent: 70, at_most: 3}
        near_cut: 0.50
        grades:
          - {grade: A, at_least: 80, coefficient: 1.2, outcomes: [talent_pool]}
          - {grade: B, at_least: 0, coefficient: 0.5}
        streaks:
          - {grade: B, periods: 2, outcome: warning}
        dimensions:
          - code: attitude
            title: {zh: 态度, en: Attitude}
            weight: 40
            indicators:
              - code: manner
                title: {zh: 沟通, en: Manner}
                points: 10
                rated:
                  - {level: warm, title: {zh: 热情, en: Warm}, points: [5, 10]}
                  - {level: cold, title: {zh: 冷淡, en: Cold}, points: [0, 4.99]}
          - code: speed
            title: {zh: 效率, en: Speed}
            weight: 60
            indicators:
              - code: response
                title: {zh: 响应, en: Response}
                points: 10
                unit: hour
                min_sample: 3
                measure: {from: ticket, at: opened_at, value: "avg(hours(first_response_at - opened_at))"}
                scale:
                  - {band: quick, best: 0, worst: 1, points: [10, 6]}
                  - {band: slow, best: 1, worst: 4, points: [5, 0]}
        """
}
