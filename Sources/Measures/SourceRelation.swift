/// A table, view or foreign table of the source, with its columns in their order.
package struct SourceRelation: Sendable {
    package typealias Column = (name: String, type: ColumnType)

    package let name: String
    package var columns: [Column]

    package init(name: String, columns: [Column]) {
        self.name = name
        self.columns = columns
    }

    /// The column of that name, as the catalog writes it; nil where there is none.
    package func column(_ name: String) -> Column? {
        columns.first { $0.name == name }
    }
}
