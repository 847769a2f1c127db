import Exact

/// The tickets that weigh on one measure of named people most: those without which its value would be better.
///
/// A count or a sum without one row is its total less what the row adds; shares, means and quotients follow from these. There are
/// three ways to find the rows:
///
/// - The value of a count, a share or a mean tells its totals, and a look at a single row tells whether it may weigh (``Shortcut``).
/// - Otherwise one pass finds the totals, and a second compares each row with them. Few rows are set aside between the passes.
/// - For a mean that has a shortcut, and for a single `min`, `max`, `median` or `percentile`, the rows with the worst operands are taken.
///
/// It yields the person's id and the ticket's, both as text, in the byte order of the people's ids, the heaviest first.
/// Parameters `$1` to `$5` are those of ``RelationStatement``, `$6` the people's ids (text[]), `$7` ids of rows that do not
/// count and `$8` whose they are (text[] both), `$9` how many of each person (int8), `$10` and `$11` what numerator and denominator
/// of the measure are for each of the people (numeric[] both), then ``arguments``.
package struct WeightStatement: Sendable {
    package let sql: String
    package let arguments: [StatementArgument]

    /// Nil where the relation does not know tickets, what one row does to the measure cannot be told, or no row makes it worse.
    ///
    /// - Parameters:
    ///   - relation: the one that `measure` was checked against.
    ///   - isLowBetter: whether a lower value of the measure is the better one.
    ///   - rows: about how many rows of the people pass for the measure; only how they are gone through depends on it.
    ///   - isOfMost: whether the people are most of those whose rows there are; only how they are found depends on it.
    ///   - leavesOut: whether `$7` names any rows; without effect where rows have no ids.
    ///   - working: by what working time is counted; where nobody says, it is unknown.
    package init?(
        relation: SourceRelation, measure: CheckedMeasure, isLowBetter: Bool, schema: String = "merit_source",
        rows: Int64, isOfMost: Bool = false, leavesOut: Bool, working: WorkingTimes? = nil
    ) {
        guard let ticket = relation.column("ticket_id"),
            let weight = Weight(of: measure, on: relation, isLowBetter: isLowBetter, areGiven: !leavesOut)
        else { return nil }
        let key = relation.namedKey
        let totals = weight.totals
        // Where nearly each row is of one of them, the join with their totals tells whose it is; looking it up before would only cost.
        let isJoined = isOfMost && totals?.areKnown ?? false
        let isOfSomebody = isJoined ? "\(key) is not null" : relation.isOfNamed
        var conditions = [isOfSomebody, measure.isInPeriod]
        if leavesOut, let id = relation.rowID {
            conditions.append(
                """
                coalesce((\(relation.employeeText), \(id.cast(to: "text"))) \
                not in (select * from unnest($8::text[], $7::text[])), true)
                """)
        }
        let source = OneRow.source(relation, in: schema, of: [measure], where: conditions)
        conditions += [measure.filter].compactMap(\.self)
        // Elsewhere a ticket may stand in several rows, such as answers of a survey: it is as heavy as the heaviest of them.
        let isOften = relation.name != "ticket"
        let mayWeigh = ["\(SQL.name(ticket.name)) is not null"] + (totals?.mayWeigh(by: key, isExact: isOften) ?? [])
        // No others: a view may not show them all to everyone, or not be able to work them out.
        let read = [SQL.name(SourceRelation.employeeColumn), .name(ticket.name)] + measure.columnsRead(of: relation)
        let (heaviest, earliest): (SQL, SQL) =
            isOften ? ("\(weight.isGreatestFirst ? "max" : "min")(\(weight.weight))", "min(at)") : (weight.weight, "at")
        let order: SQL = "weight \(weight.isGreatestFirst ? "desc" : "asc") nulls last, at, ticket"
        // Of rows that are weighed alone only the heaviest are held against the mean exactly.
        let atLast = isOften ? nil : totals?.isBeyondMean("weight")
        let isReadTwice = totals.map { !$0.areKnown } ?? false
        var writer = SQLWriter(firstArgument: 12, working: working, on: relation)
        writer.write(
            """
            with counted as \(isReadTwice && rows <= Self.few ? "" : "not ")materialized (
                select \(read.uniqued.joined(by: ", ")) from \(source) where \(SQL.conjunction(conditions))
            )

            """)
        if let totals {
            writer.write(", totals as materialized (\(totals.statement(on: relation, from: "counted")))\n")
        }
        // Who it is follows from the key, and is written out for the heaviest alone.
        writer.write(
            """
            select key::text as employee, ticket
            from (
                select key, ticket, weight, row_number() over (partition by key order by \(order)) as place
                from (
                    select key, ticket, \(heaviest) as weight, \(earliest) as at
                    from (
                        select \(key) as key, \(SQL.name(ticket.name).cast(to: "text")) as ticket, \(measure.at) as at,
                            \(weight.whole) as whole,\u{20}
            """)
        if let totals { writer.form = .others(totals: totals.byAggregate) }
        writer.write(weight.rest)
        writer.form = .group
        writer.write(
            """
             as rest
                        from counted
                            \(totals?.joined(to: key) ?? "")
                        where \(SQL.conjunction(mayWeigh))
                    ) passed
                    where \(weight.counts)
                    \(isOften ? "group by key, ticket" : "" as SQL)
                ) heavy
            ) ranked
            \(atLast.map { _ in "join totals on \(WeightTotals.key) = key" } ?? "")
            where \(SQL.conjunction(["place <= $9", atLast].compactMap(\.self)))
            order by \(SourceRelation.byteOrder(of: "key::text")), place
            """)
        sql = writer.sql
        arguments = writer.arguments
    }

    /// Up to how many rows are set aside, to be gone through again without another look at the relation: some MB, in one process.
    private static let few: Int64 = 50_000
}

