import Appraisal
package import Jobs
import Measures
import Postgres
import Statistics
import Store

/// Reviews the indicators over a quarter: the stored results are tallied, complaints and targets measured in the source.
package struct ReviewQuarter: JobHandler {
    package let kind = "review_quarter"
    package let subject = "review"
    let source: SourceDatabase
    let engineVersion: String

    /// - Parameter engineVersion: recorded with every review.
    package init(source: SourceDatabase, engineVersion: String) {
        self.source = source
        self.engineVersion = engineVersion
    }

    package func run(_ attempt: Attempt) async throws {
        guard let review = try await QuarterReview.load(attempt.job.subjectID, from: attempt.connection) else {
            throw UnusableInput("there is no review \(attempt.job.subjectID)")
        }
        try await attempt.report(stage: "tallying")
        let known = try await attempt.connection.withTransaction(isolation: .repeatableRead, readOnly: true) {
            Known(
                tallies: try await QuarterTallies.load(for: review, in: $0),
                people: try await review.people(in: $0), benchmarks: try await Benchmark.active(in: $0),
                targets: try await StoredTarget.active(in: $0),
                published: try await StoredTemplate.published(in: $0).compactMap { try? $0.template() })
        }
        guard !known.tallies.templates.isEmpty else {
            throw UnusableInput(
                """
                nothing is scored from \(review.span.startsOn) to \(review.span.endsOn), so there is nothing to review; \
                have its months scored (merit period status shows them), then ask for the review again
                """)
        }
        try await attempt.report(stage: "measuring")
        let heard = try await listen(
            review, known, on: attempt.connection, from: source.reading(for: attempt))
        let themes = try await themes(heard, review, known, in: attempt.connection)
        let indicators = try known.findings()
        let findings = QuarterFindings(
            periods: known.tallies.months.map(\.label),
            results: known.tallies.months.reduce(0) { $0 + $1.results },
            people: known.people,
            remarks: known.remarks(on: review, indicators) + heard.remarks, engineVersion: engineVersion,
            cutoff: heard.cutoff, indicators: indicators, themes: themes, figures: heard.figures)
        try await attempt.report(stage: "writing")
        try await attempt.finish { try await findings.keep(for: review, in: $0) }
    }

    /// What Merit itself holds of the quarter.
    struct Known: Sendable {
        let tallies: QuarterTallies
        /// People that results are of.
        let people: Int
        let benchmarks: [String: Benchmark]
        let targets: [StoredTarget]
        let published: [Template]

        func findings() throws(Problems) -> [QuarterFindings.IndicatorFinding] {
            var findings: [QuarterFindings.IndicatorFinding] = []
            for stored in tallies.templates {
                let document = try stored.document()
                let template = try document.template()
                for dimension in template.dimensions {
                    for indicator in dimension.indicators {
                        let review = IndicatorReview(
                            of: indicator, in: dimension,
                            tally: tallies.tally(of: indicator.code, in: template.reference),
                            benchmark: benchmarks[indicator.code])
                        findings.append(
                            .init(
                                template: template.reference, review: review, proposal: document.amendment(for: review))
                        )
                    }
                }
            }
            return findings
        }
    }

    /// What the source says of the quarter.
    struct Heard: Sendable {
        var themes: [RankedTheme] = []
        /// Why figures of the themes are not there, by column.
        var lacking: [(figure: String, reason: LocalizedText)] = []
        var figures: [QuarterFindings.Figure] = []
        var remarks: [LocalizedText] = []
        /// Whose complaints the proposed themes are.
        var people: [RankedTheme: [(employee: String, complaints: Int64)]] = [:]
        var knowsCauses = false
        let cutoff: PostgresTimestamp
    }

    private func listen(
        _ review: QuarterReview, _ known: Known, on own: PostgresConnection, from source: SourceDatabase
    ) async throws -> Heard {
        let calendars = try await WorkCalendars.load(
            askedBy: known.published, or: known.targets.compactMap(\.definition).map(MeasureDefinition.init),
            for: review.span, in: own)
        do {
            return try await source.reading(review.span, on: own) { snapshot in
                var heard = Heard(cutoff: snapshot.cutoff)
                try await snapshot.hearComplaints(of: review, into: &heard)
                heard.figures = try await snapshot.figures(
                    of: review.span, targets: known.targets, templates: known.published, calendars: calendars)
                return heard
            }
        } catch let fault as SourceFault {
            throw UnusableInput("\(fault), then ask for the review again")
        }
    }

    /// The themes, with the new indicator of each that is proposed as one.
    private func themes(
        _ heard: Heard, _ review: QuarterReview, _ known: Known, in connection: PostgresConnection
    ) async throws -> [QuarterFindings.ThemeFinding] {
        var findings: [QuarterFindings.ThemeFinding] = []
        for theme in heard.themes {
            var proposal: (TemplateReference, TemplateDocument)?
            if let people = heard.people[theme],
                let code = try await review.template(of: people, in: connection)
            {
                // The version in use now takes it; where none is, the one that the quarter was scored under.
                let template = known.published.first { $0.code == code.code } ?? known.template(code)
                if let template, template.indicator(theme.indicatorCode) == nil {
                    proposal = (template.reference, theme.indicator(in: template, causes: heard.knowsCauses))
                }
            }
            let lacking = heard.lacking + theme.theme.lacking
            findings.append(.init(theme: theme, lacking: lacking.uniqued, proposal: proposal))
        }
        return findings
    }
}

