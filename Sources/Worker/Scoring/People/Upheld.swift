import Appraisal
import Exact
import Store

/// What upheld appeals change in a scoring, and why some of it cannot be done.
struct Upheld {
    /// Rows that do not count for one indicator of one person, and others' that do.
    struct Exclusion {
        /// The person's own; nil where only rows of others come.
        let appeal: Int64?
        let employeeID: String
        let indicator: Indicator
        /// That do not count.
        let rows: [String]
        /// Rows of colleagues that count for this person, by the appeal that says so.
        fileprivate(set) var takenIn: [(appeal: Int64, rows: [String])] = []
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
        let appealing = Set(
            appeals.flatMap { [$0.employeeID, $0.colleagueID].compactMap(\.self) }.map(EmployeeKey.init))
        let present = try employments.map { appealing.contains(EmployeeKey($0.employeeID)) ? $0 : nil }
        let posts = Dictionary(uniqueKeysWithValues: present.map { (EmployeeKey($0.employeeID), $0.post) })
        self.init(appeals) { key in
            guard let post = posts[key] else { return .absent }
            return templates.template(forPost: post).map(Standing.template) ?? .withoutTemplate
        }
    }

    /// - Parameter isAsked: whether a person is looked at; of whoever is not, nothing is said.
    init(
        _ appeals: [StoredAppeal], for isAsked: (EmployeeKey) -> Bool = { _ in true },
        by standing: (EmployeeKey) -> Standing
    ) {
        for appeal in appeals where isAsked(EmployeeKey(appeal.employeeID)) {
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
        for appeal in appeals {
            guard let colleague = appeal.colleagueID, let code = appeal.indicator, !appeal.excludedRows.isEmpty,
                isAsked(EmployeeKey(colleague))
            else { continue }
            if let problem = add(appeal, to: colleague, on: code, as: standing(EmployeeKey(colleague))) {
                note("its rows do not count for \(colleague): \(problem)", of: appeal.id)
            }
        }
    }

    /// - Returns: why the rows cannot count for that person; nil where they do.
    private mutating func add(
        _ appeal: StoredAppeal, to colleague: String, on code: String, as standing: Standing
    ) -> String? {
        guard case .template(let template) = standing else {
            if case .absent = standing { return "not among the people of this period" }
            return "no template is for that post"
        }
        guard let indicator = template.indicator(code), indicator.measure != nil else {
            return "template \(template.reference) measures no indicator \(code)"
        }
        if indicator.isOfDepartment { return "indicator \(code) is there the figure of the whole department" }
        let key = EmployeeKey(colleague)
        if let ruling = rulings[key]?[code] { return "appeal \(ruling.appeal) set the value" }
        let place = exclusions.firstIndex { EmployeeKey($0.employeeID) == key && $0.indicator.code == code }
        if let place {
            exclusions[place].takenIn.append((appeal.id, appeal.excludedRows))
        } else {
            exclusions.append(
                Exclusion(
                    appeal: nil, employeeID: colleague, indicator: indicator, rows: [],
                    takenIn: [(appeal.id, appeal.excludedRows)]))
        }
        return nil
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
        case (.excluded(let rows), let measure?) where measure.isOfDepartment:
            guard !rows.isEmpty else { return }
            problems[appeal.id] =
                "indicator \(indicator.code) is the figure of the whole department: no row is left out of it for one person; set its value"
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
        problems[appeal] = problems[appeal].map { "\($0); \(problem)" } ?? problem
    }
}
