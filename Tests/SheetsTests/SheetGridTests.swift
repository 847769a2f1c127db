import Sheets
import Testing

/// A sheet as people see it.
@Suite struct SheetGridTests {
    private static let styles = """
        <numFmts><numFmt numFmtId="164" formatCode="0.0%;[Red]-0.0%"/><numFmt numFmtId="165" formatCode="0&quot;%&quot;"/>\
        <numFmt numFmtId="166" formatCode="0\\%"/></numFmts>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
        """

    @Test func percentIsReadAsItIsShown() throws {
        let cells = (0...5).map { "<c s=\"\($0)\"><v>0.070000000000000007</v></c>" }.joined()
        let workbook = TestWorkbook(rows: "<row>\(cells)</row>", styles: Self.styles)
        let grid = try workbook.grid()
        #expect(
            (1...6).map { grid[CellPlace(row: 1, column: $0)] } == [
                .number("0.07"), .text("7%"), .text("7%"), .text("7%"), .number("0.07"), .number("0.07"),
            ])
        #expect(try workbook.rows()[0].cells == [Cell](repeating: .number("0.07"), count: 6))
    }

    @Test func cellsThatAreShownAsOneAreKnown() throws {
        let grid = try TestWorkbook(
            rows: "<row><c r=\"B1\"><v>1</v></c></row><row r=\"4\"><c r=\"A4\"><v>2</v></c></row>",
            merges:
                "<mergeCells><mergeCell ref=\"B1:C3\"/><mergeCell ref=\"D9\"/><mergeCell ref=\"C3:B1\"/></mergeCells>"
        ).grid()
        #expect(grid.rows == [1, 4])
        #expect(grid.width == 2)
        #expect(grid.merged.count == 1)
        let range = grid.range(of: CellPlace(row: 3, column: 3))
        #expect("\(range.first):\(range.last)" == "B1:C3")
        #expect(grid[range.first] == .number("1"))
        #expect(grid[CellPlace(row: 3, column: 3)] == .empty)
        let alone = CellPlace(row: 4, column: 1)
        #expect(grid.range(of: alone) == CellRange(first: alone, last: alone))
    }

    @Test(arguments: [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
    func columnsAreCalledByLetters(_ column: Int, _ letters: String) {
        #expect("\(CellPlace(row: 7, column: column))" == "\(letters)7")
    }

    @Test func aLongSheetIsRefused() throws {
        try withFile(Array(String(repeating: "a\n", count: 2001).utf8)) { path in
            let error = #expect(throws: SheetError.self) { try SheetFile.grid(path) }
            #expect(error == SheetError(.tooLong(most: 2000), line: 2001))
        }
    }
}
