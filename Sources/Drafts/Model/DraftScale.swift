import Exact

/// The scale that levels come to which stand for values: `≥95%`, `90%-95%`, `<90%`.
struct DraftScale {
    struct Band {
        let name: String
        let best: BigDecimal
        let worst: BigDecimal
        let points: ClosedRange<BigDecimal>
    }

    private(set) var bands: [Band] = []
    private(set) var unit: String?
    private(set) var notes: [DraftNote] = []

    /// - Parameter levels: from the best down; never empty.
    /// - Throws: what keeps them from being a scale.
    init(_ levels: [DraftPlan.Level], unit: String?) throws(DraftFlaw) {
        var ranges: [ValueRange] = []
        for level in levels {
            do throws(DraftFlaw.Reason) {
                ranges.append(try ValueRange(level.title))
            } catch {
                throw DraftFlaw(error, at: level.place, value: level.title)
            }
        }
        try takeUnit(ranges, levels, unit)
        let isHigher = try Self.isHigherBetter(ranges, levels)
        for (index, (range, level)) in zip(ranges, levels).enumerated() {
            let isFixed = level.points.lowerBound == level.points.upperBound
            let before = bands.last
            var best = isHigher ? range.upper : range.lower
            var worst = isHigher ? range.lower : range.upper
            if best == nil { best = before?.worst }
            if best == nil {
                if !isHigher, (worst ?? 0) >= 0 { best = 0 } else if isHigher, self.unit == "percent" { best = 100 }
                if let best { notes.append(DraftNote(.end("\(best)"), at: level.place)) }
                // One number of points is given to all that is better, too.
                if best == nil && isFixed { best = worst }
            }
            if worst == nil, index == levels.count - 1, let best {
                if self.unit == "percent", isHigher, best > 0 {
                    worst = 0
                } else if isFixed {
                    worst = isHigher ? best - 1 : best + 1
                }
                if let worst { notes.append(DraftNote(.end("\(worst)"), at: level.place)) }
            }
            guard let top = best, let end = worst, isFixed || top != end else {
                throw DraftFlaw(.openEnd(level.title), at: level.place, value: level.title)
            }
            let turns = isHigher ? end > top : end < top
            let overlaps = before.map { isHigher ? top > $0.worst : top < $0.worst } ?? false
            let isEmpty = before.map { $0.worst == end } ?? false
            if turns || overlaps || isEmpty {
                throw DraftFlaw(.order("\(levels[max(0, index - 1)].place)"), at: level.place, value: level.title)
            }
            if index < levels.count - 1, !(isHigher ? range.hasLower : range.hasUpper) {
                notes.append(DraftNote(.edge("\(end.normalized)"), at: level.place))
            }
            bands.append(Band(name: level.title, best: top, worst: end, points: level.points))
        }
        guard bands.contains(where: { $0.best != $0.worst }), let last = levels.last else {
            throw DraftFlaw(.openEnd(levels[0].title), at: levels[0].place, value: levels[0].title)
        }
        if Set(bands.map(\.name)).count < bands.count {
            throw DraftFlaw(.order("\(levels[0].place)"), at: last.place, value: last.title)
        }
    }

    private mutating func takeUnit(
        _ ranges: [ValueRange], _ levels: [DraftPlan.Level], _ given: String?
    ) throws(DraftFlaw) {
        unit = given
        for (range, level) in zip(ranges, levels) {
            guard let found = range.unit else { continue }
            if let unit, unit != found { throw DraftFlaw(.units(unit, found), at: level.place, value: level.title) }
            unit = found
        }
    }

    /// Which way is better: what the better levels have more of.
    private static func isHigherBetter(
        _ ranges: [ValueRange], _ levels: [DraftPlan.Level]
    ) throws(DraftFlaw) -> Bool {
        // An open end says it, and so does the next level.
        if let first = ranges.first, (first.lower == nil) != (first.upper == nil) { return first.upper == nil }
        if let last = ranges.last, (last.lower == nil) != (last.upper == nil) { return last.lower == nil }
        let ends = ranges.map { $0.lower ?? $0.upper ?? .zero }
        guard let first = ends.first, let last = ends.last, first != last else {
            throw DraftFlaw(.order("\(levels[0].place)"), at: levels[0].place, value: levels[0].title)
        }
        return first > last
    }
}