extension ReviewQuarter.Known {
    fileprivate func template(_ reference: TemplateReference) -> Template? {
        tallies.templates.first { $0.reference == reference }.flatMap { try? $0.template() }
    }

    /// What to know when reading the review.
    fileprivate func remarks(
        on review: QuarterReview, _ indicators: [QuarterFindings.IndicatorFinding]
    ) -> [LocalizedText] {
        var remarks: [LocalizedText] = []
        if review.isSoFar {
            remarks.append(LocalizedText(zh: "本季度尚未结束", en: "the quarter is not over yet"))
        }
        let months = Set(tallies.months.map(\.startsOn))
        if months.count < 3, tallies.months.allSatisfy({ $0.startsOn >= review.span.startsOn }) {
            let labels = tallies.months.map(\.label)
            remarks.append(
                LocalizedText(
                    zh: "只有 \(months.count) 个考核期已评分：\(labels.joined(separator: "、"))",
                    en:
                        "\(months.count) of its periods \(months.count == 1 ? "is" : "are") scored: \(labels.joined(separator: ", "))"
                ))
        }
        for (code, versions) in Dictionary(grouping: tallies.templates, by: \.code).sorted(by: { $0.key < $1.key })
        where versions.count > 1 {
            let numbers = versions.map { "\($0.version)" }
            remarks.append(
                LocalizedText(
                    zh: "模板 \(code) 有多个版本（\(numbers.joined(separator: "、"))），各版本分别统计",
                    en:
                        "template \(code) was used in versions \(numbers.joined(separator: ", ")), each with figures of its own"
                ))
        }
        if indicators.allSatisfy({ $0.review.tally.link.count == 0 }) {
            remarks.append(
                LocalizedText(
                    zh: "本季度没有 NPS 回答，无法对照客户评价", en: "no NPS answers: nothing is held against the customers' view"))
        }
        return remarks
    }
}

extension ComplaintTheme {
    /// Why figures are not there.
    fileprivate var lacking: [(figure: String, reason: LocalizedText)] {
        var lacks: [(String, LocalizedText)] = []
        if known == 0 {
            let unknown = LocalizedText(zh: "没有客户或类别已知的投诉", en: "no complaint names its customer and category")
            lacks += ["repeats", "repeat_percent"].map { ($0, unknown) }
        }
        if previous == 0 {
            lacks.append(
                ("change_percent", LocalizedText(zh: "上一季度没有此类投诉", en: "there were none in the quarter before")))
        }
        if partsWait == nil {
            lacks.append(
                ("parts_wait_hours", LocalizedText(zh: "没有关联的维修报告", en: "no repair report of their tickets says")))
        }
        return lacks
    }
}

extension [(figure: String, reason: LocalizedText)] {
    /// The first reason of each figure.
    fileprivate var uniqued: Self {
        var seen: Set<String> = []
        return filter { seen.insert($0.figure).inserted }
    }
}
