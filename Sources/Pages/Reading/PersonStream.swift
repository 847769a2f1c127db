import Appraisal
import Postgres

/// Rows of a statement whose first column is `employee_id`, in the order of these ids, some thousand at a time.
///
/// Streams of several statements stand beside each other on one connection, in one transaction: people are read together however many
/// there are.
struct PersonStream<Row: Sendable> {
    private let name: String
    private let read: @Sendable (PostgresRow) throws -> Row
    private var rows: [(key: EmployeeKey, row: Row)] = []
    private var next = 0
    private var isOver = false

    /// How many rows are fetched at once.
    private static var chunk: Int { 2000 }

    /// - Parameter answer: all rows, where there are few; nil: a cursor fetches them.
    init(
        _ question: PersonQuestion, _ answer: PostgresRows?, on connection: PostgresConnection,
        read: @escaping @Sendable (PostgresRow) throws -> Row
    ) async throws {
        name = question.name
        self.read = read
        if let answer {
            rows = try answer.map { (EmployeeKey(try $0[0]), try read($0)) }
            isOver = true
            return
        }
        try await connection.execute(
            "declare \(name) no scroll cursor for \(question.sql)", parameters: question.parameters)
    }

    /// The next person that there are rows of; nil behind the last.
    mutating func person(on connection: PostgresConnection) async throws -> (key: EmployeeKey, row: Row)? {
        guard try await hasNext(on: connection) else { return nil }
        defer { next += 1 }
        return rows[next]
    }

    /// The rows of one person; those of people before are passed over.
    mutating func rows(of key: EmployeeKey, on connection: PostgresConnection) async throws -> [Row] {
        var found: [Row] = []
        while try await hasNext(on: connection), !(key < rows[next].key) {
            if rows[next].key == key { found.append(rows[next].row) }
            next += 1
        }
        return found
    }

    private mutating func hasNext(on connection: PostgresConnection) async throws -> Bool {
        if next < rows.count { return true }
        if isOver { return false }
        let fetched = try await connection.query("fetch forward \(Self.chunk) from \(name)")
        rows = try fetched.map { (EmployeeKey(try $0[0]), try read($0)) }
        next = 0
        isOver = rows.count < Self.chunk
        return !rows.isEmpty
    }
}
