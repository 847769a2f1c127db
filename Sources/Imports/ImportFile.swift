/// A file, and what is said about it.
package struct ImportFile: Sendable {
    package var path: String
    /// Of a workbook; nil for its first.
    package var sheet: String?
    /// Of a CSV file, by iconv's name.
    package var encoding: String?
    package var mapping = ImportMapping()

    package init(_ path: String) {
        self.path = path
    }
}
