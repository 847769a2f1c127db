import Exact

extension TemplateReader {
    /// - Parameter dimensions: as they are written, because an indicator with problems of its own is there all the same.
    func caps(_ fields: Fields, grades: [Grade], dimensions: TemplateNode?) -> [Cap] {
        let indicators = (dimensions?.elements ?? []).flatMap { $0["indicators"]?.elements ?? [] }
        var caps: [Cap] = []
        for (index, node) in fields.optionalList("caps", limit: .caps).enumerated() {
            let keys = ["indicator", "at_least", "at_most", "grade", "title"]
            guard let fields = Fields(node, at: "\(place) cap \(index + 1)", keys: keys, log: log) else { continue }
            let indicator = fields.text("indicator")
            if let indicator { checkIsMeasured(indicator, among: indicators, fields) }
            let bound = bound(fields)
            let grade = fields.text("grade")
            if let grade { checkIsLeft(grade, of: grades, fields) }
            let title = fields.title()
            guard let indicator, let bound, let grade, let title else { continue }
            if caps.contains(where: { $0.indicator == indicator && $0.grade == grade }) {
                fields.note("'\(indicator)' leaves \(grade) at best by another cap already; keep one of them")
            }
            caps.append(Cap(indicator: indicator, bound: bound, grade: grade, title: title))
        }
        return caps
    }

    private func bound(_ fields: Fields) -> Cap.Bound? {
        switch (fields.has("at_least"), fields.has("at_most")) {
        case (true, false): return fields.number("at_least", .any).map(Cap.Bound.atLeast)
        case (false, true): return fields.number("at_most", .any).map(Cap.Bound.atMost)
        case (true, true): fields.note("both at_least and at_most; keep one of them")
        case (false, false): fields.note("neither at_least nor at_most; add one of them")
        }
        return nil
    }

    private func checkIsMeasured(_ code: String, among indicators: [TemplateNode], _ fields: Fields) {
        guard let indicator = indicators.first(where: { $0["code"]?.text == code }) else {
            fields.note(
                "unknown indicator '\(code)'; a cap names a measured indicator of the template", at: "indicator")
            return
        }
        if indicator["rated"] != nil {
            fields.note("'\(code)' is rated by people; a cap takes a measured indicator", at: "indicator")
        }
    }

    private func checkIsLeft(_ grade: String, of grades: [Grade], _ fields: Fields) {
        guard let best = grades.first else { return }
        if !grades.contains(where: { $0.name == grade }) {
            let names = grades.map(\.name).joined(separator: ", ")
            fields.note("unknown grade '\(grade)'; the grades are \(names)", at: "grade")
        } else if grade == best.name {
            fields.note("\(grade) is the best grade, so nothing is capped; name a worse one", at: "grade")
        }
    }
}
