/// A small trend for each department, or each person, all on one scale.
package struct DepartmentTrends: Chart {
    package struct Department: Sendable {
        package let name: String
        /// One for each month; nil where there is none.
        package let values: [Figure?]

        package init(name: String, values: [Figure?]) {
            (self.name, self.values) = (name, values)
        }
    }

    /// Whose trends they are.
    package enum Subject: Sendable {
        case departments
        case people
    }

    package let caption: Caption
    package let subject: Subject
    package let months: [String]
    /// In the order in which they are to stand.
    package let departments: [Department]
    /// Of all departments together, drawn behind each; one for each month.
    package let all: [Figure?]

    package init(
        _ caption: Caption, of subject: Subject = .departments, months: [String], departments: [Department],
        all: [Figure?] = []
    ) {
        self.subject = subject
        (self.caption, self.months, self.departments, self.all) = (caption, months, departments, all)
    }
}
