import Support
import Testing

@testable import Portal

@Suite struct LineDifferenceTests {
    @Test(arguments: [
        ("a\nb\nc", "a\nb\nc", [String](), [String]()),
        // One of two that are equal.
        ("points: 10\nx\npoints: 10", "points: 8\nx\npoints: 10", ["1 points: 8"], ["points: 10"]),
        ("a\nb\nc", "a\nc", [], ["b"]), ("", "a\nb", ["1 a", "2 b"], [""]),
        ("a\nb", "a\nnew\nb\nlast", ["2 new", "4 last"], []),
    ])
    func whatDiffersIsTold(old: String, new: String, added: [String], removed: [String]) {
        let difference = LineDifference(from: old, to: new)
        #expect(difference.added.map { "\($0.number) \($0.text)" } == added)
        #expect(difference.removed.map(String.init) == removed)
    }

    @Test func theSameLinesInAnotherOrderAreADifference() {
        let difference = LineDifference(from: "weight: 60\nx\nweight: 40", to: "weight: 40\nx\nweight: 60")
        #expect(difference.added.count == 2 && difference.removed.count == 2)
    }

    /// Whatever was put together of two texts: what was taken from the old one and put in makes the new one.
    @Test(arguments: 1...50 as ClosedRange<UInt64>) func oneTextBecomesTheOther(seed: UInt64) {
        var dice = Dice(seed: seed)
        let most = seed % 10 == 0 ? 1000 : 30
        func text() -> [String] {
            (0..<Int.random(in: 1...most, using: &dice)).map { _ in "\(Int.random(in: 0...4, using: &dice))" }
        }
        let (old, new) = (text(), text())
        let difference = LineDifference(from: old.joined(separator: "\n"), to: new.joined(separator: "\n"))
        var kept = new
        for line in difference.added.reversed() {
            #expect(kept.remove(at: line.number - 1) == String(line.text))
        }
        // What is left of both is the same lines in the same order.
        var rest = old[...]
        var removed: [String] = []
        for line in kept {
            while let first = rest.popFirst(), first != line { removed.append(first) }
        }
        #expect((removed + rest).count == difference.removed.count)
    }

    /// A text of line ends alone is no way to have the server compare all with all.
    @Test func endlessLinesAreNotComparedOneByOne() {
        let difference = LineDifference(
            from: String(repeating: "\n", count: 30_000), to: String(repeating: "a\n", count: 2000))
        #expect(difference.added.count == 2000 && difference.removed.count == 30_000)
    }
}
