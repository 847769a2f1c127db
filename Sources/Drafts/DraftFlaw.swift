package import Sheets

/// What keeps a sheet from becoming a draft: in which cell, and what to do.
package struct DraftFlaw: Error, Sendable, Equatable {
    package enum Reason: Error, Sendable, Equatable {
        case file(SheetError.Reason)
        case empty
        /// No row of the first ones names the columns.
        case noHeadings
        /// Two columns say the same; with the other's letters.
        case twice(String, other: String)
        case noIndicators
        /// A spreadsheet made a day of `3-5`.
        case moment
        case formula
        case notPoints
        case noWeight
        case weightRange
        /// The indicator has others already.
        case otherPoints(String, in: String)
        case duplicateIndicator(String)
        case indicatorBeforeDimension
        case total(stated: String, found: String)
        case dimensionWeights(String)
        case points(String)
        case deduction
        case severalPoints(String)
        case noPoints(String)
        case levelWithoutPoints
        case negative
        case bestLevel(String, points: String)
        case finePoints(String)
        case samePoints(String)
        case overlap(String)
        case pointsWithoutIndicator
        case measureParts([String])
        case notValue(String)
        /// A dash that may be a minus, and may divide.
        case dash(String)
        /// A comma that may divide thousands, decimals or two ends.
        case comma(String)
        case openEnd(String)
        case units(String, String)
        case order(String)
        case code(String)
        case notSample
        /// What the check of templates says.
        case check(String)
    }

    package let reason: Reason
    /// Nil where the file as a whole is meant.
    package let place: CellPlace?
    package let value: String?

    init(_ reason: Reason, at place: CellPlace? = nil, value: String? = nil) {
        (self.reason, self.place, self.value) = (reason, place, value)
    }
}
