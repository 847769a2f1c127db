import Exact
import Sheets

/// What a sheet comes to, in a template's numbers.
struct DraftPlan {
    struct Dimension {
        let code: String
        let title: String
        let place: CellPlace
        let weight: BigDecimal
        let weightPlace: CellPlace
        let indicators: [Indicator]
    }

    struct Indicator {
        let code: String
        let dimension: String
        let source: DraftIndicator
        let points: BigDecimal
        /// From the best down.
        let levels: [Level]
        let scale: DraftScale?

        var isMeasured: Bool { source.measure.isGiven }
    }

    struct Level {
        let title: String
        var points: ClosedRange<BigDecimal>
        let place: CellPlace
        let pointsPlace: CellPlace
    }

    private(set) var dimensions: [Dimension] = []
    private(set) var flaws: [DraftFlaw] = []
    private(set) var notes: [DraftNote] = []

    init(_ read: [DraftDimension]) {
        var read = read
        inferPoints(&read)
        takeShares(&read)
        let weights = weights(of: read)
        let full = commonFull(read)
        var names = Set<String>()
        var indicatorNames = Set<String>()
        for (place, dimension) in read.enumerated() {
            let code = unique(DraftText.code(of: dimension.title) ?? "dimension\(place + 1)", &names)
            let indicators = dimension.indicators.enumerated().compactMap { index, indicator in
                plan(indicator, in: code, number: index + 1, full: full, &indicatorNames)
            }
            dimensions.append(
                Dimension(
                    code: code, title: dimension.title, place: dimension.place, weight: weights[place],
                    weightPlace: dimension.weightPlace,
                    indicators: indicators))
        }
    }

    private func unique(_ code: String, _ names: inout Set<String>) -> String {
        var (name, number) = (code, 2)
        while !names.insert(name).inserted {
            name = "\(code)_\(number)"
            number += 1
        }
        return name
    }
}

/// Weights and points.
extension DraftPlan {
    /// An indicator without points has those of its best level, where that says a number.
    private mutating func inferPoints(_ read: inout [DraftDimension]) {
        for d in read.indices {
            for i in read[d].indicators.indices
            where read[d].indicators[i].points == nil && !read[d].indicators[i].isFlawed {
                let highs = read[d].indicators[i].levels.compactMap { level -> BigDecimal? in
                    if case .points(let range)? = level.points { range.upperBound } else { nil }
                }
                guard let best = highs.max(), best > 0 else {
                    flaws.append(
                        DraftFlaw(.noWeight, at: read[d].indicators[i].place, value: read[d].indicators[i].title))
                    continue
                }
                read[d].indicators[i].points = best
                notes.append(DraftNote(.pointsOfBest, at: read[d].indicators[i].place))
            }
        }
    }

    /// Weights that are written as parts of 1 are percent.
    private mutating func takeShares(_ read: inout [DraftDimension]) {
        let points = read.flatMap(\.indicators).compactMap(\.points)
        if points.count > 1, points.allSatisfy({ $0 < 1 }), points.reduce(.zero, +) == 1,
            let first = read.first?.indicators.first
        {
            notes.append(DraftNote(.shares, at: first.pointsPlace))
            for d in read.indices {
                for i in read[d].indicators.indices {
                    read[d].indicators[i].points = read[d].indicators[i].points.map { ($0 * 100).normalized }
                }
            }
        }
        let weights = read.compactMap(\.weight)
        if weights.count > 1, weights.allSatisfy({ $0 < 1 }), weights.reduce(.zero, +) == 1, let first = read.first {
            notes.append(DraftNote(.shares, at: first.weightPlace))
            for d in read.indices { read[d].weight = read[d].weight.map { ($0 * 100).normalized } }
        }
    }

