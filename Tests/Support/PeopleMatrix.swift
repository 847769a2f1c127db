import Foundation

/// Who sees and does what: `docs/people.tsv`, from which the page and the tests are made.
package struct PeopleMatrix {
    package struct Line: Sendable {
        /// read or act.
        package let sort: String
        /// The view, or the function, of schema `merit_api`.
        package let name: String
        package let about: String
        /// What each standing may, in words that a test knows; `–`: nothing.
        package let cells: [String: String]
    }

    /// What somebody can be towards a person, in the order of the columns.
    package static let standings = ["person", "supervisor", "hr", "payroll", "auditor", "rater_lead", "colleague"]

    package let lines: [Line]
    private let titles: [String]

    package init() throws {
        let rows = try String(contentsOf: Repository.file("docs/people.tsv"), encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        titles = Array((rows.first ?? []).dropFirst(3))
        lines = rows.dropFirst().map { row in
            Line(
                sort: row[0], name: row[1], about: row[2],
                cells: Dictionary(uniqueKeysWithValues: zip(Self.standings, row.dropFirst(3))))
        }
    }

    /// Two tables of Markdown.
    package var page: String {
        [("read", "What they see", "view, or function"), ("act", "What they do", "function")]
            .map { sort, title, noun in
                let header = "| \(noun) | what | " + titles.joined(separator: " | ") + " |"
                let rule = String(repeating: "|---", count: titles.count + 2) + "|"
                let rows = lines.filter { $0.sort == sort }.map { line in
                    "| `\(line.name)` | \(line.about) | "
                        + Self.standings.map { line.cells[$0] ?? "" }.joined(separator: " | ") + " |"
                }
                return "\n## \(title)\n\n" + ([header, rule] + rows).joined(separator: "\n") + "\n"
            }
            .joined()
    }
}
