package import Postgres

extension IndicatorRecord {
    /// - Parameter row: the columns of an indicator's score, behind the employee's id.
    package init(_ row: inout CopyRow) throws {
        self.init()
        try eachColumn(&row)
    }
}
