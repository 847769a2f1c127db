/// A table, view or foreign table of the source, with its columns in their order.
package struct SourceRelation: Sendable {
    package typealias Column = (name: String, type: ColumnType)

    package let name: String
    package var columns: [Column]
    /// The column that is the primary key; nil where none is, or several are.
    package var key: String?
    /// Columns that whoever reads has no right to.
    package var spared: Set<String> = []

    package init(name: String, columns: [Column], key: String? = nil) {
        self.name = name
        self.columns = columns
        self.key = key
    }

    /// The column of that name, as the catalog writes it; nil where there is none.
    package func column(_ name: String) -> Column? {
        columns.first { $0.name == name }
    }
}
