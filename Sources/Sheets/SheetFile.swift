import Foundation

/// Opens files of either kind, told apart by their first bytes.
package enum SheetFile {
    /// - Parameters:
    ///   - sheet: which of a workbook; nil for its first.
    ///   - encoding: of a CSV file, by iconv's name; nil for UTF-8, UTF-16 with a mark, or else GB18030.
    /// - Throws: ``SheetError``.
    package static func open(
        _ path: String, sheet: String? = nil, encoding: String? = nil
    ) throws(SheetError) -> any Sheet {
        guard access(path, R_OK) == 0 else { throw SheetError(.unreadable(String(cString: strerror(errno)))) }
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw SheetError(.unreadable(error.localizedDescription))
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try Workbook(path).sheet(named: sheet) }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw SheetError(.oldWorkbook) }
        return try CSVSheet(TextEncoding.utf8(bytes, encoding: encoding))
    }
}
