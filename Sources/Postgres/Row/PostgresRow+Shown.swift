import Exact

extension PostgresRow {
    /// The value of a column as people read it, counted from 0, and whether it is a number; nil for NULL.
    ///
    /// Numbers, flags (`yes`, `no`) and texts can be shown; cast anything else to text.
    package func shown(_ column: Int) throws(PostgresError) -> (text: String?, isNumber: Bool) {
        switch storage.columns.types[column] {
        case PostgresType.int2, PostgresType.int4, PostgresType.int8:
            (try self[column, as: Int64?.self].map { "\($0)" }, true)
        case PostgresType.numeric: (try self[column, as: BigDecimal?.self].map { "\($0)" }, true)
        case PostgresType.bool: (try self[column, as: Bool?.self].map { $0 ? "yes" : "no" }, false)
        default: (try self[column, as: String?.self], false)
        }
    }
}
