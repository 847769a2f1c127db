extension SecondOpinion {
    /// Values of the columns that tell kinds of work apart, by their bytes; nil where one is unknown.
    typealias Kind = [[UInt8]?]

    /// What everyone's rows say by kind of work, by template and indicator.
    struct Mix {
        private var numbers: [String: [String: [Kind: [Fraction]]]] = [:]

        init(_ people: [Appraised]) {
            for person in people.filter(\.isAppraised) {
                let code = person.template?.template ?? ""
                for (indicator, score) in person.scores {
                    for (kind, own) in score.kinds {
                        numbers[code, default: [:]][indicator, default: [:]][kind, default: []] += own
                    }
                }
            }
        }

        /// Nil without a row that says something.
        func standing(of score: MeasuredScore, _ template: String, _ indicator: String) -> Standing? {
            guard let everyone = numbers[template]?[indicator],
                let value = Self.mean(score.kinds.values.flatMap(\.self)),
                let mean = Self.mean(everyone.values.flatMap(\.self))?.rounded(6),
                let usual = Self.mean(
                    score.kinds.flatMap { kind, own in
                        own.compactMap { _ in everyone[kind].flatMap { Self.mean($0) } }
                    })
            else { return nil }
            let rows = score.kinds.values.reduce(0) { $0 + $1.count }
            let (shown, expected) = (value.rounded(6), usual.rounded(6))
            let isComparable = expected > 0 && mean > 0
            // A share counts ones and noughts, here in percent.
            let isCount = score.finding.quotient != nil
            func root(_ percent: Fraction) -> Fraction { (percent * Fraction(4 * rows) / 100 ?? 0).squareRoot(9) }
            return Standing(
                rows: rows, value: shown, expected: expected,
                adjusted: isComparable ? (shown * mean / expected)?.rounded(6) : nil,
                z: isCount ? (root(value) - root(usual)).rounded(3) : nil)
        }

        private static func mean(_ numbers: [Fraction]) -> Fraction? { .sum(numbers) / Fraction(numbers.count) }
    }

    /// How one person's rows stand among everyone's of the same kinds.
    struct Standing {
        let rows: Int
        let value: Fraction
        let expected: Fraction
        /// Nil where nothing above 0 is expected.
        let adjusted: Fraction?
        /// Of a share with no arithmetic around it.
        let z: Fraction?

        /// The columns of `merit.current_mix_standing` about it.
        var columns: [String: String?] {
            [
                "mix_rows": "\(rows)", "mix_value": "\(value)", "mix_expected": "\(expected)",
                "mix_adjusted": adjusted.map { "\($0)" }, "mix_z": z.map { "\($0)" },
            ]
        }
    }
}

extension SecondOpinion.Row {
    func kind(by columns: [String]) -> SecondOpinion.Kind { columns.map { cells[$0].map { Array($0.literal.utf8) } } }
}
