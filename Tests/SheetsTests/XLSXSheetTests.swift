import Sheets
import Testing

@Suite struct XLSXSheetTests {
    /// The number's format is that of the style with the same number: 14 and 22 are everywhere's, the others the file's own.
    private static let styles = """
        <numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>\
        <numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[Red]#,##0;[Blue]-0"/><numFmt numFmtId="167" formatCode="General&quot;件&quot;"/></numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs>
        """

    @Test(arguments: [
        ("<c r=\"A1\"><v>42</v></c>", Cell.number("42")),
        ("<c r=\"A1\"><v>0.10000000000000001</v></c>", .number("0.1")),
        ("<c r=\"A1\"><v>1.0000000000000001E-5</v></c>", .number("0.00001")),
        ("<c r=\"A1\"><v>123456789012345</v></c>", .number("123456789012345")),
        ("<c r=\"A1\" s=\"4\"><v>3.5</v></c>", .number("3.5")),
        ("<c r=\"A1\" s=\"5\"><v>45000</v></c>", .number("45000")),
        ("<c r=\"A1\" s=\"6\"><v>1001</v></c>", .number("1001")), ("<c r=\"A1\"><v>NaN</v></c>", .failure("NaN")),
        ("<c r=\"A1\" t=\"d\"><v>2026-10-01T00:30:00Z</v></c>", .moment("2026-10-01 00:30:00Z")),
        ("<c r=\"A1\" t=\"str\"><v>a_x0000_b</v></c>", .failure("a\u{0}b")),
        ("<c r=\"A1\" s=\"1\"><v>46296</v></c>", .moment("2026-10-01")),
        ("<c r=\"A1\" s=\"2\"><v>46296.354166666664</v></c>", .moment("2026-10-01 08:30:00")),
        ("<c r=\"A1\" s=\"3\"><v>46296</v></c>", .moment("2026-10-01")),
        ("<c r=\"A1\" s=\"1\"><v>1</v></c>", .moment("1900-01-01")),
        ("<c r=\"A1\" s=\"1\"><v>59</v></c>", .moment("1900-02-28")),
        ("<c r=\"A1\" s=\"1\"><v>60</v></c>", .failure("60")),
        ("<c r=\"A1\" s=\"1\"><v>61</v></c>", .moment("1900-03-01")),
        ("<c r=\"A1\" s=\"1\"><v>-1</v></c>", .failure("-1")),
        ("<c r=\"A1\" t=\"d\"><v>2026-10-01T08:30:00</v></c>", .moment("2026-10-01 08:30:00")),
        ("<c r=\"A1\" t=\"s\"><v>0</v></c>", .text("王伟")),
        ("<c r=\"A1\" t=\"s\"><v>1</v></c>", .text("two\nlines")),
        ("<c r=\"A1\" t=\"s\"><v>7</v></c>", .failure("7")),
        ("<c r=\"A1\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c>", .text("inline")),
        ("<c r=\"A1\" t=\"str\"><f>A2</f><v> text </v></c>", .text("text")),
        ("<c r=\"A1\" t=\"b\"><v>1</v></c>", .boolean(true)),
        ("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", .failure("#N/A")),
        ("<x:c xmlns:x=\"m\" r=\"A1\"><x:v>7</x:v></x:c>", .number("7")),
    ]) func aCellIsReadAsItIsKept(_ xml: String, _ cell: Cell) throws {
        let texts =
            "<si><r><t>王</t></r><r><t>伟</t></r><rPh sb=\"0\" eb=\"1\"><t>wang</t></rPh></si><si><t>two_x000A_lines</t></si>"
        let workbook = TestWorkbook(rows: "<row r=\"1\">\(xml)</row>", texts: texts, styles: Self.styles)
        #expect(try workbook.rows() == [SheetRow(number: 1, cells: [cell])])
    }

