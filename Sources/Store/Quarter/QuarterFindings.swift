package import Appraisal
package import Exact
import JSON
package import Postgres
import Statistics

/// What a review of a quarter found, as it is kept.
package struct QuarterFindings: Sendable {
    /// One indicator of one template version.
    package struct IndicatorFinding: Sendable {
        package let template: TemplateReference
        package let review: IndicatorReview
        /// What accepting it changes in the template; nil: nothing.
        package let proposal: TemplateDocument?

        package init(template: TemplateReference, review: IndicatorReview, proposal: TemplateDocument?) {
            self.template = template
            self.review = review
            self.proposal = proposal
        }
    }

    /// One theme of complaints.
    package struct ThemeFinding: Sendable {
        package let theme: RankedTheme
        /// Why a figure is not there, by its column.
        package let lacking: [(figure: String, reason: LocalizedText)]
        /// The template that it would be measured in, and the new indicator; nil where it is not proposed.
        package let proposal: (template: TemplateReference, piece: TemplateDocument)?

        package init(
            theme: RankedTheme, lacking: [(figure: String, reason: LocalizedText)],
            proposal: (template: TemplateReference, piece: TemplateDocument)?
        ) {
            self.theme = theme
            self.lacking = lacking
            self.proposal = proposal
        }
    }

    /// What the quarter came to in one measure.
    package struct Figure: Sendable {
        package let measure: String
        package let department: String?
        package let target: Int64?
        package let outcome: Outcome

        package enum Outcome: Sendable {
            case value(BigDecimal, sample: Int64)
            case lacking(LocalizedText)
        }

        package init(measure: String, department: String?, target: Int64?, outcome: Outcome) {
            self.measure = measure
            self.department = department
            self.target = target
            self.outcome = outcome
        }
    }

    package var periods: [String]
    package var results: Int
    package var people: Int
    package var remarks: [LocalizedText]
    package var engineVersion: String
    /// Instant of the source that was read.
    package var cutoff: PostgresTimestamp
    package var indicators: [IndicatorFinding]
    package var themes: [ThemeFinding]
    package var figures: [Figure]

    package init(
        periods: [String], results: Int, people: Int, remarks: [LocalizedText], engineVersion: String,
        cutoff: PostgresTimestamp, indicators: [IndicatorFinding], themes: [ThemeFinding], figures: [Figure]
    ) {
        self.periods = periods
        self.results = results
        self.people = people
        self.remarks = remarks
        self.engineVersion = engineVersion
        self.cutoff = cutoff
        self.indicators = indicators
        self.themes = themes
        self.figures = figures
    }

    /// Writes everything; the caller commits it with the job.
    package func keep(for review: QuarterReview, in connection: PostgresConnection) async throws {
        let drafts = try await keepDrafts(for: review, in: connection)
        try await connection.execute(
            Statements.finishReview, review.id, periods, results, people,
            JSONText(remarks.map(\.json).jsonList), engineVersion, cutoff)
        try await connection.execute(Statements.writeIndicatorReviews, review.id, indicatorRecords)
        try await connection.execute(Statements.writeRaterReviews, review.id, raterRecords)
        try await connection.execute(Statements.writeRaterPairs, review.id, pairRecords)
        try await connection.execute(Statements.writeComplaintThemes, review.id, themeRecords(drafts))
        try await connection.execute(Statements.writeQuarterFigures, review.id, figureRecords)
    }

    private var indicatorRecords: JSONText {
        var records: [String] = []
        for finding in indicators {
            let (review, tally) = (finding.review, finding.review.tally)
            let isRated = review.indicator.measure == nil
            records.append(
                JSONObject([
                    "template_code": finding.template.code.jsonQuoted,
                    "template_version": "\(finding.template.version)",
                    "dimension": review.dimension.jsonQuoted, "indicator": review.indicator.code.jsonQuoted,
                    "title": review.indicator.title.en.jsonQuoted, "title_zh": review.indicator.title.zh.jsonQuoted,
                    "kind": (isRated ? "rated" : "measured").jsonQuoted, "weight": review.weight.json,
                    "results": "\(tally.results)", "people": "\(tally.people)",
                    "missing_percent": review.missingPercent.json, "mean": review.mean?.json,
                    "standard_deviation": review.standardDeviation?.json,
                    "ceiling_percent": review.ceilingPercent?.json,
                    "floor_percent": review.floorPercent?.json, "discrimination": review.discrimination?.json,
                    "discrimination_results": "\(tally.rest.count)", "nps_link": review.link?.json,
                    "nps_link_people": "\(tally.link.count)", "raters": isRated ? "\(review.raters.count)" : nil,
                    "rater_spread": review.raterSpread?.json, "leniency": review.furthestRater?.leniency?.json,
                    "self_gap": review.selfGap?.json, "self_gap_results": isRated ? "\(tally.selfGap.count)" : nil,
                    "shared_ratings": isRated ? "\(review.agreement.rated)" : nil,
                    "shared_raters": isRated ? "\(review.agreement.raters)" : nil,
                    "icc_1": review.agreement.ofOne[0]?.json, "icc_2": review.agreement.ofOne[1]?.json,
                    "icc_3": review.agreement.ofOne[2]?.json, "icc_1_mean": review.agreement.ofMean[0]?.json,
                    "icc_2_mean": review.agreement.ofMean[1]?.json, "icc_3_mean": review.agreement.ofMean[2]?.json,
                    "previous_mean": review.previousMean?.json, "trend": review.trend?.json,
                    "value": tally.value?.0.json, "benchmark": review.benchmark?.value.json,
                    "benchmark_gap_percent": review.benchmarkLead?.json,
                    "reliability": review.reliability?.json, "rows_needed": review.rowsNeeded.map { "\($0)" },
                    "benchmark_id": review.benchmark.map { "\($0.id)" },
                    "recommendation": review.recommendation.rawValue.jsonQuoted, "figure": review.figure?.jsonQuoted,
                    "certainty": review.certainty?.rawValue.jsonQuoted, "reason": review.reason.en.jsonQuoted,
                    "reason_zh": review.reason.zh.jsonQuoted, "lacking": review.lacking.json,
                    "evidence": review.evidence,
                    "proposal": finding.proposal?.json,
                ]).json)
        }
        return JSONText(records.jsonList)
    }

    private var raterRecords: JSONText {
        var records: [String] = []
        for finding in indicators {
            for rater in finding.review.raters {
                records.append(
                    JSONObject([
                        "template_code": finding.template.code.jsonQuoted,
                        "template_version": "\(finding.template.version)",
                        "indicator": finding.review.indicator.code.jsonQuoted, "rater_id": rater.rater.jsonQuoted,
                        "people": "\(rater.people)", "ratings": "\(rater.ratings)", "mean": rater.mean.json,
                        "difference": rater.difference.json, "leniency": rater.leniency?.json,
                        "spread": rater.spread?.json, "stands_out": "\(rater.standsOut)",
                        "same_for_all": "\(rater.isSameForAll)",
                    ]).json)
            }
        }
        return JSONText(records.jsonList)
    }

    private var pairRecords: JSONText {
        JSONText(
            indicators.flatMap { finding in
                finding.review.agreement.pairs.map { pair in
                    JSONObject([
                        "template_code": finding.template.code.jsonQuoted,
                        "template_version": "\(finding.template.version)",
                        "indicator": finding.review.indicator.code.jsonQuoted, "rater_id": pair.first.jsonQuoted,
                        "other_id": pair.second.jsonQuoted, "ratings": "\(pair.ratings)",
                        "difference": pair.difference.json, "distance": pair.distance.json,
                    ]).json
                }
            }.jsonList)
    }

    private func themeRecords(_ drafts: [String: Int64]) -> JSONText {
        var records: [String] = []
        for finding in themes {
            let (ranked, theme) = (finding.theme, finding.theme.theme)
            let code = finding.proposal?.template.code
            records.append(
                JSONObject([
                    "category": theme.category.jsonQuoted, "root_cause": theme.rootCause.jsonQuoted,
                    "priority": "\(ranked.priority)", "complaints": "\(theme.complaints)",
                    "share_percent": ranked.sharePercent.json, "running_percent": ranked.runningPercent.json,
                    "previous_complaints": "\(theme.previous)", "change_percent": theme.changePercent?.json,
                    "customers": "\(theme.customers)", "repeats": theme.known > 0 ? "\(theme.repeats)" : nil,
                    "repeat_percent": theme.repeatPercent?.json, "parts_wait_hours": theme.partsWait?.json,
                    "parts_waits": "\(theme.partsWaits)", "suggestion": ranked.suggestion.en.jsonQuoted,
                    "suggestion_zh": ranked.suggestion.zh.jsonQuoted, "lacking": finding.lacking.json,
                    "template_code": code?.jsonQuoted, "draft_id": code.flatMap { drafts[$0] }.map { "\($0)" },
                    "proposal": finding.proposal?.piece.json,
                ]).json)
        }
        return JSONText(records.jsonList)
    }

    private var figureRecords: JSONText {
        var records: [String] = []
        for figure in figures {
            var (value, sample, lacking): (BigDecimal?, Int64?, LocalizedText?) = (nil, nil, nil)
            switch figure.outcome {
            case .value(let found, let rows): (value, sample) = (found, rows)
            case .lacking(let reason): lacking = reason
            }
            records.append(
                JSONObject([
                    "measure": figure.measure.jsonQuoted, "department": (figure.department ?? "").jsonQuoted,
                    "target_id": figure.target.map { "\($0)" }, "value": value?.json, "sample": sample.map { "\($0)" },
                    "lacking": lacking?.en.jsonQuoted, "lacking_zh": lacking?.zh.jsonQuoted,
                ]).json)
        }
        return JSONText(records.jsonList)
    }
}

