package import Appraisal
import Exact

/// What two templates say differently, a line for each thing that a person would name.
package enum TemplateDifference {
    package static func table(from old: Template, to new: Template) -> Table {
        var table = Table([.init("place"), .init("what"), .init("from"), .init("to")])
        let (before, after) = (old.features, new.features)
        let names = after.map(\.name) + before.map(\.name).filter { name in !after.contains { $0.name == name } }
        for name in names {
            let from = before.first { $0.name == name }?.value
            let to = after.first { $0.name == name }?.value
            if from != to { table.add([name.place, name.what, from, to]) }
        }
        return table
    }

    fileprivate struct Feature {
        struct Name: Hashable {
            let place: String
            let what: String
        }
        let name: Name
        let value: String?

        init(_ place: String, _ what: String, _ value: String?) {
            name = Name(place: place, what: what)
            self.value = value
        }
    }
}

extension Template {
    fileprivate var features: [TemplateDifference.Feature] {
        typealias Feature = TemplateDifference.Feature
        let whole: [Feature] = [
            Feature("template", "title", title.both), Feature("template", "default", isDefault ? "yes" : "no"),
            Feature("template", "posts", posts.joined(separator: ", ")),
            Feature("template", "measured_in", measuredIn == .everySheet ? nil : measuredIn.rawValue),
            Feature("template", "min_days", "\(minDays)"),
            Feature("template", "coverage", "\(minCoverage.normalized)%"),
            Feature("template", "plan", "below \(plan.belowPercent.normalized)%, at most \(plan.atMost)"),
            Feature("template", "near_cut", "\(nearCut.normalized)"),
        ]
        let views = perspectives.map {
            Feature(
                "source \($0.kind.rawValue)", "weight", "\($0.weight.normalized)%\($0.required ? ", required" : "")")
        }
        let marks = grades.flatMap { grade -> [Feature] in
            let place = "grade \(grade.name)"
            return [
                Feature(place, "at_least", "\(grade.atLeast.normalized)"),
                Feature(place, "coefficient", "\(grade.coefficient.normalized)"),
                Feature(place, "outcomes", grade.outcomes.map(\.code).joined(separator: ", ")),
            ]
        }
        let runs = streaks.map { Feature("streak \($0.grade)", $0.outcome.code, "\($0.periods) periods") }
        let held = caps.enumerated().map { number, cap in
            Feature(
                "cap \(number + 1)", "cap", "\(cap.indicator) \(cap.bound.written) → \(cap.grade), \(cap.title.both)")
        }
        // Each is in use, so grades and streaks have them all.
        let own = Set(grades.flatMap(\.outcomes) + streaks.map(\.outcome)).sorted { $0.code < $1.code }
            .filter { $0.title != nil }.map { Feature("outcome \($0.code)", "title", $0.title?.both) }
        return whole + views + own + marks + runs + held + dimensions.flatMap(\.features)
    }
}

extension Dimension {
    fileprivate var features: [TemplateDifference.Feature] {
        [
            .init(code, "title", title.both), .init(code, "weight", "\(weight.normalized)%"),
        ] + indicators.flatMap { $0.features(in: code) }
    }
}

extension Indicator {
    fileprivate func features(in dimension: String) -> [TemplateDifference.Feature] {
        let place = "\(dimension)/\(code)"
        let common: [TemplateDifference.Feature] = [
            .init(place, "title", title.both), .init(place, "points", "\(points.normalized)"),
            .init(place, "unit", unit), .init(place, "min_sample", minSample == 0 ? nil : "\(minSample)"),
        ]
        switch basis {
        case .rated(let levels):
            return common + levels.map { .init(place, "level \($0.code)", "\($0.points) \($0.title.both)") }
        case .measured(let measure, let scale):
            return common + [
                .init(place, "from", "\(measure.from) at \(measure.at)"), .init(place, "where", measure.filter),
                .init(place, "value", measure.value),
                .init(place, "as_of", measure.asOfEnd ? "period_end" : nil),
                .init(place, "of", measure.isOfDepartment ? "department" : nil),
                .init(place, "one_per", measure.onePer?.written), .init(place, "credit", measure.credit),
                .init(place, "mix", measure.mix.isEmpty ? nil : measure.mix.joined(separator: ", ")),
                .init(place, "scored_on", measure.scoredOnAdjusted ? "adjusted" : nil),
                .init(place, "per", measure.per?.rawValue),
                .init(place, "relative_to", measure.relativeTo?.rawValue),
                .init(place, "when_empty", measure.whenEmpty?.normalized.description),
            ] + scale.bands.map { .init(place, "band \($0.name)", $0.written) }
        }
    }
}

extension Band {
    /// `90 to 80: 11 to 8 points, in steps of 1`.
    fileprivate var written: String {
        let points = first == last ? "\(first.normalized)" : "\(first.normalized) to \(last.normalized)"
        return "\(best.normalized) to \(worst.normalized): \(points) points"
            + (step.map { ", in steps of \($0.normalized)" } ?? "")
    }
}

extension Cap.Bound {
    /// `≥ 1`.
    fileprivate var written: String {
        switch self {
        case .atLeast(let least): "≥ \(least.normalized)"
        case .atMost(let most): "≤ \(most.normalized)"
        }
    }
}

extension LocalizedText {
    fileprivate var both: String { "\(zh) / \(en)" }
}
