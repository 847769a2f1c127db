/// A function of the values of one row.
package enum Function: String, CaseIterable, Sendable {
    case coalesce, abs, least, greatest, hours, minutes, days, elapsed, working, due, repeated, weekday, hour
    case repeatedAfter = "repeated_after"
}

extension Function {
    /// Of `hours`, `minutes` and `days`: how many seconds one has.
    var seconds: Int? {
        switch self {
        case .hours: 3600
        case .minutes: 60
        case .days: 86400
        default: nil
        }
    }

    /// Of `repeated` and `repeated_after`: how they are written.
    var recurrenceUsage: String {
        "\(rawValue) takes a number of days and columns, such as \(rawValue)(30, customer_id, category)"
    }

    /// What is wrong with that many arguments; nil where nothing is.
    func flaw(ofArguments count: Int) -> String? {
        switch self {
        case .coalesce, .least, .greatest: count >= 2 ? nil : "\(rawValue) takes two or more values, not \(count)"
        case .abs: count == 1 ? nil : "abs takes one number, not \(count)"
        case .elapsed:
            count == 2 ? nil : "elapsed takes two points in time or two dates, the earlier first, not \(count)"
        case .working:
            count == 2 ? nil : "working takes two points in time, the earlier first, not \(count)"
        case .due:
            count == 2
                ? nil : "due takes a point in time and a number of working hours, as in due(opened_at, 8), not \(count)"
        case .repeated, .repeatedAfter: count >= 2 ? nil : recurrenceUsage
        case .weekday: count == 1 ? nil : "weekday takes one point in time or date, not \(count)"
        case .hour: count == 1 ? nil : "hour takes one point in time, not \(count)"
        case .hours, .minutes, .days: count == 1 ? nil : "\(rawValue) takes one interval, not \(count)"
        }
    }
}