    /// Of each dimension in turn.
    private mutating func weights(of read: [DraftDimension]) -> [BigDecimal] {
        let isWhole = !read.contains { $0.indicators.contains { $0.points == nil } }
        if read.allSatisfy({ $0.weight == nil }) {
            let sum = read.reduce(BigDecimal.zero) { $0 + $1.points }
            if read.count == 1 {
                if sum != 100, isWhole, let first = read.first {
                    notes.append(
                        DraftNote(.sharesOfDimension(points: "\(sum.normalized)", weight: "100"), at: first.place))
                }
                return [100]
            }
            if sum != 100, isWhole, let first = read.first?.indicators.first {
                flaws.append(DraftFlaw(.points("\(sum.normalized)"), at: first.pointsPlace))
            }
            if let first = read.first { notes.append(DraftNote(.weightsOfPoints, at: first.place)) }
            return read.map(\.points)
        }
        for dimension in read where dimension.weight == nil {
            flaws.append(DraftFlaw(.noWeight, at: dimension.place, value: dimension.title))
        }
        let weights = read.map { $0.weight ?? .zero }
        let sum = weights.reduce(.zero, +)
        if sum != 100, read.allSatisfy({ $0.weight != nil }), let first = read.first {
            flaws.append(DraftFlaw(.dimensionWeights("\(sum.normalized)"), at: first.weightPlace))
        }
        for (dimension, weight) in zip(read, weights) {
            if let weight = dimension.weight, !Self.isShare(weight) {
                flaws.append(DraftFlaw(.weightRange, at: dimension.weightPlace, value: "\(weight)"))
            }
            let points = dimension.points
            guard isWhole, points != weight, points != 100 else { continue }
            notes.append(
                DraftNote(
                    .sharesOfDimension(points: "\(points.normalized)", weight: "\(weight.normalized)"),
                    at: dimension.place))
        }
        return weights
    }

    private static func isShare(_ number: BigDecimal) -> Bool {
        number > 0 && number <= 100 && number.normalized.scale <= 2
    }

    /// What the best level of each indicator brings, where that is the same of all of several.
    private func commonFull(_ read: [DraftDimension]) -> BigDecimal? {
        let best = read.flatMap(\.indicators).filter { !$0.levels.isEmpty }.map(\.best)
        guard best.count > 1, case let first?? = best.first, best.allSatisfy({ $0 == first }) else { return nil }
        return first
    }
}

/// Levels.
extension DraftPlan {
    private mutating func plan(
        _ source: DraftIndicator, in dimension: String, number: Int, full: BigDecimal?, _ names: inout Set<String>
    ) -> Indicator? {
        let named = source.code ?? source.english.flatMap(DraftText.code) ?? DraftText.code(of: source.title)
        if let code = source.code, names.contains(code) {
            flaws.append(DraftFlaw(.code(code), at: source.place, value: code))
        }
        let code = unique(named ?? "indicator\(number)", &names)
        guard let points = source.points else { return nil }
        guard Self.isShare(points) else {
            flaws.append(DraftFlaw(.weightRange, at: source.pointsPlace, value: "\(points)"))
            return nil
        }
        let levels = levels(of: source, points: points, full: full)
        var scale: DraftScale?
        if !levels.isEmpty {
            do throws(DraftFlaw) {
                scale = try DraftScale(levels, unit: source.unit)
            } catch {
                if source.measure.isGiven { flaws.append(error) }
            }
        } else if source.measure.isGiven, source.levels.isEmpty, !source.isFlawed {
            flaws.append(DraftFlaw(.levelWithoutPoints, at: source.place, value: source.title))
        }
        if source.measure.isGiven {
            let missing = [
                (DraftColumn.from, source.measure.from), (DraftColumn.at, source.measure.at),
                (DraftColumn.value, source.measure.value),
            ].filter { $0.1 == nil }.map(\.0.rawValue)
            if !missing.isEmpty { flaws.append(DraftFlaw(.measureParts(missing), at: source.measurePlace)) }
        }
        return Indicator(
            code: code, dimension: dimension, source: source, points: points, levels: levels, scale: scale)
    }

