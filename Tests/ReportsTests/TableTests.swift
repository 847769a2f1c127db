import Reports
import Testing

@Suite struct TableTests {
    private static let people: Table = {
        var table = Table([.init("id"), .init("name"), .init("total", isNumber: true)])
        table.add(["E1", "王伟", "90.00"])
        table.add(["E2", "Ann \"A\", Jr", "7.50"])
        table.add(["E3", nil, nil])
        return table
    }()

    @Test func wideCharactersTakeTwoColumns() {
        #expect(
            Self.people.text(.table) == """
                id  name         total
                ──  ───────────  ─────
                E1  王伟         90.00
                E2  Ann "A", Jr   7.50
                E3
                """)
    }

    /// As wide as the terminal, it still has room there.
    @Test func aTableThatIsWiderThanTheTerminalIsStacked() {
        #expect(Self.people.text(.table, within: 22) == Self.people.text(.table))
        #expect(
            Self.people.text(.table, within: 21) == """
                ── 1 ────────────────
                id     E1
                name   王伟
                total  90.00
                ── 2 ────────────────
                id     E2
                name   Ann "A", Jr
                total  7.50
                ── 3 ────────────────
                id     E3
                name
                total
                """)
        for format in [Table.Format.json, .csv] {
            #expect(Self.people.text(format, within: 21) == Self.people.text(format))
        }
    }

    @Test func numbersAreNumbersInJSONAndMissingValuesAreNull() {
        #expect(
            Self.people.text(.json) == """
                [
                  {"id": "E1", "name": "王伟", "total": 90.00},
                  {"id": "E2", "name": "Ann \\"A\\", Jr", "total": 7.50},
                  {"id": "E3", "name": null, "total": null}
                ]
                """)
    }

    @Test func whatHoldsACommaIsQuotedInCSV() {
        #expect(Self.people.text(.csv) == "id,name,total\nE1,王伟,90.00\nE2,\"Ann \"\"A\"\", Jr\",7.50\nE3,,")
    }

    /// With an accent behind it a mark is another Character, and the same mark to whoever reads it.
    @Test(arguments: [
        ("a,\u{301}b", "\"a,\u{301}b\""), ("\"\u{301}", "\"\"\"\u{301}\""), ("a\r\nb", "\"a\r\nb\""),
        ("e\u{301}", "e\u{301}"), ("a\u{2028}b", "\"a\u{2028}b\""),
    ])
    func marksAreMarksInCSV(cell: String, written: String) {
        var table = Table([.init("a")])
        table.add([cell])
        #expect(table.text(.csv).utf8.elementsEqual("a\n\(written)".utf8))
    }

    @Test func noRows() {
        let empty = Table([.init("a")])
        #expect(empty.text(.table) == "a\n─")
        #expect(empty.text(.table, within: 0) == "a\n─")
        #expect(empty.text(.json) == "[]")
        #expect(empty.text(.csv) == "a")
    }

    @Test(arguments: [("abc", 3), ("王伟", 4), ("e\u{301}", 1), ("ｱ", 1), ("Ａ", 2), ("한글", 4), ("", 0)])
    func displayWidth(_ text: String, _ width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+49 30", "'+49 30"), ("-2+3", "'-2+3"), ("-", "'-"),
        ("\t=1", "'\t=1"),
        ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""), ("＝1", "'＝1"), ("'=1", "''=1"),
        ("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""),
        ("-7.50", "-7.50"), ("-0", "-0"), ("90.00", "90.00"), ("-1.2.3", "'-1.2.3"), ("-.5", "'-.5"), ("a=b", "a=b"),
        ("", ""), ("王=", "王="),
    ])
    func noCellIsAFormula(cell: String, written: String) {
        var table = Table([.init("a")])
        table.add([cell])
        #expect(table.text(.csv).utf8.elementsEqual("a\n\(written)".utf8))
    }

    @Test(arguments: [
        ("a\u{1b}[2Jb", "a\\u{1b}[2Jb"), ("a\r\nb", "a\\r\\nb"), ("a\tb", "a\\tb"), ("\u{202e}00.09", "\\u{202e}00.09"),
        ("a\u{9b}b", "a\\u{9b}b"),
        ("\u{2066}x\u{2069}\u{200f}", "\\u{2066}x\\u{2069}\\u{200f}"), ("👩\u{200d}🔧", "👩\u{200d}🔧"),
        ("C:\\new", "C:\\new"),
    ])
    func nothingInACellMovesACursor(cell: String, shown: String) {
        var table = Table([.init("a"), .init("b")])
        table.add([cell, "x"])
        #expect(table.text(.table).split(separator: "\n").last == "\(shown)  x")
    }
}
