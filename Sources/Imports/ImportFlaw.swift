package import Sheets

/// What keeps a file from coming in: where it is and what to do.
package struct ImportFlaw: Error, Sendable, Equatable {
    package enum Reason: Error, Sendable, Equatable {
        case file(SheetError.Reason)
        case empty
        /// A heading stands for a column that another one stands for already.
        case twice(String)
        /// The file has a column whose value was named for all rows beside it.
        case fixed(String)
        /// No heading stands for a column that rows cannot do without; the closest heading is named.
        case missingColumn(String, closest: String?)
        /// The mapping names a heading or a column that is not there.
        case unknownHeading(String)
        case unknownColumn(String, closest: String?)
        case missing
        case number
        /// A comma that may divide thousands or begin decimals.
        case ambiguousNumber
        case day
        /// A day that may be the month, and a month that may be the day.
        case ambiguousDay
        case timeInDay
        case moment
        /// A time without a zone, and no zone was named.
        case noZone
        case boolean
        case formula
        case duplicate(line: Int)
        case unknownPeriod
        /// The server refuses the row, in its words.
        case refused(String)
    }

    package let reason: Reason
    /// The number of the row in the file.
    package let line: Int?
    package let column: String?
    package let value: String?

    init(_ reason: Reason, line: Int? = nil, column: String? = nil, value: String? = nil) {
        self.reason = reason
        self.line = line
        self.column = column
        self.value = value
    }
}

extension ImportFlaw {
    init(_ error: SheetError) {
        self.init(.file(error.reason), line: error.line)
    }
}
