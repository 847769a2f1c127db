import Postgres

/// A day, and perhaps a time on it, as people write them.
///
/// `2026-10-01`, `2026/10/1`, `2026.10.1`, `20261001`, `2026年10月1日`, `1.10.2026`, `13/10/2026`; `08:30`, `8:30:15.250`, `下午3:05`,
/// `3:05 PM`; `Z`, `+08:00`, `+0800`, `UTC`.
struct MomentText {
    /// `2026-10-01`.
    let day: String
    /// `08:30:00`; midnight where none was written.
    let time: String
    /// `+08:00`; nil where none was written.
    let zone: String?

    init(_ text: String, order: CellReader.DayOrder?) throws(ImportFlaw.Reason) {
        let normal = text.replacing("年", with: "-").replacing("月", with: "-").replacing("日", with: " ")
        var rest = normal[...]
        day = try Self.day(&rest, order)
        rest = rest.drop { $0 == " " || $0 == "T" || $0 == "t" }
        (time, zone) = rest.isEmpty ? ("00:00:00", nil) : try Self.time(&rest)
    }

    private static func day(
        _ rest: inout Substring, _ order: CellReader.DayOrder?
    ) throws(ImportFlaw.Reason) -> String {
        let first = number(&rest)
        if first.count == 8, let year = Int(first.prefix(4)), let month = Int(first.dropFirst(4).prefix(2)),
            let day = Int(first.suffix(2))
        {
            return try date(year, month, day)
        }
        guard let mark = rest.first, "-/.".contains(mark) else { throw .day }
        rest.removeFirst()
        let second = number(&rest)
        guard rest.first == mark else { throw .day }
        rest.removeFirst()
        let third = number(&rest)
        // 日 was replaced by a blank; a date that ends in 月 has no day and is refused below.
        guard let one = Int(first), let two = Int(second), let three = Int(third) else { throw .day }
        if first.count == 4 { return try date(one, two, three) }
        guard third.count == 4, (1...2).contains(first.count), (1...2).contains(second.count) else { throw .day }
        switch order {
        case .dayFirst: return try date(three, two, one)
        case .monthFirst: return try date(three, one, two)
        case nil where mark == "." || one > 12 || one == two: return try date(three, two, one)
        case nil where two > 12: return try date(three, one, two)
        case nil: throw .ambiguousDay
        }
    }

    private static func time(_ rest: inout Substring) throws(ImportFlaw.Reason) -> (String, String?) {
        var half = try half(&rest)
        guard let hour = Int(number(&rest)), rest.first == ":" else { throw .moment }
        rest.removeFirst()
        let minutes = number(&rest)
        guard minutes.count == 2, let minute = Int(minutes), minute < 60 else { throw .moment }
        var second = 0
        var fraction: Substring = ""
        if rest.first == ":" {
            rest.removeFirst()
            let digits = number(&rest)
            guard digits.count == 2, let value = Int(digits), value < 60 else { throw .moment }
            second = value
            if let mark = rest.first, mark == "." || mark == "," {
                rest.removeFirst()
                fraction = number(&rest)
                guard (1...6).contains(fraction.count) else { throw .moment }
            }
        }
        rest = rest.drop { $0 == " " }
        if half == nil { half = try self.half(&rest) }
        guard half == nil ? hour < 24 : (1...12).contains(hour) else { throw .moment }
        let hours =
            switch half {
            case .morning: hour % 12
            case .afternoon: hour % 12 + 12
            case nil: hour
            }
        let text = "\(padded(hours)):\(padded(minute)):\(padded(second))\(fraction.isEmpty ? "" : ".\(fraction)")"
        return (text, try zone(rest.drop { $0 == " " }))
    }

    private enum Half {
        case morning, afternoon
    }

    private static func half(_ rest: inout Substring) throws(ImportFlaw.Reason) -> Half? {
        for (word, half) in [("上午", Half.morning), ("下午", .afternoon), ("am", .morning), ("pm", .afternoon)]
        where rest.lowercased().hasPrefix(word) {
            rest = rest.dropFirst(word.count).drop { $0 == " " }
            return half
        }
        return nil
    }

    private static func zone(_ rest: Substring) throws(ImportFlaw.Reason) -> String? {
        if rest.isEmpty { return nil }
        if ["z", "utc", "gmt"].contains(rest.lowercased()) { return "+00:00" }
        let digits = rest.dropFirst().filter { $0 != ":" }
        guard let sign = rest.first, "+-".contains(sign), [2, 4].contains(digits.count),
            let hours = Int(digits.prefix(2)),
            let minutes = digits.count == 4 ? Int(digits.suffix(2)) : 0, hours <= 14, minutes < 60
        else { throw .moment }
        return "\(sign)\(padded(hours)):\(padded(minutes))"
    }

    private static func number(_ rest: inout Substring) -> Substring {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest[digits.endIndex...]
        return digits
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) throws(ImportFlaw.Reason) -> String {
        guard (1900...9999).contains(year), let date = PostgresDate(year: year, month: month, day: day) else {
            throw .day
        }
        return "\(date)"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
