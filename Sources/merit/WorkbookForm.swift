import ArgumentParser
import Foundation
import Sheets

/// A workbook to fill in, on its way to the standard output.
enum WorkbookForm {
    /// - Throws: that nobody can read a workbook on a terminal.
    static func refuseTerminal() throws {
        guard isatty(STDOUT_FILENO) == 0 else {
            throw ValidationError("The form is a workbook; send it to a file: > form.xlsx")
        }
    }

    /// Through a folder that nobody else can look into: a form holds people's names.
    static func write(_ sheets: [SheetDraft]) throws {
        try refuseTerminal()
        let folder = FileManager.default.temporaryDirectory.appending(path: "merit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "form.xlsx")
        try WorkbookFile.write(sheets, to: file.path())
        try Console.put(Data(contentsOf: file))
    }
}
