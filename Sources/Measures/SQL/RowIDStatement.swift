/// What some ids are those of, so that rows of one person and period can be named.
///
/// It yields one row for each id that was found: the id as text, whether a row of it belongs to the person, and whether such a row
/// lies in the period by the measure's column. Parameters: `$1` to `$5` those of ``RelationStatement``, `$6` the person's id in a
/// text[], `$7` the ids (text[]).
package struct RowIDStatement: Sendable {
    package let sql: String

    /// Nil where the rows of the relation have no ids.
    package init?(relation: SourceRelation, measure: CheckedMeasure, schema: String = "merit_source") {
        guard let id = relation.rowID?.cast(to: "text") else { return nil }
        let isOwn = relation.isOfNamed
        let isCounted = SQL.conjunction([isOwn, measure.isInPeriod])
        var writer = SQLWriter(firstArgument: 8)
        writer.write(
            """
            select \(id), coalesce(bool_or(\(isOwn)), false), coalesce(bool_or(\(isCounted)), false)
            from \(relation.qualified(in: schema))
            where \(id) = any($7)
            group by 1
            """)
        sql = writer.sql
    }
}
