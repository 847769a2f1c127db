import Appraisal
import Exact
import Store

/// What upheld appeals change in a scoring, and why some of it cannot be done.
struct Upheld {
    /// Rows that do not count for one indicator of one person.
    struct Exclusion {
        let appeal: Int64
        let employeeID: String
        let indicator: Indicator
        let rows: [String]
    }

    private var rulings: [EmployeeKey: [String: Ruling]] = [:]
    private(set) var exclusions: [Exclusion] = []
    private var corrected: [EmployeeKey: [String: Fact]] = [:]
    /// By the appeal's number.
    private(set) var problems: [Int64: String] = [:]

    /// What a person's appeals are held against.
    enum Standing {
        case absent
        case withoutTemplate
        case template(Template)
    }

    init(_ appeals: [StoredAppeal], of employments: Employments, by templates: [Template]) throws {
        guard !appeals.isEmpty else {
            self.init(appeals) { _ in .absent }
            return
        }
        let appealing = Set(appeals.map { EmployeeKey($0.employeeID) })
        let present = try employments.map { appealing.contains(EmployeeKey($0.employeeID)) ? $0 : nil }
        let posts = Dictionary(uniqueKeysWithValues: present.map { (EmployeeKey($0.employeeID), $0.post) })
        self.init(appeals) { key in
            guard let post = posts[key] else { return .absent }
            return templates.template(forPost: post).map(Standing.template) ?? .withoutTemplate
        }
    }

    init(_ appeals: [StoredAppeal], by standing: (EmployeeKey) -> Standing) {
        for appeal in appeals {
            switch standing(EmployeeKey(appeal.employeeID)) {
            case .absent:
                problems[appeal.id] = "\(appeal.employeeID) is not among the people of this period"
            case .withoutTemplate:
                problems[appeal.id] = "no template is for the post of \(appeal.employeeID)"
            case .template(let template):
                guard let code = appeal.indicator else { continue }
                guard let indicator = template.indicator(code) else {
                    problems[appeal.id] = "template \(template.reference) has no indicator \(code)"
                    continue
                }
                add(appeal, on: indicator)
            }
        }
    }

    private mutating func add(_ appeal: StoredAppeal, on indicator: Indicator) {
        switch (appeal.decision, indicator.measure) {
        case (.value(let value), nil) where value > indicator.points:
            problems[appeal.id] =
                "\(value) points were set, but indicator \(indicator.code) has no more than \(indicator.points)"
        case (.value(let value), _):
            rulings[EmployeeKey(appeal.employeeID), default: [:]][indicator.code] = Ruling(
                appeal: appeal.id, value: value)
        case (.excluded, nil):
            problems[appeal.id] = "indicator \(indicator.code) is rated: it has no rows to leave out"
        case (.excluded(let rows), _?) where !rows.isEmpty:
            exclusions.append(
                Exclusion(appeal: appeal.id, employeeID: appeal.employeeID, indicator: indicator, rows: rows))
        case (.excluded, _?), (.again, _):
            break
        }
    }

    mutating func keepExclusions(where isKept: (Exclusion) -> Bool) {
        exclusions.removeAll { !isKept($0) }
    }

    func rulings(of key: EmployeeKey) -> [String: Ruling] {
        rulings[key] ?? [:]
    }

    /// What was measured without the rows that are left out, by indicator.
    func facts(of key: EmployeeKey) -> [String: Fact] {
        corrected[key] ?? [:]
    }

    mutating func correct(_ exclusion: Exclusion, to fact: Fact) {
        corrected[EmployeeKey(exclusion.employeeID), default: [:]][exclusion.indicator.code] = fact
    }

    mutating func note(_ problem: String, of appeal: Int64) {
        problems[appeal] = problem
    }
}
