/// One person's employment in a period, out of all assignments; docs/source.md, "How it is read".
package struct Employment: Sendable, Hashable {
    package let employeeID: String
    package let name: String?
    package let department: String?
    package let post: String?
    package let supervisorID: String?
    /// The days employed in the period: apart from each other, in order; none of an employment that a result kept.
    package let stretches: [ClosedRange<Int>]
    /// How many days of the period the person was employed.
    package let days: Int

    /// How many distinct days among `days` the person was employed.
    package func count(of days: some Sequence<Int>) -> Int {
        Set(days).count { day in stretches.contains { $0.contains(day) } }
    }

    /// A person who is employed on no day of the period.
    package static func ended(_ employeeID: String, name: String?) -> Employment {
        Employment(employeeID: employeeID, name: name, department: nil, post: nil, supervisorID: nil, days: 0)
    }

    /// As a result keeps it: how many days, and not which.
    package init(
        employeeID: String, name: String?, department: String?, post: String?, supervisorID: String?, days: Int
    ) {
        self.employeeID = employeeID
        self.name = name
        self.department = department
        self.post = post
        self.supervisorID = supervisorID
        self.days = days
        stretches = []
    }

    /// Nil where none of one person's assignments covers a day of the period.
    package init?(of assignments: [Assignment], in period: ClosedRange<Int>) {
        let covering = assignments.compactMap { assignment in
            assignment.days(in: period).map { (assignment: assignment, days: $0) }
        }
        let byRank = covering.max {
            $0.assignment.rank(lastDay: $0.days.upperBound) < $1.assignment.rank(lastDay: $1.days.upperBound)
        }
        guard let deciding = byRank?.assignment else { return nil }
        employeeID = deciding.employeeID
        name = deciding.name
        department = deciding.department
        post = deciding.post
        supervisorID = deciding.supervisorID
        let stretches: [ClosedRange<Int>] = covering.map(\.days).sorted { $0.lowerBound < $1.lowerBound }.reduce(
            into: []) { merged, next in
                if let last = merged.last, next.lowerBound <= last.upperBound + 1 {
                    merged[merged.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
                } else {
                    merged.append(next)
                }
            }
        self.stretches = stretches
        days = stretches.reduce(0) { $0 + $1.count }
    }
}

extension Assignment {
    /// The greatest decides: the latest day covered, then the last beginning.
    ///
    /// What follows only makes the choice between such assignments the same every time.
    fileprivate func rank(lastDay: Int) -> (Int, Int, Int, String) {
        (
            lastDay, from ?? .min, to ?? .max,
            [post, department, supervisorID, name].map { $0 ?? "" }.joined(separator: "\0")
        )
    }
}
