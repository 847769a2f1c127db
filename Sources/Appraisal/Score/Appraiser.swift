package import Exact

/// Appraises people by one template.
///
/// ```swift
/// let appraiser = Appraiser(template)
/// var peers: [String: PeerMean] = [:]
/// for person in people { appraiser.add(person, to: &peers) }
/// let means = peers.compactMapValues(\.mean)         // or the stored ones, where some are appraised again
/// let results = people.map { appraiser.appraise($0, means: means) }
/// ```
package struct Appraiser: Sendable {
    package let template: Template
    let measuredIndicators: [Indicator]
    /// Which of those are held against the mean of the peers.
    private let compared: [Int]

    package init(_ template: Template) {
        self.template = template
        let indicators = template.measuredIndicators
        measuredIndicators = indicators
        compared = indicators.indices.filter { indicators[$0].isRelative }
    }

    /// Why a person is not appraised; nil where the person is.
    package func objection(to employment: Employment) -> NotAppraisedReason? {
        let days = employment.days
        return days < template.minDays ? .tooFewDays(days, minimum: template.minDays) : nil
    }

    /// Takes a person into the mean of the peers for each indicator that is held against it, by code.
    package func add(_ person: Person, to means: inout [String: PeerMean]) {
        guard objection(to: person.employment) == nil else { return }
        for place in compared {
            means[measuredIndicators[place].code, default: PeerMean()].add(
                MeasuredValue(person.facts[place], of: measuredIndicators[place], daysWorked: person.daysWorked))
        }
    }

    /// The result of one person.
    ///
    /// - Parameter means: of everyone, by ``add(_:to:)``, or what is stored of an earlier run; none where nobody has a value.
    package func appraise(_ person: Person, means: [String: BigDecimal]) -> AppraisalResult {
        precondition(
            person.facts.count == measuredIndicators.count, "a person brings a fact for each measured indicator")
        if let reason = objection(to: person.employment) {
            return .notAppraised(person.employment, voice: person.voice, template: template.reference, reason: reason)
        }
        let ratings = Ratings(person, under: template)
        let scores = indicatorScores(
            measured: values(of: person, against: means), ratings: ratings, rulings: person.rulings)
        let sheets = template.perspectives.compactMap { sheet(from: $0, scores: scores, ratings: ratings) }
        let coverage = sheets.heaviest?.coverage
        return AppraisalResult(
            employment: person.employment, template: template.reference,
            status: status(of: sheets, coverage: coverage), sheets: sheets, coverage: coverage,
            indicators: scores, voice: person.voice)
    }
}
