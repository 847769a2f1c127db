/// A `date`: whole days since 2000-01-01.
package struct PostgresDate: Sendable, Hashable, Comparable {
    package let day: Int

    package init(day: Int) {
        self.day = day
    }

    package var next: PostgresDate { PostgresDate(day: day + 1) }

    package static func < (left: PostgresDate, right: PostgresDate) -> Bool {
        left.day < right.day
    }
}

/// An instant, `timestamptz` or `timestamp`: microseconds since 2000-01-01 00:00 (UTC, where it has a zone).
package struct PostgresTimestamp: Sendable, Hashable, Comparable {
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static func < (left: PostgresTimestamp, right: PostgresTimestamp) -> Bool {
        left.microseconds < right.microseconds
    }
}

/// The text of a `json` or `jsonb` value.
package struct JSONText: Sendable, Hashable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}
