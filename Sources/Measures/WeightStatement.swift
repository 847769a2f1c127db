import Exact

/// The tickets that weigh on one measure of named people most: those without which its value would be better.
///
/// Counts, shares, means and sums are worked out without each row in turn, in one pass, since what a row adds to them can be
/// taken away. Of a single `min`, `max`, `median` or `percentile` it is the rows with the worst operands.
///
/// It yields the person's id and the ticket's, both as text, in the byte order of the people's ids, the heaviest first. Parameters `$1` to `$5` are those of
/// ``RelationStatement``, `$6` the people's ids (text[]), `$7` ids of rows that do not count (text[]), `$8` how many of each person
/// (int8), then ``texts``.
package struct WeightStatement: Sendable {
    package let sql: String
    package let texts: [String]

    /// Nil where the relation does not know tickets, or what one row does to the measure cannot be told.
    ///
    /// - Parameters:
    ///   - relation: the one that `measure` was checked against.
    ///   - isLowBetter: whether a lower value of the measure is the better one.
    package init?(
        relation: SourceRelation, measure: CheckedMeasure, isLowBetter: Bool, schema: String = "merit_source"
    ) {
        guard let ticket = relation.column("ticket_id"), let weight = Weight(of: measure, isLowBetter: isLowBetter)
        else { return nil }
        let key = relation.employeeKey
        let excluded = relation.rowID.map { "not coalesce(\($0.cast(to: "text")) = any($7), false)" as SQL }
        let conditions = [relation.isOfNamed, measure.isInPeriod, measure.filter, excluded].compactMap(\.self)
        var writer = SQLWriter(firstText: 9)
        writer.write(
            """
            select employee, ticket
            from (
                select employee, ticket, row_number() over (partition by employee order by weight desc nulls last, at, ticket) as place
                from (
                    select employee, ticket, at, whole, rest, \(weight.weight) as weight
                    from (
                        select \(relation.employeeText) as employee, \(SQL.name(ticket.name).cast(to: "text")) as ticket,
                            \(measure.at) as at,\u{20}
            """)
        writer.form = .window(key: key)
        writer.write("\(weight.value) as whole, ")
        writer.form = .others(key: key)
        writer.write("\(weight.isAdditive ? weight.value : "null::numeric") as rest")
        writer.form = .group
        writer.write(
            """

                        from \(Lookback.source(relation, in: schema, with: measure.lookbacks))
                        where \(SQL.conjunction(conditions))
                    ) passed
                ) weighed
                where ticket is not null and \(weight.counts)
            ) ranked
            where place <= $8
            order by \(SourceRelation.byteOrder(of: "employee")), place
            """)
        sql = writer.sql
        texts = writer.texts
    }
}

/// How rows of a measure are weighed.
private struct Weight {
    /// What `whole` and `rest` are: the value with a row and without it, or the operand of the row alone.
    let value: SQL
    let isAdditive: Bool
    /// The greater, the more the row weighs.
    let weight: SQL
    /// Whether it weighs at all.
    let counts: SQL

    init?(of measure: CheckedMeasure, isLowBetter: Bool) {
        if measure.numerator.isAdditive, measure.denominator?.isAdditive ?? true {
            let top = measure.numerator.operand.cast(to: "numeric")
            value = measure.denominator.map { "\(top) / nullif(\($0.operand.cast(to: "numeric")), 0)" } ?? top
            isAdditive = true
            weight = isLowBetter == (measure.factor.signum >= 0) ? "whole - rest" : "rest - whole"
            // Without the only row there is nothing left to compare with.
            counts = "(weight > 0 or rest is null and whole is not null)"
            return
        }
        // A single aggregate has a sample: its value rises with its operand.
        guard measure.sample != nil, measure.operands.count == 1, let operand = measure.operands[0].value else {
            return nil
        }
        switch operand {
        case .number(let number):
            value = number.term.numeric
            weight = isLowBetter != number.isNegative ? "whole" : "-whole"
        case .interval(let interval):
            value = .epoch(interval)
            weight = isLowBetter ? "whole" : "-whole"
        default: return nil
        }
        isAdditive = false
        counts = "whole is not null"
    }
}
