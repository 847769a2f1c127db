import Exact

extension TemplateReader {
    func grades(_ fields: Fields, outcomes: OwnOutcomes) -> [Grade] {
        guard let nodes = fields.list("grades", limit: .grades) else { return [] }
        let grades = nodes.enumerated().map { grade($1, number: $0 + 1, outcomes: outcomes) }
        let readable = grades.compactMap(\.self)
        for (index, grade) in readable.enumerated() {
            let before = readable[..<index]
            if before.contains(where: { $0.name == grade.name }) {
                log.note("the name is used by two grades", at: "\(place) grade \(grade.name)")
            }
            if let last = before.last, last.atLeast <= grade.atLeast {
                log.note(
                    "\(grade.atLeast.normalized) is not below the \(last.atLeast.normalized) of grade \(last.name); "
                        + "list the grades from the best down",
                    at: "\(place) grade \(grade.name) at_least")
            }
        }
        if let last = grades.last.flatMap(\.self), last.atLeast != 0 {
            log.note(
                "the last grade, \(last.name), begins at \(last.atLeast.normalized); the list must reach down to 0",
                at: "\(place) grades")
        }
        return readable
    }

    func streaks(_ fields: Fields, grades: [Grade], outcomes: OwnOutcomes) -> [Streak] {
        fields.optionalList("streaks", limit: .streaks).enumerated().compactMap { index, node -> Streak? in
            let place = "\(place) streak \(index + 1)"
            guard let fields = Fields(node, at: place, keys: ["grade", "periods", "outcome"], log: log) else {
                return nil
            }
            let grade = fields.text("grade")
            if let grade, !grades.isEmpty, !grades.contains(where: { $0.name == grade }) {
                let names = grades.map(\.name).joined(separator: ", ")
                fields.note("unknown grade '\(grade)'; the grades are \(names)", at: "grade")
            }
            let periods = fields.whole("periods", from: 2, limit: .periods)
            let outcome = fields.text("outcome").flatMap { outcomes.outcome($0, in: fields, at: "outcome") }
            guard let grade, let periods, let outcome else { return nil }
            return Streak(grade: grade, periods: periods, outcome: outcome)
        }
    }

    private func grade(_ node: TemplateNode, number: Int, outcomes own: OwnOutcomes) -> Grade? {
        let place = "\(place) grade \(node["grade"]?.text ?? "\(number)")"
        let keys = ["grade", "at_least", "coefficient", "outcomes"]
        guard let fields = Fields(node, at: place, keys: keys, log: log) else { return nil }
        let name = fields.text("grade")
        let atLeast = fields.number("at_least", .percent)
        let coefficient = fields.number("coefficient", .fromZero)
        let outcomes = fields.texts("outcomes", limit: nil).compactMap { own.outcome($0, in: fields, at: "outcomes") }
        guard let name, let atLeast, let coefficient else { return nil }
        return Grade(name: name, atLeast: atLeast, coefficient: coefficient, outcomes: outcomes)
    }
}
