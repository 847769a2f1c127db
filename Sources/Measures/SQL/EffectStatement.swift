import Exact

/// The rows of one person behind one measure, those that cost most first, with what the measure would be without each.
///
/// It yields, as text, the row's id, its ticket's (NULL where that is the same, or there is none) and when it was; how many rows there are
/// (int8), numerator and denominator of the value without it (numeric), what it did (`worse`, `better` or `none`), then for each of
/// ``operands`` its value as ``DetailStatement`` has it. What cannot be told of one row is NULL, and so it is of a row that does not count.
/// Parameters are those of ``DetailStatement``; but rows that the last of them names are shown, unless another counts in their place.
package struct EffectStatement: Sendable {
    package let sql: String
    package let arguments: [StatementArgument]
    /// The aggregates of the value as they are written there, one for each operand column.
    package let operands: [String]

    /// - Parameters:
    ///   - isLowBetter: whether a lower value of the measure is the better one.
    ///   - takesIn: whether `$8` names rows of others that count too; only where rows have ids.
    ///   - leavesOut: whether the parameter behind names rows that do not count; only where rows have ids.
    package init(
        relation: SourceRelation, measure: CheckedMeasure, isLowBetter: Bool, schema: String = "merit_source",
        takesIn: Bool = false, leavesOut: Bool = false, working: WorkingTimes? = nil
    ) {
        operands = measure.operands.map(\.source)
        let id = relation.rowID?.cast(to: "text") ?? "null::text"
        let own: SQL =
            takesIn ? SQL.disjunction([relation.isOfNamed, "coalesce(\(id) = any($8), false)"]) : relation.isOfNamed
        let leftOut: SQL = leavesOut ? "coalesce(\(id) = any(\(takesIn ? "$9" : "$8" as SQL)), false)" : "false"
        let all = [own, measure.isInPeriod]
        let counted = all + (leavesOut ? ["not \(leftOut)"] : [])
        let filter = [measure.filter].compactMap(\.self)
        func rows(_ conditions: [SQL], beside more: SQL = "") -> SQL {
            let source = OneRow.source(relation, in: schema, of: [measure], where: conditions, isOfOne: takesIn)
            return "from \(source)\(more) where \(SQL.conjunction(conditions + filter))"
        }

        let isAdditive = measure.numerator.isAdditive && (measure.denominator?.isAdditive ?? true)
        let totals = isAdditive ? WeightTotals(of: measure, shortcut: nil, areGiven: false) : nil
        let ticket = relation.column("ticket_id").flatMap { column in
            column.name == relation.rowIDColumn ? nil : SQL.name(column.name).cast(to: "text")
        }
        let shown = measure.operands.map { $0.value?.shown ?? "'true'" }
        let said = shown.enumerated().map { "\($1) as \(Self.said($0))" as SQL }
        let pick = totals == nil ? measure.pick(isLowBetter: isLowBetter) : nil

        var writer = SQLWriter(
            firstArgument: 8 + (takesIn ? 1 : 0) + (leavesOut ? 1 : 0), working: working, on: relation)
        if let totals { writer.write("with totals as (\(totals.statementOfOne(from: rows(counted))))\n") }
        // Without one row another may count in its place: what would be then is not told.
        let isTold = totals != nil && !measure.takesOneRow
        let isGreaterWorse = isLowBetter == (measure.factor.signum >= 0)
        let effect: SQL = """
            case when \(Self.out) or not \(isTold ? "true" : "false") then null \
            when \(Self.rest) \(isGreaterWorse ? "<" : ">") \(Self.whole) then 'worse' \
            when \(Self.rest) = \(Self.whole) then 'none' when \(Self.rest) is not null then 'better' end
            """
        let order: SQL =
            if totals != nil {
                "case when not \(Self.out) then \(Self.rest) end \(isGreaterWorse ? "asc" : "desc") nulls last, "
            } else if let pick {
                "\(Self.rest) \(pick.isGreatestFirst ? "desc" : "asc") nulls last, "
            } else {
                ""
            }
        let without: [SQL] = ["top", "bottom"].map { part in
            isTold ? "case when not \(Self.out) then \(Self.column(part)) end" : "null::numeric"
        }
        let columns = [Self.id, Self.ticket, Self.shownTime, "(count(*) over ())::int8"] + without + [effect]
        writer.write(
            """
            select \((columns + shown.indices.map(Self.said)).joined(by: ", "))
            from (
                select *, \(totals != nil ? Self.quotient(of: measure) : pick == nil ? "null::numeric" : Self.column("top")) as \(Self.rest)
                from (
                    select \(id) as \(Self.id), \(ticket ?? "null::text") as \(Self.ticket),
                        \(measure.shownTime) as \(Self.shownTime), \(measure.at) as \(Self.at), \(leftOut) as \(Self.out),
                        \((said + [""]).joined(by: ", "))
                        \(totals == nil ? "null::numeric" : WeightTotals.wholeColumn) as \(Self.whole),\u{20}
            """)
        if let totals { writer.form = .others(totals: totals.byAggregate) }
        writer.write("(")
        writer.write(totals == nil ? pick?.value ?? "null" : measure.numerator)
        writer.write(")::numeric as \(Self.column("top")), (")
        writer.write(totals == nil ? "null" : measure.denominator ?? "null")
        writer.form = .group
        writer.write(
            """
            )::numeric as \(Self.column("bottom"))
                    \(rows(measure.takesOneRow ? counted : all, beside: totals == nil ? "" : WeightTotals.beside))
                ) told
            ) told
            order by \(order)\(Self.at), \(Self.id)
            limit $7
            """)
        sql = writer.sql
        arguments = writer.arguments
    }

    /// The value, as it is compared, of the two columns.
    private static func quotient(of measure: CheckedMeasure) -> SQL {
        WeightTotals.quotient(column("top"), over: measure.denominator.map { _ in column("bottom") })
    }

    /// Named as hardly any relation names its own.
    private static func column(_ name: String) -> SQL { .name(" \(name)") }
    private static func said(_ place: Int) -> SQL { column("says \(place + 1)") }
    private static let (id, ticket, shownTime, at) = (column("id"), column("ticket"), column("shown"), column("at"))
    private static let (out, whole, rest) = (column("out"), column("whole"), column("rest"))
}

extension CheckedMeasure {
    /// What puts rows in an order where one of their values is the whole value: what they say, and whether the greatest costs most.
    fileprivate func pick(isLowBetter: Bool) -> (value: SQL, isGreatestFirst: Bool)? {
        guard operands.count == 1, let operand = operands[0].value else { return nil }
        return switch operand {
        case .number(let number): (number.term.numeric, isLowBetter != number.isNegative)
        case .interval(let interval): (.epoch(interval), isLowBetter)
        default: nil
        }
    }
}
