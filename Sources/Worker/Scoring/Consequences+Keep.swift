import Appraisal
import Exact
import Postgres
import Store

extension Consequences {
    /// Brings tasks and outcomes to what the results say that were just kept; in the periods that follow, too.
    ///
    /// A streak and a task's fate depend on the period before, so that months come out the same in whatever order they are scored.
    /// What a closed period leads to stays.
    ///
    /// - Parameter people: whom the scoring was about; nil: everyone.
    func keep(of asked: Asked, about people: [String]?, in connection: PostgresConnection) async throws {
        let period = asked.period
        try await period.lockRow(in: connection)
        var batches = try Batches(self)
        var next = try batches.next()
        while let batch = next {
            // One is made while the server writes the one before.
            async let written: Void = batch.write(to: period, in: connection)
            next = try batches.next()
            try await written
        }
        try await ImprovementTask.followUp(in: period.id, of: people, connection)
        try await Outcomes.propose(for: period, of: people, under: asked.templates, in: connection)
        guard !employees.isEmpty else { return }
        for later in try await period.following(in: connection) where !later.isClosed {
            let templates = try await StoredTemplate.pinned(to: later.id, in: connection).map { try $0.template() }
            try await ImprovementTask.followUp(in: later.id, of: employees, connection)
            try await Outcomes.propose(for: later, of: employees, under: templates, in: connection)
        }
    }
}

/// Tasks and comments of some people at a time.
private struct Batches {
    struct Batch {
        var employees: [String] = []
        var tasks = ImprovementTask.Columns()
        var comments: [CustomerComment] = []
        /// Whose comments these are all of.
        var heard: [String] = []
        /// Of the comments, in bytes.
        var length = 0

        func write(to period: Period, in connection: PostgresConnection) async throws {
            // There is nothing to take away where this is the first scoring.
            guard period.revision > 0 || !tasks.employeeIDs.isEmpty || !comments.isEmpty else { return }
            try await ImprovementTask.write(tasks, of: employees, in: period.id, connection)
            try await CustomerComment.write(comments, of: heard, in: period.id, connection)
        }
    }

    /// How many people's are written at a time, and how many bytes of comments: a statement takes 256 MB and no more.
    private static let size = 2048
    private static let length = 8 << 20

    private var employees: ArraySlice<String>
    private var tasks: KeyedRows
    private var tickets: [KeyedRows]
    private var comments: [(relation: String, rows: KeyedRows)]
    /// Nil: everyone.
    private let heard: Set<EmployeeKey>?

    init(_ consequences: Consequences) throws {
        employees = consequences.employees[...]
        tasks = try KeyedRows(consequences.tasks)
        tickets = try consequences.tickets.map(KeyedRows.init)
        comments = try consequences.comments.map { ($0, try KeyedRows($1)) }
        heard = consequences.heard
    }

    /// Nil behind the last.
    mutating func next() throws -> Batch? {
        guard !employees.isEmpty else { return nil }
        var batch = Batch()
        while batch.employees.count < Self.size, batch.length < Self.length, let employee = employees.popFirst() {
            batch.employees.append(employee)
            if heard?.contains(EmployeeKey(employee)) ?? true { batch.heard.append(employee) }
            try add(EmployeeKey(employee), to: &batch)
        }
        return batch
    }

    private mutating func add(_ key: EmployeeKey, to batch: inout Batch) throws {
        var heaviest: [[String]] = Array(repeating: [], count: tickets.count)
        for burden in tickets.indices {
            try tickets[burden].take(key) { heaviest[burden].append(try $0.next(String.self)) }
        }
        try tasks.take(key) { row in
            let isKept = try row.next(Bool.self)
            let burden = try row.next(Int32?.self).map(Int.init)
            try batch.tasks.append(&row, of: key.id, tickets: isKept ? nil : burden.map { heaviest[$0] } ?? [])
        }
        for place in comments.indices {
            let relation = comments[place].relation
            try comments[place].rows.take(key) { row in
                let (ticket, score) = (try row.next(String?.self), try row.next(BigDecimal.self))
                let comment = try row.next(String.self)
                batch.comments.append(
                    CustomerComment(
                        employeeID: key.id, relation: relation, ticketID: ticket, score: score, comment: comment,
                        respondedAt: try row.next(String.self)))
                batch.length += comment.utf8.count
            }
        }
    }
}
