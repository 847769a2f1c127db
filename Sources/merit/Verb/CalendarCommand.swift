import ArgumentParser
import Foundation
import Postgres
import Reports
import Schema
import Store

struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Shows calendars of working time, and puts holidays into them.",
        discussion:
            "Calendars, shifts and whose they are stand in merit.work_calendar and the tables beside it; docs/calendars.md says how.",
        subcommands: [Show.self, Import.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the calendars; or the shifts of one, day by day.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption
        @Argument(help: "The calendar to show; left out: all are listed.") var calendar: String?
        @Option(
            name: .customLong("from"),
            help: ArgumentHelp("First day; default: the first of this month.", valueName: "date")) var first: String?
        @Option(
            name: .customLong("to"),
            help: ArgumentHelp("Last day, included; default: 31 days.", valueName: "date")) var last: String?
        @Option(help: "The zone of a calendar that has none of its own.") var timeZone = "UTC"

        func run() async throws {
            guard let calendar else {
                let entries = try await database.withConnection("calendar show") { connection in
                    try await CalendarEntry.all(in: connection)
                }
                var table = Table([
                    .init("calendar"), .init("title"), .init("time_zone"), .init("days_of"),
                    .init("special_days", isNumber: true), .init("used_for"),
                ])
                for entry in entries {
                    table.add([
                        entry.name, entry.title, entry.timeZone, entry.daysOf, "\(entry.specialDays)", entry.use,
                    ])
                }
                return Console.show(table, as: output.format)
            }
            let span = try days()
            let shifts = try await database.withConnection("calendar show") { connection in
                try await CalendarShift.all(
                    of: calendar, from: span.first, to: span.last, timeZone: timeZone, in: connection)
            }
            guard !shifts.isEmpty else { throw CalendarCommand.unknown(calendar) }
            var table = Table(["day", "weekday", "kind", "opens", "closes", "title"].map { .init($0) })
            for shift in shifts {
                table.add([shift.day, shift.weekday, shift.kind, shift.opens, shift.closes, shift.title])
            }
            Console.show(table, as: output.format)
        }

        private func days() throws -> (first: PostgresDate, last: PostgresDate) {
            let today = PostgresDate(days: Int32(Date().timeIntervalSince1970 / 86_400) - 10_957)
            let (year, month, _) = today.civil
            let first =
                try first.map { try OptionDay.read($0, of: "--from") } ?? PostgresDate(year: year, month: month, day: 1)
                ?? today
            let last = try last.map { try OptionDay.read($0, of: "--to") } ?? PostgresDate(days: first.days + 30)
            guard first <= last, last.days - first.days < 3660 else {
                throw ValidationError("--to comes before --from, or more than ten years behind it")
            }
            return (first, last)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Puts the days of an iCalendar file into a calendar; without --apply it only says what it would do.",
            discussion: """
                An event of whole days is a holiday, unless it says that it is worked: by Apple's X-APPLE-SPECIAL-DAY, or by one of the words of \
                --make-up in its summary. Days that the calendar has beside stay as they are.
                """)

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: FormatOption
        @Argument(
            help: ArgumentHelp(
                "An .ics file, or the name of a shipped one: \(ShippedCalendars.all.keys.sorted().joined(separator: ", ")).",
                valueName: "file")) var file: String
        @Option(help: "The calendar that they are put into.") var calendar = "standard"
        @Option(
            name: .customLong("make-up"), help: "A word in the summary of days that are worked; may be given again.")
        var makeUp = ["班", "make-up", "makeup", "workday"]
        @Option(parsing: .unconditional, help: "The weekday whose shifts such days have, 1 (Monday) to 7.") var like = 1
        @Flag(help: "Write them.") var apply = false

        func validate() throws {
            guard (1...7).contains(like) else { throw ValidationError("--like is \(like); 1 is Monday, 7 is Sunday") }
        }

        func run() async throws {
            let days: [SpecialDay]
            do {
                days = try ICalendar(read()).specialDays(makeUpWords: makeUp, like: like)
            } catch let problems as ICalendar.Problems {
                for problem in problems.list { Console.note("\(file): \(problem)") }
                throw Findings()
            }
            let changes: [(day: SpecialDay, change: SpecialDay.Change)]
            do {
                changes = try await database.withConnection("calendar import") { connection in
                    try await connection.withTransaction { connection in
                        let changes = try await SpecialDay.put(days, into: calendar, in: connection)
                        if !apply { throw Tried(changes: changes) }
                        return changes
                    }
                }
            } catch let tried as Tried {
                changes = tried.changes
            } catch let missing as SpecialDay.NoSuchCalendar {
                throw CalendarCommand.unknown(missing.name)
            }
            var table = Table(["day", "kind", "like_weekday", "title", "change"].map { .init($0) })
            for (day, change) in changes {
                table.add([
                    day.day.description, day.kind.rawValue, day.likeWeekday.map { "\($0)" }, day.title, change.rawValue,
                ])
            }
            Console.show(table, as: output.format)
            let new = changes.count { $0.change != .same }
            Console.note(
                apply
                    ? "\(new) of \(changes.count) days were written into calendar \(calendar)"
                    : "\(new) of \(changes.count) days would be written into calendar \(calendar); say --apply to write them"
            )
        }

        /// Ends the transaction, so that nothing is written.
        private struct Tried: Error {
            let changes: [(day: SpecialDay, change: SpecialDay.Change)]
        }

        private func read() throws -> String {
            if let shipped = ShippedCalendars.all[file] { return shipped }
            let data: Data
            do {
                data = try Data(contentsOf: URL(filePath: file))
            } catch {
                throw NotFound("\(file) cannot be read: \(error.localizedDescription)")
            }
            guard data.count <= 5_000_000, let text = String(data: data, encoding: .utf8) else {
                throw NotFound("\(file) is larger than 5 MB or no UTF-8, which iCalendar files are")
            }
            return text
        }
    }

    static func unknown(_ calendar: String) -> NotFound {
        NotFound("there is no calendar \"\(calendar)\"; merit calendar show lists them")
    }
}
