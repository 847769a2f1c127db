/// One person's employment in a period, out of all assignments; the rule is "Who is in a period" of the specification.
package struct Employment: Sendable, Hashable {
    package let employeeID: String
    package let department: String?
    package let post: String?
    package let supervisorID: String?
    /// The days employed in the period: apart from each other, in order.
    package let stretches: [ClosedRange<Int>]

    /// How many days of the period the person was employed.
    package var days: Int { stretches.reduce(0) { $0 + $1.count } }

    /// How many distinct days among `days` the person was employed.
    package func count(of days: some Sequence<Int>) -> Int {
        Set(days).count { day in stretches.contains { $0.contains(day) } }
    }

    /// Everyone who is employed on any day of a period, by employee id.
    ///
    /// - Parameters:
    ///   - period: its days, in the numbers that the assignments use.
    ///   - assignments: in any order; the order changes nothing.
    package static func all(in period: ClosedRange<Int>, by assignments: some Sequence<Assignment>) -> [Employment] {
        Dictionary(grouping: assignments, by: \.employeeID).values
            .compactMap { Employment(of: $0, in: period) }
            .sorted { $0.employeeID < $1.employeeID }
    }

    /// Nil where none of one person's assignments covers a day of the period.
    private init?(of assignments: [Assignment], in period: ClosedRange<Int>) {
        let covering = assignments.compactMap { assignment in
            assignment.days(in: period).map { (assignment: assignment, days: $0) }
        }
        guard
            let deciding = covering.max(by: {
                $0.days.upperBound < $1.days.upperBound
                    || $0.days.upperBound == $1.days.upperBound && $0.assignment.yields(to: $1.assignment)
            })?.assignment
        else { return nil }
        employeeID = deciding.employeeID
        department = deciding.department
        post = deciding.post
        supervisorID = deciding.supervisorID
        stretches = covering.map(\.days).sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, next in
            if let last = merged.last, next.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
            } else {
                merged.append(next)
            }
        }
    }
}

extension Assignment {
    /// Whether the other one, which covers the same latest day, decides.
    ///
    /// The one that began last does; of those, the one that lasts longer; the texts only make the choice the same every time.
    fileprivate func yields(to other: Assignment) -> Bool {
        let texts = [post, department, supervisorID].map { $0 ?? "" }
        let others = [other.post, other.department, other.supervisorID].map { $0 ?? "" }
        return (from ?? .min, to ?? .max) != (other.from ?? .min, other.to ?? .max)
            ? (from ?? .min, to ?? .max) < (other.from ?? .min, other.to ?? .max)
            : others.lexicographicallyPrecedes(texts)
    }
}
