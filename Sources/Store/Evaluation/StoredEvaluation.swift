package import Appraisal
import Exact
package import Postgres

/// An evaluation as `merit.evaluation` keeps it, and what was found about it.
package struct StoredEvaluation: Sendable {
    package let employeeID: String
    package let evaluation: Evaluation
    /// Changes with every UPDATE of the row.
    let rowVersion: Int64
    /// What the row is marked with now.
    let problem: String?

    /// The evaluations of a period as rows in the byte order of the employees' ids.
    ///
    /// - Parameter employees: only theirs; nil: everyone's.
    package static func rows(
        of period: Int64, employees: [String]? = nil, in connection: PostgresConnection
    ) async throws -> RowSpool {
        try await connection.spool(Statements.loadEvaluations, parameters: [period, employees])
    }

    /// Nil where it has a perspective that the rules do not know.
    ///
    /// - Parameter row: one of ``rows(of:employees:in:)``, behind the employee's id.
    package init?(of employee: EmployeeKey, _ row: inout CopyRow) throws {
        let (id, version) = (try row.next(Int64.self), try row.next(Int64.self))
        guard let perspective = Perspective.Kind(rawValue: try row.next(String.self)) else { return nil }
        let (rater, indicator) = (try row.next(String?.self), try row.next(String?.self))
        let points = try row.next(BigDecimal.self)
        problem = try row.next(String?.self)
        let wrong = try row.next(Int32.self)
        let wrongRater: EvaluationProblem? =
            switch wrong {
            case 1: .ratesTheRater(perspective)
            case 2: .speaksForAnother(rater: rater ?? "")
            case 4: .fewPeers
            default: nil
            }
        evaluation = Evaluation(
            id: id, perspective: perspective, rater: rater, indicator: indicator, points: points,
            wrongRater: wrongRater, hasToBeSupervisors: wrong == 3)
        employeeID = employee.id
        rowVersion = version
    }

    /// The perspectives that gave a person one usable overall number.
    package static func overallSources(
        of employee: String, in period: Int64, _ connection: PostgresConnection
    ) async throws -> Set<Perspective.Kind> {
        let perspectives = try await connection.query(Statements.overallSources, period, employee).decode(String.self)
        return Set(perspectives.compactMap(Perspective.Kind.init))
    }

    /// Sets down what is to be written to it, where it is not marked so already.
    ///
    /// - Parameter problem: why it cannot be used; nil where it can.
    package func mark(_ problem: String?, in marks: inout CopyWriter) throws(PostgresError) {
        guard problem != self.problem else { return }
        try marks.startRow(columns: 3)
        marks.write(evaluation.id)
        marks.write(rowVersion)
        marks.write(problem ?? "")
    }

    /// How many are marked at a time.
    private static let marksAtATime = 10_000

    /// Writes what was set down.
    package static func write(_ marks: RowSpool, in connection: PostgresConnection) async throws {
        var (ids, versions, problems): ([Int64], [Int64], [String]) = ([], [], [])
        func write() async throws {
            guard !ids.isEmpty else { return }
            try await connection.execute(Statements.markEvaluations, ids, versions, problems)
            (ids, versions, problems) = ([], [], [])
        }
        var reader = marks.reader()
        while try reader.advance() {
            try reader.row { row in
                ids.append(try row.next(Int64.self))
                versions.append(try row.next(Int64.self))
                problems.append(try row.next(String.self))
            }
            if ids.count == marksAtATime { try await write() }
        }
        try await write()
    }
}
