/// What a measure and its aggregates are for each person in all, in columns named as hardly any relation names its own.
struct WeightTotals {
    private let measure: CheckedMeasure
    private let shortcut: Shortcut?
    /// Whether they follow from `$10` and `$11`.
    private let areKnown: Bool

    private static let name = SQL.name(" totals")
    private static let key = SQL.name(" key")
    private static let bound = SQL.name(" bound")
    static let value = "\(name).\(SQL.name(" value"))" as SQL

    /// - Parameter areGiven: whether `$10` and `$11` are about the very rows that are weighed.
    init(of measure: CheckedMeasure, shortcut: Shortcut?, areGiven: Bool) {
        self.measure = measure
        self.shortcut = shortcut
        areKnown = areGiven && shortcut != nil
    }

    /// Twenty digits and no more: of equal quotients `/` gives more digits of one than of the other.
    static func value(_ top: SQL, over bottom: SQL?) -> SQL {
        let top = top.cast(to: "numeric")
        return bottom.map { "div(\(top) * 1e20, nullif(\($0.operand.cast(to: "numeric")), 0))" } ?? top
    }

    /// Those of the value, and of each sum how many operands it has.
    private var aggregates: [SQL] {
        let aggregates = measure.numerator.aggregates + (measure.denominator?.aggregates ?? [])
        return (aggregates + aggregates.compactMap(\.countOfSum)).uniqued
    }

    private var names: [SQL] {
        let hasBound = if case .mean = shortcut { true } else { false }
        return [Self.key, SQL.name(" value")] + aggregates.indices.map(Self.name(at:)) + (hasBound ? [Self.bound] : [])
    }

    /// The column of the aggregate at that place.
    private static func name(at place: Int) -> SQL { .name(" \(place + 1)") }

    /// The column of each aggregate.
    var byAggregate: [SQL: SQL] {
        let columns = aggregates.indices.map { "\(Self.name).\(Self.name(at: $0))" as SQL }
        return Dictionary(uniqueKeysWithValues: zip(aggregates, columns))
    }

    /// Of the statement that finds them.
    ///
    /// - Parameter passed: what rows must pass.
    func statement(on relation: SourceRelation, from source: SQL, where passed: SQL) -> SQL {
        guard areKnown, let shortcut else {
            return """
                select \(columns(relation.namedKey, of: measure.numerator, over: measure.denominator, aggregates))
                    from \(source)
                    where \(passed)
                    group by \(relation.namedKey)
                """
        }
        let (top, bottom) = ("numerator" as SQL, measure.denominator.map { _ in "denominator" as SQL })
        let totals = aggregates.map { shortcut.total(of: $0, numerator: top, denominator: "denominator") }
        return """
            select \(columns("id", of: top, over: bottom, totals))
                from unnest(\(relation.namedIDs), $10::numeric[], $11::numeric[]) as person (id, numerator, denominator)
            """
    }

    private func columns(_ key: SQL, of top: SQL, over bottom: SQL?, _ totals: [SQL]) -> SQL {
        let bound = bottom.flatMap { shortcut?.bound(of: top, over: $0) }
        let columns = [key, Self.value(top, over: bottom)] + totals + (bound.map { [$0] } ?? [])
        return zip(columns, names).map { "\($0) as \($1)" }.joined(by: ", ")
    }

    /// What a row must fulfil if it weighs, beside what ``statement(on:from:where:)`` asks of it.
    func mayWeigh(by key: SQL) -> [SQL] {
        switch shortcut {
        case nil, .count(where: nil): return []
        case .count(where: let condition?): return [condition]
        case .share(let condition, let isGreaterWorse):
            let column = { (counted: SQL) in aggregates.firstIndex(of: counted).map(Self.name(at:)) ?? "null" }
            let (known, hits) = (
                column(.aggregate("count", condition)), column(.aggregate("count", "*", where: condition))
            )
            // Without the only row there is nothing left to compare with, however good it is.
            let only: SQL =
                "array(select \(Self.key) from totals where \(known) = 1 and \(hits) = \(isGreaterWorse ? "0" : "1"))"
            return ["\(isGreaterWorse ? "" : "not ")\(condition.operand) or \(key) = any(\(only))"]
        case .mean(let operand, _, let isGreaterWorse):
            let (isBeyond, outermost): (SQL, SQL) = isGreaterWorse ? (">=", "min") : ("<=", "max")
            // What is beyond nobody's mean is left before it is looked up whose it is.
            let bounds: [SQL] = ["(select \(outermost)(\(Self.bound)) from totals)", "\(Self.name).\(Self.bound)"]
            return bounds.map { "\(operand.operand) \(isBeyond) \($0)" }
        }
    }

    /// As arrays, because what `with` names is read by one process alone.
    ///
    /// The planner cannot know of how many people; for the ten that it assumes it would look into an index of the key again and
    /// again, which `coalesce` hides from it. What ``SourceRelation/isOfNamed`` says of them it knows.
    func joined(to key: SQL) -> SQL {
        let arrays = names.map { "(select array_agg(\($0)) from totals)" as SQL }.joined(by: ", ")
        return """
            join unnest(\(arrays)) as \(Self.name) (\(names.joined(by: ", "))) on \(Self.name).\(Self.key) = coalesce(\(key), \(key))
            """
    }
}
