import Foundation

/// Days and times as spreadsheets keep them: days since the end of 1899, and parts of a day.
enum SerialDay {
    /// Numbers of the formats that every program knows, and that show a day or a time; Chinese and Japanese ones too.
    static let formats: Set<Int> = Set(14...22).union(27...36).union(45...47).union(50...58)

    /// Whether a format of the file's own shows a day or a time: outside of quotation marks, brackets and what is escaped stands a
    /// letter of one.
    static func isShown(by format: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        // The one word among formats, which shows a number as it is.
        let first = String(format.prefix { $0 != ";" }).replacing(/(?i)general/, with: "")
        for character in first {
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                isQuoted = character != "\""
            } else if isBracketed {
                isBracketed = character != "]"
            } else {
                switch character {
                case "\\", "_", "*": isEscaped = true
                case "\"": isQuoted = true
                case "[": isBracketed = true
                case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S", "e": return true
                default: break
                }
            }
        }
        return false
    }

    /// `2026-10-01`, or `2026-10-01 08:30:00` where it holds a time; to the millisecond, which is all that programs keep.
    ///
    /// - Returns: nil for what no calendar has: the 60th day, which 1900 did not have, days before 1900 and behind 9999.
    static func text(_ serial: Double, from1904: Bool) -> String? {
        guard serial.isFinite, (0..<2_958_466).contains(serial) else { return nil }
        let milliseconds = Int((serial * 86_400_000).rounded())
        var (day, time) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        if from1904 {
            day += 1462
        } else if day < 60 {
            guard day > 0 else { return nil }
            day += 1
        } else if day == 60 {
            return nil
        }
        let date = civil(day - 25_569)
        guard date.year <= 9999 else { return nil }
        let text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        guard time > 0 else { return text }
        let hours = time / 3_600_000
        time %= 3_600_000
        let minutes = time / 60_000
        time %= 60_000
        let fraction = time % 1000 == 0 ? "" : ".\(padded(time % 1000, 3))"
        return "\(text) \(padded(hours, 2)):\(padded(minutes, 2)):\(padded(time / 1000, 2))\(fraction)"
    }

    /// The day of the Gregorian calendar so many days after 1970-01-01.
    ///
    /// Counted in eras of 400 years that begin on a first of March, so that the leap day is the last of its year.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        return (
            yearOfEra + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
