extension SecondOpinion {
    /// What a measured indicator looks at, written a second time.
    struct Measure: Sendable {
        let relation: String
        let at: String
        let filter: @Sendable (Row, Period) -> Bool?
        /// What is found in the rows that pass.
        let find: @Sendable ([Row], Period) -> Finding
        /// Whether rows from before the period count too.
        var isAsOfEnd = false
        /// Of what the latest row counts, the first or the worst.
        var onePer: OnePer?
        /// The column that says how much of a row is the person's; it is all where it is unknown.
        var credit: String?
        /// Whether the rows are those of everyone in the person's department.
        var isOfDepartment = false

        init(
            _ relation: String, at: String, where filter: @escaping @Sendable (Row, Period) -> Bool? = { _, _ in true },
            find: @escaping @Sendable ([Row], Period) -> Finding
        ) {
            self.relation = relation
            self.at = at
            self.filter = filter
            self.find = find
        }
    }

    struct OnePer: Sendable {
        let column: String
        let choice: String
    }

    /// What a measure finds in the rows that pass.
    struct Finding {
        /// Nil is unknown.
        let value: Fraction?
        /// Of a single share, mean and the like: how many operands are known; nil where every row counts.
        var known: Int?
        /// The whole numbers of which the value is a hundredfold quotient, where it is a single share or nps.
        var quotient: (top: Int, bottom: Int)?
        /// What the rows say of which the value is the mean; nil where it is none.
        var numbers: [Fraction]?
    }
}

extension SecondOpinion.Measure {
    /// The rows that count, of all of a person's.
    ///
    /// - Parameter isLowWorse: whether of two values the lower is the worse.
    func counted(
        _ rows: [SecondOpinion.Row], in period: SecondOpinion.Period, isLowWorse: Bool
    ) -> [SecondOpinion.Row] {
        let passed = rows.map { row in
            var row = row
            row.weight = credit.map { row.number($0) ?? 1 }
            return row
        }.filter { row in
            (isAsOfEnd ? period.isPast(row, at: at) : period.contains(row, at: at)) && filter(row, period) == true
        }
        guard let onePer, onePer.choice != "mean" else { return passed }
        let things = Dictionary(grouping: passed) { $0.cells[onePer.column] }
        return things.flatMap { thing, rows -> [SecondOpinion.Row] in
            guard thing != nil else { return rows }
            // Of rows of the same time the one with the last id is the latest, and the one with the first the first.
            let ordered = rows.sorted {
                let (one, other) = ($0.instant(at, in: period) ?? 0, $1.instant(at, in: period) ?? 0)
                let (id, otherID) = (Array(($0.text("ticket_id") ?? "").utf8), Array(($1.text("ticket_id") ?? "").utf8))
                return one == other ? id.lexicographicallyPrecedes(otherID) : one < other
            }
            guard onePer.choice == "worst" else {
                return [onePer.choice == "first" ? ordered[0] : ordered[ordered.count - 1]]
            }
            // What the value would be of a row alone.
            let alone = ordered.map { find([$0], period).value }
            let known = alone.compactMap(\.self)
            guard let worst = isLowWorse ? known.min() : known.max() else { return [ordered[ordered.count - 1]] }
            return [ordered[alone.lastIndex(of: worst) ?? 0]]
        }
    }
}

extension SecondOpinion.Measure {
    /// What is found in rows that pass: where they count as the mean of each thing, the mean of what is found in the rows of each.
    func found(in rows: [SecondOpinion.Row], _ period: SecondOpinion.Period) -> SecondOpinion.Finding {
        guard let onePer, onePer.choice == "mean" else { return find(rows, period) }
        let things = Dictionary(grouping: rows) { $0.cells[onePer.column] }
        // Where it is not known of what a row tells, it is a thing of its own.
        let groups = things.flatMap { thing, rows in thing == nil ? rows.map { [$0] } : [rows] }
        let values = groups.compactMap { find($0, period).value }
        return SecondOpinion.Finding(value: .sum(values) / SecondOpinion.Fraction(values.count), known: values.count)
    }
}

extension SecondOpinion.Finding {
    typealias Fraction = SecondOpinion.Fraction

    static func count(_ conditions: [Bool?]) -> Self {
        Self(value: Fraction(conditions.count { $0 == true }))
    }

    static func share(_ conditions: [Bool?]) -> Self {
        percentage(conditions.count { $0 == true }, of: conditions.count { $0 != nil })
            .mean(of: conditions.compactMap(\.self).map { $0 ? 100 : 0 })
    }

    static func sum(_ numbers: [Fraction?]) -> Self {
        let known = numbers.compactMap(\.self)
        return Self(value: known.isEmpty ? nil : .sum(known))
    }

    static func average(_ numbers: [Fraction?]) -> Self {
        let known = numbers.compactMap(\.self)
        return Self(value: .sum(known) / Fraction(known.count), known: known.count).mean(of: known)
    }

    static func least(_ numbers: [Fraction?]) -> Self {
        let known = numbers.compactMap(\.self)
        return Self(value: known.min(), known: known.count)
    }

    static func greatest(_ numbers: [Fraction?]) -> Self {
        let known = numbers.compactMap(\.self)
        return Self(value: known.max(), known: known.count)
    }

    /// Walks from the least value towards the greatest, `percent` of the way.
    static func percentile(_ percent: Fraction, _ numbers: [Fraction?]) -> Self {
        let sorted = numbers.compactMap(\.self).sorted()
        guard let way = percent * Fraction(sorted.count - 1) / 100, let last = sorted.indices.last else {
            return Self(value: nil, known: 0)
        }
        let below = Int(way.floor)
        let beyond = way - Fraction(below)
        let low = sorted[below]
        return Self(value: low + (sorted[min(below + 1, last)] - low) * beyond, known: sorted.count)
    }

    static func recommendation(_ scores: [Fraction?]) -> Self {
        let known = scores.compactMap(\.self).filter { $0 >= 0 && $0 <= 10 }
        return percentage(known.count { $0 >= 9 } - known.count { $0 < 7 }, of: known.count)
            .mean(of: known.map { $0 >= 9 ? 100 : $0 < 7 ? -100 : 0 })
    }

    private static func percentage(_ top: Int, of bottom: Int) -> Self {
        Self(value: 100 * Fraction(top) / Fraction(bottom), known: bottom, quotient: (top, bottom))
    }
}

/// Both, where unknown and false is false.
func both(_ left: Bool?, _ right: Bool?) -> Bool? {
    if left == false || right == false { return false }
    return left == true && right == true ? true : nil
}

/// Either, where unknown and true is true.
func either(_ left: Bool?, _ right: Bool?) -> Bool? {
    if left == true || right == true { return true }
    return left == false && right == false ? false : nil
}
