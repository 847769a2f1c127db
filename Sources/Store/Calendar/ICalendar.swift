import Postgres

/// The days of an iCalendar file: its events of whole days (RFC 5545, VEVENT with DTSTART of type DATE).
///
/// What it cannot keep to the letter it refuses, with the line: times, repetitions, alarms that move days. Of the rest it
/// reads SUMMARY, STATUS and Apple's X-APPLE-SPECIAL-DAY.
package struct ICalendar: Sendable {
    package struct Event: Hashable, Sendable {
        /// Where it begins in the file.
        package let line: Int
        /// First and last day.
        package let days: ClosedRange<Int>
        package let summary: String?
        /// Whether it says by itself that it is worked.
        package let isWorked: Bool?
    }

    /// What is wrong in a line.
    package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        package let line: Int
        package let reason: String

        package var description: String { "line \(line): \(reason)" }
    }

    /// Everything that is wrong; never empty.
    package struct Problems: Error, Sendable {
        package let list: [Problem]
    }

    package let events: [Event]

    /// - Throws: all problems at once.
    package init(_ text: String) throws(Problems) {
        var reader = Reader()
        for line in Self.unfolded(text) { reader.take(line) }
        reader.end()
        guard reader.problems.isEmpty else { throw Problems(list: reader.problems) }
        events = reader.events
    }

    fileprivate struct Line {
        let number: Int
        var text: String
    }

    /// Long lines go on behind a line break and a blank.
    private static func unfolded(_ text: String) -> [Line] {
        var lines: [Line] = []
        // By Unicode scalars: to Swift a carriage return and a line feed are one Character.
        for (index, raw) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var scalars = raw
            if scalars.last == "\r" { scalars = scalars.dropLast() }
            if index == 0, scalars.first == "\u{feff}" { scalars = scalars.dropFirst() }
            if let first = scalars.first, first == " " || first == "\t", !lines.isEmpty {
                lines[lines.count - 1].text.unicodeScalars.append(contentsOf: scalars.dropFirst())
            } else {
                lines.append(Line(number: index + 1, text: String(scalars)))
            }
        }
        return lines.filter { !$0.text.isEmpty }
    }
}

extension ICalendar.Line {
    /// `DTSTART;VALUE=DATE:20261001` → name, parameters, value; nil where it is none.
    var property: (name: String, parameters: [String: String], value: String)? {
        var isQuoted = false
        guard
            let colon = text.firstIndex(where: { character in
                if character == "\"" { isQuoted.toggle() }
                return character == ":" && !isQuoted
            })
        else { return nil }
        let parts = text[..<colon].split(separator: ";", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty else { return nil }
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { parameters[pair[0].uppercased()] = String(pair[1]) }
        }
        return (name.uppercased(), parameters, String(text[text.index(after: colon)...]))
    }
}

/// Takes a file line by line.
private struct Reader {
    private(set) var events: [ICalendar.Event] = []
    private(set) var problems: [ICalendar.Problem] = []
    /// Components that are open, the outermost first.
    private var open: [String] = []
    private var event: Draft?
    private var isCalendar = false

    private struct Draft {
        let line: Int
        var first: Int?
        var behind: Int?
        var summary: String?
        var isCancelled = false
        var isWorked: Bool?
        var isFaulty = false
    }

    private mutating func note(_ reason: String, in line: Int) {
        problems.append(ICalendar.Problem(line: line, reason: reason))
        event?.isFaulty = true
    }

    mutating func take(_ line: ICalendar.Line) {
        guard let (name, parameters, value) = line.property else {
            return note("\"\(line.text.prefix(40))\" is no line of iCalendar, which is NAME:VALUE", in: line.number)
        }
        switch name {
        case "BEGIN":
            open.append(value.uppercased())
            if open == ["VCALENDAR"] { isCalendar = true }
            if open == ["VCALENDAR", "VEVENT"] { event = Draft(line: line.number) }
        case "END":
            guard open.last == value.uppercased() else {
                return note("END:\(value) ends what was not begun", in: line.number)
            }
            open.removeLast()
            if open == ["VCALENDAR"], value.uppercased() == "VEVENT" { finish() }
        default:
            if open == ["VCALENDAR", "VEVENT"] { take(name, parameters, value, in: line.number) }
        }
    }

