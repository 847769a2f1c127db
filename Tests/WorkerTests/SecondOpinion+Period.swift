import Foundation

extension SecondOpinion {
    /// Whole days in one time zone.
    struct Period {
        /// First and last day, both included.
        let days: ClosedRange<Int>
        let zone: TimeZone
        /// Nil: everyone.
        let department: String?

        /// When everyone works, and who works otherwise.
        let work = Workweek.usual
        /// The first instant, and the first after the period.
        let start: Int
        let end: Int

        init(days: ClosedRange<Int>, zone: TimeZone, department: String?) {
            self.days = days
            self.zone = zone
            self.department = department
            start = Days.instant(local: days.lowerBound * Days.microseconds, in: zone)
            end = Days.instant(local: (days.upperBound + 1) * Days.microseconds, in: zone)
        }

        /// When the person works whose row it is.
        func work(of row: Row) -> Workweek { row.text("employee_id") == "E1" ? .own : work }

        /// Whether the row is of the period or of any time before.
        func isPast(_ row: Row, at column: String) -> Bool {
            switch row.cells[column] {
            case .instant(let instant): instant < end
            case .local(let local): local / Days.microseconds <= days.upperBound
            case .day(let day): day <= days.upperBound
            default: false
            }
        }

        /// Whether the column places the row in the period; a time without zone and a day are compared as they stand.
        func contains(_ row: Row, at column: String) -> Bool {
            switch row.cells[column] {
            case .instant(let instant): start <= instant && instant < end
            case .local(let local): days.contains(local / Days.microseconds)
            case .day(let day): days.contains(day)
            default: false
            }
        }
    }
}

extension SecondOpinion.Period {
    /// A month, a quarter or any days, in a zone whose clocks often change in it.
    static func generated(_ dice: inout SecondOpinion.Dice) -> SecondOpinion.Period {
        let number = SecondOpinion.Days.number
        let days = dice.pick([
            number(2024, 3, 1)...number(2024, 3, 31), number(2024, 10, 1)...number(2024, 10, 31),
            number(2024, 11, 1)...number(2024, 11, 30), number(2025, 2, 1)...number(2025, 2, 28),
            number(2024, 4, 26)...number(2024, 5, 25), number(2024, 4, 1)...number(2024, 4, 25),
            number(2025, 3, 20)...number(2025, 4, 9),
            number(2024, 10, 1)...number(2024, 12, 31), number(2025, 3, 30)...number(2025, 4, 13),
        ])
        let zones = [
            "Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC", "Australia/Lord_Howe", "America/St_Johns",
            "Asia/Kathmandu", "Africa/Cairo",
        ]
        // In Cairo the clocks of 2024-04-26 skip midnight.
        let skipsMidnight = days.lowerBound == number(2024, 4, 26) || days.upperBound == number(2024, 4, 25)
        let zone = skipsMidnight ? "Africa/Cairo" : dice.pick(zones)
        let department = dice.happens(20) ? "service" : nil
        return SecondOpinion.Period(days: days, zone: TimeZone(identifier: zone) ?? .gmt, department: department)
    }
}
