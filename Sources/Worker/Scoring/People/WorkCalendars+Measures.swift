package import Appraisal
import Exact
package import Measures
package import Postgres
package import Store

/// Whose calendar it is.
protocol Colleague {
    var employeeID: String { get }
    var post: String? { get }
    var department: String? { get }
}

extension Employment: Colleague {}
extension ResultRecord: Colleague {}

extension WorkCalendars {
    /// Nil where no measure of these templates, and none of the others, needs them.
    package static func load(
        askedBy templates: [Template], or others: [MeasureDefinition] = [], for span: Span,
        in connection: PostgresConnection
    ) async throws -> WorkCalendars? {
        let measures = templates.flatMap(\.measuredIndicators).compactMap(\.measure)
        let isWide = (measures.map { MeasureDefinition($0) } + others).contains(where: \.asksForWorkingTime)
        guard isWide || measures.contains(where: { $0.per?.needsCalendar ?? false }) else { return nil }
        return try await load(for: span, isWide: isWide, in: connection)
    }

    /// What working time is counted by; nil where none is measured.
    ///
    /// - Parameter people: those who may be measured.
    /// - Throws: ``SourceFault`` where no calendar is for all, or people have too many.
    func working(of people: some Sequence<some Colleague>, in span: Span) throws -> WorkingTimes? {
        var own: [Schedule: [String]] = [:]
        for person in people { add(person, to: &own) }
        return try working(of: own, in: span)
    }

    /// The same for everyone who is employed.
    func working(of employments: Employments, in span: Span) throws -> WorkingTimes? {
        var own: [Schedule: [String]] = [:]
        if isWide, !isForAll { try employments.forEach { add($0, to: &own) } }
        return try working(of: own, in: span)
    }

    private func add(_ person: some Colleague, to own: inout [Schedule: [String]]) {
        let schedule = schedule(of: person)
        if schedule != usual { own[schedule, default: []].append(person.employeeID) }
    }

    private func schedule(of person: some Colleague) -> Schedule {
        schedule(employee: person.employeeID, post: person.post, department: person.department)
    }

    /// - Parameters:
    ///   - employment: the days.
    ///   - person: whose post and department decide which calendar it is.
    ///   - leave: by day the part of it that was leave.
    ///   - full: how many minutes the calendar for all has in the whole period.
    func workingDays(
        of employment: Employment, as person: some Colleague, leave: [Int: BigDecimal], full: Int
    ) -> WorkingDays {
        let schedule = isForAll ? usual : schedule(of: person)
        return WorkingDays(of: employment, work: { minutes(on: $0, by: schedule) }, leave: leave, full: full)
    }

    /// How many minutes the calendar for all has in some days.
    func fullTime(in days: ClosedRange<Int>) -> Int { days.reduce(0) { $0 + minutes(on: $1, by: usual) } }

    private func working(of employees: [Schedule: [String]], in span: Span) throws -> WorkingTimes? {
        guard calendar(on: span.days.lowerBound, by: usual) != nil else {
            throw SourceFault(
                "no calendar is for all, so that working time cannot be counted; put one into merit.work_calendar_use with scope all"
            )
        }
        guard isWide else { return nil }
        guard employees.count <= Self.mostSchedules else {
            throw SourceFault(
                """
                people work by \(employees.count) different calendars, and working time can be measured by \(Self.mostSchedules); let some \
                of merit.work_calendar_use share one
                """)
        }
        let hour: Int64 = 3_600_000_000
        let others = employees.map { (employees: $0.value, time: time(by: $0.key)) }
            .sorted { EmployeeKey($0.employees[0]) < EmployeeKey($1.employees[0]) }
        return WorkingTimes(
            near: span.start.microseconds - 72 * hour..<span.end.microseconds + 168 * hour, usual: time(by: usual),
            others: others)
    }

    private func time(by schedule: Schedule) -> WorkingTime { WorkingTime(shifts(by: schedule), within: reach) }

    /// Each has parameters of its own in a statement.
    private static let mostSchedules = 100
}
