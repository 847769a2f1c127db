import Exact

extension CheckedMeasure {
    /// Reads a measure and holds it against the source.
    ///
    /// - Returns: the measure, or the problems of all parts at once.
    package static func check(
        _ definition: MeasureDefinition, in catalog: SourceCatalog
    ) -> Result<CheckedMeasure, MeasureProblems> {
        var problems: [MeasureProblem] = []
        let relation = catalog.relations[definition.from]
        if let relation {
            problems += Self.problems(ofPeopleIn: relation)
        } else {
            problems.append(MeasureProblem(part: .from, position: nil, reason: catalog.missing(definition.from)))
        }
        let column = relation.flatMap { $0.column(definition.at) }
        if let relation, let problem = Self.problem(ofPeriodIn: relation, by: definition.at) {
            problems.append(problem)
        }
        let parts = Parts(of: definition, relation: relation)
        problems += parts.problems
        if let relation { problems += definition.mix.compactMap { Self.problem(ofMixIn: relation, by: $0) } }
        if parts.value != nil && !definition.mix.isEmpty && !(parts.rowMean?.isAdjustable ?? false) {
            problems.append(
                MeasureProblem(
                    part: .mix, position: nil,
                    reason: definition.credit != nil
                        ? "rows that weigh by their credit are held against no others; leave out credit or mix"
                        : "\(definition.value) is neither a share nor a mean of rows; only these are held against rows of the same kind"
                ))
        }
        problems += Self.problems(ofMeansIn: definition, parts)
        if let relation {
            if let thing = definition.onePer?.column, let problem = Self.problem(ofThingIn: relation, by: thing) {
                problems.append(problem)
            }
            if definition.onePer?.choice.isByValue ?? false, parts.value != nil, parts.rowMean == nil {
                problems.append(
                    MeasureProblem(
                        part: .onePer, position: nil,
                        reason: definition.credit != nil
                            ? "of rows that weigh by their credit none is the worst; leave out credit or worst"
                            : "\(definition.value) is neither a share nor a mean nor an NPS, so no row is worse than another; leave out worst"
                    ))
            }
            if let credit = definition.credit, let problem = Self.problem(ofCreditIn: relation, by: credit) {
                problems.append(problem)
            }
        }
        guard problems.isEmpty, let relation, let column, let value = parts.value else {
            return .failure(MeasureProblems(problems))
        }
        let oneRow = definition.onePer.flatMap { onePer in
            relation.column(onePer.column).map { thing in
                OneRow(
                    onePer, of: definition, by: thing, on: relation,
                    isInPeriod: column.type.isInPeriod(.name(column.name), toEnd: definition.isAsOfEnd) ?? "false",
                    filter: parts.filter, operands: parts.operands, rowMean: parts.rowMean)
            }
        }
        let filters = [parts.filter, oneRow?.name].compactMap(\.self)
        func measure(_ value: Ratio, _ parts: Parts, sample: SQL?, rowMean: RowMean?) -> CheckedMeasure {
            CheckedMeasure(
                definition: definition, factor: value.top.factor, rowMean: rowMean, at: .name(column.name),
                atType: column.type, filter: filters.isEmpty ? nil : SQL.conjunction(filters),
                numerator: value.top.term.sql, denominator: value.bottom?.sql, aggregate: parts.aggregate,
                sample: sample, operands: parts.operands, recurrences: parts.recurrences, oneRow: oneRow)
        }
        guard let oneRow, oneRow.choice == .mean else {
            let rowMean = definition.isOfDepartment ? nil : parts.rowMean
            return .success(measure(value, parts, sample: parts.sample, rowMean: rowMean))
        }
        // The mean of each thing's rows is one of rows that weigh the less the more of them there are.
        let weighed = Parts(of: definition, relation: relation, weights: oneRow.weight)
        guard let mean = weighed.value else { return .failure(MeasureProblems(weighed.problems)) }
        let things = SQL.aggregate("count", "*", where: oneRow.isFirst)
        return .success(measure(mean.inLowestTerms, weighed, sample: things, rowMean: nil))
    }

    /// What can be said against a measure where no source is at hand: syntax, functions, aggregates.
    ///
    /// - Returns: the problems; an empty list where there are none.
    package static func syntaxProblems(of definition: MeasureDefinition) -> MeasureProblems {
        MeasureProblems(Parts(of: definition, relation: nil).problems)
    }

    private static func problems(ofPeopleIn relation: SourceRelation) -> [MeasureProblem] {
        let reason: String? =
            switch relation.column(SourceRelation.employeeColumn)?.type {
            case nil: "\(relation.name) has no column \(SourceRelation.employeeColumn), so its rows belong to nobody"
            case .text, .looseText, .castText, .smallint, .integer, .bigint: nil
            case .some(let type):
                "\(SourceRelation.employeeColumn) of \(relation.name) is \(type.typeName); text, uuid and integers can name people"
            }
        return reason.map { [MeasureProblem(part: .from, position: nil, reason: $0)] } ?? []
    }

    private static func problem(ofPeriodIn relation: SourceRelation, by name: String) -> MeasureProblem? {
        guard let column = relation.column(name) else {
            return MeasureProblem(part: .at, position: nil, reason: relation.missing(name))
        }
        guard column.type.isInPeriod(.name(name)) == nil else { return nil }
        return MeasureProblem(
            part: .at, position: nil,
            reason: "\(column.name) is \(column.type.typeName); timestamptz, timestamp and date place a row in a period"
        )
    }
}

