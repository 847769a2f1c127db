/// A calendar day as `date` holds it.
package struct PostgresDate: Hashable, Sendable {
    /// Days since 2000-01-01; `infinity` and `-infinity` are the largest and the smallest number.
    package var days: Int32

    package init(days: Int32) {
        self.days = days
    }

    /// A day of the Gregorian calendar, which `date` uses for all times; nil where there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (-4713...5_874_897).contains(year) else { return nil }
        let days = Self.daysBefore(year: year, month: month) + day - 1
        guard Self.daysBefore(year: month == 12 ? year + 1 : year, month: month % 12 + 1) > days else { return nil }
        self.days = Int32(days)
    }

    package static let infinity = PostgresDate(days: .max)
    package static let negativeInfinity = PostgresDate(days: .min)

    package var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Year, month and day of the Gregorian calendar.
    package var civil: (year: Int, month: Int, day: Int) {
        // Years begin in March here, so that the leap day is their last.
        let shifted = Int(days) + 730_425
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// Days from 2000-01-01 to the first of a month.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    private static func daysBefore(year: Int, month: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 730_425
    }
}

extension PostgresDate: Comparable {
    package static func < (left: PostgresDate, right: PostgresDate) -> Bool {
        left.days < right.days
    }
}

extension PostgresDate: LosslessStringConvertible {
    /// Reads `2016-03-01`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// ISO 8601: `2016-03-01`.
    package var description: String {
        guard isFinite else { return self == .infinity ? "infinity" : "-infinity" }
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

extension PostgresDate: PostgresEncodable, PostgresDecodable {
    package static var oid: UInt32 { PostgresType.date }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: days)
    }

    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> PostgresDate {
        guard cell.type == PostgresType.date, let days: Int32 = cell.bytes.bigEndian() else { throw cell.mismatch }
        return PostgresDate(days: days)
    }
}

/// A number with zeros in front.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
