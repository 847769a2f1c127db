/// What customers wrote of named people: of each person the comments with the three lowest scores and the two highest.
///
/// A row has the person's id, the ticket's id (NULL where the relation has none), the score as numeric, the comment, and the time at
/// which it was given, as text in the period's zone. Rows come in the byte order of the people's ids, the lowest score first.
/// Parameters `$1` to `$5` are those of ``RelationStatement``; `$6` are the people's ids (text[]).
package struct CommentStatement: Sendable {
    package let relation: SourceRelation
    package let sql: String

    /// Nil where the relation has no comments with scores, or no column that says when they were given.
    package init?(relation name: String, in catalog: SourceCatalog, schema: String = "merit_source") {
        let scored = MeasureDefinition(from: name, at: "responded_at", filter: nil, value: "avg(score)")
        guard let relation = catalog.relations[name], let comment = relation.column("comment"),
            case .success(let measure) = CheckedMeasure.check(scored, in: catalog),
            case .number(let score)? = measure.operands.first?.value
        else { return nil }
        let ticket = relation.column("ticket_id").map { SQL.name($0.name).cast(to: "text") } ?? "null::text"
        let text = SQL.name(comment.name).cast(to: "text")
        let conditions: [SQL] = [
            relation.isOfNamed, measure.isInPeriod, "btrim(\(text)) <> ''", "\(score.term.known.operand) is not null",
        ]
        var writer = SQLWriter(firstArgument: 7)
        writer.write(
            """
            select employee, ticket, score, comment, responded_at
            from (
                select *,
                    row_number() over (partition by employee order by score, responded_at desc, ticket, comment) as low,
                    row_number() over (partition by employee order by score desc, responded_at desc, ticket, comment) as high
                from (
                    select \(relation.employeeText) as employee, \(ticket) as ticket, \(score.term.numeric.operand)::numeric as score,
                        \(text) as comment, \(measure.shownTime) as responded_at
                    from \(relation.qualified(in: schema))
                    where \(SQL.conjunction(conditions))
                ) given
            ) ranked
            where low <= 3 or high <= 2
            order by \(SourceRelation.byteOrder(of: "employee")), low
            """)
        self.relation = relation
        sql = writer.sql
    }
}
