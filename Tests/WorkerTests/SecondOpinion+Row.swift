extension SecondOpinion {
    /// What stands in one column of one row.
    enum Cell: Hashable {
        case text(String)
        case number(Fraction)
        /// NaN or an infinity: a number that is not known.
        case unknown(String)
        case flag(Bool)
        /// Microseconds since 1970 in UTC.
        case instant(Int)
        /// The same without a time zone.
        case local(Int)
        case day(Int)
    }

    /// All rows of a relation, the same only as itself.
    final class Relation: Hashable, Sendable {
        let rows: [Row]

        init(_ rows: [Row]) { self.rows = rows }

        static func == (left: Relation, right: Relation) -> Bool { left === right }
        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    /// A row of the source; a column that is not there is NULL.
    struct Row: Hashable {
        var cells: [String: Cell]
        /// How much of it is the person's; nil where nobody asks.
        var weight: Fraction?
        /// All rows of its relation, whoever they belong to.
        var relation: Relation?

        init(_ cells: [String: Cell?]) {
            self.cells = cells.compactMapValues(\.self)
        }

        func text(_ column: String) -> String? {
            if case .text(let text)? = cells[column] { text } else { nil }
        }

        func number(_ column: String) -> Fraction? {
            if case .number(let number)? = cells[column] { number } else { nil }
        }

        /// What stands there, unless it is a number that is none.
        func known(_ column: String) -> Cell? {
            if case .unknown? = cells[column] { nil } else { cells[column] }
        }

        func flag(_ column: String) -> Bool? {
            if case .flag(let flag)? = cells[column] { flag } else { nil }
        }

        func day(_ column: String) -> Int? {
            if case .day(let day)? = cells[column] { day } else { nil }
        }

        /// Microseconds to when it was, as the column has it, from a time that is the same for all of the column.
        func place(_ column: String) -> Int? {
            switch cells[column] {
            case .instant(let time), .local(let time): time
            case .day(let day): day * Days.microseconds
            default: nil
            }
        }

        /// A point in time; of a day its midnight, of a time without zone the instant it is in the period's zone.
        func instant(_ column: String, in period: Period) -> Int? {
            switch cells[column] {
            case .instant(let instant): instant
            case .local(let local): Days.instant(local: local, in: period.zone)
            case .day(let day): Days.instant(local: day * Days.microseconds, in: period.zone)
            default: nil
            }
        }
    }
}

extension SecondOpinion.Cell {
    /// As SQL writes it.
    var literal: String {
        switch self {
        case .text(let text), .unknown(let text): "'\(text.replacing("'", with: "''"))'"
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .instant(let instant): "'\(SecondOpinion.Days.timeText(instant))+00'"
        case .local(let local): "'\(SecondOpinion.Days.timeText(local))'"
        case .day(let day): "'\(SecondOpinion.Days.text(day))'"
        }
    }
}
