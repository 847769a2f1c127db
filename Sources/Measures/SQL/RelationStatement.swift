/// One pass over a relation for everyone and every measure at once.
///
/// It yields one row for each person who has rows, in the byte order of their ids: `employee_id` as text, then for each measure in
/// order *rows* int8, *sample* int8, *numerator* numeric, *denominator* numeric. A NULL denominator stands for 1, a NULL numerator for
/// an unknown value. Where the value is a mean of other numbers than 0 and 1, a fifth column *scatter* numeric follows, as ``RowMean``
/// has it. A NULL scatter is beyond bounds.
///
/// Where cells are asked for, it yields a row for each cell of each person: behind the id stand the cell's columns as text, and no scatter.
///
/// Its parameters are `$1` the first instant of the period and `$2` the first instant after it (timestamptz), `$3` the first day and
/// `$4` the day after the last (date), `$5` the time zone (text). Where only named people are measured, `$6` are their ids (text[]).
/// Where rows are left out, `$7` are those rows' ids (text[]); where others' rows count too, `$8` are theirs. Then come ``arguments``. All
/// types are given when the statement is sent,
/// because the server cannot tell the type of a parameter that is not used.
package struct RelationStatement: Sendable {
    package let relation: SourceRelation
    package let measures: [CheckedMeasure]
    package let sql: String
    /// What is sent behind them.
    package let arguments: [StatementArgument]

    /// By what working time is counted.
    let working: WorkingTimes?

    /// How many rows of a measure it can count; an answer with more of them says nothing.
    package let mostRows: Int64

    /// The columns that tell the cells apart; none where people are measured whole.
    package let cells: [String]

    /// What a row of the answer is for.
    package enum Grouping: Sendable {
        case employee
        /// One row for all that is measured; rows of nobody count too, unless people are named.
        case everything
    }

    /// - Parameters:
    ///   - measures: all checked against `relation`.
    ///   - schema: the schema that holds the relation.
    ///   - onlyNamed: whether `$6` names the people to be measured.
    ///   - leavesOut: whether `$7` names rows that do not count; only where people are named, and rows have ids.
    ///   - takesIn: whether `$8` names rows that count beside those of the people, whosesoever they are; only where rows are left out, and
    ///     everything is measured as one.
    ///   - chosen: the column by which `$7` names the only rows that count; then `$6` is to be given in any case.
    ///   - cells: columns of the relation; measured is each combination of their values by itself.
    ///   - grouping: what is measured for each.
    ///   - working: by what working time is counted; where nobody says, it is unknown.
    package init(
        relation: SourceRelation, measures: [CheckedMeasure], schema: String = "merit_source", onlyNamed: Bool = false,
        leavesOut: Bool = false, takesIn: Bool = false, onlyRowsBy chosen: String? = nil,
        cells: [String] = [], by grouping: Grouping = .employee, working: WorkingTimes? = nil
    ) {
        self.relation = relation
        self.measures = measures
        self.working = working
        self.cells = cells
        let keys = cells.compactMap { relation.column($0) }.map { $0.type.cell(.name($0.name)) }
        let periods = measures.map(\.isInPeriod)
        let places = periods.uniqued

        var writer = SQLWriter(
            firstArgument: takesIn ? 9 : leavesOut || chosen != nil ? 8 : onlyNamed ? 7 : 6, working: working,
            on: relation)
        let person: SQL = grouping == .employee ? relation.employeeText : "''::text"
        writer.write("select \(([person] + keys).joined(by: ", "))")
        // Where all measures go by one column, the statement's own condition has it already.
        let parts = zip(measures, periods).map { measure, period in
            let passed = [places.count > 1 ? period : nil, measure.filter].compactMap(\.self)
            return (
                columns: measure.columns(withScatter: cells.isEmpty),
                passed: passed.isEmpty ? nil : SQL.conjunction(passed)
            )
        }
        mostRows = grouping == .employee ? SQL.mostRows : .max
        if grouping == .employee {
            writer.form = .counting(pairs: parts.reduce(into: []) { $0.formUnion($1.columns.pairs(where: $1.passed)) })
        }
        for part in parts { writer.write(part.columns, passed: part.passed) }
        var conditions = [SQL.disjunction(places)]
        if let chosen { conditions.append("\(SQL.name(chosen).cast(to: "text")) = any($7)") }
        if grouping == .employee || chosen != nil {
            conditions.insert("\(relation.employeeKey) is not null", at: 0)
        }
        var own = onlyNamed ? [relation.isOfNamed] : []
        if leavesOut, let id = relation.rowID {
            own.append("not coalesce(\(id.cast(to: "text")) = any($7), false)")
        }
        if takesIn, let id = relation.rowID {
            own = [SQL.disjunction([SQL.conjunction(own), "coalesce(\(id.cast(to: "text")) = any($8), false)"])]
        }
        conditions += own
        writer.write(
            """

            from \(OneRow.source(relation, in: schema, of: measures, where: conditions, isOfOne: takesIn))
            where \(SQL.conjunction(conditions))
            \(grouping == .employee ? relation.grouping(into: keys) : SQL.grouping(into: keys))
            """)
        sql = writer.sql
        arguments = writer.arguments
    }
}

extension SourceRelation {
    fileprivate func grouping(into cells: [SQL]) -> SQL {
        "\(SQL.grouping(into: [employeeKey] + cells)) order by \(Self.byteOrder(of: employeeText))"
    }
}

extension SQL {
    fileprivate static func grouping(into keys: [SQL]) -> SQL {
        keys.isEmpty ? "" : "group by \(keys.joined(by: ", "))"
    }
}

extension ColumnType {
    /// As its values tell kinds of work apart: by their bytes.
    func cell(_ column: SQL) -> SQL {
        let text = column.cast(to: "text")
        return switch self {
        case .looseText, .castText("citext"): ("(\(text) collate \"C\")" as SQL).atomic
        default: text
        }
    }
}

extension CheckedMeasure {
    /// Whether the row lies in the period, or before its end where it is measured as of then.
    var isInPeriod: SQL { atType.isInPeriod(at, toEnd: definition.isAsOfEnd) ?? "false" }

    /// How many columns of the answer are about it.
    package var columnCount: Int { hasScatter ? 5 : 4 }

    /// Whether the scatter of rows stands in the answer.
    package var hasScatter: Bool { rowMean?.scatter != nil }

    /// Rows, sample, numerator and denominator, and the scatter of what is behind a mean.
    fileprivate func columns(withScatter: Bool) -> SQL {
        let rows = SQL.aggregate("count", "*")
        let counts: SQL = "\(rows)::int8, \((sample ?? rows).operand)::int8"
        let scatter: SQL = (withScatter ? rowMean?.scatter : nil).map { ", \($0.operand)::numeric" } ?? ""
        return
            ",\n    \(counts),\n    \(numerator.operand)::numeric, \(denominator?.operand ?? "null")::numeric\(scatter)"
    }
}

extension SQL {
    /// Of the conditions that are counted both where they are known and where they hold, the first of the two.
    fileprivate func pairs(where passed: SQL?) -> [SQL] {
        aggregates.compactMap { aggregate in
            guard case .aggregate("count", "*", let condition?) = aggregate.pieces[0],
                aggregates.contains(.aggregate("count", condition))
            else { return nil }
            return .aggregate("count", condition, where: passed)
        }
    }

    static func disjunction(_ conditions: [SQL]) -> SQL {
        switch conditions.count {
        case 0: "false"
        case 1: conditions[0]
        default: conditions.map(\.operand).joined(by: " or ")
        }
    }
}
