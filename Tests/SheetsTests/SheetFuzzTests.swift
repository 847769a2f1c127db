import Foundation
import Sheets
import Support
import Testing

/// Whatever bytes a file holds, its rows are read in time, or it is said what is wrong with it.
///
/// `scripts/test --fuzz` goes on for ten minutes.
@Suite struct SheetFuzzTests {
    private static let files = 100
    private static let longest = Duration.seconds(5)

    private static let csv = "工号,姓名;\t\"a\"\"b\",2026-10-01\r\n1,'=1+1,\"two\nlines\"\n\n;,é\u{0}\u{FEFF}sep=;"
    private static let workbook = TestWorkbook(
        rows: """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46296.5</v></c><c t="inlineStr"><is><t>x</t></is></c></row>\
            <row r="9"><c r="AA9" t="b"><v>1</v></c><c r="AB9" t="str"><f>A1</f><v>a_x000A_b</v></c><c r="AC9" t="e"><v>#N/A</v></c></row>
            """,
        texts: "<si><r><t>王</t></r><r><t>伟</t></r></si>",
        styles:
            "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>",
        properties: "<workbookPr date1904=\"1\"/>", merges: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
        sheets: ["Data", "More"])
    private static let pieces = [
        "0", "-1", "99999999999999999999", "1e999", "XFD1048577", "A0", "&#0;", "&lt;", "<", ">", "</row>", "<row>",
        "\"", "<!--",
        "<!DOCTYPE a [<!ENTITY b \"cccc\">]>", "&b;", "]]>", "\u{0}", "é", "_x0000_", "../", "http://a/",
        "A1:XFD1048576",
    ]

    @Test(arguments: [1, 2] as [UInt64]) func aTextIsReadOrRefused(first: UInt64) throws {
        for seed in FuzzSeeds(first) {
            var dice = Dice(seed: seed)
            for _ in 0..<Self.files { expectAnswer(to: damaged(Array(Self.csv.utf8), &dice), seed) }
        }
    }

    /// The archive is sound, and its parts are not.
    @Test(arguments: [1, 2] as [UInt64]) func aWorkbookOfDamagedPartsIsReadOrRefused(first: UInt64) throws {
        for seed in FuzzSeeds(first) {
            var dice = Dice(seed: seed)
            for _ in 0..<Self.files {
                var workbook = Self.workbook
                let name = try #require(workbook.parts.keys.sorted().randomElement(using: &dice))
                workbook.parts[name] = workbook.parts[name].map { mangled($0, &dice) }
                if Int.random(in: 0..<20, using: &dice) == 0 { workbook.parts[name] = nil }
                expectAnswer(to: try workbook.bytes(), seed)
            }
        }
    }

    @Test(arguments: [1, 2] as [UInt64]) func aDamagedArchiveIsReadOrRefused(first: UInt64) throws {
        let whole = try Self.workbook.bytes()
        for seed in FuzzSeeds(first) {
            var dice = Dice(seed: seed)
            for _ in 0..<Self.files { expectAnswer(to: damaged(whole, &dice), seed) }
        }
    }

    /// Row by row, and as a whole.
    private func expectAnswer(to bytes: [UInt8], _ seed: UInt64) {
        let readings: [(String) throws -> Void] = [
            { path in
                let sheet = try SheetFile.open(path)
                while try sheet.next() != nil {}
            }, { _ = try SheetFile.grid($0) },
        ]
        for read in readings {
            do {
                let (_, time) = try processorTime { try withFile(bytes, read) }
                #expect(time < Self.longest, "seed \(seed): \(Data(bytes).base64EncodedString())")
            } catch is SheetError {
            } catch {
                Issue.record("seed \(seed): \(error): \(Data(bytes).base64EncodedString())")
            }
        }
    }

    /// Some bytes changed, left out, doubled, or cut off.
    private func damaged(_ whole: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = whole
        for _ in 0...Int.random(in: 0...6, using: &dice) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            let end = min(bytes.count, place + Int.random(in: 1...16, using: &dice))
            switch Int.random(in: 0...5, using: &dice) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 2: bytes.removeSubrange(end...)
            case 3: bytes.insert(contentsOf: Self.pieces.randomElement(using: &dice)?.utf8 ?? "".utf8, at: place)
            default: bytes[place] = .random(in: .min ... .max, using: &dice)
            }
        }
        return bytes
    }

    private func mangled(_ text: String, _ dice: inout Dice) -> String {
        var characters = Array(text)
        for _ in 0...Int.random(in: 0...4, using: &dice) where !characters.isEmpty {
            let place = Int.random(in: 0..<characters.count, using: &dice)
            let end = min(characters.count, place + Int.random(in: 1...12, using: &dice))
            switch Int.random(in: 0...3, using: &dice) {
            case 0: characters.removeSubrange(place..<end)
            case 1: characters.insert(contentsOf: characters[place..<end], at: place)
            default: characters.replaceSubrange(place..<end, with: Self.pieces.randomElement(using: &dice) ?? "")
            }
        }
        return String(characters)
    }
}
