import Foundation
import Support
import Testing

/// The review finds what is planted in a generated company, and invents nothing.
@Suite(.database(.sourced)) struct PlantedFaultTests {
    static let seeds = (ProcessInfo.processInfo.environment["MERIT_REVIEW_SEEDS"].flatMap(UInt64.init) ?? 2)

    @Test(arguments: 1...seeds)
    func everyFaultIsFoundAndNoneInvented(seed: UInt64) async throws {
        let company = try QuarterCompany(faults: Set(QuarterCompany.Fault.allCases))
        try await company.scored(seed: seed)
        let found = try await company.findings(of: try await company.review())
        #expect(found == QuarterCompany.planted(company.faults))
    }

    @Test(arguments: 1...seeds)
    func aHealthyCompanyIsLeftAlone(seed: UInt64) async throws {
        let company = try QuarterCompany(faults: [])
        try await company.scored(seed: seed)
        #expect(try await company.findings(of: try await company.review()) == [])
    }
}
