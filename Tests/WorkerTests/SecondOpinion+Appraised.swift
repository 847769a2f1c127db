extension SecondOpinion {
    /// One person with what was measured, before anybody is compared with anybody.
    struct Appraised {
        let employment: Employment
        let template: Document?
        /// Fewer days than the template asks for, or no template.
        let isAppraised: Bool
        private(set) var scores: [String: MeasuredScore] = [:]
        private let voice: [String: String?]

        /// - Parameters:
        ///   - rows: the person's rows of a relation.
        ///   - together: those of everyone in the person's department.
        init(
            _ employment: Employment, under expectation: Expectation, rows: (String) -> [Row],
            together: (String) -> [Row]
        ) {
            let template = employment.template(among: expectation.templates)
            self.employment = employment
            self.template = template
            isAppraised = template.map { employment.days.count >= $0.eligibility?.minDays ?? 0 } ?? false
            voice = Self.voice(
                recommendations: rows("nps_response").filter { expectation.period.contains($0, at: "responded_at") },
                satisfactions: rows("satisfaction_response").filter {
                    expectation.period.contains($0, at: "responded_at")
                })
            guard let template, isAppraised else { return }
            let leave = rows("attendance").filter { $0.text("kind") == "leave" }.compactMap { $0.day("day") }
            let worked = employment.days.subtracting(leave).count
            let work = Self.work(of: employment, leave: Set(leave), in: expectation.period)
            for indicator in template.indicators where indicator.measure != nil {
                guard let measure = expectation.measures[indicator.code] else { continue }
                scores[indicator.code] = MeasuredScore(
                    measure, indicator, rows: (measure.isOfDepartment ? together : rows)(measure.relation),
                    daysWorked: worked, work: work,
                    in: expectation.period)
            }
        }

        /// Working days less leave, and the share of full time.
        private static func work(
            of employment: Employment, leave: Set<Int>, in period: Period
        ) -> (days: Fraction, share: Fraction) {
            let own = period.work(of: employment.row)
            let worked = employment.days.subtracting(leave).map { own.minutes(on: $0, in: period.zone) }.filter {
                $0 > 0
            }
            let full = period.days.reduce(0) { $0 + period.work.minutes(on: $1, in: period.zone) }
            let share = Fraction(worked.reduce(0, +)) / Fraction(full)
            return (Fraction(worked.count), share?.rounded(12) ?? 0)
        }

        /// The column values of the person's result and indicators, with the total as a number.
        func verdict(
            among people: [Appraised], before: Appraised?, _ scatter: Scatter, _ mix: Mix,
            under expectation: Expectation
        ) -> (Key, total: Fraction?, Verdict) {
            var result = voice
            for column in ["department", "post", "supervisor_id"] { result[column] = employment.row.text(column) }
            result["days_employed"] = "\(employment.days.count)"
            result["template_code"] = template?.template
            result["template_version"] = template.map { "\($0.version)" }
            result["near_cut"] = "false"
            result["status"] = "not_appraised"
            guard let template, isAppraised else { return (key(employment.id), nil, Verdict(result: result)) }

            let given = expectation.evaluations.filter {
                key($0.employee) == key(employment.id) && $0.isUsable(under: template, of: employment)
            }
            let compared = compared(among: people, before: before, mix, template)
            let points = points(template, compared, given)
            let sheets = sheets(template, points, given)
            for sheet in sheets { result["\(sheet.source)_score"] = "\(sheet.score)" }
            let heaviest = sheets.first { sheet in sheets.allSatisfy { $0.weight <= sheet.weight } }
            result["coverage"] = heaviest.map { "\($0.coverage)" }
            let isMissing = template.orderedSources.contains { name, source in
                source.required ?? false && !sheets.contains { $0.source == name }
            }
            let isThin = heaviest.map { $0.coverage < template.coverage?.minPercent.value ?? 0 } ?? true
            let weight = Fraction.sum(sheets.map(\.weight))
            let total =
                isMissing || isThin ? nil : (Fraction.sum(sheets.map { $0.score * $0.weight }) / weight)?.rounded(2)
            let alone = total.flatMap { total in template.grades.firstIndex { $0.atLeast.value <= total } }
            let cap = alone.flatMap { template.cap(worseThan: $0, compared) }
            let grade = (cap?.place ?? alone).map { template.grades[$0] }
            result["capped_by"] = cap?.indicator
            result["status"] = total == nil ? "incomplete" : "scored"
            result["total"] = total.map { "\($0)" }
            result["grade"] = grade?.grade
            result["proposed"] = grade.flatMap { template.proposed(by: $0) }
            result["coefficient"] = grade.map { "\($0.coefficient.value)" }
            let isNear = template.grades.contains { grade in
                guard let total, let near = template.nearCut?.value, grade.atLeast.value > 0 else { return false }
                return (total - grade.atLeast.value).magnitude <= near
            }
            result["near_cut"] = "\(isNear)"
            if let total {
                let chance = Chance(of: total, template, sheets, scores: compared, points: points, scatter)
                for (column, value) in chance.columns { result[column] = value }
            }
            let indicators = Dictionary(
                uniqueKeysWithValues: template.dimensions.flatMap { dimension in
                    dimension.indicators.map { indicator in
                        (
                            indicator.code,
                            indicator.columns(
                                dimension.code, compared[indicator.code], points[indicator.code], template)
                        )
                    }
                })
            return (key(employment.id), total, Verdict(result: result, indicators: indicators))
        }
    }
}

