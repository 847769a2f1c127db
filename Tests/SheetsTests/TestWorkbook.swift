import CZip
import Foundation
import Sheets

/// A workbook that is made of parts as a test writes them.
struct TestWorkbook {
    /// By name, XML.
    var parts: [String: String]

    /// One sheet, of these rows.
    init(
        rows: String, texts: String = "", styles: String = "", properties: String = "", merges: String = "",
        sheets: [String] = ["Data"]
    ) {
        let numbered = sheets.enumerated()
        parts = [
            "_rels/.rels": """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
            Target="xl/workbook.xml"/></Relationships>
            """,
            "xl/workbook.xml": """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
            xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\(properties)<sheets>\
            \(numbered.map { "<sheet name=\"\($1)\" sheetId=\"\($0 + 1)\" r:id=\"s\($0)\"/>" }.joined())</sheets></workbook>
            """,
            "xl/_rels/workbook.xml.rels": """
            <Relationships>\
            \(numbered.map { "<Relationship Id=\"s\($0.offset)\" Type=\"x/worksheet\" Target=\"worksheets/sheet\($0.offset).xml\"/>" }.joined())\
            <Relationship Id="t" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>\
            <Relationship Id="y" Type="x/styles" Target="styles.xml"/></Relationships>
            """,
            "xl/sharedStrings.xml": "<sst>\(texts)</sst>",
            "xl/styles.xml": "<styleSheet>\(styles)</styleSheet>",
        ]
        for (index, name) in numbered {
            parts["xl/worksheets/sheet\(index).xml"] =
                "<worksheet><sheetData>\(index == 0 ? rows : "<row><c t=\"str\"><v>\(name)</v></c></row>")</sheetData>\(merges)</worksheet>"
        }
    }

    func grid() throws -> SheetGrid {
        try withArchive { try SheetFile.grid($0) }
    }

    func rows(sheet: String? = nil) throws -> [SheetRow] {
        try withArchive { path in
            let sheet = try SheetFile.open(path, sheet: sheet)
            var rows: [SheetRow] = []
            while let row = try sheet.next() { rows.append(row) }
            return rows
        }
    }

    func bytes() throws -> [UInt8] {
        try withArchive { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
    }

    private func withArchive<Value>(_ body: (String) throws -> Value) throws -> Value {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write(to: path)
        return try body(path)
    }

    private func write(to path: String) throws {
        struct Unwritten: Error {}
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, nil) else { throw Unwritten() }
        for (name, text) in parts {
            // The archive frees what it was given.
            let bytes = Array(text.utf8)
            guard let copy = malloc(max(1, bytes.count)) else { throw Unwritten() }
            copy.copyMemory(from: bytes, byteCount: bytes.count)
            let source = zip_source_buffer(archive, copy, zip_uint64_t(bytes.count), 1)
            guard zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0 else { throw Unwritten() }
        }
        guard zip_close(archive) == 0 else { throw Unwritten() }
    }
}
