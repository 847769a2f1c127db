import Appraisal
import Foundation
import Reports
import Support
import Testing

@testable import Pages

/// The table of outcomes in docs/templates.md has all there are, as pages call them.
@Suite struct OutcomeTableTests {
    @Test func namesEachAsPagesDo() throws {
        let page = try String(contentsOf: Repository.file("docs/templates.md"), encoding: .utf8)
        let section = try #require(
            page.components(separatedBy: "\n## Outcomes\n").last?.components(separatedBy: "\n## ").first)
        let rows = section.matches(of: /\| `([a-z_]+)` \| ([^|]+) \| ([^|]+) \|/).map {
            [$0.output.1, $0.output.2, $0.output.3].joined(separator: " ")
        }
        let known = OutcomeKind.allCases.map { kind in
            "\(kind.rawValue) \(Words(.zhHans).outcome(kind.rawValue)) \(Words(.en).outcome(kind.rawValue))"
        }
        #expect(rows == known)
    }
}
