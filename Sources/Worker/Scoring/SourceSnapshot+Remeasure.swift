import Appraisal
import Exact
import Measures
import Postgres
import Statistics
import Store

extension SourceSnapshot {
    /// Measures what appeals ask for, under the templates that the results rest on.
    ///
    /// Who is in the period, and where, is not asked: a person may have moved or left since.
    ///
    /// - Parameters:
    ///   - upheld: is told what came out without the rows that are left out, and which of them are not there.
    ///   - factors: what stored values were multiplied with.
    ///   - calendars: nil where nothing is counted by them.
    func measure(
        _ wishes: [Wish], without upheld: inout Upheld, factors: [Run.Factor], calendars: WorkCalendars?,
        working: WorkingTimes?, in period: Period
    ) async throws -> Remeasured {
        var found = Remeasured()
        upheld.keepExclusions { exclusion in
            wishes.contains {
                EmployeeKey($0.employeeID) == EmployeeKey(exclusion.employeeID)
                    && $0.asks(for: exclusion.indicator.code)
            }
        }
        for (template, indicator, people) in grouped(wishes) {
            try await measure(
                indicator, of: template, for: people, factors: factors, working: working, in: period, into: &found)
        }
        try await measure(without: &upheld, working: working, in: period)
        for wish in wishes {
            let key = EmployeeKey(wish.employeeID)
            found.facts[key]?.merge(upheld.facts(of: key)) { $1 }
        }
        let whole = wishes.filter(\.isWhole)
        if !whole.isEmpty { try await hear(whole, calendars: calendars, in: period, into: &found) }
        return found
    }

    /// Who asks for each indicator of each template, in a fixed order.
    private func grouped(_ wishes: [Wish]) -> [(template: Template, indicator: Indicator, people: [String])] {
        var groups: [(template: Template, indicator: Indicator, people: [String])] = []
        for wish in wishes {
            for indicator in wish.indicators {
                let place = groups.firstIndex {
                    $0.template.reference == wish.template.reference && $0.indicator.code == indicator.code
                }
                if let place {
                    groups[place].people.append(wish.employeeID)
                } else {
                    groups.append((wish.template, indicator, [wish.employeeID]))
                }
            }
        }
        return groups
    }

    private func measure(
        _ indicator: Indicator, of template: Template, for people: [String], factors: [Run.Factor],
        working: WorkingTimes?, in period: Period, into found: inout Remeasured
    ) async throws {
        let plan = try MeasurePlan(of: indicator, in: template, on: catalog, schema: schema, working: working)
        let statement = plan.statements[0]
        // The stored values of others under this template stand beside it, with one factor for all.
        let measure = statement.measures[0]
        let stored = factors.first { $0.template == template.code && $0.indicator == indicator.code }
        guard stored.map({ $0.factor == measure.factor.reduced }) ?? true else {
            throw SourceFault(
                """
                \(statement.relation.name) gives \(indicator.code) in another unit than when the period was scored; have \
                everyone measured again (merit period score \(period.label))
                """)
        }
        for person in people { found.facts[EmployeeKey(person), default: [:]][indicator.code] = .nothing }
        var rows = try await answer(to: statement, named: people, in: period.span).reader()
        while try rows.advance() {
            try rows.row { row in
                let key = EmployeeKey(try row.next(String.self))
                let fact = try statement.facts(in: &row)[0]
                found.facts[key, default: [:]][indicator.code] = fact
                found.rowsRead[statement.relation.name, default: 0] += fact.rows
            }
        }
        guard let mix = plan.mixes.first else { return }
        var cells = try KeyedRows(try await answer(to: mix, named: people, in: period.span))
        for key in people.map(EmployeeKey.init).sorted() {
            var sums: [[CellSum]] = [[]]
            try cells.take(key) { try mix.add(&$0, to: &sums) }
            if let fact = found.facts[key]?[indicator.code] { found.facts[key]?[indicator.code] = fact.with(sums[0]) }
        }
    }

    /// What customers said of these people, and their days of leave.
    private func hear(
        _ wishes: [Wish], calendars: WorkCalendars?, in period: Period, into found: inout Remeasured
    ) async throws {
        let plan = try MeasurePlan([], on: catalog, schema: schema, named: true)
        let people = wishes.map(\.employeeID).sorted { EmployeeKey($0) < EmployeeKey($1) }
        var answers: [KeyedRows] = []
        for statement in plan.statements {
            answers.append(try KeyedRows(try await answer(to: statement, named: people, in: period.span)))
        }
        for person in people {
            let facts = Facts(
                try answers.indices.map { place in
                    var facts: [Fact] = []
                    try answers[place].take(EmployeeKey(person)) { row in
                        facts = try plan.statements[place].facts(in: &row)
                    }
                    return facts
                })
            found.voices[EmployeeKey(person)] = facts.voice(plan)
        }
        try await countLeave(of: wishes, calendars: calendars, in: period, into: &found)
    }

    /// Counts days of leave again where the source still has the person employed on as many days as the result.
    private func countLeave(
        of wishes: [Wish], calendars: WorkCalendars?, in period: Period, into found: inout Remeasured
    ) async throws {
        let records = Dictionary(wishes.map { (EmployeeKey($0.employeeID), $0.record) }) { $1 }
        let assignments = try await assignments(in: period.span)
        var leave = try KeyedRows(try await leaveDays(in: period.span))
        let fullTime = calendars?.fullTime(in: period.span.days) ?? 0
        try Employments(assignments: assignments, days: period.span.days).forEach { employment in
            let key = EmployeeKey(employment.employeeID)
            guard let record = records[key], employment.days == record.daysEmployed else { return }
            let onLeave = try leave.leave(of: key)
            found.daysOnLeave[key] = employment.count(of: onLeave.keys)
            // Where the person is now is not asked: the calendar is that of the post and the department that the result has.
            guard record.workingDays != nil else { return }
            found.workingDays[key] = calendars?.workingDays(of: employment, as: record, leave: onLeave, full: fullTime)
        }
    }
}
