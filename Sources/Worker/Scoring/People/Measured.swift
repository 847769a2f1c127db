import Appraisal
import Exact
import Measures
import Postgres
import Statistics
import Store

/// Everyone who was employed in a period, or those who were asked for, with what was measured of them: set aside in the byte order
/// of their ids, to be read by ``Candidates``.
struct Measured {
    let plan: MeasurePlan
    let templates: [Template]
    let employments: Employments
    let owners: Owners
    /// Days of leave, as `leave_days.sql` gives them.
    let leave: RowSpool
    /// What the source said to each statement of the plan.
    var answers: [RowSpool]
    /// What it said to each statement that asks for kinds of work; none until it is asked.
    var mixAnswers: [RowSpool] = []
    /// By statement what it says of everyone, where it says nothing of the people who were named.
    var beside: [Int: RowSpool] = [:]
    let upheld: Upheld
    /// Instant of the snapshot.
    let cutoff: PostgresTimestamp
    /// Nil where nothing is counted by them.
    let calendars: WorkCalendars?
    /// By what working time was counted.
    let working: WorkingTimes?
    /// What was measured in the period before, where values are held against it.
    let previous: PreviousValues
    /// The mean of the peers for each indicator that is held against it, by template and indicator; none where only some people
    /// were measured.
    var means: [String: [String: PeerMean]] = [:]
    /// What people have together, of measures that are of a department.
    var departments = DepartmentFacts()
    /// What everyone's rows come to by kind of work, by template and indicator; none where only some people were measured.
    var mixes: [String: [String: CaseMix]] = [:]
    /// How rows scatter, of each measured indicator; none where only some people were measured.
    var reliabilities: [Reliability] = []

    /// Of each measured indicator.
    var factors: [Run.Factor] { templates.flatMap(plan.factors) }
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
