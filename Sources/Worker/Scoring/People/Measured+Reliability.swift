import Appraisal
import Measures
import Postgres
import Statistics
import Store

extension Measured {
    /// Works out what everyone's rows come to: how they scatter within and between the people of each template, and by kind of work.
    mutating func takeStock() throws {
        mixes = templates.reduce(into: [:]) { mixes, template in
            mixes[template.code] = (plan.mixPlaces[template.code] ?? []).reduce(into: [:]) { mixes, indicator in
                mixes[indicator.indicator] = plan.mixes[indicator.place.statement].measures[indicator.place.measure].mix
            }
        }
        let spreads = try addEveryone()
        reliabilities = templates.flatMap { template in
            (plan.places[template.code] ?? []).map { indicator, place in
                if template.indicator(indicator)?.isChange ?? false {
                    return Reliability(template.code, indicator, lacking: ReliabilityLack.change.text)
                }
                let measure = plan.statements[place.statement].measures[place.measure]
                guard let mean = measure.rowMean else {
                    return Reliability(template.code, indicator, lacking: ReliabilityLack(measure.making).text)
                }
                return Reliability(
                    template.code, indicator, kind: mean.kind.rawValue,
                    of: spreads[template.code]?[indicator] ?? Spread(), stretch: mean.stretch, shift: mean.shift)
            }
        }
    }

    private mutating func addEveryone() throws -> [String: [String: Spread]] {
        let places = plan.places.values.flatMap { $0.map(\.place) }.filter { place in
            plan.statements[place.statement].measures[place.measure].rowMean != nil
        }
        guard !places.isEmpty else { return [:] }
        let appraisers = Dictionary(uniqueKeysWithValues: templates.map { ($0.code, Appraiser($0)) })
        var spreads: [String: [String: Spread]] = [:]
        var candidates = try Candidates(self, reading: Set(places))
        while let batch = try candidates.next(atMost: Scored.batchSize) {
            for candidate in batch.candidates {
                guard let code = candidate.template?.code, let appraiser = appraisers[code] else { continue }
                appraiser.add(candidate.person, to: &spreads[code, default: [:]])
                appraiser.add(candidate.person, to: &mixes[code, default: [:]])
            }
        }
        return spreads
    }
}

extension CheckedMeasure {
    /// Nobody's rows yet; nil where it is no mean of rows.
    fileprivate var mix: CaseMix? {
        rowMean.map { CaseMix(stretch: $0.stretch, shift: $0.shift, countsChances: $0.kind == .chance) }
    }
}

extension ReliabilityLack {
    fileprivate init(_ making: CheckedMeasure.Making?) {
        self =
            switch making {
            case .count: .count
            case .sum: .sum
            case .pick: .pick
            case .weighed: .weighed
            case .means: .means
            case .department: .department
            case .several, nil: .several
            }
    }
}
