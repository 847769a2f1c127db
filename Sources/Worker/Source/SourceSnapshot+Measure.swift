import Appraisal
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// Measures everyone in a period by one statement for each relation; the days of leave are read beside.
    func measure(_ asked: Asked, appeals: [StoredAppeal]) async throws -> Measured {
        let (period, span) = (asked.period, asked.period.span)
        let employments = Employments(
            assignments: try await assignments(in: span), days: span.days, department: period.department)
        let working = try asked.calendars?.working(of: employments, in: span)
        try await compileNothing(for: working)
        let plan = try MeasurePlan(
            asked.templates, on: catalog, schema: schema, named: period.department != nil, working: working)
        try await hold(["attendance"] + plan.statements.map(\.relation.name))
        let named = plan.isNamed ? try employments.map(\.employeeID) : nil
        let leave = try await leaveDays(in: span)
        let owners = try Owners(without: try await goneSupervisors(since: span), among: employments)
        var upheld = try Upheld(appeals, of: employments, by: asked.templates)
        try await measure(without: &upheld, working: working, in: period)
        var measured = Measured(
            plan: plan, templates: asked.templates, employments: employments, owners: owners, leave: leave,
            answers: plan.statements.map { _ in RowSpool() }, upheld: upheld, cutoff: cutoff,
            calendars: asked.calendars, working: working, previous: asked.previous)
        // First what the means rest on, so that they are worked out while the server is busy with the rest.
        let compared = Set(plan.places(comparedIn: asked.templates).map(\.statement))
        for place in compared.sorted() {
            measured.answers[place] = try await answer(to: plan.statements[place], named: named, in: span)
        }
        let beside = measured
        async let means = beside.peerMeans()
        for place in plan.statements.indices where !compared.contains(place) {
            measured.answers[place] = try await answer(to: plan.statements[place], named: named, in: span)
        }
        measured.means = try await means
        for statement in plan.mixes {
            measured.mixAnswers.append(try await answer(to: statement, named: named, in: span))
        }
        measured.departments = try measured.departmentFacts()
        try measured.takeStock()
        if plan.isNamed { measured.beside = try await everyone(whereNothingIn: measured, asked) }
        return measured
    }

    /// For relations without any row of the department's people: the answer for everyone, to see whether the ids match
    /// at all.
    private func everyone(whereNothingIn measured: Measured, _ asked: Asked) async throws -> [Int: RowSpool] {
        var beside: [Int: RowSpool] = [:]
        var all: MeasurePlan?
        for place in measured.answers.indices {
            var reader = measured.answers[place].reader()
            guard try !reader.advance() else { continue }
            let plan =
                try all
                ?? MeasurePlan(asked.templates, on: catalog, schema: schema, named: false, working: measured.working)
            all = plan
            beside[place] = try await answer(to: plan.statements[place], named: nil, in: asked.period.span)
        }
        return beside
    }
}
