import Exact
import Statistics
import Support
import Testing

/// What comes of rows held against everyone's rows of the same kinds.
@Suite struct CaseMixTests {
    /// Of a person the cells, each with its rows and how many of them fulfil the condition.
    private typealias Work = [(cell: String, rows: Int, sum: BigDecimal)]

    private static func sums(_ work: Work) -> [CellSum] {
        work.map { CellSum(cell: Cell([$0.cell]), rows: $0.rows, sum: $0.sum) }
    }

    private static func standings(_ people: [Work]) -> [CaseMix.Standing?] {
        var mix = CaseMix(stretch: Rational(100), shift: .zero, countsChances: true)
        for person in people { mix.add(sums(person)) }
        let standard = CaseMix.Standard(mix)
        return people.map { standard.standing(of: sums($0)) }
    }

    /// Six groups with what was observed of each and what was expected.
    @Test(arguments: [
        (100, 108, "-0.785"), (150, 112, "3.329"), (180, 165, "1.142"), (80, 95, "-1.605"), (120, 100, "1.909"),
        (225, 220, "0.335"),
    ])
    func howFarObservedAndExpectedLieApart(observed: Int, expected: Int, z: String) {
        #expect(
            CaseMix.z(observed: BigDecimal(observed), expected: BigDecimal(expected))?.description == z)
    }

    /// Bypass operations at 37 hospitals of New York State, as its health department published them: operations, deaths, expected and
    /// risk-adjusted mortality in percent (data of Pearson and Spiegelhalter's package *funnel*, 2016).
    private static let hospitals: [(operations: Int, deaths: Int, expected: String, adjusted: String)] = [
        (1719, 34, "1.77", "2.27"), (402, 3, "1.72", "0.88"), (220, 2, "1.02", "1.81"), (1197, 23, "1.65", "2.37"),
        (2004, 53, "1.88", "2.87"), (1421, 31, "1.68", "2.65"), (1246, 24, "1.59", "2.47"), (764, 8, "1.89", "1.13"),
        (897, 11, "1.99", "1.25"), (1802, 37, "2.04", "2.05"), (2008, 57, "2.67", "2.16"), (79, 1, "1.58", "1.63"),
        (331, 10, "1.88", "3.28"), (1342, 16, "1.66", "1.46"), (728, 10, "1.78", "1.57"), (887, 20, "1.65", "2.79"),
        (905, 24, "1.74", "3.11"), (907, 28, "2.48", "2.53"), (956, 12, "1.75", "1.46"), (2237, 45, "2.19", "1.87"),
        (1875, 36, "2.63", "1.49"), (1191, 32, "1.95", "2.81"), (4739, 110, "2.1", "2.25"), (1829, 28, "2.21", "1.41"),
        (649, 13, "2.18", "1.87"), (1708, 18, "1.64", "1.31"), (982, 25, "2.13", "2.43"), (1337, 11, "2.11", "0.79"),
        (1057, 28, "2.32", "2.32"), (953, 19, "2.32", "1.75"), (1673, 42, "1.97", "2.59"), (1068, 25, "2.44", "1.95"),
        (466, 18, "1.84", "4.27"), (637, 4, "2", "0.64"), (2137, 28, "1.78", "1.5"), (1918, 59, "2.35", "2.66"),
        (1524, 28, "2.28", "1.64"),
    ]

    /// As far as figures of two digits can tell.
    @Test func bypassOperationsOfHospitals() throws {
        var cells: [Cell: CaseMix.Total] = [:]
        for (place, hospital) in Self.hospitals.enumerated() {
            cells[Cell(["\(place)"])] = CaseMix.Total(
                people: 1, rows: hospital.operations,
                sum: BigDecimal(hospital.operations) * (try decimal(hospital.expected))
                    * BigDecimal(mantissa: 1, scale: 2))
        }
        let standard = CaseMix.Standard(
            CaseMix(stretch: Rational(100), shift: .zero, countsChances: true, cells: cells))
        #expect(standard.mean?.description == "2.036297")
        for (place, hospital) in Self.hospitals.enumerated() {
            let own = CellSum(
                cell: Cell(["\(place)"]), rows: hospital.operations, sum: BigDecimal(hospital.deaths))
            let standing = try #require(standard.standing(of: [own]))
            #expect(standing.expected == (try decimal(hospital.expected)))
            let off = try #require(standing.adjusted) - (try decimal(hospital.adjusted))
            #expect(max(off, -off) < BigDecimal(mantissa: 1, scale: 2), "\(hospital)")
        }
    }

    /// Both solve half of the hard ones and four of five easy ones.
    @Test(arguments: [false, true]) func whoHasTheHardQueueIsNoWorse(swapped: Bool) {
        let hard: Work = [("hard", 20, 10), ("easy", 5, 4)]
        let easy: Work = [("hard", 4, 2), ("easy", 20, 16)]
        let found = Self.standings(swapped ? [easy, hard] : [hard, easy])
        #expect(found.map { $0?.value } == (swapped ? [75, 56] : [56, 75]))
        #expect(found.map { $0?.expected } == found.map { $0?.value })
        #expect(found.map { $0?.adjusted?.description } == ["65.306122", "65.306122"])
        #expect(found.map { $0?.z } == [0, 0])
    }

    /// Better in each kind of work, and worse in all of it: the one with the hard queue.
    @Test func simpson() {
        let found = Self.standings([
            [("hard", 80, 40), ("easy", 20, 19)], [("hard", 20, 8), ("easy", 80, 72)],
        ])
        #expect(found.map { $0?.value } == [59, 80])
        let adjusted = found.compactMap { $0?.adjusted }
        #expect(adjusted.count == 2 && adjusted[0] > adjusted[1])
    }

    @Test func whoIsAloneInACellIsHeldAgainstNobody() {
        let people: [Work] = [
            [("own", 7, 1)], [("hard", 4, 2), ("easy", 20, 16)], [("hard", 20, 12), ("easy", 5, 4)],
        ]
        let found = Self.standings(people)
        #expect(found[0]?.expected == found[0]?.value && found[0]?.z == 0)
        // Nor does it move anybody else's.
        let others = Self.standings(Array(people.dropFirst()))
        #expect(found.dropFirst().map { $0?.expected } == others.map { $0?.expected })
    }

    /// What is expected of all comes to what came of all.
    @Test(arguments: 1...20 as ClosedRange<UInt64>) func itAddsUp(seed: UInt64) {
        var dice = Dice(seed: seed)
        let people = (0..<9).map { _ in
            ["a", "b", "c"].map { cell in
                let rows = Int.random(in: 0...30, using: &dice)
                return (cell: cell, rows: rows, sum: BigDecimal(Int.random(in: 0...30, using: &dice) * rows / 30))
            } as Work
        }
        let found = Self.standings(people)
        func total(_ part: (CaseMix.Standing) -> BigDecimal) -> BigDecimal {
            found.compactMap(\.self).reduce(0) { $0 + BigDecimal($1.rows) * part($1) }
        }
        let off = total(\.value) - total(\.expected)
        // Each figure is rounded to 6 digits.
        #expect(max(off, -off) < BigDecimal(mantissa: 1, scale: 2))
    }

    @Test func whereNothingIsExpectedNothingIsAdjusted() {
        let found = Self.standings([[("hard", 4, 0)], [("hard", 3, 0)]])
        #expect(found.map { $0?.expected } == [0, 0] && found.allSatisfy { $0?.adjusted == nil })
        #expect(Self.standings([[]]) == [nil])
    }

    /// Of means of numbers the unit is the value's, and nothing is counted.
    @Test func hours() {
        var mix = CaseMix(stretch: Rational(1, over: 3600) ?? .one, shift: .one, countsChances: false)
        mix.add([CellSum(cell: Cell([nil]), rows: 2, sum: 7200)])
        let own = [CellSum(cell: Cell([nil]), rows: 1, sum: 7200)]
        mix.add(own)
        let found = CaseMix.Standard(mix).standing(of: own)
        #expect(found?.value == 3 && found?.expected.description == "2.333333" && found?.z == nil)
        #expect(found?.adjusted?.description == "3.000000")
    }

    /// A run knows exactly how many days a second is, and what is kept of that has 30 digits: half of a last digit is half by both.
    @Test(arguments: [27, -27, 81, 86_400_027]) func halvesAreHalvesByWhatIsKept(seconds: Int) throws {
        let day = try #require(Rational(1, over: 86_400))
        let found = [day, Rational(day.rounded(to: 30))].map { stretch in
            var mix = CaseMix(stretch: stretch, shift: .zero, countsChances: false)
            let own = [CellSum(cell: Cell([nil]), rows: 1, sum: BigDecimal(seconds))]
            mix.add(own)
            return CaseMix.Standard(mix).standing(of: own)
        }
        #expect(found[0] == found[1] && found[0]?.value == (day * Rational(BigDecimal(seconds))).rounded(to: 6))
        // Two rows 54 seconds apart.
        let units = [day, Rational(day.rounded(to: 30))].map { RowUnit(stretch: $0, shift: .zero) }
        #expect(units.map { $0.variance(Rational(1458)).description } == ["0.000000195313", "0.000000195313"])
    }

    @Test func kindsAreToldApartByTheirBytes() {
        #expect(Cell(["\u{e9}"]) != Cell(["e\u{301}"]))
        #expect(Cell([nil]) != Cell([""]))
        #expect(Cell(["a", nil]) == Cell(["a", nil]))
    }

    @Test func asManyKindsAsRowsTellNothing() {
        var mix = CaseMix(stretch: Rational(100), shift: .zero, countsChances: true)
        let all = (0...CaseMix.mostCells).map { CellSum(cell: Cell(["\($0)"]), rows: 1, sum: 1) }
        mix.add(all.dropLast())
        #expect(CaseMix.Standard(mix).standing(of: [all[0]])?.expected == 100)
        mix.add([all[CaseMix.mostCells]])
        #expect(mix.cells.isEmpty && CaseMix.Standard(mix).standing(of: [all[0]]) == nil)
        mix.add([all[0]])
        #expect(mix.cells.isEmpty)
    }
}
