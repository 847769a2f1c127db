import Postgres
import Reports

/// What one person says of another, or of themselves, in a period: points and words for each rated indicator.
struct Sheet: Sendable {
    struct Indicator: Sendable {
        let code: String
        let dimension: String
        let title: String
        let most: String?
        let levels: [String]
        let points: String?
        let words: String?
        /// What the reader gave the last time before; nil: never.
        let earlier: (points: String, period: String)?
    }

    /// One number for everything, where the rules want to hear somebody and no indicator is rated.
    struct Overall: Sendable {
        let points: String?
        let words: String?
    }

    let period: String
    let person: String
    let indicators: [Indicator]
    let overall: Overall?
    /// Whether the reader speaks of themselves.
    let isOwn: Bool
    let plan: Plan
    let measured: MeasuredFacts

    /// Whether there is nothing to say.
    var isEmpty: Bool { indicators.isEmpty && overall == nil }

    static func load(
        period: String, of person: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Sheet {
        let indicators = try await connection.query(
            Statements.ratedIndicators, period, person, visit.person, visit.languageKey
        ).map { row in
            let (code, title, most, levels, points, words, earlierPoints, earlierPeriod, dimension) = try row.decode(
                String.self, String.self, String?.self, String?.self, String?.self, String?.self, String?.self,
                String?.self, String.self)
            return Indicator(
                code: code, dimension: dimension, title: title, most: most,
                levels: RatedLevel.words(levels, visit.language), points: points, words: words,
                earlier: earlierPoints.flatMap { points in earlierPeriod.map { (points, $0) } })
        }
        return Sheet(
            period: period, person: person, indicators: indicators,
            overall: indicators.isEmpty ? try await overall(period, person, visit, connection) : nil,
            isOwn: person == visit.person, plan: try await Plan.load(period, of: person, connection),
            measured: try await MeasuredFacts.load(period, of: person, visit, connection))
    }

    private static func overall(
        _ period: String, _ person: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> Overall? {
        let (isOwed, points, words) = try await connection.query(
            Statements.overallAsked, period, person, visit.person
        ).one().decode(Bool.self, String?.self, String?.self)
        return isOwed || points != nil ? Overall(points: points, words: words) : nil
    }

    func fields(_ language: Language) -> [FormPage.Field] {
        if let overall {
            return [
                .number(
                    "points", language.text(zh: "总体评价，最高 100 分", en: "Overall, at most 100"),
                    hint: language.text(
                        zh: "现行规则没有逐项评分的指标，请给出一个总体分数。",
                        en: "By the rules as they are no indicator is rated: give one number for everything."),
                    value: overall.points),
                .area(
                    "words",
                    isOwn
                        ? language.text(zh: "说明与下月计划", en: "In words, with the plan for next month")
                        : language.text(zh: "说明", en: "In words"), value: overall.words),
            ]
        }
        var last: String?
        let rated = indicators.flatMap { indicator in
            let most = indicator.most.map { language.text(zh: "，最高 \($0) 分", en: ", at most \($0)") } ?? ""
            let earlier = indicator.earlier.map {
                language.text(zh: "您上次（\($0.period)）：\($0.points)", en: "You gave \($0.points) in \($0.period)")
            }
            let hint = (indicator.levels + [earlier].compactMap(\.self)).joined(separator: " · ")
            var points = FormPage.Field.number(
                "points.\(indicator.code)", indicator.title + most, hint: hint, value: indicator.points)
            // Beside the first of its dimension; the others follow.
            if indicator.dimension != last { points.beside = measured.beside(indicator.dimension) }
            last = indicator.dimension
            return [
                points,
                .area(
                    "words.\(indicator.code)",
                    language.text(zh: "\(indicator.title)：说明", en: "\(indicator.title): in words"),
                    value: indicator.words),
            ]
        }
        return isOwn && !rated.isEmpty ? rated + [plan.asked(language)] : rated
    }

    /// What stands above the form: what was planned, and what is measured where nothing is rated.
    func facts(_ language: Language) -> [FormPage.Fact] { plan.facts(isOwn: isOwn, language) }
    var groups: [FormPage.FactGroup] { measured.others(than: Set(indicators.map(\.dimension))) }

    /// Gives what stands in the form; what is left empty is not given.
    ///
    /// - Parameter isWhole: whether every indicator needs points: of oneself nobody picks what to speak of.
    /// - Throws: ``Refusal`` at the first field that cannot be.
    func give(
        _ form: FormData, isWhole: Bool = false, _ language: Language, _ connection: PostgresConnection
    ) async throws {
        var given = 0
        // Nil is everything at once.
        let asked: [(String?, String, String)] =
            overall == nil
            ? indicators.map { ($0.code, "points.\($0.code)", "words.\($0.code)") } : [(nil, "points", "words")]
        for (indicator, field, inWords) in asked {
            let words = form.text(inWords)
            guard let points = try Self.points(form, field, language) else {
                if words != nil {
                    throw Refusal(language.text(zh: "请同时给出分数。", en: "Give points as well."), field: field)
                }
                if isWhole && asked.contains(where: { form.text($0.1) != nil }) {
                    throw Refusal(
                        language.text(
                            zh: "请为每一项给出分数；还没想好，可先保存草稿。",
                            en: "Give points for every indicator; until you can, keep it as a draft."), field: field)
                }
                continue
            }
            do {
                try await connection.execute(Statements.evaluate, period, person, indicator, points, words)
            } catch {
                guard var refusal = Refusal(error, language) else { throw error }
                refusal.field = refusal.field ?? field
                throw refusal
            }
            given += 1
        }
        if given == 0 {
            throw Refusal(language.text(zh: "还没有填写任何分数。", en: "No points are given yet."))
        }
        if isOwn && overall == nil { try await plan.give(form, of: person, in: period, language, connection) }
    }

    /// Points as the database reads them; nil where the field is empty.
    static func points(_ form: FormData, _ field: String, _ language: Language) throws(Refusal) -> String? {
        guard let text = form.text(field) else { return nil }
        let digits = text.replacing(",", with: ".")
        guard digits.wholeMatch(of: /[0-9]{1,9}(\.[0-9]{1,6})?/) != nil else {
            throw Refusal(language.text(zh: "请填写数字，例如 12.5。", en: "Write a number, such as 12.5."), field: field)
        }
        return digits
    }
}
