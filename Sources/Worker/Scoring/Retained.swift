import Appraisal
import Jobs
import Measures
import Postgres
import Store

/// The people of a partial scoring as their newest results have them: assignment, template and values.
///
/// Whoever was promoted, renamed or moved since, and whatever became of tickets, changes nothing. What upheld appeals name is
/// measured again beside.
struct Retained {
    let results: ResultRecord.Kept
    private let templates: [TemplateReference: Template]
    /// What appeals ask the source for.
    let wishes: [Wish]
    private(set) var upheld: Upheld
    private(set) var remeasured = Remeasured.nothing
    /// By what working time was counted.
    private(set) var working: WorkingTimes?
    /// Of each person whom an appeal concerns, under which the result rests.
    private let byAppealing: [EmployeeKey: Template]

    init(_ kept: ResultRecord.Kept, given: Given, of asked: Asked) throws {
        results = kept
        templates = Dictionary(uniqueKeysWithValues: asked.templates.map { ($0.reference, $0) })
        let people = given.people.map { Set($0.map(EmployeeKey.init)) }
        let named = given.appeals.flatMap { [$0.employeeID, $0.colleagueID].compactMap(\.self) }
        let appealing = Set(named.map(EmployeeKey.init)).union(given.unseen.appealing)
        var records: [EmployeeKey: ResultRecord] = [:]
        try kept.results.forEachRow { row in
            let key = EmployeeKey(try row.next(String.self))
            guard appealing.contains(key) else { return }
            records[key] = try ResultRecord(of: key, &row, indicators: [])
        }
        let found = templates
        upheld = Upheld(given.appeals, for: { people?.contains($0) ?? true }) { key in
            guard let record = records[key], record.daysEmployed > 0 || record.template != nil else { return .absent }
            return record.template.flatMap { found[$0] }.map(Upheld.Standing.template) ?? .withoutTemplate
        }
        byAppealing = records.compactMapValues { $0.template.flatMap { found[$0] } }
        var wishes: [EmployeeKey: Wish] = [:]
        for appeal in given.appeals {
            for key in given.unseen.people(of: appeal.id) {
                guard let record = records[key] else { continue }
                if record.status != "not_appraised", let template = byAppealing[key] {
                    wishes[key, default: Wish(record, under: template)].take(appeal)
                    if let code = appeal.indicator, template.indicator(code)?.isOfDepartment ?? false,
                        appeal.decision == .excluded([])
                    {
                        upheld.note(
                            """
                            indicator \(code) is the figure of the whole department; only a full scoring measures that again (merit period \
                            score \(asked.period.label))
                            """, of: appeal.id)
                    }
                } else if upheld.problems[appeal.id] == nil {
                    upheld.note(
                        """
                        \(record.employeeID) was not appraised (\(record.reason?.en ?? "no reason is kept")); only a full scoring looks \
                        at that again (merit period score \(asked.period.label))
                        """, of: appeal.id)
                }
            }
        }
        self.wishes = wishes.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isEmpty }
    }

    /// Asks the source for what the appeals want.
    mutating func measure(
        from snapshot: SourceSnapshot, factors: [Run.Factor], calendars: WorkCalendars?, in period: Period
    ) async throws {
        working = try calendars?.working(of: wishes.map(\.record), in: period.span)
        try await snapshot.compileNothing(for: working)
        remeasured = try await snapshot.measure(
            wishes, without: &upheld, factors: factors, calendars: calendars, working: working, in: period)
    }

    func template(of key: EmployeeKey) -> Template? { byAppealing[key] }

    /// What is wrong with an evaluation of somebody who was not appraised; nil if it would count, were the person
    /// appraised.
    func problem(of evaluation: StoredEvaluation, since record: ResultRecord) -> String? {
        if let template = record.template.flatMap({ templates[$0] }) {
            return evaluation.evaluation.problem(in: template, of: Employment(of: record))?.description
        }
        return record.daysEmployed > 0
            ? record.reason?.en : "\(record.employeeID) is not among the people of this period"
    }

    /// Nil of whoever was not appraised: that stays.
    ///
    /// - Throws: `UnusableInput` where the result rests on a template that the period is not scored under.
    func candidate(_ record: ResultRecord, _ evaluations: [StoredEvaluation]) throws -> Candidate? {
        guard record.status != "not_appraised" else { return nil }
        guard let reference = record.template, let template = templates[reference] else {
            throw UnusableInput(
                """
                the result of \(record.employeeID) rests on template \(record.template?.description ?? "none"), which this period is not \
                scored under; have everyone measured again (merit period score)
                """)
        }
        let key = EmployeeKey(record.employeeID)
        let facts = remeasured.facts[key] ?? [:]
        var kept: [String: MeasuredValue] = [:]
        for indicator in template.measuredIndicators where facts[indicator.code] == nil {
            guard let stored = record.indicators.first(where: { $0.indicator == indicator.code }) else { continue }
            kept[indicator.code] = MeasuredValue(kept: stored.score)
        }
        let person = Person(
            Employment(of: record),
            daysOnLeave: remeasured.daysOnLeave[key] ?? record.daysOnLeave,
            workingDays: remeasured.workingDays[key] ?? record.workingDays,
            facts: template.measuredIndicators.map { facts[$0.code] ?? .nothing },
            evaluations: evaluations.map(\.evaluation), voice: remeasured.voices[key] ?? record.voice,
            rulings: upheld.rulings(of: key), kept: kept,
            previous: record.indicators.reduce(into: [:]) { $0[$1.indicator] = $1.previousValue })
        return Candidate(person: person, template: template, evaluations: evaluations, kept: record)
    }
}

extension ResultRecord {
    /// What customers said, as it is kept.
    fileprivate var voice: CustomerVoice {
        CustomerVoice(
            recommendation: npsResponses.map {
                .init(promoters: npsPromoters ?? 0, detractors: npsDetractors ?? 0, responses: $0)
            },
            satisfaction: satisfactionResponses.map { .init(satisfied: satisfied ?? 0, responses: $0) })
    }
}

extension Employment {
    /// As a result keeps it.
    fileprivate init(of record: ResultRecord) {
        self.init(
            employeeID: record.employeeID, name: record.name, department: record.department, post: record.post,
            supervisorID: record.supervisorID, days: record.daysEmployed)
    }
}
