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
