/// What a measure and its aggregates are for each person in all, in columns named as hardly any relation names its own.
struct WeightTotals {
    private let measure: CheckedMeasure
    private let shortcut: Shortcut?
    /// Whether they follow from `$10` and `$11`, and not from the rows.
    let areKnown: Bool

    private static let name = SQL.name(" totals")
    static let key = SQL.name(" key")
    private static let whole = SQL.name(" value")
    private static let rest = SQL.name(" rest")
    private static let top = SQL.name(" top")
    private static let bottom = SQL.name(" bottom")
    private static let bound = SQL.name(" bound")

    /// The column of the value in all.
    static let wholeColumn = "\(name).\(whole)" as SQL
    /// The column of the value without one of the rows that may weigh, where all of them weigh the same.
    static let restColumn = "\(name).\(rest)" as SQL
    /// What quotients are multiplied with.
    ///
    /// Twenty digits are compared and no more: of two equal quotients `/` may give one with more digits.
    private static let digits = "1e20" as SQL

    /// - Parameter areGiven: whether `$10` and `$11` are about the very rows that are weighed.
    init(of measure: CheckedMeasure, shortcut: Shortcut?, areGiven: Bool) {
        self.measure = measure
        self.shortcut = shortcut
        areKnown = areGiven && shortcut != nil
    }

    /// As values are compared.
    static func quotient(_ top: SQL, over bottom: SQL?) -> SQL {
        let top = top.cast(to: "numeric")
        return bottom.map { "div(\(top) * \(digits), nullif(\($0.cast(to: "numeric")), 0))" } ?? top
    }

    /// The value, of whatever its aggregates are over.
    var value: SQL { Self.quotient(measure.numerator, over: measure.denominator) }

    /// Those of the value, and of each sum how many operands it has.
    private var aggregates: [SQL] {
        let aggregates = measure.numerator.aggregates + (measure.denominator?.aggregates ?? [])
        return (aggregates + aggregates.compactMap(\.countOfSum)).uniqued
    }

    /// The column of each aggregate.
    var byAggregate: [SQL: SQL] {
        let columns = aggregates.indices.map { "\(Self.name).\(Self.name(at: $0))" as SQL }
        return Dictionary(uniqueKeysWithValues: zip(aggregates, columns))
    }

    /// The column of the aggregate at that place.
    private static func name(at place: Int) -> SQL { .name(" \(place + 1)") }

    /// The statement that finds them.
    ///
    /// - Parameter rows: those that count.
    func statement(on relation: SourceRelation, from rows: SQL) -> SQL {
        let key = areKnown ? "id" : relation.namedKey
        let columns = columns.map { "\($0.value) as \($0.name)" as SQL }
        let origin: SQL =
            areKnown
            ? "unnest(\(relation.namedIDs), $10::numeric[], $11::numeric[]) as person (id, numerator, denominator)"
            : "\(rows) group by \(key)"
        return "select \(key) as \(Self.key), \(columns.joined(by: ", ")) from \(origin)"
    }

    /// The same where all rows count for one.
    ///
    /// - Parameter rows: `from` them, and where they count.
    func statementOfOne(from rows: SQL) -> SQL {
        let columns = columns.map { "\($0.value) as \($0.name)" as SQL }
        return "select \(columns.joined(by: ", ")) \(rows)"
    }

    /// What they are beside each row, where there is one of them.
    static let beside = " cross join totals as \(name)" as SQL

    /// Beside the key.
    private var columns: [(name: SQL, value: SQL)] {
        let top: SQL = areKnown ? "numerator" : measure.numerator
        let bottom = areKnown ? measure.denominator.map { _ in "denominator" as SQL } : measure.denominator
        let whole = (name: Self.whole, value: Self.quotient(top, over: bottom))
        if let rest = shortcut?.rest(of: top, over: bottom) {
            return [whole, (Self.rest, Self.quotient(rest.top, over: rest.bottom))]
        }
        if let bottom, let bound = shortcut?.bound(of: top, over: bottom) {
            return [(Self.top, top), (Self.bottom, bottom), (Self.bound, bound)]
        }
        return [whole] + aggregates.enumerated().map { (name: Self.name(at: $0), value: $1) }
    }

    /// What a row must fulfil if it weighs.
    ///
    /// An operand that may be worked out only where the measure's own condition holds is not looked at elsewhere.
    ///
    /// - Parameter isExact: whether what fulfils it weighs.
    func mayWeigh(by key: SQL, isExact: Bool) -> [SQL] {
        var looks = looks(by: key)
        if isExact, case .mean(let operand, _, _) = shortcut { looks += [isBeyondMean(operand)].compactMap(\.self) }
        guard let filter = measure.filter else { return looks }
        return looks.map { "case when \(filter) then \($0) end" }
    }

    private func looks(by key: SQL) -> [SQL] {
        switch shortcut {
        case nil, .count(where: nil): return []
        case .count(where: let condition?): return [condition]
        case .share(let condition, let isGreaterWorse):
            // Without the only row there is nothing left to compare with, as good as it may be.
            let only: SQL =
                "array(select \(Self.key) from totals where \(Self.whole) = \(isGreaterWorse ? "0" : Self.digits) and \(Self.rest) is null)"
            let isWorse: SQL = "\(isGreaterWorse ? "" : "not ")\(condition.operand)"
            return ["\(isWorse) or \(condition.operand) is not null and \(key) = any(\(only))"]
        case .mean(let operand, _, let isGreaterWorse):
            let (isBeyond, outermost): (SQL, SQL) = isGreaterWorse ? (">=", "min") : ("<=", "max")
            // What is beyond nobody's mean is left before it is looked up whose it is.
            let bounds: [SQL] = ["(select \(outermost)(\(Self.bound)) from totals)", "\(Self.name).\(Self.bound)"]
            return bounds.map { "\(operand.operand) \(isBeyond) \($0)" }
        }
    }

    /// Whether an operand is beyond the person's mean, exactly; nil where the measure is held against no mean.
    func isBeyondMean(_ operand: SQL) -> SQL? {
        guard case .mean(_, let isInterval, let isGreaterWorse) = shortcut else { return nil }
        let value = isInterval ? SQL.epoch(operand) : operand.cast(to: "numeric")
        // Without the only row there is nothing left to compare with.
        return "\(Self.bottom) = 1 or \(value) * \(Self.bottom) \(isGreaterWorse ? ">" : "<") \(Self.top)"
    }

    /// A join with what `with` names, because Citus plans no function over a query in its place.
    ///
    /// The planner does not know how many people there are and assumes ten. For ten it would look into an index of the key again and
    /// again; `coalesce` hides the key from it. Where ``SourceRelation/isOfNamed`` is asked, it knows what that says of them.
    func joined(to key: SQL) -> SQL {
        "join totals as \(Self.name) on \(Self.name).\(Self.key) = coalesce(\(key), \(key))"
    }
}
