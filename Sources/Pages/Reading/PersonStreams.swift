import Postgres

/// Streams of people, and of one person all answers at once: a page waits for the database once.
struct PersonStreams {
    private let questions: [PersonQuestion]
    private let answers: [PostgresRows]?
    private let connection: PostgresConnection

    /// - Parameter ofOne: whether there are so few rows that they are asked for at once.
    init(_ questions: [PersonQuestion], ofOne: Bool, on connection: PostgresConnection) async throws {
        (self.questions, self.connection) = (questions, connection)
        answers =
            ofOne
            ? try await connection.batch(questions.map { PostgresStatement($0.sql, parameters: $0.parameters) }) : nil
    }

    /// - Parameter name: of one of the questions.
    func stream<Row: Sendable>(
        _ name: String, read: @escaping @Sendable (PostgresRow) throws -> Row
    ) async throws -> PersonStream<Row> {
        let place = place(of: name)
        return try await PersonStream(questions[place], answers.map { $0[place] }, on: connection, read: read)
    }

    /// All rows of a question that is not asked person by person.
    func rows(_ name: String) async throws -> PostgresRows {
        let place = place(of: name)
        if let answers { return answers[place] }
        return try await connection.query(questions[place].sql, parameters: questions[place].parameters)
    }

    private func place(of name: String) -> Int {
        guard let place = questions.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("nothing was asked by the name \(name)")
        }
        return place
    }
}