    private mutating func take(_ name: String, _ parameters: [String: String], _ value: String, in line: Int) {
        switch name {
        case "DTSTART":
            let first = day(name, parameters, value, in: line)
            event?.first = first
        case "DTEND":
            let behind = day(name, parameters, value, in: line)
            event?.behind = behind
        case "RRULE", "RDATE", "EXDATE", "EXRULE", "DURATION", "RECURRENCE-ID":
            note("\(name) is not read; write each day, or the first and the day behind the last, as dates", in: line)
        case "SUMMARY": event?.summary = Self.unescaped(value)
        case "STATUS": event?.isCancelled = value.uppercased() == "CANCELLED"
        case "X-APPLE-SPECIAL-DAY":
            switch value.uppercased() {
            case "WORK-HOLIDAY": event?.isWorked = false
            case "ALTERNATE-WORKDAY": event?.isWorked = true
            default: break
            }
        default: break
        }
    }

    private mutating func day(_ name: String, _ parameters: [String: String], _ value: String, in line: Int) -> Int? {
        guard let day = PostgresDate(basic: value), parameters["VALUE"].map({ $0.uppercased() == "DATE" }) ?? true
        else {
            note("\(name) is \"\(value)\"; a day is written like 20261001, without a time", in: line)
            return nil
        }
        return Int(day.days)
    }

    private mutating func finish() {
        guard let draft = event else { return }
        event = nil
        guard !draft.isFaulty, !draft.isCancelled else { return }
        guard let first = draft.first else { return note("the event has no DTSTART", in: draft.line) }
        let behind = draft.behind ?? first + 1
        guard behind > first, behind - first <= 366 else {
            return note("the event ends before it begins, or is longer than a year", in: draft.line)
        }
        events.append(
            ICalendar.Event(
                line: draft.line, days: first...(behind - 1), summary: draft.summary, isWorked: draft.isWorked))
    }

    mutating func end() {
        if let component = open.last { note("the file ends within \(component)", in: 1) }
        if !isCalendar { note("this is no iCalendar file, which begins with BEGIN:VCALENDAR", in: 1) }
    }

    /// `\,` → `,`.
    private static func unescaped(_ text: String) -> String {
        var (result, isEscaped) = ("", false)
        for character in text {
            if isEscaped {
                result.append(character == "n" || character == "N" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }
}

extension PostgresDate {
    /// A date as iCalendar writes it, `20261001`; nil of anything else.
    fileprivate init?(basic text: String) {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 8, digits.allSatisfy((0...9).contains) else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        self.init(year: number(0..<4), month: number(4..<6), day: number(6..<8))
    }
}

extension ICalendar {
    /// The days as a calendar keeps them.
    ///
    /// - Parameters:
    ///   - makeUpWords: what stands in the summary of a day that is worked, where the event does not say so otherwise.
    ///   - weekday: whose shifts such a day has.
    /// - Throws: days that are named twice, as a holiday and as worked.
    package func specialDays(makeUpWords: [String], like weekday: Int) throws(Problems) -> [SpecialDay] {
        var found: [Int: SpecialDay] = [:]
        var problems: [Problem] = []
        for event in events {
            let summary = event.summary ?? ""
            let isWorked = event.isWorked ?? makeUpWords.contains { summary.lowercased().contains($0.lowercased()) }
            for day in event.days {
                let special = SpecialDay(
                    day: PostgresDate(days: Int32(day)), kind: isWorked ? .makeUp : .holiday,
                    likeWeekday: isWorked ? weekday : nil, title: event.summary)
                if let before = found[day], before.kind != special.kind {
                    problems.append(
                        Problem(
                            line: event.line, reason: "\(special.day) is a holiday and worked as well (\(summary))"))
                }
                found[day] = found[day] ?? special
            }
        }
        guard problems.isEmpty else { throw Problems(list: problems) }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}
