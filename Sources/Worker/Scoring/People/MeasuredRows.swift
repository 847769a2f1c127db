import Appraisal
import Exact
import Measures
import Postgres
import Statistics
import Store

/// The rows of what was measured, to be asked for one person behind the other in the byte order of the ids.
struct MeasuredRows {
    private let measured: Measured
    private var assignments: KeyedRows
    private var leave: KeyedRows
    private var answers: [KeyedRows]
    private var mixes: [KeyedRows]
    private var previous: KeyedRows
    /// Codes of the templates under which people's working days count.
    private let countsWorkingDays: Set<String>
    /// How many minutes the calendar for all has in the period.
    private let fullTime: Int
    /// For each measure of each statement whether its fact is read.
    private let isRead: [[Bool]]
    /// Rows that passed into measures of those who were read so far, by statement.
    private var passed: [Int64]
    /// Rows whose times cannot be, of those who were read so far.
    private(set) var disorderedRows: Int64 = 0

    /// - Parameter places: which facts are read; others are empty, and so is the customers' voice. Nil: all.
    init(_ measured: Measured, of places: Set<MeasurePlan.Place>?) throws {
        self.measured = measured
        assignments = try KeyedRows(measured.employments.assignments)
        leave = try KeyedRows(measured.leave)
        countsWorkingDays = Set(measured.templates.filter(\.countsWorkingDays).map(\.code))
        fullTime = measured.calendars?.fullTime(in: measured.employments.days) ?? 0
        isRead = measured.plan.statements.enumerated().map { statement, relation in
            relation.measures.indices.map { places?.contains(.init(statement: statement, measure: $0)) ?? true }
        }
        answers = try zip(measured.answers, isRead).map { answer, isRead in
            try KeyedRows(isRead.contains(true) ? answer : RowSpool())
        }
        mixes = try measured.mixAnswers.map { try KeyedRows($0) }
        previous = try KeyedRows(measured.previous.rows)
        passed = Array(repeating: 0, count: answers.count)
    }

    /// Whose assignments come next; nil behind the last.
    var key: EmployeeKey? { assignments.key }

    /// In whatever department; nil where the source does not have the person in the period.
    mutating func employment(of key: EmployeeKey) throws -> Employment? {
        try measured.employments.employment(of: key, in: &assignments)
    }

    /// Nil of whoever is not among the people of the period.
    mutating func candidate(
        _ employment: Employment, _ evaluations: [StoredEvaluation], _ kept: ResultRecord?
    ) throws -> Candidate? {
        guard measured.employments.contains(employment) else { return nil }
        let key = EmployeeKey(employment.employeeID)
        let days = try leave.leave(of: key)
        let facts = try facts(of: key)
        let template = measured.templates.template(forPost: employment.post)
        let corrected = measured.upheld.facts(of: key)
        let cells = try cells(of: key, under: template)
        let before = try before(of: key, under: template)
        let places = template.flatMap { measured.plan.places[$0.code] } ?? []
        let own = places.map {
            if let fact = corrected[$0.indicator] { return fact }
            let fact = facts.fact(at: $0.place)
            return cells[$0.indicator].map(fact.with) ?? fact
        }
        let person = Person(
            employment, daysOnLeave: employment.count(of: days.keys),
            workingDays: template.flatMap { template in
                guard countsWorkingDays.contains(template.code) else { return nil }
                return measured.calendars?.workingDays(of: employment, as: employment, leave: days, full: fullTime)
            },
            facts: measured.departments.isEmpty ? own : measured.departments.facts(own, of: employment, at: places),
            evaluations: evaluations.map(\.evaluation), voice: facts.voice(measured.plan),
            rulings: measured.upheld.rulings(of: key), previous: before)
        return Candidate(person: person, template: template, evaluations: evaluations, kept: kept)
    }

    /// What the relations say of a person, of the measures that are read.
    mutating func facts(of key: EmployeeKey) throws -> Facts {
        Facts(try answers.indices.map { try answer(on: key, in: $0) })
    }

    /// Why somebody who has a result is not in the period any more.
    ///
    /// - Parameter employment: in another department; nil: in none of the source's.
    func reason(against employment: Employment?) -> NotAppraisedReason {
        guard let employment, let department = measured.employments.department else { return .notEmployed }
        return .otherDepartment(employment.department, period: department)
    }

    /// Rows that passed into measures of those who were read so far, by relation.
    var rowsRead: [String: Int64] {
        let counts = zip(measured.plan.statements, passed).filter { $1 > 0 }.map { ($0.relation.name, $1) }
        return Dictionary(counts, uniquingKeysWith: +)
    }

    /// The person's rows by kind of work, of the indicators that ask for it.
    private mutating func cells(of key: EmployeeKey, under template: Template?) throws -> [String: [CellSum]] {
        guard !mixes.isEmpty else { return [:] }
        var found: [[[CellSum]]] = []
        for place in mixes.indices {
            let statement = measured.plan.mixes[place]
            var sums: [[CellSum]] = statement.measures.map { _ in [] }
            try mixes[place].take(key) { try statement.add(&$0, to: &sums) }
            found.append(sums)
        }
        return (template.flatMap { measured.plan.mixPlaces[$0.code] } ?? []).reduce(into: [:]) {
            $0[$1.indicator] = found[$1.place.statement][$1.place.measure]
        }
    }

    /// What was measured of the person in the period before, as far as it can be compared with what is measured now.
    private mutating func before(of key: EmployeeKey, under template: Template?) throws -> [String: BigDecimal] {
        var values: [String: BigDecimal] = [:]
        guard let template else { return values }
        try previous.take(key) { row in
            guard let found = try measured.previous.value(&row, under: template) else { return }
            values[found.indicator] = found.value
        }
        return values
    }

    /// None where the source has no row of the person.
    private mutating func answer(on key: EmployeeKey, in statement: Int) throws -> [Fact] {
        var facts: [Fact] = []
        try answers[statement].take(key) { row in
            facts = try measured.plan.statements[statement].facts(in: &row, where: isRead[statement])
        }
        passed[statement] += facts.reduce(0) { $0 + $1.rows }
        if let place = measured.plan.disorder, place.statement == statement, !facts.isEmpty {
            passed[statement] -= facts[place.measure].rows
            disorderedRows += (facts[place.measure].numerator?.mantissa.int).map { Int64($0) } ?? 0
        }
        return facts
    }
}
