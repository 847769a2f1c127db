/// Which of some ids are those of rows that belong to one person, so that rows can be named.
///
/// It yields one text for each id that was found. Parameters: `$6` the person's id in a text[], `$7` the ids (text[]).
package struct RowIDStatement: Sendable {
    package let sql: String

    /// Nil where the rows of the relation have no ids.
    package init?(relation: SourceRelation, schema: String = "merit_source") {
        guard let id = relation.rowID?.cast(to: "text") else { return nil }
        var writer = SQLWriter(firstText: 8)
        writer.write(
            """
            select distinct \(id)
            from \(relation.qualified(in: schema))
            where \(relation.isOfNamed) and \(id) = any($7)
            """)
        sql = writer.sql
    }
}
