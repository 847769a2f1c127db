/// One row of `employee`: where a person works, from one day to another.
///
/// Days are numbers from any common epoch, both ends included. `from` nil: no beginning; `to` nil: no end.
package struct Assignment: Sendable, Hashable {
    package let employeeID: String
    package let name: String?
    package let department: String?
    package let post: String?
    package let supervisorID: String?
    package let from: Int?
    package let to: Int?

    package init(
        employeeID: String, name: String? = nil, department: String?, post: String?, supervisorID: String?, from: Int?,
        to: Int?
    ) {
        self.employeeID = employeeID
        self.name = name
        self.department = department
        self.post = post
        self.supervisorID = supervisorID
        self.from = from
        self.to = to
    }

    /// The days of a period that it covers; nil where there are none.
    func days(in period: ClosedRange<Int>) -> ClosedRange<Int>? {
        let first = max(from ?? period.lowerBound, period.lowerBound)
        let last = min(to ?? period.upperBound, period.upperBound)
        return first <= last ? first...last : nil
    }
}