extension CheckedMeasure {
    /// What keeps the rows of a thing from counting as their mean.
    private static func problems(ofMeansIn definition: MeasureDefinition, _ parts: Parts) -> [MeasureProblem] {
        guard definition.onePer?.choice == .mean else { return [] }
        var problems: [MeasureProblem] = []
        if !definition.mix.isEmpty {
            problems.append(
                MeasureProblem(
                    part: .mix, position: nil,
                    reason: "a mean of means is held against no others; leave out mix or mean"))
        }
        if parts.value != nil, parts.rowMean == nil {
            problems.append(
                MeasureProblem(
                    part: .onePer, position: nil,
                    reason: definition.credit != nil
                        ? "rows that weigh by their credit weigh by nothing else; leave out credit or mean"
                        : "\(definition.value) is neither a share nor a mean nor an NPS, so there is no mean of means; leave out mean"
                ))
        }
        return problems
    }

    private static func problem(ofMixIn relation: SourceRelation, by name: String) -> MeasureProblem? {
        guard let column = relation.column(name) else {
            return MeasureProblem(part: .mix, position: nil, reason: relation.missing(name))
        }
        guard column.name != SourceRelation.employeeColumn else {
            return MeasureProblem(
                part: .mix, position: nil,
                reason: "\(column.name) tells people apart; nobody's rows would be held against others'")
        }
        guard !column.type.tellsKindsApart else { return nil }
        return MeasureProblem(
            part: .mix, position: nil,
            reason:
                "\(column.name) is \(column.type.typeName); text, whole numbers and conditions tell kinds of work apart"
        )
    }
}

extension CheckedMeasure {
    private static func problem(ofThingIn relation: SourceRelation, by name: String) -> MeasureProblem? {
        guard let column = relation.column(name) else {
            return MeasureProblem(part: .onePer, position: nil, reason: relation.missing(name))
        }
        guard !column.type.tellsKindsApart else { return nil }
        return MeasureProblem(
            part: .onePer, position: nil,
            reason: "\(column.name) is \(column.type.typeName); text and whole numbers tell what rows are of")
    }

    private static func problem(ofCreditIn relation: SourceRelation, by name: String) -> MeasureProblem? {
        guard let column = relation.column(name) else {
            return MeasureProblem(part: .credit, position: nil, reason: relation.missing(name))
        }
        guard column.type.credit(.name(name)) == nil else { return nil }
        return MeasureProblem(
            part: .credit, position: nil,
            reason: "\(column.name) is \(column.type.typeName); a number such as 0.5 says how much of a row is whose")
    }
}

extension ColumnType {
    fileprivate var tellsKindsApart: Bool {
        switch self {
        case .text, .looseText, .castText, .boolean, .smallint, .integer, .bigint: true
        case .numeric, .float, .timestamptz, .timestamp, .date, .interval, .unsupported: false
        }
    }
}

/// The two parts of a measure that are written in the language.
private struct Parts {
    private(set) var filter: SQL?
    private(set) var value: Ratio?
    private(set) var rowMean: RowMean?
    private(set) var aggregate: Aggregate?
    private(set) var sample: SQL?
    private(set) var operands: [ValueChecker.Operand] = []
    private(set) var recurrences: [Recurrence] = []
    private(set) var problems: [MeasureProblem] = []

    /// - Parameter weights: what each row weighs by instead of its credit, where rows of one thing count as their mean.
    init(of definition: MeasureDefinition, relation: SourceRelation?, weights: SQL? = nil) {
        let credited = definition.credit.flatMap { relation?.column($0) }
        // Without a source at hand anything will do: what it weighs is no matter.
        let credit: SQL? =
            weights ?? definition.credit.map { _ in credited.flatMap { $0.type.credit(.name($0.name)) } ?? "1" }
        if let text = definition.filter, let syntax = expression(text, .filter) {
            var checker = RowChecker(relation: relation, at: definition.at)
            filter = checker.condition(syntax, for: "where")
            recurrences += checker.recurrences
            note(checker.flaws, .filter)
        }
        if let syntax = expression(definition.value, .value) {
            var checker = ValueChecker(relation: relation, at: definition.at, credit: credit)
            let number = checker.number(syntax)
            // What is added up over people is needed where the value of one of them is unknown, too.
            value = definition.isOfDepartment ? number?.ratio.known : number?.ratio.guarded
            if definition.isOfDepartment, checker.flaws.isEmpty, PeopleSum(syntax) == nil {
                problems.append(.init(part: .department, position: nil, reason: Self.doesNotAddUp(definition.value)))
            }
            rowMean = number?.mean
            operands = checker.operands
            if let credited, let credit {
                operands.append(.init(source: credited.name, value: .number(Scaled(.one, .numeric(credit)))))
            }
            if let weights, let part = Rational(1, over: OneRow.weightOfThing) {
                operands.append(.init(source: "weight", value: .number(Scaled(part, .numeric(weights)))))
            }
            recurrences += checker.row.recurrences
            if case .call(let name, _) = syntax.node, let aggregate = Aggregate(rawValue: name.lowercased()) {
                self.aggregate = credit == nil ? aggregate : nil
                sample = checker.sample
            }
            note(checker.flaws, .value)
        }
    }

    private static func doesNotAddUp(_ value: String) -> String {
        """
        \(value) does not add up over people; the figure of a department is a count, a sum, a share, a mean or an NPS, with \
        constants beside it, or one count or sum divided by another
        """
    }

    private mutating func expression(_ text: String, _ part: MeasureProblem.Part) -> Syntax? {
        do {
            return try Parser.expression(text)
        } catch {
            note([error], part)
            return nil
        }
    }

    private mutating func note(_ flaws: [Flaw], _ part: MeasureProblem.Part) {
        problems += flaws.sorted { $0.offset < $1.offset }.map { $0.problem(in: part) }
    }
}
