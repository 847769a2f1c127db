import Appraisal
import Postgres

/// Everyone who is employed on a day of a period, in the byte order of their ids.
struct Employments {
    /// What ``SourceSnapshot/assignments(in:)`` gave.
    let assignments: RowSpool
    /// The days of the period.
    let days: ClosedRange<Int>
    /// Nil: everyone.
    var department: String?

    /// Whether somebody is among the people of the period.
    func contains(_ employment: Employment) -> Bool { department == nil || department == employment.department }

    /// One person's in whatever department; nil where none covers a day of the period.
    ///
    /// - Parameters:
    ///   - key: comes behind every one that was asked for before.
    ///   - rows: the assignments.
    func employment(of key: EmployeeKey, in rows: inout KeyedRows) throws -> Employment? {
        var assignments: [Assignment] = []
        try rows.take(key) { assignments.append(try Assignment(of: key.id, &$0)) }
        return Employment(of: assignments, in: days)
    }

    func forEach(_ body: (Employment) throws -> Void) throws {
        var rows = try KeyedRows(assignments)
        while let key = rows.key {
            // Nothing else that is done for each person would notice that the attempt is to stop.
            try Task.checkCancellation()
            if let employment = try employment(of: key, in: &rows), contains(employment) { try body(employment) }
        }
    }

    /// All of them, where they are few or only a little of each is kept.
    func map<Value>(_ transform: (Employment) throws -> Value?) throws -> [Value] {
        var values: [Value] = []
        try forEach { if let value = try transform($0) { values.append(value) } }
        return values
    }
}

extension Assignment {
    /// - Parameter row: what `employees.sql` says behind the id.
    fileprivate init(of employee: String, _ row: inout CopyRow) throws {
        let name = try row.next(String?.self)
        let post = try row.next(String?.self)
        let department = try row.next(String?.self)
        let supervisor = try row.next(String?.self)
        for (column, text, most) in [
            ("employee_id", employee, 200), ("supervisor_id", supervisor ?? "", 200), ("name", name ?? "", 500),
            ("post", post ?? "", 500), ("department", department ?? "", 500),
        ] where text.utf8.count > most && text.unicodeScalars.count > most {
            throw SourceFault(
                """
                \(column) of an employee has \(text.unicodeScalars.count) characters, \(most) are the most; mend the row whose employee_id \
                begins with "\(employee.prefix(40))"
                """)
        }
        let (from, to) = (try row.next(PostgresDate?.self), try row.next(PostgresDate?.self))
        self.init(
            employeeID: employee, name: name, department: department, post: post, supervisorID: supervisor,
            from: from?.number, to: to?.number)
    }
}

extension PostgresDate {
    /// The number of an assignment's first or last day; nil where an infinity says that it is open.
    fileprivate var number: Int? { isFinite ? Int(days) : nil }
}
