import Foundation

/// What was measured of a long table, as tables in Markdown.
struct IndexesReport {
    let measured: Measured<Indexes.Outcome>

    private var outcome: Indexes.Outcome { measured.outcomes }

    var text: String {
        let periods = Set(outcome.statements.values.flatMap(\.keys)).sorted()
        let heads = periods.map { "\($0 * 100 / outcome.months)%" }.joined(separator: " | ")
        let rows = outcome.size.tickets * outcome.months
        var lines = [
            measured.head("\(rows) tickets in \(outcome.months) months; ms"), "",
            "| the table; the period's share of it | \(heads) | a month scored |",
            "|---|\(periods.map { _ in "---:|" }.joined())---:|",
        ]
        for shape in Shape.all {
            let statements = periods.map { Self.shown(outcome.statements[shape.schema]?[$0]?.samples) }
            let cells = statements + [Self.shown(outcome.scorings[shape.schema])]
            lines.append("| \(shape.name) | \(cells.joined(separator: " | ")) |")
        }
        lines += ["", "| plan | \(heads) |", "|---|\(periods.map { _ in "---|" }.joined())"]
        for shape in Shape.all {
            let cells = periods.map { outcome.statements[shape.schema]?[$0]?.scans ?? "" }
            lines.append("| \(shape.name) | \(cells.joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n")
    }

    private static func shown(_ samples: Samples?) -> String {
        samples.map { String(Int(($0.median * 1000).rounded())) } ?? ""
    }
}
