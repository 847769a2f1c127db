import Exact
import Postgres

/// A task to become better in one indicator.
struct MonthTask: Sendable {
    let number: Int64
    /// Whether it is the reader's own, and open.
    let isToDo: Bool
    let indicator: String
    let value: BigDecimal?
    let target: BigDecimal?
    let pointsNow: BigDecimal
    let pointsAtTarget: BigDecimal
    /// What the total would win.
    let gain: BigDecimal?
    let tickets: [String]
    let dueOn: String?
    let training: String?
    var words: [String]
    let status: String
    let timesMissed: Int

    init(_ row: PostgresRow) throws {
        number = try row["task_id"]
        indicator = try row["indicator"]
        value = try row["value"]
        target = try row["target"]
        pointsNow = try row["points_now"]
        pointsAtTarget = try row["points_at_target"]
        gain = try row["total_gain"]
        tickets = try row["tickets"]
        dueOn = try row["due_on"]
        training = try row["training"]
        words = try ["proposal", "advice", "note"].compactMap { try row[$0, as: String?.self] }
        status = try row["status"]
        timesMissed = try row["times_missed"]
        isToDo = try row["standing", as: String.self] == "person" && status == "open"
    }
}
