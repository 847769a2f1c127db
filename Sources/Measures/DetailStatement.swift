/// The rows of one person behind one measure, so that a value can be explained down to the single row.
///
/// It yields, in order of time, the row's id as text (NULL where the relation has none), when it was as text in the
/// period's zone, then for each of ``operands`` its value as text: `true` or `false` of a condition, the exact number with
/// at most 6 digits behind the point, NULL where it is unknown. Parameters `$1` to `$5` are those of ``RelationStatement``,
/// `$6` is the person's id in a text[], `$7` the largest number of rows (int8), then ``texts``.
package struct DetailStatement: Sendable {
    package let measure: CheckedMeasure
    package let sql: String
    package let texts: [String]
    /// The aggregates of the value as they are written there, one for each operand column.
    package let operands: [String]

    /// - Parameters:
    ///   - relation: the one that `measure` was checked against.
    ///   - schema: the schema that holds it.
    package init(relation: SourceRelation, measure: CheckedMeasure, schema: String = "merit_source") {
        self.measure = measure
        sql = ""
        texts = []
        operands = []
    }
}
