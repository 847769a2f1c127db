import Appraisal
import Exact
import Measures
import Postgres
import Store

/// Everyone who was employed in a period, or those who were asked for, with what was measured of them: set aside, to be read in
/// the byte order of their ids.
struct Measured {
    struct Member: Sendable {
        let employment: Employment
        let daysOnLeave: Int
        /// Nil where no template is for the post.
        let template: Template?
        /// One for each measured indicator of the template, in its order.
        let facts: [Fact]
        let voice: CustomerVoice
        /// What upheld appeals set, by indicator.
        let rulings: [String: Ruling]
        /// What an earlier scoring found and was not measured again, by indicator.
        var kept: [String: MeasuredValue] = [:]
    }

    let plan: MeasurePlan
    let templates: [Template]
    let employments: Employments
    let owners: Owners
    /// Days of leave, as `leave_days.sql` gives them.
    let leave: RowSpool
    /// What the source said to each statement of the plan.
    var answers: [RowSpool]
    /// By statement what it says of everyone, where it says nothing of the people who were named.
    var beside: [Int: RowSpool] = [:]
    let upheld: Upheld
    /// Instant of the snapshot.
    let cutoff: PostgresTimestamp
    /// The mean of the peers for each indicator that is held against it, by template and indicator; none where only some people
    /// were measured.
    var means: [String: [String: PeerMean]] = [:]

    /// Of each measured indicator.
    var factors: [Run.Factor] { templates.flatMap(plan.factors) }

    func reader() throws -> Reader { try Reader(self, of: nil) }

    /// - Parameter places: which facts are read; others are empty, and so is the customers' voice.
    func reader(of places: Set<MeasurePlan.Place>) throws -> Reader { try Reader(self, of: places) }
}

extension Measured {
    struct Reader {
        private let measured: Measured
        private var employments: Employments.Reader
        private var leave: KeyedRows
        private var answers: [KeyedRows]
        /// For each measure of each statement whether its fact is read.
        private let isRead: [[Bool]]
        /// Rows that passed into measures of those who were read so far, by statement.
        private var passed: [Int64]
        /// Rows whose times cannot be, of those who were read so far.
        private(set) var disorderedRows: Int64 = 0

        fileprivate init(_ measured: Measured, of places: Set<MeasurePlan.Place>?) throws {
            self.measured = measured
            employments = try measured.employments.reader()
            leave = try KeyedRows(measured.leave)
            isRead = measured.plan.statements.enumerated().map { statement, relation in
                relation.measures.indices.map { places?.contains(.init(statement: statement, measure: $0)) ?? true }
            }
            answers = try zip(measured.answers, isRead).map { answer, isRead in
                try KeyedRows(isRead.contains(true) ? answer : RowSpool())
            }
            passed = Array(repeating: 0, count: answers.count)
        }

        /// Nil behind the last.
        mutating func next() throws -> Member? {
            guard let employment = try employments.next() else { return nil }
            let key = EmployeeKey(employment.employeeID)
            var days: [Int] = []
            try leave.take(key) { days.append(Int(try $0.next(PostgresDate.self).days)) }
            let facts = Facts(try answers.indices.map { try answer(on: key, in: $0) })
            let template = measured.templates.template(forPost: employment.post)
            let corrected = measured.upheld.facts(of: key)
            return Member(
                employment: employment, daysOnLeave: employment.count(of: days), template: template,
                facts: (template.flatMap { measured.plan.places[$0.code] } ?? []).map {
                    corrected[$0.indicator] ?? facts.fact(at: $0.place)
                },
                voice: facts.voice(measured.plan), rulings: measured.upheld.rulings(of: key))
        }

        /// Rows that passed into measures of those who were read so far, by relation.
        var rowsRead: [String: Int64] {
            let counts = zip(measured.plan.statements, passed).filter { $1 > 0 }.map { ($0.relation.name, $1) }
            return Dictionary(counts, uniquingKeysWith: +)
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
}

extension Measured {
    /// What a measure comes to for some people, place by place.
    struct Parts {
        fileprivate(set) var employees: [String] = []
        fileprivate(set) var numerators: [BigDecimal?] = []
        fileprivate(set) var denominators: [BigDecimal?] = []
        /// How many rows passed for all of them.
        fileprivate(set) var rows: Int64 = 0

        mutating func add(_ fact: Fact, of employee: String) {
            employees.append(employee)
            numerators.append(fact.numerator)
            denominators.append(fact.denominator)
            rows += fact.rows
        }
    }

    /// What a measure comes to for those of whom its relation has rows.
    ///
    /// - Parameter employees: in the byte order of their ids.
    func parts(of measure: CheckedMeasure, for employees: [String]) throws -> Parts {
        var parts = Parts()
        for (statement, answer) in zip(plan.statements, answers) {
            guard let place = statement.measures.firstIndex(of: measure) else { continue }
            let isRead = statement.measures.indices.map { $0 == place }
            var rows = try KeyedRows(answer)
            for employee in employees {
                try rows.take(EmployeeKey(employee)) { row in
                    parts.add(try statement.facts(in: &row, where: isRead)[place], of: employee)
                }
            }
        }
        return parts
    }
}
