/// Two statements that tell which rows of a relation cannot be read: one lists the rows' names, the other tries some of them.
///
/// Parameters of both are `$1` to `$5` of ``RelationStatement`` and `$6`, people's ids (text[]). In ``listing``, `$7` is the largest number
/// of names (int8); it yields one name (text) in each row. In ``trial``, `$7` are the names of the rows to try (text[]), and ``arguments``
/// follow. Not every parameter is used.
package struct RowSearch: Sendable {
    /// The column that rows are named by.
    package let column: String
    package let listing: String
    package let trial: String
    package let arguments: [StatementArgument]

    /// Tries what a statement computes, in rows of its period.
    ///
    /// - Parameters:
    ///   - column: names the rows.
    ///   - onlyNamed: whether `$6` names the people whose rows are tried.
    package init(of statement: RelationStatement, by column: String, onlyNamed: Bool, schema: String) {
        let relation = statement.relation
        let periods = SQL.disjunction(statement.measures.map(\.isInPeriod).uniqued)
        let narrowed = RelationStatement(
            relation: relation, measures: statement.measures, schema: schema, onlyNamed: onlyNamed, onlyRowsBy: column,
            by: .everything, working: statement.working)
        let conditions = [periods] + (onlyNamed ? [relation.isOfNamed] : [])
        self.column = column
        listing = Self.listing(relation, by: column, where: conditions, schema: schema)
        trial = narrowed.sql
        arguments = narrowed.arguments
    }

    /// Tries to send columns, in rows of any time.
    ///
    /// - Parameter column: names the rows.
    package init(of relation: SourceRelation, columns: [String], by column: String, schema: String) {
        self.column = column
        listing = Self.listing(relation, by: column, where: [], schema: schema)
        var writer = SQLWriter(firstArgument: 8)
        // Rows are chosen first, and columns computed then: what stands behind OFFSET is not taken into what stands before it.
        writer.write(
            """
            select sample::text
            from (
                select \(columns.map(SQL.name).joined(by: ", ")) from \(relation.qualified(in: schema))
                where \(SQL.name(column).cast(to: "text")) = any($7)
                offset 0
            ) sample
            """)
        trial = writer.sql
        arguments = []
    }

    private static func listing(
        _ relation: SourceRelation, by column: String, where conditions: [SQL], schema: String
    ) -> String {
        let name = SQL.name(column).cast(to: "text")
        var writer = SQLWriter(firstArgument: 8)
        writer.write(
            """
            select \(name) from \(relation.qualified(in: schema))
            where \(SQL.conjunction(conditions + ["\(SQL.name(column)) is not null"]))
            group by 1
            order by 1
            limit $7
            """)
        return writer.sql
    }
}

extension SourceRelation {
    /// The columns that can name a row, the best first: its own id, then whose it is.
    package var namingColumns: [String] {
        [rowIDColumn, column(Self.employeeColumn)?.name].compactMap(\.self)
    }
}

extension RelationStatement {
    /// The columns that it reads, in the order of the relation.
    package var columnsRead: [String] {
        let told = measures.compactMap(\.oneRow).flatMap { [$0.thing] + ($0.id.map { [$0] } ?? []) }
        let parts = measures.flatMap { measure in
            [measure.at, measure.numerator] + [measure.filter, measure.denominator, measure.sample].compactMap(\.self)
                + measure.recurrences.flatMap { [$0.at] + $0.columns }
        }
        return relation.columns.map(\.name).filter { name in
            name == SourceRelation.employeeColumn || (parts + told).contains { $0.mentions(.name(name)) }
        }
    }
}
