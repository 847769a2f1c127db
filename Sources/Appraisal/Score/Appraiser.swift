package import Exact
package import Statistics

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
                MeasuredValue(
                    person.facts[place], of: measuredIndicators[place], daysWorked: person.daysWorked,
                    workingDays: person.workingDays))
        }
    }

    /// The result of one person.
    ///
    /// - Parameters:
    ///   - means: of everyone, by ``add(_:to:)``, or what is stored of an earlier run; none where nobody has a value.
    ///   - mixes: what everyone's rows come to by kind of work, of each indicator that asks for it, by code.
    ///   - withinVariances: of rows within people, of each indicator whose value is a mean of rows, by code; nil where
    ///     nobody asks how sure the total is.
    package func appraise(
        _ person: Person, means: [String: BigDecimal], mixes: [String: CaseMix.Standard] = [:],
        withinVariances: [String: BigDecimal]? = nil
    ) -> AppraisalResult {
        precondition(
            person.facts.count == measuredIndicators.count, "a person brings a fact for each measured indicator")
        if let reason = objection(to: person.employment) {
            return .notAppraised(person.employment, voice: person.voice, template: template.reference, reason: reason)
        }
        let ratings = Ratings(person, under: template)
        let scores = indicatorScores(
            measured: values(of: person, against: means, mixes), ratings: ratings, rulings: person.rulings)
        let sheets = template.perspectives.compactMap { sheet(from: $0, scores: scores, ratings: ratings) }
        let coverage = sheets.heaviest?.coverage
        let status = status(of: sheets, coverage: coverage, scores)
        let confidence: Confidence? =
            if let withinVariances, case .scored(let total) = status {
                Confidence(
                    of: total, sheets, scores, errors: errors(of: scores, person, withinVariances, means),
                    under: template)
            } else {
                nil
            }
        return AppraisalResult(
            employment: person.employment, template: template.reference, status: status, sheets: sheets,
            coverage: coverage, indicators: scores, voice: person.voice, confidence: confidence)
    }

    /// Standard errors in points, by indicator.
    func errors(
        of scores: [IndicatorScore], _ person: Person, _ withinVariances: [String: BigDecimal],
        _ means: [String: BigDecimal]
    ) -> [String: BigDecimal] {
        guard !withinVariances.isEmpty else { return [:] }
        var errors: [String: BigDecimal] = [:]
        // By place, because both are large to copy.
        var measured = measuredIndicators.indices.makeIterator()
        for place in scores.indices where scores[place].kind == .measured {
            guard let own = measured.next() else { break }
            let code = measuredIndicators[own].code
            errors[code] =
                ValueError(
                    of: scores[place], measuredIndicators[own], withinVariance: withinVariances[code],
                    mean: means[code], daysWorked: person.daysWorked, workingDays: person.workingDays)?.points
        }
        return errors
    }

    /// Takes a person's rows into what is expected by kind of work, of the indicators that `mixes` has; whoever is not appraised is left out.
    package func add(_ person: Person, to mixes: inout [String: CaseMix]) {
        guard !mixes.isEmpty, objection(to: person.employment) == nil else { return }
        for place in measuredIndicators.indices {
            guard let cells = person.facts[place].cells else { continue }
            mixes[measuredIndicators[place].code]?.add(cells)
        }
    }

    /// Takes a person's rows into the scatter of each indicator whose value is their mean, by code; whoever is not appraised is left out.
    package func add(_ person: Person, to spreads: inout [String: Spread]) {
        guard objection(to: person.employment) == nil else { return }
        for place in measuredIndicators.indices {
            guard let scatter = person.facts[place].scatter else { continue }
            spreads[measuredIndicators[place].code, default: Spread()].add(scatter)
        }
    }
}
