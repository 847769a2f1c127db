import Appraisal

/// Who sees to tasks: the supervisor, or whoever else supervises in the department where that one has left.
struct Owners: Sendable {
    /// Supervisors who have left.
    private let gone: Set<EmployeeKey>
    /// By department whoever supervises most of its people, of those who have not left.
    private let next: [String: String]

    /// Every supervisor is there.
    static let unchanged = Owners()

    private init() {
        gone = []
        next = [:]
    }

    init(without gone: [String], among employments: Employments) throws {
        self.gone = Set(gone.map(EmployeeKey.init))
        var people: [String: [String: Int]] = [:]
        // Nearly always nobody has left.
        if !gone.isEmpty {
            let gone = self.gone
            try employments.forEach { employment in
                guard let department = employment.department, let supervisor = employment.supervisorID,
                    !gone.contains(EmployeeKey(supervisor))
                else { return }
                people[department, default: [:]][supervisor, default: 0] += 1
            }
        }
        // Of several who supervise as many, the first by id, so that it is the same every time.
        next = people.compactMapValues { counts in
            counts.max { ($0.value, EmployeeKey($1.key)) < ($1.value, EmployeeKey($0.key)) }?.key
        }
    }

    /// Who sees to the tasks of a person, and why it is not the supervisor; nil where it is.
    func owner(insteadOf supervisor: String?, in department: String?) -> (id: String?, reason: LocalizedText?) {
        guard let supervisor, gone.contains(EmployeeKey(supervisor)) else { return (supervisor, nil) }
        guard let other = department.flatMap({ next[$0] }) else {
            return (
                nil,
                LocalizedText(
                    zh: "上级 \(supervisor) 已离职，本部门没有其他上级",
                    en: "the supervisor \(supervisor) has left, and the department has no other")
            )
        }
        return (
            other,
            LocalizedText(
                zh: "上级 \(supervisor) 已离职，由本部门的 \(other) 负责",
                en: "the supervisor \(supervisor) has left; \(other) supervises in the department")
        )
    }
}