extension IndicatorReview {
    /// What the figures rest on.
    fileprivate var evidence: String {
        let standing = raters.filter { $0.standsOut || $0.isSameForAll }.map { rater in
            JSONObject([
                "rater": rater.rater.jsonQuoted, "people": "\(rater.people)", "mean": rater.mean.json,
                "leniency": rater.leniency?.json, "stands_out": "\(rater.standsOut)",
                "same_for_all": "\(rater.isSameForAll)",
            ]).json
        }
        return JSONObject([
            "scored": "\(tally.points.count)", "at_full": "\(tally.atFull)", "at_zero": "\(tally.atZero)",
            "interval": interval.map { JSONObject(["low": $0.low.json, "high": $0.high.json]).json },
            "quartiles": tally.quartiles.map(\.json).jsonList,
            "value_sample": tally.value.map { "\($0.sample)" }, "previous_scored": "\(tally.previous.count)",
            "raters": standing.jsonList,
        ]).json
    }
}

extension LocalizedText {
    fileprivate var json: String { JSONObject(["en": en.jsonQuoted, "zh": zh.jsonQuoted]).json }
}

extension [(figure: String, reason: LocalizedText)] {
    fileprivate var json: String {
        var object = JSONObject()
        for (figure, reason) in self { object.add(figure, json: reason.json) }
        return object.json
    }
}
