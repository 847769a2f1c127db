import Appraisal
import Exact
import Measures
import Postgres
import Store

/// What was measured again because appeals ask for it, of one snapshot of the source.
struct Remeasured {
    /// What counts instead of what is stored, by person and indicator.
    var facts: [EmployeeKey: [String: Fact]] = [:]
    /// Of whole results.
    var voices: [EmployeeKey: CustomerVoice] = [:]
    var daysOnLeave: [EmployeeKey: Int] = [:]
    var workingDays: [EmployeeKey: WorkingDays] = [:]
    /// Rows that passed into measures, by relation.
    var rowsRead: [String: Int64] = [:]

    /// Where nothing was asked for.
    static let nothing = Remeasured()

    func isWhole(_ key: EmployeeKey) -> Bool { voices[key] != nil }

    /// What the measure of a burden comes to for those people of whom it was measured again and has rows.
    func parts(of burden: Burden, for employees: [String], by templates: (EmployeeKey) -> Template?) -> Measured.Parts {
        var parts = Measured.Parts()
        for employee in employees {
            let key = EmployeeKey(employee)
            guard let facts = facts[key],
                let indicator = templates(key)?.measuredIndicators.first(where: { Burden($0) == burden }),
                let fact = facts[indicator.code], fact.rows > 0
            else { continue }
            parts.add(fact, of: employee)
        }
        return parts
    }
}
