import Pages
import Reports

extension FormPage {
    /// Lines of a text that was written, by their numbers, with what is said about each below it.
    struct NumberedLines: Sendable, Equatable {
        struct Line: Sendable, Equatable {
            let number: Int
            let text: String
            let problems: [String]
        }

        /// As many bytes of markup of all, bytes of each line, and problems of each, as a page has room for beside the text itself.
        private static let (most, longest, mostProblems) = (18_000, 200, 3)

        let heading: String
        let lines: [Line]
        /// Whether there are more than these.
        let isCut: Bool

        /// - Parameter below: what is said, by the number of the line, from 1; the line before is shown too.
        init?(heading: String, of text: String, with below: [Int: [String]]) {
            let all = text.split(separator: "\n", omittingEmptySubsequences: false)
            let told = below.keys.filter { all.indices.contains($0 - 1) }
            guard !told.isEmpty else { return nil }
            let shown = Set(told + told.filter { $0 > 1 && below[$0] != [] }.map { $0 - 1 }).sorted()
            self.heading = heading
            var (lines, bytes) = ([Line](), 0)
            for number in shown {
                let line = Line(
                    number: number, text: LongText(String(all[number - 1])).beginning(Self.longest),
                    problems: Array((below[number] ?? []).prefix(Self.mostProblems)))
                bytes += line.problems.reduce(60 + line.text.inHTML.utf8.count) { $0 + 30 + $1.inHTML.utf8.count }
                guard bytes <= Self.most else { break }
                lines.append(line)
            }
            self.lines = lines
            isCut = lines.count < shown.count || below.values.contains { $0.count > Self.mostProblems }
        }
    }
}
