import Exact

/// One row for each thing that a person's rows tell of, such as a customer: a column that the statement makes before it measures.
///
/// It says of a row whether it is the one that counts. Where it is unknown which thing a row tells of, the row counts by itself.
struct OneRow: Hashable, Sendable {
    /// The column's name.
    let name: SQL
    /// What the rows tell of.
    let thing: SQL
    let at: SQL
    /// The row's own id, as rows are put in an order by it.
    let id: SQL?
    /// Whether a row passes for the measure.
    let passed: SQL
    /// What is measured of it: among rows of one time and id, the same row is taken each time.
    let operands: [SQL]
    let choice: MeasureDefinition.Choice
    /// What rows are chosen by, where that is not the time.
    private let rank: SQL?

    /// - Parameter key: tells people apart; nil where all rows are of one.
    private func value(by key: SQL?) -> SQL {
        let parts = [key, thing, passed].compactMap(\.self)
        let direction: SQL = choice == .first ? "asc" : "desc"
        let measured = operands.map { "\(SQL.value($0, where: passed)) nulls last" as SQL }
        let places: [SQL?] = [rank, "\(at) \(direction)", id.map { "\($0) \(direction) nulls last" }]
        let order = (places.compactMap(\.self) + measured).joined(by: ", ")
        return """
            case when \(thing) is null then true \
            else row_number() over (partition by \(parts.joined(by: ", ")) order by \(order)) = 1 end
            """
    }

    /// The rows of a relation, with a column more for each measure that takes one row of several.
    ///
    /// - Parameters:
    ///   - conditions: which of the rows the statement is about: the others are none that could be taken.
    ///   - isOfOne: whether all of them count for one person.
    static func source(
        _ relation: SourceRelation, in schema: String, of measures: [CheckedMeasure], where conditions: [SQL],
        isOfOne: Bool = false
    ) -> SQL {
        let all = Lookback.source(relation, in: schema, of: measures)
        let rows = measures.compactMap(\.oneRow).uniqued
        guard !rows.isEmpty else { return all }
        let columns = rows.map { "\($0.value(by: isOfOne ? nil : relation.employeeKey)) as \($0.name)" as SQL }
        return """
            (select *, \(columns.joined(by: ", ")) from \(all) where \(SQL.conjunction(conditions))) \
            as \(SQL.name(relation.name))
            """
    }
}

extension OneRow {
    /// - Parameters:
    ///   - definition: one that takes one row of several.
    ///   - column: says what the rows tell of.
    ///   - isInPeriod: whether a row lies in the period.
    ///   - filter: what else it must pass.
    ///   - rowMean: of which numbers of the rows the value is the mean; needed where rows are chosen by these.
    init(
        _ onePer: MeasureDefinition.OnePer, of definition: MeasureDefinition, by column: SourceRelation.Column,
        on relation: SourceRelation, isInPeriod: SQL, filter: SQL?, operands: [ValueChecker.Operand],
        rowMean: RowMean?
    ) {
        let texts = [
            definition.at, "\(definition.isAsOfEnd)", definition.filter ?? "", definition.value, onePer.column,
            definition.credit ?? "",
        ]
        name = .name("one_per_\(Lookback.hash(of: texts.joined(separator: "\n") + onePer.choice.rawValue))")
        thing = column.type.cell(.name(column.name))
        at = .name(definition.at)
        id = relation.rowOrder
        passed = SQL.value(filter ?? "true", where: isInPeriod)
        self.operands = operands.compactMap { $0.value?.sorted }
        choice = onePer.choice
        let passed = passed
        rank = rowMean.flatMap { mean in
            guard onePer.choice.isByValue else { return nil }
            let isGreatest = (onePer.choice == .highest) == (mean.stretch.signum >= 0)
            return "\(SQL.value(mean.order, where: passed)) \(isGreatest ? "desc" : "asc") nulls last"
        }
    }
}

extension RowValue {
    /// As rows are put in an order by it.
    fileprivate var sorted: SQL {
        switch self {
        case .number(let number): number.term.sql
        case .text(let text): ("\(text.operand) collate \"C\"" as SQL).atomic
        case .condition(let sql), .interval(let sql): sql
        case .instant(let moment), .date(let moment): moment.sql
        }
    }
}
