/// Everything that keeps a measure from being computed; never empty when thrown.
package struct MeasureProblems: Error, Hashable, Sendable {
    /// In the order `from`, `at`, `where`, `value`, and in each by position.
    package let list: [MeasureProblem]

    package init(_ list: [MeasureProblem]) {
        self.list = list
    }
}
