extension GradeDistribution {
    private static let pitch = 24.0

    private var total: Int { grades.reduce(0) { $0 + $1.people } }

    package var svg: String {
        let rows = grades.count + (without > 0 ? 1 : 0)
        guard total + without > 0 else { return empty }
        var svg = SVG(height: Double(rows) * GradeDistribution.pitch)
        let names = grades.map(\.name) + (without > 0 ? [noGrade] : [])
        let left = min(names.map { TextStyle.plain.width(of: $0.plain) }.max() ?? 0, 96) + 10
        let labels = grades.map { TextStyle.plain.width(of: label($0)) + 8 + TextStyle.quiet.width(of: was($0)) }
        let right = SVG.width - (labels.max() ?? 0) - 8
        let most = Double(max(grades.map(\.people).max() ?? 0, without, grades.map(scaledBefore).max() ?? 0))
        let bar = Mapping(0, max(most, 1), to: left, max(right, left + 40))
        for (row, grade) in grades.enumerated() {
            let y = Double(row) * GradeDistribution.pitch
            svg.text(grade.name, at: Point(left - 10, y + 16), .plain, .end, room: 96)
            svg.rect(left, y + 4, bar(Double(grade.people)) - left, 16, "bar")
            if grade.before != nil, total > 0 {
                let x = bar(Double(scaledBefore(grade)))
                svg.line(Point(x, y + 2), Point(x, y + 22), "tick")
            }
            let x = max(bar(Double(grade.people)), bar(Double(scaledBefore(grade)))) + 6
            svg.text(label(grade), at: Point(x, y + 16))
            if grade.before != nil {
                svg.text(was(grade), at: Point(x + TextStyle.plain.width(of: label(grade)) + 8, y + 16), .quiet)
            }
        }
        if without > 0 {
            let y = Double(grades.count) * GradeDistribution.pitch
            svg.text(noGrade, at: Point(left - 10, y + 16), .quiet, .end, room: 96)
            svg.hatched(left, y + 4, bar(Double(without)) - left, 16, of: self)
            svg.text("\(without)", at: Point(bar(Double(without)) + 6, y + 16))
        }
        var rule = Path()
        rule.add([Point(left, 0), Point(left, svg.height)])
        svg.path(rule, "edge")
        return svg.document(of: self)
    }

    /// How many of today's people the share of the month before would be.
    private func scaledBefore(_ grade: Grade) -> Int {
        guard let before = grade.before, totalBefore > 0 else { return 0 }
        return (2 * before * total + totalBefore) / (2 * totalBefore)
    }

    private var totalBefore: Int { grades.reduce(0) { $0 + ($1.before ?? 0) } }

    private func label(_ grade: Grade) -> String { "\(grade.people) · \(Percent.text(grade.people, of: total))" }

    private func was(_ grade: Grade) -> String {
        guard let before = grade.before else { return "" }
        let share = Percent.text(before, of: totalBefore)
        return language.say("上月 \(share)", "was \(share)")
    }

    private var noGrade: String { language.say("无等级", "no grade") }

    package var summary: String {
        guard total + without > 0 else { return language.noFigures }
        let parts = grades.map { "\($0.name.isolated) \(label($0))" } + (without > 0 ? ["\(noGrade) \(without)"] : [])
        return parts.joined(separator: language.say("；", "; ")) + language.say("。", ".")
    }

    package var table: ChartTable {
        let rows = grades.map { grade in
            [
                grade.name, "\(grade.people)", Percent.text(grade.people, of: total),
                grade.before.map { "\($0)" } ?? "",
                grade.before.map { Percent.text($0, of: totalBefore) } ?? "",
            ]
        }
        return ChartTable(
            [
                .init(language.say("等级", "Grade")), .init(language.say("人数", "People"), isNumber: true),
                .init(language.say("占比", "Share"), isNumber: true),
                .init(language.say("上月人数", "Month before"), isNumber: true),
                .init(language.say("上月占比", "Its share"), isNumber: true),
            ], rows + (without > 0 ? [[noGrade, "\(without)", "", "", ""]] : []))
    }
}
