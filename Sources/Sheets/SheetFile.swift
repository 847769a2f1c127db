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
        try open(path, sheet: sheet, encoding: encoding, asShown: false)
    }

    /// The same as a whole, as people see it: a number that is shown in percent is the text `95%`.
    package static func grid(
        _ path: String, sheet: String? = nil, encoding: String? = nil
    ) throws(SheetError) -> SheetGrid {
        try SheetGrid(open(path, sheet: sheet, encoding: encoding, asShown: true))
    }

    private static func open(
        _ path: String, sheet: String?, encoding: String?, asShown: Bool
    ) throws(SheetError) -> any Sheet {
        guard access(path, R_OK) == 0 else { throw SheetError(.unreadable(String(cString: strerror(errno)))) }
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw SheetError(.unreadable(error.localizedDescription))
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return try Workbook(path).sheet(named: sheet, asShown: asShown)
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw SheetError(.oldWorkbook) }
        return try CSVSheet(TextEncoding.utf8(bytes, encoding: encoding))
    }
}
