package import Exact

/// What is computed from the rows of one relation; its texts are of the measure language.
package struct Measure: Sendable, Hashable {
    /// The relation.
    package let from: String
    /// The column that places a row in a period.
    package let at: String
    /// Whether rows from before the period count too: what it is as of the period's end.
    package let asOfEnd: Bool
    /// The condition for a row to count; the key `where`.
    package let filter: String?
    package let value: String
    /// Whether the rows are those of everyone in the person's department, and not the person's own; the key `of`.
    package let isOfDepartment: Bool
    /// Of what one row counts; nil: every row does.
    package private(set) var onePer: OnePer?
    /// The column that says how much of a row is the person's; nil: all of it.
    package let credit: String?
    /// The columns that tell kinds of work apart: what came is held against everyone's rows of the same kinds; none: it is not.
    package let mix: [String]
    /// Whether the scale reads the value as rows of the same kinds adjust it.
    package let scoredOnAdjusted: Bool
    /// What the value is divided by; nil: nothing.
    package let per: Divisor?
    /// What the value becomes a percentage of; nil: it stays.
    package let relativeTo: Comparison?
    /// The value where no row passed; without one that is no data.
    package let whenEmpty: BigDecimal?

    /// Whether it is made of times that passed, which are never below 0, and nothing is added or taken away.
    var isTimeThatPassed: Bool {
        ["elapsed(", "working("].contains { value.lowercased().contains($0) } && !value.contains { "+-".contains($0) }
    }

    /// One row for each value of a column, or what its rows come to together.
    package struct OnePer: Sendable, Hashable {
        package let column: String
        package let choice: Choice
        /// Which values are the better ones, by which the worst is told.
        package fileprivate(set) var direction = Scale.Direction.higherIsBetter

        /// Which of several rows counts.
        package enum Choice: String, CaseIterable, Sendable {
            case latest, first, worst
            /// All of them, as their mean.
            case mean
        }

        /// As templates write it.
        package var written: String { choice == .latest ? column : "\(column), \(choice.rawValue)" }
    }

    /// What a value is held against.
    package enum Comparison: String, CaseIterable, Sendable {
        /// The mean of everyone in the period on the same template.
        case peerMean = "peer_mean"
        /// The person's own value of the period before.
        case previous
    }

    /// Whether the other one finds the same in the same rows; what becomes of it then is no matter.
    package func findsTheSame(as other: Measure) -> Bool {
        (from, at, asOfEnd, filter, value) == (other.from, other.at, other.asOfEnd, other.filter, other.value)
            && isOfDepartment == other.isOfDepartment
            && (onePer, credit, per, whenEmpty) == (other.onePer, other.credit, other.per, other.whenEmpty)
    }

    /// The same with what is worse as a scale has it.
    func read(by scale: Scale) -> Measure {
        guard onePer?.choice == .worst else { return self }
        var measure = self
        measure.onePer?.direction = scale.direction
        return measure
    }

    /// What makes the values of people comparable who are there for different times.
    package enum Divisor: String, CaseIterable, Sendable {
        /// The calendar days employed less the days of leave among them.
        case employedDay = "employed_day"
        /// The days employed on which the person's calendar has work, less leave, of which half a day is half.
        case workingDay = "working_day"
        /// The person's working time, as ``workingDay`` has it, by that of the calendar for all over the whole period.
        case fullTimeEquivalent = "full_time_equivalent"

        /// Whether calendars of working time are needed for it.
        package var needsCalendar: Bool { self != .employedDay }

        /// How much of it somebody has; nil where that is unknown or none.
        ///
        /// - Parameters:
        ///   - daysWorked: days employed less days of leave among them.
        ///   - workingDays: those of the person's calendar; nil where no calendar was asked.
        func amount(daysWorked: Int, workingDays: WorkingDays?) -> BigDecimal? {
            let amount: BigDecimal? =
                switch self {
                case .employedDay: BigDecimal(daysWorked)
                case .workingDay: workingDays?.worked
                case .fullTimeEquivalent: workingDays?.fullTimeEquivalent
                }
            return amount.flatMap { $0 > .zero ? $0 : nil }
        }
    }
}

extension Template {
    /// Whether a measure is divided by what calendars of working time say of a person.
    package var countsWorkingDays: Bool { measuredIndicators.contains { $0.measure?.per?.needsCalendar ?? false } }
}
