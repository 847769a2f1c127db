package import Appraisal
import Exact
package import Postgres
import Statements

/// What becomes one row of `merit.improvement_task`: a weak spot of one person.
package struct ImprovementTask: Sendable {
    package let employeeID: String
    /// Whoever sees to it.
    package let ownerID: String?
    /// 1 is the weakest.
    package let priority: Int
    package let spot: WeakSpot
    /// What it had to earn to be no weak spot, percent of its points.
    package let plan: PlanRule

    package init(employeeID: String, ownerID: String?, priority: Int, spot: WeakSpot, plan: PlanRule) {
        self.employeeID = employeeID
        self.ownerID = ownerID
        self.priority = priority
        self.spot = spot
        self.plan = plan
    }

    private var reason: LocalizedText {
        let (points, full) = (spot.points.normalized, spot.indicator.points.normalized)
        let least = plan.belowPercent.normalized
        return LocalizedText(
            zh: "得 \(points) 分，满分 \(full) 分，低于 \(least)%", en: "\(points) of \(full) points, less than \(least)%")
    }

    /// The members of a JSON object that ``write(_:of:in:_:)`` takes.
    package var members: String {
        let (title, reason) = (spot.title, reason)
        return RecordList.members([
            "employee_id": employeeID.jsonQuoted, "indicator": spot.indicator.code.jsonQuoted,
            "priority": "\(priority)", "title": title.en.jsonQuoted, "title_zh": title.zh.jsonQuoted,
            "reason": reason.en.jsonQuoted, "reason_zh": reason.zh.jsonQuoted, "value": spot.score.value?.json,
            "target": spot.target.value?.json, "target_band": spot.target.band.jsonQuoted,
            "points_now": spot.points.json, "points_at_target": spot.target.points.json,
            "total_gain": spot.totalGain?.json, "owner_id": ownerID?.jsonQuoted,
        ])
    }

    /// Brings the tasks of some people to what their newest results show.
    ///
    /// What people wrote into them, and what is closed, stays as it is.
    ///
    /// - Parameter tasks: of each its ``members``, and the tickets without which the value would be better, the worst first.
    package static func write(
        _ tasks: [(members: String, tickets: [String])], of employees: [String], in period: Int64,
        _ connection: PostgresConnection
    ) async throws {
        var records = RecordList()
        for task in tasks { records.add(members: "\(task.members), \"tickets\": \(task.tickets.json)") }
        try await connection.execute(Statements.writeTasks, period, employees, records.json)
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
