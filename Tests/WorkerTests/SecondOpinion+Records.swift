extension SecondOpinion {
    /// Writes the rows that measures look at.
    struct Records {
        let places: Instants
        /// How often an optional value is missing.
        let nullPercent: Int

        static let relations = [
            "ticket", "nps_response", "satisfaction_response", "task", "attendance", "violation", "repair_report",
            "collaboration_feedback", "service_order", "opportunity", "maintenance_cost", "phone_call",
        ]

        /// - Parameter employee: nil for a row that is nobody's.
        func row(of relation: String, for employee: String?, _ dice: inout Dice) -> Row {
            var row = Row(cells(of: relation, &dice))
            row.cells["employee_id"] = employee.map(Cell.text)
            return row
        }

        private func cells(of relation: String, _ dice: inout Dice) -> [String: Cell?] {
            switch relation {
            case "ticket": ticket(&dice)
            case "nps_response":
                [
                    "score": number(["0", "6", "7", "8", "9", "10", "10", "6.5", "8.999", "9.5", "-1", "11"], &dice),
                    "responded_at": instant(&dice),
                ]
            case "satisfaction_response":
                [
                    "score": number(["1", "2", "3", "4", "5", "5", "3.999999", "4.5", "0", "5.5"], &dice),
                    "responded_at": instant(&dice), "aspect": text(["solution", "attitude", "it's"], &dice),
                ]
            case "task": task(&dice)
            case "attendance":
                ["day": day(&dice), "kind": text(["present", "late", "absent", "leave", "leave"], &dice)]
            case "violation": ["day": day(&dice), "severity": text(["minor", "major", "Minor"], &dice)]
            case "repair_report":
                [
                    "submitted_at": instant(&dice), "fixed_first_visit": flag(&dice), "remote": flag(&dice),
                    "visits": number(["0", "1", "2", "3", "7"], &dice),
                    "parts_wait_hours": number(["0", "0.5", "12.333", "71.9999999", "-4"], &dice),
                ]
            case "collaboration_feedback":
                ["given_at": instant(&dice), "score": number(["0", "2", "4", "3.9999995", "5"], &dice)]
            case "service_order": ["ordered_at": instant(&dice), "disputed": flag(&dice)]
            case "opportunity": ["closed_at": instant(&dice), "won": flag(&dice)]
            case "maintenance_cost":
                [
                    "spent_on": day(&dice), "actual": number(["0", "10", "12.34", "100.005", "9999999999.99"], &dice),
                    "budget": number(["0", "0", "10", "33.33", "100", "0.000007"], &dice),
                ]
            default: phoneCall(&dice)
            }
        }

        private func ticket(_ dice: inout Dice) -> [String: Cell?] {
            let opened = places.instant(&dice)
            func later() -> Cell? {
                guard !dice.happens(nullPercent) else { return nil }
                // Clocks go wrong, and people fill in dates of their own.
                return .instant(
                    dice.happens(8) ? opened - dice.number(1...90_000_000_000) : places.after(opened, &dice))
            }
            return [
                "opened_at": dice.happens(95) ? .instant(opened) : nil, "resolved_at": later(),
                "first_response_at": later(), "target_at": later(),
                "closed_at": dice.happens(60) ? later() : instant(&dice),
                "status": text(["resolved", "resolved", "open", "Resolved"], &dice), "target_met": flag(&dice),
                "reopened": flag(&dice), "escalated": flag(&dice), "remote": flag(&dice),
                "category": text(["it's", "中文", ""], &dice), "priority": text(["open", "solution"], &dice),
            ]
        }

        private func task(_ dice: inout Dice) -> [String: Cell?] {
            let due = places.instant(&dice)
            let done = dice.pick([due, due - 1, due + 1, places.instant(&dice)], nullPercent: nullPercent)
            return ["due_at": dice.happens(95) ? .instant(due) : nil, "done_at": done.map(Cell.instant)]
        }

        private func phoneCall(_ dice: inout Dice) -> [String: Cell?] {
            [
                "began_at": dice.happens(90) ? .local(places.local(&dice)) : nil, "day": day(&dice),
                "billed_on": day(&dice),
                "seconds": number(["0", "1", "59", "2147483647", "-3"], &dice),
                "transfers": number(["0", "1", "32767"], &dice),
                "rating": inexact(["0.1", "2.675", "3", "0.30000000000000004", "123456.789"], &dice),
                "cost": inexact(["0", "0.004999999", "19.99", "-7.5"], &dice), "answered": flag(&dice),
                "topic": text(["resolved", "it's", "中文"], &dice),
            ]
        }

        private func number(_ choices: [String], _ dice: inout Dice) -> Cell? {
            dice.pick(choices, nullPercent: nullPercent).flatMap { Fraction($0) }.map(Cell.number)
        }

        /// A number of a type that can also hold what is none.
        private func inexact(_ choices: [String], _ dice: inout Dice) -> Cell? {
            dice.happens(15) ? .unknown(dice.pick(["NaN", "Infinity", "-Infinity"])) : number(choices, &dice)
        }

        private func text(_ choices: [String], _ dice: inout Dice) -> Cell? {
            dice.pick(choices, nullPercent: nullPercent).map(Cell.text)
        }

        private func flag(_ dice: inout Dice) -> Cell? {
            dice.pick([true, true, false], nullPercent: nullPercent).map(Cell.flag)
        }

        private func instant(_ dice: inout Dice) -> Cell? {
            dice.happens(95) ? .instant(places.instant(&dice)) : nil
        }

        private func day(_ dice: inout Dice) -> Cell? {
            dice.happens(95) ? .day(places.day(&dice)) : nil
        }
    }
}
