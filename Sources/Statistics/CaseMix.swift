package import Exact

/// What everyone's rows come to, by kind of work, so that a person's are held against rows of the same kinds: indirect standardization.
///
/// Hospitals are compared so by what is observed and what was expected (Spiegelhalter, *Funnel plots for comparing institutional performance*, 2005).
/// Everyone in a cell counts, the person too: a cell with one person alone expects what came, and speaks neither for nor against.
package struct CaseMix: Sendable, Hashable {
    /// What everyone's rows of a cell hold together.
    package struct Total: Sendable, Hashable {
        /// Who has rows there.
        package private(set) var people = 0
        package private(set) var rows = 0
        package private(set) var sum = BigDecimal.zero

        package init(people: Int = 0, rows: Int = 0, sum: BigDecimal = 0) {
            self.people = people
            self.rows = rows
            self.sum = sum
        }

        fileprivate mutating func add(_ part: CellSum) {
            people += 1
            rows += part.rows
            sum += part.sum
        }

        /// Of the rows' own numbers, 24 digits; nil of no rows.
        package var mean: BigDecimal? { Rational(sum).divided(by: Rational(rows))?.rounded(to: 24).normalized }
    }

    /// What the mean of the rows' own numbers is multiplied with.
    package let stretch: Rational
    /// What is added then.
    package let shift: Rational
    /// Whether each row's number is 0 or 1.
    package let countsChances: Bool
    package private(set) var cells: [Cell: Total] = [:]
    /// Whether there were more cells than are kept: then nothing is expected of anybody.
    private var isTooFine = false

    /// Of more cells nothing is worked out: kinds of work that are as many as rows tell nothing of them.
    package static let mostCells = 10_000

    package init(stretch: Rational, shift: Rational, countsChances: Bool, cells: [Cell: Total] = [:]) {
        self.stretch = stretch
        self.shift = shift
        self.countsChances = countsChances
        self.cells = cells
    }

    /// Takes in one person's rows, each cell once.
    package mutating func add(_ person: [CellSum]) {
        guard !isTooFine else { return }
        for part in person where part.rows > 0 { cells[part.cell, default: Total()].add(part) }
        guard cells.count > Self.mostCells else { return }
        isTooFine = true
        cells = [:]
    }
}

/// Values of the columns that tell kinds of work apart, in their order; nil where one is unknown.
package struct Cell: Sendable, Hashable {
    package let values: [String?]

    package init(_ values: [String?]) {
        self.values = values
    }

    /// By bytes: Swift holds texts equal that a database tells apart.
    package static func == (left: Cell, right: Cell) -> Bool {
        left.values.elementsEqual(right.values) { one, other in
            switch (one, other) {
            case (nil, nil): true
            case (let one?, let other?): one.utf8.elementsEqual(other.utf8)
            default: false
            }
        }
    }

    package func hash(into hasher: inout Hasher) {
        for value in values {
            hasher.combine(value == nil)
            for byte in (value ?? "").utf8 { hasher.combine(byte) }
        }
    }
}

/// What one person's rows of a cell hold together.
package struct CellSum: Sendable, Hashable {
    package let cell: Cell
    package let rows: Int
    /// Of the rows' own numbers.
    package let sum: BigDecimal

    package init(cell: Cell, rows: Int, sum: BigDecimal) {
        self.cell = cell
        self.rows = rows
        self.sum = sum
    }
}

extension CaseMix {
    /// What a person's rows came to, beside what rows of the same kinds come to for everyone.
    package struct Standing: Sendable, Hashable {
        package let rows: Int
        /// The mean of the rows, in the unit of the value before days and peers, 6 digits.
        package let value: BigDecimal
        /// The mean over the rows of everyone's mean in the row's cell, 6 digits.
        package let expected: BigDecimal
        /// `value / expected × everyone's mean`, 6 digits; nil where one of the last two is not above 0.
        package let adjusted: BigDecimal?
        /// 2 (√O − √E), 3 digits, of rows that count 0 or 1: beyond ±1.96 it is more than chance; nil of other rows.
        package let z: BigDecimal?
    }

    /// The mean of all rows, in the unit of the value before days and peers, 6 digits; nil of none.
    package var mean: BigDecimal? {
        mean(of: cells.values.reduce(0) { $0 + $1.sum }, over: cells.values.reduce(0) { $0 + $1.rows })
    }

    private func mean(of sum: BigDecimal, over rows: Int) -> BigDecimal? {
        Rational(sum).divided(by: Rational(rows)).map(RowUnit(stretch: stretch, shift: shift).mean)
    }

    /// Of a cell that nobody had a row in, what came is what was expected.
    ///
    /// - Parameter everyone: ``mean``, which is the same for all.
    /// - Returns: nil without a row, and where nothing is expected.
    package func standing(of person: [CellSum], everyone: BigDecimal?) -> Standing? {
        guard !cells.isEmpty else { return nil }
        var (rows, sum, expectedSum) = (0, BigDecimal.zero, BigDecimal.zero)
        for part in person where part.rows > 0 {
            rows += part.rows
            sum += part.sum
            expectedSum += cells[part.cell]?.mean.map { BigDecimal(part.rows) * $0 } ?? part.sum
        }
        guard let value = mean(of: sum, over: rows), let expected = mean(of: expectedSum, over: rows) else {
            return nil
        }
        let adjusted = everyone.flatMap { everyone -> BigDecimal? in
            guard expected > 0, everyone > 0 else { return nil }
            return (Rational(value) * Rational(everyone)).divided(by: Rational(expected))?.rounded(to: 6)
        }
        return Standing(
            rows: rows, value: value, expected: expected, adjusted: adjusted,
            z: countsChances ? Self.z(observed: sum, expected: expectedSum) : nil)
    }

    /// 2 (√observed − √expected), 3 digits: the square root takes the spread out of counts.
    package static func z(observed: BigDecimal, expected: BigDecimal) -> BigDecimal? {
        guard let observed = Rational(4 * observed).squareRoot(to: 9),
            let expected = Rational(4 * expected).squareRoot(to: 9)
        else { return nil }
        return Rational(observed - expected).rounded(to: 3)
    }
}

extension CaseMix {
    /// A mix with everyone's mean, which is the same for all who are held against it.
    package struct Standard: Sendable {
        package let mix: CaseMix
        package let mean: BigDecimal?

        package init(_ mix: CaseMix) {
            self.mix = mix
            mean = mix.mean
        }

        /// Nil without a row, and where nothing is expected.
        package func standing(of person: [CellSum]) -> Standing? { mix.standing(of: person, everyone: mean) }
    }
}
