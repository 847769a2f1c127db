import Foundation

extension SecondOpinion {
    /// Days as numbers, day 0 being 1970-01-01, and instants as microseconds since then; none is before.
    enum Days {
        static let microseconds = 86_400_000_000

        /// By Howard Hinnant's `days_from_civil`.
        static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
            let year = month <= 2 ? year - 1 : year
            let era = year / 400
            let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
            let ofEra = (year - era * 400) * 365 + (year - era * 400) / 4 - (year - era * 400) / 100 + ofYear
            return era * 146_097 + ofEra - 719_468
        }

        /// As ISO 8601 has it; by Howard Hinnant's `civil_from_days`.
        static func text(_ day: Int) -> String {
            let shifted = day + 719_468
            let era = shifted / 146_097
            let ofEra = shifted - era * 146_097
            let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
            let ofYear = ofEra - (365 * year + year / 4 - year / 100)
            let month = (5 * ofYear + 2) / 153
            let dayOfMonth = ofYear - (153 * month + 2) / 5 + 1
            let civil = month < 10 ? month + 3 : month - 9
            return "\(pad(year + era * 400 + (civil <= 2 ? 1 : 0), 4))-\(pad(civil, 2))-\(pad(dayOfMonth, 2))"
        }

        static func timeText(_ instant: Int) -> String {
            let rest = instant % microseconds
            let seconds = rest / 1_000_000
            return
                "\(text(instant / microseconds)) \(pad(seconds / 3600, 2)):\(pad(seconds / 60 % 60, 2)):\(pad(seconds % 60, 2))"
                + ".\(pad(rest % 1_000_000, 6))"
        }

        /// The instant at which clocks of a zone show a local time.
        ///
        /// A time that they show twice, or skip, is what PostgreSQL's documentation says: the later of two, and a
        /// skipped time by the clock before; so has docs/source.md, "How it is read".
        static func instant(local: Int, in zone: TimeZone) -> Int {
            let offsets = [local - microseconds, local + microseconds].map { offset(of: zone, at: $0) }
            return offsets.map { local - $0 }.last { offset(of: zone, at: $0) == local - $0 } ?? local - offsets[0]
        }

        static func local(_ instant: Int, in zone: TimeZone) -> Int { instant + offset(of: zone, at: instant) }

        private static func offset(of zone: TimeZone, at instant: Int) -> Int {
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant / 1_000_000))) * 1_000_000
        }

        private static func pad(_ number: Int, _ width: Int) -> String {
            let text = "\(number)"
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
    }
}
