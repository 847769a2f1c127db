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
    /// Nil: everyone.
    var people: Set<EmployeeKey>?

    func reader() throws -> Reader { try Reader(self) }

    /// All of them, where they are few or only a little of each is kept.
    func map<Value>(_ transform: (Employment) throws -> Value?) throws -> [Value] {
        var reader = try reader()
        var values: [Value] = []
        while let employment = try reader.next() {
            if let value = try transform(employment) { values.append(value) }
        }
        return values
    }

    struct Reader {
        private let all: Employments
        private var rows: KeyedRows

        fileprivate init(_ all: Employments) throws {
            self.all = all
            rows = try KeyedRows(all.assignments)
        }

        /// One person's in whatever department, where there is one; those who come before are passed over.
        ///
        /// - Parameter key: comes behind every one that was asked for before.
        mutating func employment(of key: EmployeeKey) throws -> Employment? {
            var assignments: [Assignment] = []
            try rows.take(key) { assignments.append(try Assignment(of: key.id, &$0)) }
            return Employment(of: assignments, in: all.days)
        }

        /// Nil behind the last.
        mutating func next() throws -> Employment? {
            while let key = rows.key {
                // Nothing else that is done for each person would notice that the attempt is to stop.
                try Task.checkCancellation()
                guard let employment = try employment(of: key), all.people?.contains(key) ?? true,
                    all.department == nil || all.department == employment.department
                else { continue }
                return employment
            }
            return nil
        }
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