    @Test func cellsStandWhereTheirNamesSay() throws {
        let workbook = TestWorkbook(
            rows: """
                <row r="2"><c r="B2"><v>1</v></c><c r="AA2"><v>2</v></c></row><row r="3"><c r="A3" s="1"/></row>\
                <row><c><v>3</v></c><c><v>4</v></c></row>
                """)
        let wide = [Cell.empty, .number("1")] + [Cell](repeating: .empty, count: 24) + [.number("2")]
        #expect(
            try workbook.rows() == [
                SheetRow(number: 2, cells: wide), SheetRow(number: 4, cells: [.number("3"), .number("4")]),
            ])
    }

    @Test func aWorkbookMayCountFrom1904() throws {
        let workbook = TestWorkbook(
            rows: "<row><c s=\"1\"><v>44834</v></c></row>", styles: Self.styles,
            properties: "<workbookPr date1904=\"1\"/>")
        #expect(try workbook.rows().first?.cells == [.moment("2026-10-01")])
    }

    @Test func aSheetIsTakenByItsName() throws {
        let workbook = TestWorkbook(rows: "<row><c><v>1</v></c></row>", sheets: ["九月", "十月"])
        #expect(try workbook.rows().first?.cells == [.number("1")])
        #expect(try workbook.rows(sheet: "十月").first?.cells == [.text("十月")])
        let error = #expect(throws: SheetError.self) { try workbook.rows(sheet: "十一月") }
        #expect(error?.reason == .noSheet("十一月", ["九月", "十月"]))
    }

    @Test func aDamagedWorkbookIsNamed() throws {
        var workbook = TestWorkbook(rows: "<row><c><v>1</v></c></row><row>")
        let broken = #expect(throws: SheetError.self) { try workbook.rows() }
        #expect(broken?.reason == .workbook("xl/worksheets/sheet0.xml: mismatched tag"))
        workbook.parts["xl/worksheets/sheet0.xml"] = "<!DOCTYPE x [<!ENTITY a \"aa\">]><worksheet>&a;</worksheet>"
        let declared = #expect(throws: SheetError.self) { try workbook.rows() }
        #expect(declared?.reason == .workbook("xl/worksheets/sheet0.xml: a document type"))
        workbook.parts["xl/workbook.xml"] = nil
        let empty = #expect(throws: SheetError.self) { try workbook.rows() }
        #expect(empty?.reason == .workbook("it has no part xl/workbook.xml"))
        let cut = #expect(throws: SheetError.self) {
            try withFile([0x50, 0x4B, 0x03, 0x04, 0x00]) { try SheetFile.open($0) }
        }
        guard case .workbook = cut?.reason else {
            Issue.record("\(String(describing: cut))")
            return
        }
    }

    @Test(arguments: [("5", "3"), ("1", "3000000000"), ("1", "0"), ("2", "2")])
    func rowsThatDoNotFollowOnEachOtherAreNamed(_ first: String, _ second: String) throws {
        let cell = "<c><v>1</v></c>"
        let workbook = TestWorkbook(rows: "<row r=\"\(first)\">\(cell)</row><row r=\"\(second)\">\(cell)</row>")
        let error = #expect(throws: SheetError.self) { try workbook.rows() }
        #expect(error?.reason == .workbook("row \(second) does not follow on row \(first)"))
    }

    @Test func aRowThatIsTooWideIsNamed() throws {
        let workbook = TestWorkbook(
            rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>")
        let error = #expect(throws: SheetError.self) { try workbook.rows() }
        #expect(error == SheetError(.tooWide(most: 1024), line: 2))
    }
}

@Suite struct WorkbookFileTests {
    @Test func whatIsWrittenIsReadAgain() throws {
        var sheet = SheetDraft(
            "评价: \(String(repeating: "长", count: 40))",
            columns: [
                .init("工号", .text), .init("points", .number), .init("来源", .text, choices: ["self", "peer"]),
                .init("day", .day),
            ])
        sheet.rows = [["007", "4.5", nil, nil], ["=1+1", nil, "peer", "2026-10-01"]]
        try withFile([]) { path in
            try WorkbookFile.write([sheet], to: path)
            let read = try SheetFile.open(path)
            #expect(read.name == "评价_ \(String(repeating: "长", count: 27))")
            #expect(try read.next()?.cells == ["工号", "points", "来源", "day"].map(Cell.text))
            #expect(try read.next()?.cells == [.text("007"), .number("4.5")])
            #expect(try read.next()?.cells == [.text("=1+1"), .empty, .text("peer"), .text("2026-10-01")])
            #expect(try read.next() == nil)
        }
    }

    @Test func whatCannotBeWrittenIsNamed() {
        let error = #expect(throws: SheetError.self) {
            try WorkbookFile.write([SheetDraft("a", columns: [])], to: "/nowhere/at.all")
        }
        #expect(error?.reason == .unwritten("Error creating output xlsx file. Usually a permissions error."))
    }
}
