extension RowValue {
    /// Values of one type, as SQL compares them.
    struct Comparands {
        let terms: [SQL]
        /// Whether one is less than another.
        let hasOrder: Bool
    }

    /// Values brought to one type in which SQL compares them; dates and points in time become points in time.
    ///
    /// Texts are compared byte by byte, whatever collation a column has. Which of two comes first depends on it; whether a column is
    /// equal to a literal does not, and stands as it is: a foreign table's server can be asked that.
    ///
    /// - Parameter areOrdered: whether more is asked of them than whether they are equal.
    /// - Returns: nil where their types differ.
    static func comparands(_ values: [RowValue], areOrdered: Bool = true) -> Comparands? {
        let sql = values.map(\.sql)
        switch values.first {
        case .number:
            let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
            guard numbers.count == values.count else { return nil }
            return Comparands(terms: Scaled.aligned(numbers, for: .comparison).terms, hasOrder: true)
        case .text:
            guard values.allSatisfy({ if case .text = $0 { true } else { false } }) else { return nil }
            guard areOrdered || sql.filter({ !$0.isText }).count > 1 else {
                return Comparands(terms: sql, hasOrder: true)
            }
            let bytewise: SQL = "\(sql[0].operand) collate \"C\""
            return Comparands(terms: [bytewise.atomic] + sql.dropFirst(), hasOrder: true)
        case .condition:
            guard values.allSatisfy({ if case .condition = $0 { true } else { false } }) else { return nil }
            return Comparands(terms: sql, hasOrder: false)
        case .interval:
            guard values.allSatisfy({ if case .interval = $0 { true } else { false } }) else { return nil }
            return Comparands(terms: sql.map { .epoch($0) }, hasOrder: true)
        case .date, .instant:
            if values.allSatisfy({ if case .date = $0 { true } else { false } }) {
                return Comparands(terms: sql, hasOrder: true)
            }
            let instants = values.compactMap(\.instant)
            return instants.count == values.count ? Comparands(terms: instants.map(\.sql), hasOrder: true) : nil
        case nil: return nil
        }
    }

    /// Joins values of one type by a function that yields one of them, such as `coalesce`.
    ///
    /// Where a look at a column tells whether it is known, `coalesce` becomes `case`, which postgres_fdw sends to another server.
    ///
    /// - Returns: nil where their types differ.
    static func joined(_ values: [RowValue], by function: SQL) -> RowValue? {
        func call(_ terms: [SQL], known: [SQL?], values: [SQL]) -> SQL {
            let whens = known.dropLast().compactMap(\.self)
            guard function == "coalesce", whens.count == terms.count - 1 else {
                return ("\(function)(\(terms.joined(by: ", ")))" as SQL).atomic
            }
            return .cases(zip(whens, values).map { (when: $0, then: $1) }, else: terms.last)
                .neverNull(if: terms.contains(where: \.isNeverNull))
        }
        func call(_ terms: [SQL]) -> SQL { call(terms, known: values.map(\.isKnown), values: terms) }
        func call(_ moments: [Moment]) -> Moment {
            let (sql, finite) = (moments.map(\.sql), moments.map(\.finite))
            return Moment(sql: call(sql), finite: call(finite, known: moments.map(\.isFinite), values: sql))
        }
        guard let comparands = comparands(values, areOrdered: function != "coalesce") else { return nil }
        return one(of: values, as: comparands, by: { call($0) }, moment: { call($0) })
    }

    /// The value behind the first condition that holds; behind all conditions there may be another value.
    ///
    /// - Returns: nil where their types differ.
    static func chosen(_ values: [RowValue], where conditions: [SQL]) -> RowValue? {
        func choice(_ terms: [SQL]) -> SQL {
            .cases(
                zip(conditions, terms).map { (when: $0, then: $1) },
                else: terms.count > conditions.count ? terms.last : nil)
        }
        guard let comparands = comparands(values, areOrdered: false) else { return nil }
        return one(
            of: values, as: comparands, by: choice,
            moment: { Moment(sql: choice($0.map(\.sql)), finite: choice($0.map(\.finite))) })
    }

    /// - Parameters:
    ///   - comparands: the values, brought to one type.
    ///   - make: makes one value of several.
    private static func one(
        of values: [RowValue], as comparands: Comparands, by make: ([SQL]) -> SQL, moment: ([Moment]) -> Moment
    ) -> RowValue? {
        switch values.first {
        case .number:
            let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
            let (factor, terms) = Scaled.aligned(numbers)
            let isConstant = numbers.allSatisfy { $0.term == .one }
            // Constants alone would be of an integer type.
            return .number(Scaled(factor, isConstant ? .integer(make(terms)) : .numeric(make(terms))))
        case .text: return .text(make(comparands.terms))
        case .condition: return .condition(make(comparands.terms))
        case .interval: return .interval(make(values.map(\.sql)))
        case .date, .instant:
            let dates = values.compactMap { if case .date(let moment) = $0 { moment } else { nil } }
            return dates.count == values.count ? .date(moment(dates)) : .instant(moment(values.compactMap(\.instant)))
        case nil: return nil
        }
    }
}
