import Pages
import Postgres
import Reports

/// How strict raters were in a period.
///
/// Officers of everyone see all of them by name; a rater sees where their own ratings lie beside those of others, who are unnamed.
struct RatersPage {
    static let path = "/raters"

    static func path(_ period: String) -> String { "\(path)?period=\(period.inAddress)" }

    private struct Rater {
        /// Nil: whose it is is not told.
        let id: String?
        let name: String?
        let isOwn: Bool
        let people: String?
        let ratings: String?
        let mean: String?
        let difference: String
        let ends: (low: String, high: String)?
        let margin: String?

        init(_ row: PostgresRow) throws {
            let (id, name, isOwn, people, ratings, mean, difference, low, high, margin) = try row.decode(
                String?.self, String?.self, Bool.self, String?.self, String?.self, String?.self, String.self,
                String?.self, String?.self, String?.self)
            (self.id, self.name, self.isOwn, self.people, self.ratings) = (id, name, isOwn, people, ratings)
            (self.mean, self.difference, self.margin) = (mean, difference, margin)
            ends = low.flatMap { low in high.map { (low, $0) } }
        }

        /// Whether chance does not explain it: what three standard errors around it leave zero out.
        var standsOut: Bool {
            guard let ends else { return false }
            let isBelow = { (digits: String) in digits.hasPrefix("-") }
            return ends.low != "0" && ends.high != "0" && isBelow(ends.low) == isBelow(ends.high)
        }
    }

    private let language: Language
    private let period: String
    private let others: [String]
    private let duties: Duties
    private let raters: [Rater]

    /// Nil for whoever sees nobody's and rated nobody, and where there is no such period.
    ///
    /// - Parameter period: nil is the newest that is scored.
    static func load(
        _ period: String?, page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        let periods = try await connection.query(Statements.scoredPeriods).map { row in
            try row.decode(String.self, String.self, Bool.self)
        }
        guard let chosen = period ?? periods.first?.0 else { return nil }
        let duties = try await Duties.load(connection)
        let raters = try await connection.query(Statements.raterSeverities, chosen).map(Rater.init)
        guard !raters.isEmpty || periods.contains(where: { $0.0 == chosen }) else { return nil }
        if !duties.seesTemplates {
            let rates = try await connection.query(Statements.rates, visit.person).one().decode(Bool.self)
            guard rates || !raters.isEmpty else { return nil }
        }
        let loaded = RatersPage(
            language: visit.language, period: chosen, others: periods.map(\.0).filter { $0 != chosen }, duties: duties,
            raters: raters)
        let rounds = duties.seesTemplates ? [try await loaded.rounds(connection)] : []
        return loaded.listing(page, rounds, isOpen: periods.contains { $0.0 == chosen && $0.1 == "scored" })
    }

    private func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    private func listing(_ number: Int, _ rounds: [ListingPage.Table], isOpen: Bool) -> ListingPage? {
        let parts = ListingPage.parts(of: raters.filter { $0.id != nil }.map(cells))
        guard parts.indices.contains(number - 1) else { return nil }
        var links = others.prefix(12).map { FormPage.Link(label: $0, path: Self.path($0)) }
        if isOpen, duties.delivers {
            links.append(.init(label: OpenCalibrationForm.title(language), path: OpenCalibrationForm.path(period)))
        }
        var page = ListingPage(
            title: "\(say("评分人", "Raters")) · \(period)", notes: notes, links: links,
            tables: [
                .init(
                    "raters", duties.seesTemplates ? say("全部评分人", "All raters") : say("您的评分", "Your ratings"), columns,
                    parts[number - 1], none: say("没有评分。", "Nobody rated anybody."))
            ] + (number == 1 ? rounds : []))
        if number == 1, !raters.isEmpty { page.drawing = RaterDrawing.figure(of: raters.map(drawn), Words(language)) }
        page.paging = .init(number, of: parts.count, at: Self.path(period), language)
        return page
    }

    private var notes: [String] {
        if raters.isEmpty, !duties.seesTemplates {
            return [
                say(
                    "您的评价全部提交、考核期评分之后，且至少有另外五位评分人时，这里显示您的评分与全体的比较。",
                    "Once you have given all that you owe, the period is scored, and at least five others rated, this shows where your ratings lie beside all raters'."
                )
            ]
        }
        return [
            say(
                "分数按最高分的百分比计算；差值是与同一指标全体评分均值之差，负为偏严，正为偏松。差值可能来自团队本身，不改变任何结果。",
                "Points are in percent of the most there is. The difference is from the mean of all points for the same indicator: below zero is strict, above it lenient. It may be the team's own, and changes no result."
            )
        ]
    }

    private var columns: [String] {
        [
            say("评分人", "Rater"), say("姓名", "Name"), say("被评价人数", "People rated"), say("评分数", "Ratings"),
            say("平均给分（%）", "Mean given, %"), say("与全体之差（百分点）", "From all raters, points of 100"),
            say("三倍标准误（百分点）", "Three standard errors, points of 100"),
            say("说明", "Note"),
        ]
    }

    private func cells(_ rater: Rater) -> [ListingPage.Cell] {
        let found = duties.seesTemplates ? rater.id.map { ResultsPage.path(period, supervisor: $0) } : nil
        return [
            .init(rater.id, path: found), .init(rater.name), .init(rater.people), .init(rater.ratings),
            .init(rater.mean), .init(RaterDrawing.signed(rater.difference)), .init(rater.margin.map { "±\($0)" }),
            .init(
                rater.standsOut
                    ? rater.difference.hasPrefix("-") ? say("明显偏严", "clearly strict") : say("明显偏松", "clearly lenient")
                    : nil),
        ]
    }

    private func drawn(_ rater: Rater) -> RaterDrawing.Rater {
        let name =
            duties.seesTemplates
            ? rater.name ?? rater.id ?? "–"
            : rater.isOwn ? say("您", "you") : say("另一位评分人", "another rater")
        return .init(name: name, difference: rater.difference, ends: rater.ends, isMarked: rater.isOwn)
    }

    private func rounds(_ connection: PostgresConnection) async throws -> ListingPage.Table {
        let rows = try await connection.query(Statements.rounds, period).map { row -> [ListingPage.Cell] in
            let (number, title, people, answers, until, isOver) = try row.decode(
                String.self, String.self, String.self, String.self, String.self, Bool.self)
            return [
                .init(number), .init(title), .init(people), .init(answers), .init(Words(language).deadline(until)),
                .init(isOver ? say("已结束", "over") : say("进行中", "under way")),
            ]
        }
        return .init(
            "rounds", say("校准轮次", "Rounds of calibration"),
            [
                say("编号", "Number"), say("名称", "Title"), say("人数", "People"), say("回答", "Answers"),
                Labels.of("due", language), Labels.of("state", language),
            ], rows, none: say("没有。", "None."))
    }
}
