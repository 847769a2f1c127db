/// A moment as `timestamptz` holds it.
package struct PostgresTimestamp: Hashable, Sendable {
    /// Microseconds since 2000-01-01 00:00 UTC; `infinity` and `-infinity` are the largest and the smallest number.
    package var microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static let infinity = PostgresTimestamp(microseconds: .max)
    package static let negativeInfinity = PostgresTimestamp(microseconds: .min)

    package var isFinite: Bool { self != .infinity && self != .negativeInfinity }
}

extension PostgresTimestamp: Comparable {
    package static func < (left: PostgresTimestamp, right: PostgresTimestamp) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension PostgresTimestamp: CustomStringConvertible {
    /// ISO 8601 in UTC to the microsecond: `2016-03-01T08:30:00.000000Z`.
    package var description: String {
        guard isFinite else { return self == .infinity ? "infinity" : "-infinity" }
        let perDay: Int64 = 86_400_000_000
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: perDay)
        let (days, rest) = remainder < 0 ? (quotient - 1, remainder + perDay) : (quotient, remainder)
        let (seconds, fraction) = Int(rest).quotientAndRemainder(dividingBy: 1_000_000)
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(PostgresDate(days: Int32(days)))T\(time).\(padded(fraction, 6))Z"
    }
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable {
    package static var oid: UInt32 { PostgresType.timestamptz }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: microseconds)
    }

    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> PostgresTimestamp {
        guard cell.type == PostgresType.timestamptz, let microseconds: Int64 = cell.bytes.bigEndian()
        else { throw cell.mismatch }
        return PostgresTimestamp(microseconds: microseconds)
    }
}
