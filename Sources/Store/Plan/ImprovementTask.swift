package import Appraisal
package import Exact
package import Postgres

/// What becomes one row of `merit.improvement_task`: a weak spot of one person.
package struct ImprovementTask: Sendable {
    /// Whoever sees to it.
    package let ownerID: String?
    /// Why that is not the supervisor; nil where it is.
    package let ownerReason: LocalizedText?
    /// 1 is the weakest.
    package let priority: Int
    package let spot: WeakSpot
    /// What it had to earn to be no weak spot, percent of its points.
    package let belowPercent: BigDecimal

    package init(
        ownerID: String?, ownerReason: LocalizedText? = nil, priority: Int, spot: WeakSpot, belowPercent: BigDecimal
    ) {
        self.ownerID = ownerID
        self.ownerReason = ownerReason
        self.priority = priority
        self.spot = spot
        self.belowPercent = belowPercent
    }

    private var reason: LocalizedText {
        let (points, full) = (spot.points.normalized, spot.indicator.points.normalized)
        let least = belowPercent.normalized
        return LocalizedText(
            zh: "得 \(points) 分，满分 \(full) 分，低于 \(least)%", en: "\(points) of \(full) points, less than \(least)%")
    }

    /// The types of the columns that ``write(to:)`` writes.
    private static let columns: [any PostgresArrayElement.Type] = [
        String.self, Int32.self, String.self, String.self, String.self, String.self, BigDecimal.self, BigDecimal.self,
        String.self, BigDecimal.self, BigDecimal.self, BigDecimal.self, String.self, String.self, String.self,
    ]
    package static var columnCount: Int { columns.count }

    /// Writes all but the employee, as ``Columns`` reads it.
    package func write(to writer: inout CopyWriter) {
        let (title, reason) = (spot.title, reason)
        writer.write(spot.indicator.code)
        writer.write(Int32(priority))
        writer.write(title.en)
        writer.write(title.zh)
        writer.write(reason.en)
        writer.write(reason.zh)
        writer.write(spot.score.value)
        writer.write(spot.target.value)
        writer.write(spot.target.band)
        writer.write(spot.points)
        writer.write(spot.target.points)
        writer.write(spot.totalGain)
        writer.write(ownerID)
        writer.write(ownerReason?.en)
        writer.write(ownerReason?.zh)
    }

    /// Brings the tasks of some people to what their newest results show.
    ///
    /// What people wrote into them, and what is closed, stays as it is.
    package static func write(
        _ tasks: Columns, of employees: [String], in period: Int64, _ connection: PostgresConnection
    ) async throws {
        try await connection.execute(
            Statements.writeTasks, parameters: [period, employees] + tasks.parameters)
    }

    /// Closes the open tasks of the period before by the newest results of this one, and has those of this one go on from what
    /// was missed.
    ///
    /// - Parameter employees: only theirs; nil: everyone's.
    package static func followUp(
        in period: Int64, of employees: [String]?, _ connection: PostgresConnection
    ) async throws {
        try await connection.execute(Statements.judgeTasks, period, employees)
        try await connection.execute(Statements.linkTasks, period, employees)
    }
}

extension ImprovementTask {
    /// Tasks of some people, column by column.
    package struct Columns: Sendable {
        package private(set) var employeeIDs: [String] = []
        /// In the order in which ``ImprovementTask/write(to:)`` and `write_tasks.sql` have them.
        private var columns = ImprovementTask.columns.map(FieldArray.init)
        private var tickets: [String?] = []

        package init() {}

        /// - Parameters:
        ///   - row: what ``ImprovementTask/write(to:)`` wrote.
        ///   - tickets: those without which the value would be better, the worst first; nil: those that were found before, if any.
        package mutating func append(
            _ row: inout CopyRow, of employeeID: String, tickets: [String]?
        ) throws(PostgresError) {
            employeeIDs.append(employeeID)
            for place in columns.indices { try columns[place].append(next: &row) }
            self.tickets.append(tickets?.arrayLiteral)
        }

        fileprivate var parameters: [(any PostgresEncodable)?] { [employeeIDs] + columns + [tickets] }
    }
}
