import Appraisal
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
    }

    let plan: MeasurePlan
    let templates: [Template]
    let employments: Employments
    /// Days of leave, as `leave_days.sql` gives them.
    let leave: RowSpool
    /// What the source said to each statement of the plan.
    let answers: [RowSpool]
    let upheld: Upheld
    /// Instant of the snapshot.
    let cutoff: PostgresTimestamp

    /// Of each measured indicator.
    var factors: [Run.Factor] { templates.flatMap(plan.factors) }

    func reader() throws -> Reader { try Reader(self, of: Set(answers.indices)) }

    /// - Parameter statements: whose answers are read; facts and voice of others are empty.
    func reader(of statements: Set<Int>) throws -> Reader { try Reader(self, of: statements) }
}

extension Measured {
    struct Reader {
        private let measured: Measured
        private var employments: Employments.Reader
        private var leave: KeyedRows
        private var answers: [KeyedRows]
        /// Rows that passed into measures of those who were read so far, by statement.
        private var passed: [Int64]

        fileprivate init(_ measured: Measured, of statements: Set<Int>) throws {
            self.measured = measured
            employments = try measured.employments.reader()
            leave = try KeyedRows(measured.leave)
            answers = try measured.answers.indices.map {
                try KeyedRows(statements.contains($0) ? measured.answers[$0] : RowSpool())
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
                facts = try measured.plan.statements[statement].facts(in: &row)
            }
            passed[statement] += facts.reduce(0) { $0 + $1.rows }
            return facts
        }
    }
}
