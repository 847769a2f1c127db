import Exact

/// One row for each thing that a person's rows tell of, such as a customer: a column that the statement makes before it measures.
///
/// It says of a row whether it is the one that counts. Where it is unknown which thing a row tells of, the row counts by itself. Where all
/// rows of a thing count as their mean, a second column says how much each counts, and a third which of them stands for the thing.
struct OneRow: Hashable, Sendable {
    /// The column's name.
    let name: SQL
    private let label: String
    /// All columns that are made.
    var names: [SQL] { choice == .mean ? [name, weight, isFirst] : [name] }
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
    /// Whether a row says something, where all that do count as their mean.
    private let isKnown: SQL?

    /// How many rows of a thing count at most, the latest, where all of them count as their mean.
    static let mostRows = 100
    /// What the weights of a thing's rows add up to: a multiple of every number of rows, so that each weight is a whole number.
    static let weightOfThing = (1...mostRows).reduce(Whole(1)) { multiple, rows in
        multiple * Whole(rows) / multiple.greatestCommonDivisor(with: Whole(rows))
    }

    /// How much a row counts, where all of a thing count as their mean.
    var weight: SQL { column("weight") }
    /// Whether a row stands for its thing, where all of them count.
    var isFirst: SQL { column("first") }

    private func column(_ suffix: String) -> SQL { .name("\(label)_\(suffix)") }

    /// - Parameter key: tells people apart; nil where all rows are of one.
    private func columns(by key: SQL?) -> [SQL] {
        guard let isKnown else { return ["\(value(by: key)) as \(name)"] }
        let parts = [key, thing, passed, isKnown].compactMap(\.self)
        let window: SQL = "partition by \(parts.joined(by: ", "))"
        let places: [SQL?] = ["\(at) desc", id.map { "\($0) desc nulls last" }]
        let order = (places.compactMap(\.self) + measured).joined(by: ", ")
        let place: SQL = "row_number() over (\(window) order by \(order))"
        let most = SQL.number(Whole(Self.mostRows))
        let whole = SQL.number(Self.weightOfThing).cast(to: "numeric")
        return [
            "(\(thing) is null or \(isKnown.operand) is not true or \(place) <= \(most)) as \(name)",
            """
            case when \(thing) is null then \(whole) \
            else div(\(whole), least(count(*) over (\(window)), \(most))::numeric) end as \(weight)
            """,
            "(\(isKnown.operand) is true and (\(thing) is null or \(place) = 1)) as \(isFirst)",
        ]
    }

    private var measured: [SQL] { operands.map { "\(SQL.value($0, where: passed)) nulls last" } }

    private func value(by key: SQL?) -> SQL {
        let parts = [key, thing, passed].compactMap(\.self)
        let direction: SQL = choice == .first ? "asc" : "desc"
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
        let all = Recurrence.source(relation, in: schema, of: measures)
        let rows = measures.compactMap(\.oneRow).uniqued
        guard !rows.isEmpty else { return all }
        let columns = rows.flatMap { $0.columns(by: isOfOne ? nil : relation.employeeKey) }
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
        label = "one_per_\(Recurrence.hash(of: texts.joined(separator: "\n") + onePer.choice.rawValue))"
        name = .name(label)
        thing = column.type.cell(.name(column.name))
        at = .name(definition.at)
        id = relation.rowOrder
        passed = SQL.value(filter ?? "true", where: isInPeriod)
        self.operands = operands.compactMap { $0.value?.sorted }
        choice = onePer.choice
        let passed = passed
        isKnown =
            onePer.choice == .mean
            ? rowMean.map { "\(SQL.value($0.order, where: passed)) is not null" } : nil
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
