import Appraisal
import Foundation
import Measures
import Support
import Testing

/// The bounds that the documentation lists are those that the code holds.
@Suite struct LimitTableTests {
    @Test func theDocumentationListsEveryBound() throws {
        let page = try String(contentsOf: Repository.file("docs/templates.md"), encoding: .utf8)
        let section = try #require(page.split(separator: "\n## Bounds\n").last)
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map(String.init)
        let bounds = TemplateLimit.all.map { ($0.what, $0.most) } + MeasureLimit.all.map { ($0.what, $0.most) }
        #expect(rows == bounds.map { "| \($0) | \(grouped($1)) |" })
    }

    /// `262,144`.
    private func grouped(_ number: Int) -> String {
        number < 1000 ? "\(number)" : "\(grouped(number / 1000)),\(String("\(1000 + number % 1000)".dropFirst()))"
    }
}
