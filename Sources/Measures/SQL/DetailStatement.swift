import Exact

/// The rows of one person behind one measure, so that a value can be explained down to the single row.
///
/// It yields, in order of time, the row's id as text (NULL where the relation has none), when it was as text in the
/// period's zone, then for each of ``operands`` its value as text: `true` or `false` of a condition, the exact number with
/// at most 6 digits behind the point, NULL where it is unknown. Parameters `$1` to `$5` are those of ``RelationStatement``,
/// `$6` is the person's id in a text[], `$7` the largest number of rows (int8), `$8` ids of rows of others that count for the person too
/// (text[]), where there are any, behind them ids of rows that are not looked at (text[]), where there are any, then ``arguments``.
package struct DetailStatement: Sendable {
    package let sql: String
    package let arguments: [StatementArgument]
    /// The aggregates of the value as they are written there, one for each operand column.
    package let operands: [String]

    /// - Parameters:
    ///   - relation: the one that `measure` was checked against.
    ///   - schema: the schema that holds it.
    ///   - takesIn: whether `$8` names rows.
    ///   - leavesOut: whether the parameter behind names rows; only where rows have ids.
    ///   - working: by what working time is counted; where nobody says, it is unknown.
    package init(
        relation: SourceRelation, measure: CheckedMeasure, schema: String = "merit_source", takesIn: Bool = false,
        leavesOut: Bool = false, working: WorkingTimes? = nil
    ) {
        operands = measure.operands.map(\.source)
        let id = relation.rowID?.cast(to: "text") ?? "null::text"
        let shown = [id, measure.shownTime] + measure.operands.map { $0.value?.shown ?? "'true'" }
        let isOwn =
            if takesIn, let id = relation.rowID?.cast(to: "text") {
                SQL.disjunction([relation.isOfNamed, "coalesce(\(id) = any($8), false)"])
            } else {
                relation.isOfNamed
            }
        let behind = takesIn ? 9 : 8
        var rows = [isOwn, measure.isInPeriod]
        if leavesOut, let id = relation.rowID?.cast(to: "text") {
            rows.append("not coalesce(\(id) = any(\(SQL(stringLiteral: "$\(behind)"))), false)")
        }
        let conditions = rows + [measure.filter].compactMap(\.self)
        var writer = SQLWriter(firstArgument: leavesOut ? behind + 1 : behind, working: working, on: relation)
        writer.write(
            """
            select \(shown.joined(by: ", "))
            from \(OneRow.source(relation, in: schema, of: [measure], where: rows, isOfOne: takesIn))
            where \(SQL.conjunction(conditions))
            order by \(measure.at), 1
            limit $7
            """)
        sql = writer.sql
        arguments = writer.arguments
    }
}

extension CheckedMeasure {
    /// When a row was, in the zone of the period.
    var shownTime: SQL {
        atType == .timestamptz ? Moment.local(at).cast(to: "text") : at.cast(to: "text")
    }
}

extension RowValue {
    /// As text for people.
    var shown: SQL {
        switch self {
        case .number(let number): number.shown
        case .text(let sql), .condition(let sql), .interval(let sql): sql.cast(to: "text")
        case .instant(let moment): Moment.local(moment.sql).cast(to: "text")
        case .date(let moment): moment.sql.cast(to: "text")
        }
    }
}

extension Scaled {
    /// The number with 6 digits, half away from zero, without trailing zeros; cut and rounded like a quotient in a row.
    fileprivate var shown: SQL {
        let above = SQL.product([term], factor.numerator * .powerOfTen(7))
        let cut = SQL.call("div", above, .number(factor.denominator))
        return SQL.call("trim_scale", "round(\(cut) * 0.1) * 0.000001").cast(to: "text")
    }
}
