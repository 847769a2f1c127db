/// Why a file cannot be read as a sheet.
package struct SheetError: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        /// There is no such file, or it may not be read; with the system's words.
        case unreadable(String)
        /// The bytes are no text in the encoding that was named, or in none that is known.
        case encoding(String?)
        /// An encoding that this system does not know.
        case unknownEncoding(String)
        /// Bytes of zeros: no text file.
        case notText
        /// A quotation mark opens a cell, and nothing closes it.
        case openQuote
        /// Something stands behind the quotation mark that closes a cell.
        case behindQuote
        /// A workbook of the format before 2007, or one with a password.
        case oldWorkbook
        /// Not a workbook, or a damaged one; with what is wrong.
        case workbook(String)
        /// There is no such sheet; with those that there are.
        case noSheet(String, [String])
        /// More cells in a row than are read.
        case tooWide(most: Int)
        /// More rows than are read of a sheet that is held as a whole.
        case tooLong(most: Int)
        /// The file cannot be written; with why.
        case unwritten(String)
        /// More than is read of a part of a workbook, in bytes.
        case tooLarge(most: Int)
    }

    package let reason: Reason
    /// Where; nil where the file as a whole is meant.
    package let line: Int?

    package init(_ reason: Reason, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }
}
