/// A template of a service desk in two dimensions: what was solved, measured out of tickets, and manners, rated by people; 50 points each.
package struct DeskTemplate {
    /// What stands between sources and grades.
    private let rules: [String]
    private let grades: [String]
    private let streaks: [String]
    private let weights: (solved: Int, manner: Int)
    private let unit: String?
    private let bands: [String]

    package init(
        rules: [String], grades: [String], streaks: [String] = [], weights: (solved: Int, manner: Int),
        unit: String? = nil, bands: [String]
    ) {
        self.rules = rules
        self.grades = grades
        self.streaks = streaks
        self.weights = weights
        self.unit = unit
        self.bands = bands
    }

    package var yaml: String {
        let head = """
            template: desk
            version: 1
            title: {zh: 服务台, en: Desk}
            default: true
            posts: []
            sources: {self: {weight: 20}, supervisor: {weight: 80, required: true}}
            """
        let solved = """
            dimensions:
              - code: skill
                title: {zh: 技能, en: Skill}
                weight: \(weights.solved)
                indicators:
                  - code: solved
                    title: {zh: 解决率, en: Solved}
                    points: 50
            """
        let measure = """
                    measure: {from: ticket, at: closed_at, value: "share(status = 'resolved')"}
                    scale:
            """
        let manner = """
              - code: attitude
                title: {zh: 态度, en: Attitude}
                weight: \(weights.manner)
                indicators:
                  - code: manner
                    title: {zh: 举止, en: Manner}
                    points: 50
                    rated:
                      - {level: good, title: {zh: 好, en: Good}, points: [30, 50]}
                      - {level: poor, title: {zh: 差, en: Poor}, points: [0, 20]}
            """
        let lines =
            [head] + rules + ["grades:"] + grades.map { "  - \($0)" }
            + (streaks.isEmpty ? [] : ["streaks:"] + streaks.map { "  - \($0)" })
            + [solved] + (unit.map { ["        unit: \($0)"] } ?? [])
            + [measure] + bands.map { "          - \($0)" } + [manner]
        return lines.joined(separator: "\n")
    }
}
