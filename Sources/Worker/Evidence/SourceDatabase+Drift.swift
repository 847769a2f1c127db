import Appraisal
import Exact
package import Postgres
package import Store

extension SourceDatabase {
    /// Measures a period again, as scoring does, and lists what differs from what its newest results rest on.
    ///
    /// - Throws: what says what to mend, where the source lacks something or refuses to be read.
    package func drift(in period: Period, of connection: PostgresConnection) async throws -> [Drift] {
        let stored = try await StoredTemplate.pinned(to: period.id, in: connection)
        let templates = try stored.map { try $0.template() }
        let asked = Asked(
            period: period, stored: stored, templates: templates,
            calendars: try await WorkCalendars.load(askedBy: templates, for: period.span, in: connection))
        // Before the source is measured: what is scored meanwhile is no drift.
        let kept = try await ResultRecord.Kept.load(of: period.id, in: connection)
        let measured = try await measure(asked, appeals: try await StoredAppeal.upheld(in: period.id, connection))
        var candidates = try Candidates(measured, kept: kept)
        var found: [Drift] = []
        while let batch = try candidates.next(atMost: Scored.batchSize) {
            for candidate in batch.candidates {
                found += candidate.kept.map(candidate.drift) ?? [candidate.arrival]
            }
            found += batch.newlyGone.map {
                Drift(employeeID: $0.employeeID, indicator: nil, field: "employment", stored: "employed", now: nil)
            }
        }
        return found.sorted { EmployeeKey($0.employeeID) < EmployeeKey($1.employeeID) }
    }
}

extension Candidate {
    /// Of somebody who has no result.
    fileprivate var arrival: Drift {
        Drift(
            employeeID: person.employment.employeeID, indicator: nil, field: "employment", stored: nil, now: "employed")
    }

    /// What differs from a stored result, in template order.
    fileprivate func drift(from record: ResultRecord) -> [Drift] {
        func drift(_ field: String, of indicator: String? = nil, _ stored: String?, _ now: String?) -> Drift? {
            guard stored != now else { return nil }
            return Drift(
                employeeID: person.employment.employeeID, indicator: indicator, field: field, stored: stored, now: now)
        }
        let days = [
            drift("template", record.template?.description, template?.reference.description),
            drift("days_employed", "\(record.daysEmployed)", "\(person.employment.days)"),
            drift("days_on_leave", "\(record.daysOnLeave)", "\(person.daysOnLeave)"),
            drift("working_days", record.workingDays.map { "\($0.count)" }, person.workingDays.map { "\($0.count)" }),
            drift(
                "working_days_on_leave", record.workingDays?.onLeave.normalized.description,
                person.workingDays?.onLeave.normalized.description),
            drift(
                "full_time_equivalent", record.workingDays?.fullTimeEquivalent?.normalized.description,
                person.workingDays?.fullTimeEquivalent?.normalized.description),
        ].compactMap(\.self)
        guard let template, record.template == template.reference, record.status != "not_appraised" else { return days }
        return days
            + zip(template.measuredIndicators, person.facts).flatMap { indicator, fact in
                let stored = record.indicators.first { $0.indicator == indicator.code }
                return [
                    drift(
                        "numerator", of: indicator.code, stored?.numerator?.normalized.description,
                        fact.numerator?.normalized.description),
                    drift(
                        "denominator", of: indicator.code, stored?.denominator?.normalized.description,
                        fact.denominator?.normalized.description),
                    drift("sample", of: indicator.code, stored?.sample?.description, fact.sample.description),
                ].compactMap(\.self)
            }
    }
}
