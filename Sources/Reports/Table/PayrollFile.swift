import Foundation
import Sheets
package import Store

/// A batch for payroll as a file: the same batch gives the same bytes, whenever and by whichever way that is.
package enum PayrollFile {
    /// - Parameter bom: whether it begins with a byte order mark, as some spreadsheets want it.
    package static func csv(
        of batch: PayrollBatch, _ rows: [PayrollBatch.Row], language: Language, bom: Bool = false
    ) -> String {
        // Lines are ended as RFC 4180 has it.
        (bom ? "\u{FEFF}" : "")
            + PayrollTable.of(batch, rows, language: language).csvLines.map { $0 + "\r\n" }.joined()
    }

    /// Writes a workbook.
    package static func writeWorkbook(
        of batch: PayrollBatch, _ rows: [PayrollBatch.Row], language: Language, to path: String
    ) throws {
        let table = PayrollTable.of(batch, rows, language: language)
        var draft = SheetDraft(
            batch.period, columns: table.columns.map { .init($0.name, $0.isNumber ? .number : .text) })
        draft.rows = table.rows
        try WorkbookFile.write([draft], to: path, createdAt: batch.madeAtSeconds)
    }

    /// A workbook as bytes.
    package static func workbook(
        of batch: PayrollBatch, _ rows: [PayrollBatch.Row], language: Language
    ) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "merit-payroll-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        try writeWorkbook(of: batch, rows, language: language, to: file.path(percentEncoded: false))
        return try [UInt8](Data(contentsOf: file))
    }
}
