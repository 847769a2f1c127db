import Foundation
import Support
import Testing

/// What docs/queue.md lists is what there is.
@Suite(.database(.queue)) struct QueueDocumentationTests {
    @Test(arguments: [("## Duties", "merit.duty"), ("## Settings", "merit.setting")])
    func everyRowIsThereAndNoOther(heading: String, table: String) async throws {
        let text = try String(contentsOf: Repository.file("docs/queue.md"), encoding: .utf8)
        let start = try #require(text.range(of: heading + "\n")).upperBound
        let section = text[start...].components(separatedBy: "\n## ")[0]
        let documented = section.split(separator: "\n").compactMap { line in
            line.hasPrefix("| `") ? String(line.dropFirst(3).prefix { $0 != "`" }) : nil
        }
        let names = try await TestDatabase.current.value(
            String.self, "select string_agg(name, ' ' order by name) from \(table)")
        #expect(documented.sorted().joined(separator: " ") == names)
    }
}