    /// From the best down; none where the sheet has none, or something is wrong with them.
    private mutating func levels(of source: DraftIndicator, points: BigDecimal, full: BigDecimal?) -> [Level] {
        guard !source.isFlawed else { return [] }
        guard !source.levels.isEmpty else {
            if !source.measure.isGiven { notes.append(DraftNote(.oneLevel, at: source.place)) }
            return []
        }
        let lacking = source.levels.filter { $0.points == nil }
        // One text without points says what the indicator is about.
        if source.levels.count == 1, let only = lacking.first, !source.measure.isGiven {
            notes.append(DraftNote(.oneLevel, at: only.place))
            return [Level(title: only.title, points: 0...points, place: only.place, pointsPlace: only.place)]
        }
        for level in lacking { flaws.append(DraftFlaw(.levelWithoutPoints, at: level.pointsPlace, value: level.title)) }
        guard lacking.isEmpty else { return [] }
        guard let factor = factor(of: source, points: points, full: full) else { return [] }
        var levels: [Level] = []
        for level in source.levels {
            let range: ClosedRange<BigDecimal> =
                switch level.points {
                case .points(let range)?: range
                case .share(let range)?:
                    range.lowerBound * points * .hundredth...range.upperBound * points * .hundredth
                case .full?, nil: points...points
                }
            var isScaled = false
            if case .points? = level.points { isScaled = true }
            let ends = [range.lowerBound, range.upperBound].map { Rational($0) * (isScaled ? factor : .one) }
            let rounded = ends.map { $0.rounded(to: 2) }
            guard zip(ends, rounded).allSatisfy({ $0 == Rational($1) }) else {
                let fine = ends.map { "\($0.rounded(to: 6).normalized)" }
                flaws.append(
                    DraftFlaw(
                        .finePoints(fine[0] == fine[1] ? fine[0] : "\(fine[0])–\(fine[1])"), at: level.pointsPlace,
                        value: level.title))
                return []
            }
            levels.append(
                Level(
                    title: level.title, points: rounded[0]...rounded[1], place: level.place,
                    pointsPlace: level.pointsPlace))
        }
        levels.sort { $0.points.upperBound > $1.points.upperBound }
        if let best = levels.first, best.points.upperBound != points {
            flaws.append(
                DraftFlaw(
                    .bestLevel("\(best.points.upperBound.normalized)", points: "\(points.normalized)"),
                    at: best.pointsPlace, value: best.title))
            return []
        }
        return apart(levels)
    }

    /// By what points of levels are multiplied so that the best brings all that the indicator has; nil where that is not known.
    private mutating func factor(of source: DraftIndicator, points: BigDecimal, full: BigDecimal?) -> Rational? {
        guard let best = source.best, best != points else { return .one }
        // A share of 100, or one that all are out of.
        guard best == 100 || best == full, let factor = Rational(points).divided(by: Rational(best)) else {
            let place = source.levels.first { $0.best == best }?.pointsPlace ?? source.place
            flaws.append(
                DraftFlaw(
                    .bestLevel("\(best.normalized)", points: "\(points.normalized)"), at: place, value: source.title))
            return nil
        }
        notes.append(DraftNote(.scaled(from: "\(best.normalized)", to: "\(points.normalized)"), at: source.place))
        return factor
    }

    /// Each ends where the better one begins.
    private mutating func apart(_ levels: [Level]) -> [Level] {
        var apart: [Level] = []
        for var level in levels {
            if let better = apart.last, level.points.upperBound >= better.points.lowerBound {
                let (low, high) = (level.points.lowerBound, level.points.upperBound)
                guard high == better.points.lowerBound, low < high else {
                    let isSame = level.points == better.points && low == high
                    flaws.append(
                        DraftFlaw(
                            isSame ? .samePoints("\(high.normalized)") : .overlap("\(better.pointsPlace)"),
                            at: level.pointsPlace, value: level.title))
                    return []
                }
                let end = high - .hundredth
                notes.append(DraftNote(.cut(from: "\(high.normalized)", to: "\(end)"), at: level.pointsPlace))
                level.points = low...end
            }
            apart.append(level)
        }
        return apart
    }
}

extension DraftIndicator.Level {
    /// The most points that it brings, where it says a number.
    fileprivate var best: BigDecimal? {
        if case .points(let range)? = points { range.upperBound } else { nil }
    }
}

extension DraftIndicator {
    /// The most points that a level brings; nil where the best says no number of its own.
    fileprivate var best: BigDecimal? {
        let isFull = levels.contains { level in
            switch level.points {
            case .full?: true
            case .share(let range)?: range.upperBound == 100
            case .points?, nil: false
            }
        }
        return isFull ? nil : levels.compactMap(\.best).max()
    }
}

extension BigDecimal {
    static let hundredth = BigDecimal(mantissa: 1, scale: 2)
}
