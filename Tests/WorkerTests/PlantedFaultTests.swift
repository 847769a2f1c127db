import Foundation
import Support
import Testing

/// The review finds what is planted in a generated company, and invents nothing.
@Suite(.database(.sourced)) struct PlantedFaultTests {
    /// `scripts/bench review` counts over many more.
    static let seeds = ProcessInfo.processInfo.environment["TEST_REVIEW_SEEDS"].flatMap(UInt64.init) ?? 2

    @Test(arguments: 1...seeds)
    func everyFaultIsFoundAndNoneInvented(seed: UInt64) async throws {
        try await review(Set(QuarterCompany.Fault.allCases), seed)
    }

    @Test(arguments: 1...seeds)
    func aHealthyCompanyIsLeftAlone(seed: UInt64) async throws {
        try await review([], seed)
    }

    private func review(_ faults: Set<QuarterCompany.Fault>, _ seed: UInt64) async throws {
        let company = try QuarterCompany(faults: faults)
        try await company.scored(seed: seed)
        let found = try await company.findings(of: try await company.review())
        let planted = QuarterCompany.planted(faults)
        if Self.seeds > 2 {
            let (missed, invented) = (planted.subtracting(found).sorted(), found.subtracting(planted).sorted())
            print(
                "seed \(seed) planted \(planted.count) missed \(missed.count) invented \(invented.count) \(missed + invented)"
            )
        } else {
            #expect(found == planted)
        }
    }
}
