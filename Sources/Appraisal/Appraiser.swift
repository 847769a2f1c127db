package import Exact

/// Appraises people by one template.
///
/// ```swift
/// let appraiser = Appraiser(template)
/// let measured = people.map(appraiser.measure)
/// let means = appraiser.means(of: measured)          // or the stored ones, where some are appraised again
/// let results = zip(people, measured).map { appraiser.appraise($0, measured: $1, means: means) }
/// ```
package struct Appraiser: Sendable {
    package let template: Template
    let measuredIndicators: [Indicator]

    package init(_ template: Template) {
        self.template = template
        measuredIndicators = template.measuredIndicators
    }

    /// Why a person is not appraised; nil where the person is.
    package func objection(to employment: Employment) -> NotAppraisedReason? {
        let days = employment.days
        return days < template.minDays ? .tooFewDays(days, minimum: template.minDays) : nil
    }

    /// The values of the measured indicators before the mean of the peers, in template order; none for who is not appraised.
    package func measure(_ person: Person) -> [MeasuredValue] {
        precondition(
            person.facts.count == measuredIndicators.count, "a person brings a fact for each measured indicator")
        guard objection(to: person.employment) == nil else { return [] }
        let daysWorked = person.employment.days - person.daysOnLeave
        return zip(measuredIndicators, person.facts).map { MeasuredValue($1, of: $0, daysWorked: daysWorked) }
    }

    /// The mean of the peers for each indicator that is held against it, by code.
    package func peerMeans(of people: some Sequence<[MeasuredValue]>) -> [String: PeerMean] {
        var means: [String: PeerMean] = [:]
        for measured in people {
            for (indicator, value) in zip(measuredIndicators, measured)
            where indicator.measure?.relativeToPeerMean ?? false {
                means[indicator.code, default: PeerMean()].add(value)
            }
        }
        return means
    }

    /// The same as numbers; none where nobody has a value.
    package func means(of people: some Sequence<[MeasuredValue]>) -> [String: BigDecimal] {
        peerMeans(of: people).compactMapValues(\.mean)
    }

    /// The result of one person.
    ///
    /// - Parameters:
    ///   - measured: what ``measure(_:)`` gave.
    ///   - means: what ``means(of:)`` gave for everyone, or what is stored of an earlier run.
    package func appraise(
        _ person: Person, measured: [MeasuredValue], means: [String: BigDecimal]
    ) -> AppraisalResult {
        if let reason = objection(to: person.employment) {
            return .notAppraised(person.employment, voice: person.voice, template: template.reference, reason: reason)
        }
        let ratings = Ratings(person.evaluations, under: template)
        let scores = indicatorScores(
            measured: relative(measured, to: means), ratings: ratings, rulings: person.rulings)
        let sheets = template.sources.compactMap { sheet(from: $0, scores: scores, ratings: ratings) }
        let coverage = sheets.heaviest?.coverage
        return AppraisalResult(
            employment: person.employment, template: template.reference,
            status: status(of: sheets, coverage: coverage), sheets: sheets, coverage: coverage,
            indicators: scores, voice: person.voice)
    }

    /// The results of everyone in a period on this template, in the order given, and the means of the peers.
    package func appraise(_ people: [Person]) -> (results: [AppraisalResult], means: [String: BigDecimal]) {
        let measured = people.map(measure)
        let means = means(of: measured)
        return (zip(people, measured).map { appraise($0, measured: $1, means: means) }, means)
    }
}
