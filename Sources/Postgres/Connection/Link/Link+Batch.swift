import CLibPQ

extension Link {
    /// What the server answers one after the other.
    private enum Step {
        case preparing(PostgresStatement.Key, name: String)
        case running
    }

    /// Sends statements together and reads what the server answers: one round trip, however many they are.
    ///
    /// Each is prepared the first time that it comes, and the server keeps its plan for the session. Behind a pooler the session of the next
    /// transaction may be another server's: there each is sent whole.
    ///
    /// - Throws: the first refusal; what stands behind it did not run.
    func answers(to statements: [PostgresStatement]) throws(PostgresError) -> [PostgresRows] {
        for statement in statements { try requireNoNull(in: statement.sql) }
        guard PQenterPipelineMode(pointer) == 1 else { throw failure }
        var steps: [Step] = []
        var refusal: PostgresError?
        for statement in statements where refusal == nil {
            if !send(statement, &steps) { refusal = failure }
        }
        if PQpipelineSync(pointer) != 1, refusal == nil { refusal = failure }
        var rows: [PostgresRows] = []
        for step in steps { read(step, &rows, &refusal) }
        // The end of the batch.
        while let next = PQgetResult(pointer) { _ = ServerResult(next) }
        if PQexitPipelineMode(pointer) != 1, refusal == nil { refusal = failure }
        guard let refusal else { return rows }
        // A statement that means something else by now is prepared again.
        if ["0A000", "26000"].contains(refusal.sqlState) { prepared = [:] }
        throw isLost ? refusal.asConnectionLoss() : refusal
    }

    /// False where it could not be sent.
    private func send(_ statement: PostgresStatement, _ steps: inout [Step]) -> Bool {
        let parameters = statement.parameters
        let binary = [Int32](repeating: 1, count: parameters.types.count)
        if isPooled {
            steps.append(.running)
            return parameters.withPointers { count, values, lengths in
                PQsendQueryParams(pointer, statement.sql, count, parameters.types, values, lengths, binary, 1) == 1
            }
        }
        let name: String
        if let known = prepared[statement.key] {
            name = known
        } else {
            lastPrepared += 1
            name = "merit_\(lastPrepared)"
            steps.append(.preparing(statement.key, name: name))
            guard
                PQsendPrepare(pointer, name, statement.sql, Int32(parameters.types.count), parameters.types) == 1
            else { return false }
        }
        steps.append(.running)
        return parameters.withPointers { count, values, lengths in
            PQsendQueryPrepared(pointer, name, count, values, lengths, binary, 1) == 1
        }
    }

    private func read(_ step: Step, _ rows: inout [PostgresRows], _ refusal: inout PostgresError?) {
        while let next = PQgetResult(pointer) {
            let result = ServerResult(next)
            let status = result.status
            if status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK {
                switch step {
                case .preparing(let key, let name): prepared[key] = name
                case .running: rows.append(PostgresRows(result))
                }
            } else if status != PGRES_PIPELINE_ABORTED, refusal == nil {
                refusal = status == PGRES_FATAL_ERROR ? PostgresError(result) : .unexpectedCopy
            }
        }
    }
}
