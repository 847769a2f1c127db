package import Appraisal
package import Exact
package import Postgres

/// What becomes one row of `merit.improvement_task`: a weak spot of one person.
package struct ImprovementTask: Sendable {
    private var indicator = ""
    /// 1 is the weakest.
    private var priority = 0
    private var title = LocalizedText(zh: "", en: "")
    private var reason = LocalizedText(zh: "", en: "")
    private var value: BigDecimal?
    private var target: BigDecimal?
    private var targetBand = ""
    private var points = BigDecimal.zero
    private var pointsAtTarget = BigDecimal.zero
    private var totalGain: BigDecimal?
    /// Whoever sees to it.
    private var ownerID: String?
    /// Why that is not the supervisor; nil where it is.
    private var ownerReason: LocalizedText?
}

extension ImprovementTask: TableRow {
    static let columns = ColumnList(of: ImprovementTask.self)

    /// The columns of `merit.improvement_task` that a scoring finds, but whose it is and the tickets.
    mutating func eachColumn(_ column: inout some ColumnVisitor) throws(PostgresError) {
        try column("indicator", &indicator)
        try column("priority", &priority)
        try column("title", &title)
        try column("reason", &reason)
        try column("value", &value)
        try column("target", &target)
        try column("target_band", &targetBand)
        try column("points_now", &points)
        try column("points_at_target", &pointsAtTarget)
        try column("total_gain", &totalGain)
        try column("owner_id", &ownerID)
        try column("owner_reason", &ownerReason)
    }
}

extension ImprovementTask {
    /// - Parameters:
    ///   - ownerID: whoever sees to it.
    ///   - ownerReason: why that is not the supervisor; nil where it is.
    ///   - priority: 1 is the weakest.
    ///   - belowPercent: what it had to earn to be no weak spot, percent of its points.
    package init(
        ownerID: String?, ownerReason: LocalizedText? = nil, priority: Int, spot: WeakSpot, belowPercent: BigDecimal
    ) {
        indicator = spot.indicator.code
        self.priority = priority
        title = spot.title
        reason = Self.reason(of: spot, below: belowPercent)
        value = spot.score.value
        target = spot.target.value
        targetBand = spot.target.band
        points = spot.points
        pointsAtTarget = spot.target.points
        totalGain = spot.totalGain
        self.ownerID = ownerID
        self.ownerReason = ownerReason
    }

    private static func reason(of spot: WeakSpot, below percent: BigDecimal) -> LocalizedText {
        let (points, full, least) = (spot.points.normalized, spot.indicator.points.normalized, percent.normalized)
        return LocalizedText(
            zh: "得 \(points) 分，满分 \(full) 分，低于 \(least)%", en: "\(points) of \(full) points, less than \(least)%")
    }

    package static var columnCount: Int { columns.count }

    /// Writes all but the employee, as ``Columns`` reads it.
    package func write(to writer: inout CopyWriter) throws(PostgresError) {
        var task = self
        try task.eachColumn(&writer)
    }

    private static let statement = columns.named(in: Statements.writeTasks, from: 5)

    /// Brings the tasks of some people to what their newest results show.
    ///
    /// What people wrote into them, and what is closed, stays as it is.
    package static func write(
        _ tasks: Columns, of employees: [String], in period: Int64, _ connection: PostgresConnection
    ) async throws {
        try await connection.execute(
            statement, parameters: [period, employees] + tasks.parameters)
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
        /// As ``ImprovementTask/write(to:)`` has them.
        private var columns = ImprovementTask.columns.elements.map(FieldArray.init)
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

        fileprivate var parameters: [(any PostgresEncodable)?] { [employeeIDs, tickets] + columns }
    }
}