extension CheckedMeasure {
    /// The columns that place, count and weigh a row.
    fileprivate func columnsRead(of relation: SourceRelation) -> [SQL] {
        let written = [at, numerator] + [filter, denominator].compactMap(\.self)
        let made = recurrences.map(\.name) + (oneRow?.names ?? [])
        return (relation.columns.map { .name($0.name) } + made).filter { column in
            written.contains { $0.mentions(column) }
        }
    }
}

/// How rows of a measure are weighed.
private struct Weight {
    /// Nil where rows are weighed by their operands alone.
    let totals: WeightTotals?
    /// The value with a row and without it; or the operand of the row, and nothing.
    let whole: SQL
    let rest: SQL
    /// What rows are sorted by; the same of all where they weigh the same.
    let weight: SQL
    let isGreatestFirst: Bool
    /// Whether it weighs at all.
    let counts: SQL
}

extension Weight {
    /// - Parameter areGiven: as ``WeightTotals`` has it.
    init?(of measure: CheckedMeasure, on relation: SourceRelation, isLowBetter: Bool, areGiven: Bool) {
        guard measure.numerator.isAdditive, measure.denominator?.isAdditive ?? true else {
            self.init(ofSampleOf: measure, isLowBetter: isLowBetter)
            return
        }
        let isGreaterWorse = isLowBetter == (measure.factor.signum >= 0)
        // A row more never makes a number of rows smaller.
        if measure.denominator == nil, measure.numerator.isCount, !isGreaterWorse { return nil }
        let shortcut = Shortcut(measure, of: relation, isGreaterWorse: isGreaterWorse)
        let totals = WeightTotals(of: measure, shortcut: shortcut, areGiven: areGiven)
        // Without the only row there is nothing left to compare with.
        let isBetter: SQL = "coalesce(rest \(isGreaterWorse ? "<" : ">") whole, whole is not null)"
        let (whole, rest, weight, counts): (SQL, SQL, SQL, SQL) =
            switch shortcut {
            case .mean(let operand, _, _): (operand, "null", "whole", "true")
            case .count, .share: (WeightTotals.wholeColumn, WeightTotals.restColumn, "0", isBetter)
            case nil: (WeightTotals.wholeColumn, totals.value, "whole - rest", isBetter)
            }
        self.init(
            totals: totals, whole: whole, rest: rest, weight: weight, isGreatestFirst: isGreaterWorse, counts: counts)
    }

    /// A single aggregate that has a sample: its value rises with its operand.
    private init?(ofSampleOf measure: CheckedMeasure, isLowBetter: Bool) {
        guard measure.sample != nil, measure.operands.count == 1, let operand = measure.operands[0].value else {
            return nil
        }
        let (value, isTurned): (SQL, Bool)
        switch operand {
        case .number(let number): (value, isTurned) = (number.term.numeric, number.isNegative)
        case .interval(let interval): (value, isTurned) = (.epoch(interval), false)
        default: return nil
        }
        self.init(
            totals: nil, whole: value, rest: "null", weight: "whole", isGreatestFirst: isLowBetter != isTurned,
            counts: "whole is not null")
    }
}
