import Appraisal
import Measures
import Postgres
import Statistics
import Store

extension Measured {
    /// How rows scatter within and between the people of each template, of every measured indicator.
    func reliability() throws -> [Reliability] {
        let spreads = try spreads()
        return templates.flatMap { template in
            (plan.places[template.code] ?? []).map { indicator, place in
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

    private func spreads() throws -> [String: [String: Spread]] {
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
            }
        }
        return spreads
    }
}

extension ReliabilityLack {
    fileprivate init(_ making: CheckedMeasure.Making?) {
        self =
            switch making {
            case .count: .count
            case .sum: .sum
            case .pick: .pick
            case .several, nil: .several
            }
    }
}