extension SecondOpinion.Appraised {
    typealias Fraction = SecondOpinion.Fraction

    /// The scores with those that are relative held against the mean of everyone on the template, and others against work of the same kinds
    /// or against the period before.
    private func compared(
        among people: [Self], before: Self?, _ mix: SecondOpinion.Mix, _ template: SecondOpinion.Document
    ) -> [String: SecondOpinion.MeasuredScore] {
        var compared = scores
        for indicator in template.indicators where indicator.measure?.relativeTo == "peer_mean" {
            let values = people.filter { $0.template?.template == template.template && $0.isAppraised }
                .compactMap { $0.scores[indicator.code]?.value }
            let mean = (Fraction.sum(values) / Fraction(values.count))?.rounded(6)
            compared[indicator.code]?.compare(with: mean, minSample: indicator.minSample ?? 0)
        }
        for indicator in template.indicators where indicator.measure?.relativeTo == "previous" {
            let least = indicator.minSample ?? 0
            let earlier = before?.scores[indicator.code].flatMap { $0.rows == 0 || $0.sample >= least ? $0.raw : nil }
            compared[indicator.code]?.change(since: earlier, minSample: least)
        }
        for indicator in template.indicators where indicator.measure?.mix != nil {
            guard let score = scores[indicator.code] else { continue }
            compared[indicator.code]?.stand(
                mix.standing(of: score, template.template, indicator.code),
                isScored: indicator.measure?.scoredOn == "adjusted", minSample: indicator.minSample ?? 0)
        }
        return compared
    }

    private func points(
        _ template: SecondOpinion.Document, _ scores: [String: SecondOpinion.MeasuredScore],
        _ given: [SecondOpinion.Evaluation]
    ) -> [String: SecondOpinion.IndicatorPoints] {
        var points: [String: SecondOpinion.IndicatorPoints] = [:]
        for indicator in template.indicators {
            var entry = SecondOpinion.IndicatorPoints(indicator: indicator)
            entry.measured = scores[indicator.code]?.value.flatMap { value in indicator.scale?.score(value).points }
            for source in template.sources.keys {
                entry.rated[source] = Self.mean(given.filter { $0.source == source && $0.indicator == indicator.code })
            }
            points[indicator.code] = entry
        }
        return points
    }

    private func sheets(
        _ template: SecondOpinion.Document, _ points: [String: SecondOpinion.IndicatorPoints],
        _ given: [SecondOpinion.Evaluation]
    ) -> [SecondOpinion.Sheet] {
        template.orderedSources.compactMap { name, source in
            let said = given.filter { $0.source == name }
            if let overall = Self.mean(said.filter { $0.indicator == nil }) {
                return SecondOpinion.Sheet(name, weight: source.weight.value, overall: overall)
            }
            guard name == "data" || !said.isEmpty else { return nil }
            return SecondOpinion.Sheet(name, weight: source.weight.value, template, points: points)
        }
    }

    private static func mean(_ evaluations: [SecondOpinion.Evaluation]) -> Fraction? {
        (Fraction.sum(evaluations.map(\.points)) / Fraction(evaluations.count))?.rounded(2)
    }

    /// The customers' voice, with the margin found by trying.
    private static func voice(
        recommendations: [SecondOpinion.Row], satisfactions: [SecondOpinion.Row]
    ) -> [String: String?] {
        let scores = recommendations.compactMap { $0.number("score") }.filter { $0 >= 0 && $0 <= 10 }
        let count = Fraction(scores.count)
        let stars = satisfactions.compactMap { $0.number("score") }.filter { $0 >= 1 && $0 <= 5 }
        let liked = 100 * Fraction(stars.count { $0 >= 4 }) / Fraction(stars.count)
        var voice: [String: String?] = [:]
        voice["satisfaction"] = liked.map { "\($0.rounded(2))" }
        voice["satisfaction_responses"] = stars.isEmpty ? nil : "\(stars.count)"
        voice["nps_responses"] = scores.isEmpty ? nil : "\(scores.count)"
        if let promoters = Fraction(scores.count { $0 >= 9 }) / count,
            let detractors = Fraction(scores.count { $0 < 7 }) / count
        {
            let balance = promoters - detractors
            voice["nps"] = "\((100 * balance).rounded(2))"
            voice["nps_margin"] = ((promoters + detractors - balance * balance) / count).map { "\(margin($0))" }
        }
        return voice
    }

    /// 196 × √`variance` to 2 digits: the last hundredth whose lower half still lies below the root.
    private static func margin(_ variance: Fraction) -> Fraction {
        let square = 196 * 196 * variance
        var (low, high) = (0, 20_000)
        while low < high {
            let middle = (low + high + 1) / 2
            let edge = Fraction(2 * middle - 1)
            if edge * edge <= 200 * 200 * square { low = middle } else { high = middle - 1 }
        }
        return (Fraction(low) / 100) ?? 0
    }
}
