import Appraisal
import Exact
import Store

/// What upheld appeals change in a scoring, and why some of it cannot be done.
struct Upheld {
    /// Rows that do not count for one indicator of one person.
    struct Exclusion {
        let appeal: Int64
        let position: Int
        let indicator: Indicator
        let rows: [String]
    }

    private var rulingsByPosition: [Int: [String: Ruling]] = [:]
    private(set) var exclusions: [Exclusion] = []
    /// By the appeal's number.
    private(set) var problems: [Int64: String] = [:]

    /// - Parameters:
    ///   - index: the positions of the people who are in the period.
    ///   - templates: one for each position; nil where no template is for the post.
    init(_ appeals: [StoredAppeal], index: [EmployeeKey: Int], templates: [Template?]) {
        for appeal in appeals {
            guard let position = index[EmployeeKey(appeal.employeeID)] else {
                problems[appeal.id] = "\(appeal.employeeID) is not among the people of this period"
                continue
            }
            guard let template = templates[position] else {
                problems[appeal.id] = "no template is for the post of \(appeal.employeeID)"
                continue
            }
            guard let indicator = template.indicators.first(where: { $0.code == appeal.indicator }) else {
                problems[appeal.id] = "template \(template.reference) has no indicator \(appeal.indicator)"
                continue
            }
            add(appeal, on: indicator, of: position)
        }
    }

    private mutating func add(_ appeal: StoredAppeal, on indicator: Indicator, of position: Int) {
        switch (appeal.decision, indicator.measure) {
        case (.value(let value), nil) where value > indicator.points:
            problems[appeal.id] =
                "\(value) points were set, but indicator \(indicator.code) has no more than \(indicator.points)"
        case (.value(let value), _):
            rulingsByPosition[position, default: [:]][indicator.code] = Ruling(appeal: appeal.id, value: value)
        case (.excluded, nil):
            problems[appeal.id] = "indicator \(indicator.code) is rated: it has no rows to leave out"
        case (.excluded(let rows), _?) where !rows.isEmpty:
            exclusions.append(
                Exclusion(appeal: appeal.id, position: position, indicator: indicator, rows: rows))
        case (.excluded, _?):
            break
        }
    }

    func rulings(of position: Int) -> [String: Ruling] {
        rulingsByPosition[position] ?? [:]
    }

    mutating func note(_ problem: String, of appeal: Int64) {
        problems[appeal] = problem
    }
}
