import Measures
import Postgres
import Store

extension RelationLook {
    /// Rows that a day usually has, for one without any to be odd; and rows that a need must have been asked of.
    private static let few: Int64 = 10
    private static let some: Int64 = 20

    /// What a look at the days found.
    struct Days {
        fileprivate(set) var byDay: [PostgresDate: Int64] = [:]
        fileprivate(set) var rows: Int64 = 0
        /// Of each need how many rows it is asked of, and how many have no value.
        fileprivate(set) var needed: [(rows: Int64, missing: Int64)]
        /// Of each sign how many rows show it.
        fileprivate(set) var signed: [Int64]
        fileprivate(set) var scores: Int64 = 0
        fileprivate(set) var isWide = false
    }

    func days(in rows: PostgresRows) throws -> Days {
        var days = Days(needed: needs.map { _ in (0, 0) }, signed: signs.map { _ in 0 })
        for row in rows {
            let count: Int64 = try row[1]
            days.rows += count
            if let day: PostgresDate = try row[0] { days.byDay[day, default: 0] += count }
            for place in needs.indices {
                days.needed[place].rows += try row[2 + 2 * place, as: Int64.self]
                days.needed[place].missing += try row[3 + 2 * place, as: Int64.self]
            }
            let first = 2 + 2 * needs.count
            for place in signs.indices { days.signed[place] += try row[first + place, as: Int64.self] }
            let known: Int64 = try row[first + signs.count]
            days.scores += known
            if known > 0, try row[first + signs.count + 1, as: Bool.self] { days.isWide = true }
        }
        return days
    }

    /// What the days say, beside the signs that rows show.
    ///
    /// - Parameters:
    ///   - span: the days of the period that are over, as the source has them; nil: none.
    ///   - daysOff: days that need no rows.
    func findings(
        in days: Days, over span: ClosedRange<PostgresDate>?, daysOff: Set<PostgresDate>
    ) -> [DataFinding] {
        var findings: [DataFinding] = []
        if days.scores >= Self.some && !days.isWide {
            findings.append(
                DataFinding(
                    .offScale, of: relation.name,
                    "none of \(days.scores) scores of \(relation.name) is above 5, where 0 to 10 is meant",
                    "where the survey asks for 0 to 5, convert it in the view: all of them count as detractors"
                ).about(days.scores, of: days.rows))
        }
        for (need, found) in zip(needs, days.needed) where found.rows >= Self.some && found.missing * 2 > found.rows {
            findings.append(
                DataFinding(
                    .gap, of: relation.name,
                    "\(need.column) of \(relation.name) is null in \(found.missing) of \(found.rows) rows that are measured by it",
                    "such rows say nothing to the measure: give the column in the view, or write into the measure what they are to count as"
                ).about(found.missing, of: found.rows))
        }
        if let span, let gap = gap(in: days.byDay, over: span, daysOff: daysOff) { findings.append(gap) }
        return findings
    }

    /// Days without a row, where the same days of other weeks have many.
    ///
    /// Rows that come every third day leave days empty, and those that begin or end with a project leave the days around it: gaps are few among
    /// the days that have rows, and lie behind the first of these; behind the last there are three or more.
    private func gap(
        in rows: [PostgresDate: Int64], over span: ClosedRange<PostgresDate>, daysOff: Set<PostgresDate>
    ) -> DataFinding? {
        let days = (span.lowerBound.days...span.upperBound.days).map(PostgresDate.init(days:))
        let there = days.filter { rows[$0] != nil }
        guard let first = there.first, let last = there.last else { return nil }
        var (missing, usual): ([PostgresDate], Int) = ([], 0)
        for weekday in 0..<7 {
            let alike = days.filter { ($0.days % 7 + 7) % 7 == weekday && !daysOff.contains($0) }
            let filled = alike.compactMap { rows[$0] }.sorted()
            guard filled.count >= 2, filled.count * 2 >= alike.count, filled[filled.count / 2] >= Self.few
            else { continue }
            usual += alike.count
            missing += alike.filter { rows[$0] == nil && $0 > first }
        }
        if missing.count(where: { $0 > last }) < 3 { missing.removeAll { $0 > last } }
        guard !missing.isEmpty, missing.count * 3 <= usual else { return nil }
        let count = missing.count
        return DataFinding(
            .gap, of: relation.name,
            "\(count) \(count == 1 ? "day has" : "days have") no row of \(relation.name) by \(places[0].name), where the same days of other weeks have many",
            "see whether a load is missing; days off are put into the calendar for all (merit.special_day)"
        ).about(Int64(count), of: Int64(days.count), ids: missing.sorted().map(\.description))
    }

    /// - Parameters:
    ///   - rows: how many have an id that others have.
    ///   - count: how many such ids there are.
    func finding(ofDuplicates rows: Int64, ids count: Int64) -> DataFinding {
        DataFinding(
            .duplicateID, of: relation.name,
            "\(count) \(count == 1 ? "id of \(relation.name) stands" : "ids of \(relation.name) stand") on \(rows) rows",
            "each row counts: have the view give each once, as where a join multiplies them")
    }
}
