import Foundation
import Sheets
import Testing

@Suite struct CSVSheetTests {
    private func rows(_ bytes: some Collection<UInt8>, encoding: String? = nil) throws -> [SheetRow] {
        try withFile(bytes) { path in
            let sheet = try SheetFile.open(path, encoding: encoding)
            var rows: [SheetRow] = []
            while let row = try sheet.next() { rows.append(row) }
            return rows
        }
    }

    private func row(_ number: Int, _ cells: String...) -> SheetRow {
        SheetRow(number: number, cells: cells.map { $0.isEmpty ? .empty : .text($0) })
    }

    @Test(arguments: [",", ";", "\t"]) func theSeparatorIsTheOneOfTheFirstLine(_ mark: String) throws {
        let text = "a\(mark)b\(mark)c\n1\(mark)\"2\(mark)x\"\(mark)\n"
        #expect(try rows(text.utf8) == [row(1, "a", "b", "c"), row(2, "1", "2\(mark)x", "")])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func linesEndAsTheirSystemHasThem(_ end: String) throws {
        #expect(try rows("a,b\(end)\(end)1,2".utf8) == [row(1, "a", "b"), row(3, "1", "2")])
    }

    @Test func whatStandsInQuotationMarksIsText() throws {
        let text = "\"say \"\"hi\"\"\",\"two\nlines\"\nnext,\"\"\n"
        #expect(try rows(text.utf8) == [row(1, "say \"hi\"", "two\nlines"), row(3, "next", "")])
    }

    @Test func aSeparatorThatIsNamedHolds() throws {
        #expect(try rows("sep=;\na,x;b\n".utf8) == [row(2, "a,x", "b")])
    }

    @Test func blanksAroundTextAreNothing() throws {
        #expect(try rows(" a ,\u{3000}王伟\u{3000},  \n,,\n".utf8) == [row(1, "a", "王伟", "")])
    }

    @Test func whatWasKeptFromBeingAFormulaIsItselfAgain() throws {
        #expect(try rows("'=1+1,'-5,it's,'quoted'\n".utf8) == [row(1, "=1+1", "-5", "it's", "'quoted'")])
    }

    @Test(arguments: ["UTF-8", "GBK", "UTF-16LE", "UTF-16BE"]) func chineseIsReadInItsEncodings(
        _ encoding: String
    ) throws {
        let text = "工号,姓名\nE01,王伟\n"
        let bytes: [UInt8] =
            switch encoding {
            case "UTF-8": [0xEF, 0xBB, 0xBF] + text.utf8
            // 工号,姓名 / E01,王伟 as GBK has them.
            case "GBK":
                [
                    0xB9, 0xA4, 0xBA, 0xC5, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x0A, 0x45, 0x30, 0x31, 0x2C, 0xCD, 0xF5,
                    0xCE, 0xB0, 0x0A,
                ]
            case "UTF-16LE": [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            default: [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            }
        #expect(try rows(bytes) == [row(1, "工号", "姓名"), row(2, "E01", "王伟")])
    }

    @Test func anEncodingThatIsNamedHolds() throws {
        let bytes = Array("n,a\n1,caf".utf8) + [0xE9, 0x0A]
        #expect(try rows(bytes, encoding: "windows-1252") == [row(1, "n", "a"), row(2, "1", "café")])
    }

    @Test(
        arguments: [
            (Array("a,b\n1,\"open\n".utf8), nil, SheetError.Reason.openQuote, 2),
            (Array("a\n\n\"b\"c\n".utf8), nil, .behindQuote, 3),
            (Array("a\nb\n".utf8) + [0xFF, 0xFF, 0x0A], nil, .encoding(nil), 3),
            ([0xEF, 0xBB, 0xBF, 0x61, 0x0A, 0xC3, 0x0A], nil, .encoding("UTF-8"), 2),
            (Array("a\n".utf8), "klingon", .unknownEncoding("klingon"), nil),
            ([0x61, 0x00, 0x62], nil, .notText, nil),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], nil, .oldWorkbook, nil),
            (Array(String(repeating: ",", count: 1024).utf8), nil, .tooWide(most: 1024), 1),
        ] as [([UInt8], String?, SheetError.Reason, Int?)])
    func whatCannotBeReadIsNamed(bytes: [UInt8], encoding: String?, reason: SheetError.Reason, line: Int?) throws {
        let error = #expect(throws: SheetError.self) { try rows(bytes, encoding: encoding) }
        #expect(error?.reason == reason)
        #expect(error?.line == line)
    }

    @Test func aFileThatIsNotThereIsNamed() {
        let error = #expect(throws: SheetError.self) { try SheetFile.open("/nowhere/at.all") }
        #expect(error?.reason == .unreadable("No such file or directory"))
    }
}
