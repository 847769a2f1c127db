extension SecondOpinion {
    /// The measures of the shipped templates by the code of their indicator, written by hand.
    static let shippedMeasures: [String: Measure] = [
        "response_time": Measure("ticket", at: "opened_at") { rows, period in
            .average(
                rows.map { row in
                    elapsedHours(
                        row.instant("opened_at", in: period), row.instant("first_response_at", in: period) ?? period.end
                    )
                })
        },
        "satisfaction": Measure("satisfaction_response", at: "responded_at") { rows, _ in
            .share(rows.map { $0.number("score").map { $0 >= 4 } })
        },
        "repair_success": Measure("ticket", at: "closed_at") { rows, _ in .share(rows.map(isDoneForGood)) },
        "repair_time": Measure("ticket", at: "resolved_at", where: areTimesPossible) { rows, period in
            let taken = rows.compactMap { hours($0, "opened_at", "resolved_at", period) }
            let allowed = rows.compactMap { hours($0, "opened_at", "target_at", period) }
            guard !taken.isEmpty, !allowed.isEmpty else { return Finding(value: nil) }
            return Finding(value: 100 * Fraction.sum(taken) / Fraction.sum(allowed))
        },
        "ticket_volume": volume,
        "task_timeliness": Measure("task", at: "due_at") { rows, period in
            .count(
                rows.map { row in
                    guard let done = row.instant("done_at", in: period) else { return true }
                    return row.instant("due_at", in: period).map { done > $0 }
                })
        },
        "attendance": Measure("attendance", at: "day") { rows, _ in
            weighed(rows, "kind", light: "late", heavy: "absent")
        },
        "compliance": Measure("violation", at: "day") { rows, _ in
            weighed(rows, "severity", light: "minor", heavy: "major")
        },
        "refund_disputes": Measure("service_order", at: "ordered_at") { rows, _ in
            .share(rows.map { $0.flag("disputed") })
        },
        "independent_resolution": kept,
        "redevelopment": Measure("opportunity", at: "closed_at") { rows, _ in .share(rows.map { $0.flag("won") }) },
        "maintenance_cost": Measure("maintenance_cost", at: "spent_on") { rows, _ in
            let actual = rows.compactMap { $0.number("actual") }
            let budget = rows.compactMap { $0.number("budget") }
            guard !actual.isEmpty, !budget.isEmpty else { return Finding(value: nil) }
            return Finding(value: 100 * Fraction.sum(actual) / Fraction.sum(budget))
        },
        "nps": Measure("nps_response", at: "responded_at") { rows, _ in
            .recommendation(rows.map { $0.number("score") })
        },
        "problem_solved": Measure(
            "satisfaction_response", at: "responded_at",
            where: { row, _ in row.text("aspect").map { $0 == "solution" } }
        ) { rows, _ in .average(rows.map { $0.number("score") }) },
        "cross_team": Measure("collaboration_feedback", at: "given_at") { rows, _ in
            .average(rows.map { $0.number("score") })
        },
        "first_response": Measure(
            "ticket", at: "opened_at", where: { row, _ in row.cells["first_response_at"] != nil }
        ) { rows, period in
            .average(
                rows.map {
                    elapsedHours($0.instant("opened_at", in: period), $0.instant("first_response_at", in: period))
                })
        },
        "resolved_first_time": Measure("ticket", at: "closed_at") { rows, _ in .share(rows.map(isDoneForGood)) },
        "on_time": Measure("ticket", at: "resolved_at", where: { row, _ in row.flag("target_met") != nil }) { rows, _ in
            .share(rows.map { $0.flag("target_met") })
        },
        "kept": kept,
        "volume": volume,
        "first_visit_fix": Measure("repair_report", at: "submitted_at") { rows, _ in
            .share(rows.map { $0.flag("fixed_first_visit") })
        },
    ]

    private static let volume = Measure("ticket", at: "resolved_at") { rows, _ in
        Finding(value: Fraction(rows.count))
    }

    private static let kept = Measure("ticket", at: "resolved_at") { rows, _ in
        .share(rows.map { $0.flag("escalated").map(!) })
    }

    private static func isDoneForGood(_ row: Row) -> Bool? {
        both(row.text("status").map { $0 == "resolved" }, row.flag("reopened").map(!))
    }

    /// Whether a ticket was solved, and was to be solved, at the earliest when it was opened.
    private static func areTimesPossible(_ row: Row, _ period: Period) -> Bool? {
        func isBehindOpening(_ column: String) -> Bool? {
            row.instant("opened_at", in: period).flatMap { opened in
                row.instant(column, in: period).map { $0 >= opened }
            }
        }
        return both(isBehindOpening("resolved_at"), isBehindOpening("target_at"))
    }

    private static func elapsedHours(_ from: Int?, _ to: Int?) -> Fraction? {
        hours(from, to).flatMap { $0 < 0 ? nil : $0 }
    }

    private static func hours(_ from: Int?, _ to: Int?) -> Fraction? {
        guard let from, let to else { return nil }
        return Fraction(to - from) / 3_600_000_000
    }

    private static func hours(_ row: Row, _ from: String, _ to: String, _ period: Period) -> Fraction? {
        hours(row.instant(from, in: period), row.instant(to, in: period))
    }

    private static func weighed(_ rows: [Row], _ column: String, light: String, heavy: String) -> Finding {
        let kinds = rows.map { $0.text(column) }
        return Finding(value: Fraction(kinds.count { $0 == light } + 3 * kinds.count { $0 == heavy }))
    }
}
