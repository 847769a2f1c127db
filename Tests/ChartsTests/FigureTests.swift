import Testing

@testable import Charts

@Suite struct FigureTests {
    @Test(arguments: [
        ("0", 0), ("-12.50", -12.5), ("100.00", 100), ("00.1", 0.1),
        ("123456789012345678901234567890", 1.2345678901234568e29),
    ])
    func digitsAreAPlace(digits: String, value: Double) {
        #expect(Figure(digits)?.value == value)
        // With a minus, and no hyphen.
        #expect(Figure(digits)?.text == digits.replacing("-", with: "−"))
        #expect(Figure(digits, shown: "x")?.text == "x")
    }

    @Test(arguments: [
        "", "-", "NaN", "Infinity", "-inf", "1e3", "0x1p3", "1.", ".5", "1.2.3", "--1", " 1", "1 ", "１", "+1", "1,5",
        String(repeating: "9", count: 400),
    ])
    func nothingElseIs(_ text: String) { #expect(Figure(text) == nil) }

    @Test func aStretchHasAnOrder() throws {
        let (low, high) = (try #require(Figure("-1")), try #require(Figure("2")))
        #expect(Stretch(high, low) == Stretch(low, high))
        #expect(Stretch(high, low).low == low)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.001, "0"), (-0.5, "-0.5"), (1.005, "1"), (1.236, "1.24"), (12.1, "12.1"), (-3.04, "-3.04"),
        (1e300, "1000000000000"),
    ])
    func numbersAreShort(value: Double, text: String) { #expect(SVG.number(value) == text) }

    @Test(arguments: [(0, 0, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (5, 5, 100), (1, 1_000, 0)])
    func sharesAreWhole(part: Int, whole: Int, percent: Int) { #expect(Percent.whole(part, of: whole) == percent) }

    @Test(arguments: [
        ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"), ("a\u{0}\u{7}b", "ab"), ("a\nb\tc", "a b c"),
        ("\u{202E}abc\u{2066}", "abc"),
        ("中文", "中文"),
    ])
    func textIsEscaped(text: String, markup: String) { #expect(text.plain.markup == markup) }

    @Test func textFromTheRightIsIsolated() {
        #expect(Samples.arabic.isolated == "\u{2068}\(Samples.arabic)\u{2069}")
        #expect("Lin".isolated == "Lin")
        #expect("\u{2069}\(Samples.arabic)".isolated == "\u{2068}\(Samples.arabic)\u{2069}")
    }

    @Test(arguments: [("s1", "c-s1"), ("1 2", "c-12"), ("a\"><b", "c-ab"), ("张三-1_x", "c--1_x")])
    func idsAreLetters(id: String, kept: String) {
        #expect(Caption(id: id, title: "", language: .en).id == kept)
    }
}
