import Pages

extension FormPage {
    /// Lines of a text that was written, by their numbers, with what is said about each below it.
    struct NumberedLines: Sendable, Equatable {
        struct Line: Sendable, Equatable {
            let number: Int
            let text: String
            let problems: [String]
        }

        /// As many lines, bytes of markup of each, and problems of each, as a page has room for.
        private static let (most, longest, mostProblems) = (36, 200, 3)

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
            isCut = shown.count > Self.most || below.values.contains { $0.count > Self.mostProblems }
            lines = shown.prefix(Self.most).map { number in
                Line(
                    number: number, text: LongText(String(all[number - 1])).beginning(Self.longest),
                    problems: Array((below[number] ?? []).prefix(Self.mostProblems)))
            }
        }
    }
}
