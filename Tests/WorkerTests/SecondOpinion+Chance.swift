import BigInt
import Foundation

extension SecondOpinion.Finding {
    /// The same with what one row each says, where the value is the mean of it: 100 or 0 of a share, 100, 0 or -100 of a recommendation.
    func mean(of numbers: [SecondOpinion.Fraction]) -> Self {
        var finding = self
        finding.numbers = numbers
        return finding
    }

    /// A value that looks at no row leaves a mean a mean.
    static func combined(
        _ left: Self, _ right: Self, leftIsConstant: Bool, rightIsConstant: Bool,
        by combine: (SecondOpinion.Fraction, SecondOpinion.Fraction) -> SecondOpinion.Fraction?
    ) -> [SecondOpinion.Fraction]? {
        if rightIsConstant, let constant = right.value {
            return left.numbers.map { $0.compactMap { combine($0, constant) } }
        }
        if leftIsConstant, let constant = left.value {
            return right.numbers.map { $0.compactMap { combine(constant, $0) } }
        }
        return nil
    }
}

extension SecondOpinion {
    /// Variances of rows within people, by template and indicator, of those whose values are means.
    struct Scatter {
        private var variances: [String: [String: Fraction]] = [:]

        init(_ people: [Appraised]) {
            let groups = Dictionary(grouping: people.filter(\.isAppraised)) { $0.template?.template ?? "" }
            for (code, members) in groups {
                for indicator in members.first?.template?.indicators ?? [] {
                    let rows = members.compactMap { $0.scores[indicator.code]?.finding.numbers }.filter { !$0.isEmpty }
                    guard rows.count(where: { $0.count > 1 }) >= 2 else { continue }
                    let squares = rows.map { numbers in
                        let sum = Fraction.sum(numbers)
                        return Fraction.sum(numbers.map { $0 * $0 }) - (sum * sum / Fraction(numbers.count) ?? 0)
                    }
                    let spare = rows.reduce(0) { $0 + $1.count - 1 }
                    let variance = Fraction.sum(squares) / Fraction(spare)
                    variances[code, default: [:]][indicator.code] = variance?.rounded(12)
                }
            }
        }

        subscript(template: String, indicator: String) -> Fraction? { variances[template]?[indicator] }
    }

    /// How sure a total is: the columns of `merit.current_result` about it.
    struct Chance {
        private(set) var columns: [String: String] = [:]

        /// - Parameters:
        ///   - scores: held against the peers where they are to be.
        ///   - points: of the same indicators.
        init(
            of total: Fraction, _ template: Document, _ sheets: [Sheet], scores: [String: MeasuredScore],
            points: [String: IndicatorPoints], _ scatter: Scatter
        ) {
            let whole = Fraction.sum(sheets.map(\.weight))
            var (measured, known, variance): (Fraction, Fraction, Fraction) = (0, 0, 0)
            var isKnown = false
            for dimension in template.dimensions {
                // What a point of the dimension adds to the total.
                let telling = sheets.filter { template.measuredIn != "data" || $0.source == "data" }
                let share = Fraction.sum(telling.map { ($0.weight * ($0.perPoint[dimension.code] ?? 0) / whole) ?? 0 })
                for indicator in dimension.indicators where points[indicator.code]?.measured != nil {
                    measured = measured + share * indicator.points.value
                    guard let scale = indicator.scale, let score = scores[indicator.code],
                        let error = score.error(scatter[template.template, indicator.code]), let value = score.value
                    else { continue }
                    isKnown = true
                    known = known + share * indicator.points.value
                    let half = (scale.score(value + error).points - scale.score(value - error).points) / 2 ?? 0
                    variance = variance + share * half * share * half
                }
            }
            columns["measured_percent"] = "\(measured.rounded(2))"
            columns["known_percent"] = "\(known.rounded(2))"
            guard isKnown else { return }
            let error = variance.squareRoot(2)
            let reach = error * Fraction(196, over: 100)
            columns["total_error"] = "\(error)"
            columns["total_low"] = "\(max(0, (total - reach).rounded(2)))"
            columns["total_high"] = "\(min(100, (total + reach).rounded(2)))"
            columns["grade_chance"] = Self.chances(of: total, error, template)
        }

        private static func chances(of total: Fraction, _ error: Fraction, _ template: Document) -> String {
            var rest: Fraction = 0
            var shares: [(grade: String, share: Fraction)] = []
            for (place, grade) in template.grades.enumerated() {
                var reached: Fraction = total >= grade.atLeast.value ? 1 : 0
                if place == template.grades.count - 1 {
                    reached = 1
                } else if let z = ((total - grade.atLeast.value) / error)?.rounded(6) {
                    reached = below(z)
                }
                shares.append((grade.grade, 100 * (reached - rest)))
                rest = reached
            }
            var percents = shares.map { Int($0.share.floor) }
            let left = 100 - percents.reduce(0, +)
            let lost = shares.indices.sorted {
                let (one, other) = (
                    shares[$0].share - Fraction(percents[$0]), shares[$1].share - Fraction(percents[$1])
                )
                return one == other ? $0 < $1 : one > other
            }
            for place in lost.prefix(left) { percents[place] += 1 }
            // As jsonb has its keys: the shorter ones first.
            let shown = zip(shares.map(\.grade), percents).filter { $0.1 > 0 }.sorted {
                ($0.0.utf8.count, $0.0) < ($1.0.utf8.count, $1.0)
            }
            return "{" + shown.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
        }

        /// By the C library, to 9 digits.
        private static func below(_ z: Fraction) -> Fraction {
            if z < 0 { return 1 - below(-z) }
            guard z < 6, let number = Double("\(z)") else { return 1 }
            return Fraction(Int((0.5 * erfc(-number / 2.0.squareRoot()) * 1e9).rounded())) / 1_000_000_000 ?? 1
        }
    }
}

extension SecondOpinion.MeasuredScore {
    /// Of the value, 6 digits; nil where it is no mean of rows.
    fileprivate func error(_ withinVariance: SecondOpinion.Fraction?) -> SecondOpinion.Fraction? {
        guard let numbers = finding.numbers, !numbers.isEmpty, value != nil, let withinVariance, let stretch
        else { return nil }
        return (withinVariance * stretch * stretch / SecondOpinion.Fraction(numbers.count))?.squareRoot(6)
    }
}

extension SecondOpinion.Fraction {
    /// Half away from zero.
    func squareRoot(_ digits: Int) -> Self {
        let unit = Self(1, over: BigInt(10).power(digits))
        // The root in half units, cut, says whether the next unit is nearer.
        let halves = ((4 * self / (unit * unit)) ?? 0).floor.squareRoot()
        return Self((halves + 1) / 2) * unit
    }
}
