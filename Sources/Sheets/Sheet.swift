/// A sheet of a file, read row by row from its first.
package protocol Sheet: AnyObject {
    /// The next row in which something stands; nil behind the last.
    ///
    /// - Throws: ``SheetError``.
    func next() throws(SheetError) -> SheetRow?
    /// Its name in its workbook; nil of a file that has no sheets.
    var name: String? { get }
    /// Cells that are shown as one; known at the end, and no more of them than of rows that are read of a grid.
    var merged: [CellRange] { get }
}

/// What a row may hold.
enum SheetLimit {
    static let columns = 1024
    /// Of a workbook's sheet.
    static let rows = 1_048_576
    /// Of a sheet that is held as a whole.
    static let gridRows = 2000
    /// Of a part of a workbook that is kept in memory, in bytes.
    static let partInMemory = 512 << 20
}
