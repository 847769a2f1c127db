import Appraisal
import Exact
package import Postgres
package import Store

/// One figure that the source gives otherwise than when it was measured.
package struct Drift: Sendable, Hashable {
    package let employeeID: String
    /// Nil where the person as a whole is meant.
    package let indicator: String?
    /// `numerator`, `denominator`, `sample`; `employment` where the person came or went, `template` where the post changed it.
    package let field: String
    package let stored: String?
    package let now: String?
}

extension SourceDatabase {
    /// Measures a period again, as scoring does, and lists what differs from what its newest results rest on.
    ///
    /// - Throws: `UnusableInput`, with what to do, where the source lacks something or refuses to be read.
    package func drift(in period: Period, of connection: PostgresConnection) async throws -> [Drift] {
        let stored = try await StoredTemplate.pinned(to: period.id, in: connection)
        let asked = Asked(period: period, stored: stored, templates: try stored.map { try $0.template() })
        let kept = try await ResultRecord.current(of: period.id, in: connection)
        let appeals = try await StoredAppeal.upheld(in: period.id, connection)
        let measured = try await measure(asked, appeals: appeals, on: nil)
        var found: [Drift] = []
        var present: Set<EmployeeKey> = []
        var reader = try measured.reader()
        while let member = try reader.next() {
            let id = member.employment.employeeID
            present.insert(EmployeeKey(id))
            if let record = kept[EmployeeKey(id)] {
                found += member.drift(from: record)
            } else {
                found.append(Drift(employeeID: id, indicator: nil, field: "employment", stored: nil, now: "employed"))
            }
        }
        let gone = kept.filter { !present.contains($0.key) && $0.value.daysEmployed > 0 }
        found += gone.keys.map {
            Drift(employeeID: $0.id, indicator: nil, field: "employment", stored: "employed", now: nil)
        }
        return found.sorted { EmployeeKey($0.employeeID) < EmployeeKey($1.employeeID) }
    }
}

extension Measured.Member {
    /// What differs from a stored result, in template order.
    fileprivate func drift(from record: ResultRecord) -> [Drift] {
        func drift(_ field: String, of indicator: String? = nil, _ stored: String?, _ now: String?) -> Drift? {
            guard stored != now else { return nil }
            return Drift(
                employeeID: employment.employeeID, indicator: indicator, field: field, stored: stored, now: now)
        }
        let days = [
            drift("template", record.template?.description, template?.reference.description),
            drift("days_employed", "\(record.daysEmployed)", "\(employment.days)"),
            drift("days_on_leave", "\(record.daysOnLeave)", "\(daysOnLeave)"),
        ].compactMap(\.self)
        guard let template, record.template == template.reference, record.status != "not_appraised" else { return days }
        return days
            + zip(template.measuredIndicators, facts).flatMap { indicator, fact in
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
