/// How much a measure may say; docs/templates.md lists it.
package struct MeasureLimit: Sendable {
    /// What is counted.
    package let what: String
    package let most: Int

    /// Longer texts are refused before they are read.
    package static let characters = MeasureLimit(what: "characters of `value` or `where`", most: 4000)
    package static let digits = MeasureLimit(what: "digits of a number in it", most: 30)
    /// Whatever walks an expression recurses as deep.
    package static let depth = MeasureLimit(what: "levels of an expression", most: 100)
    /// A short text can ask for very long SQL.
    package static let statement = MeasureLimit(what: "characters of an expression in SQL", most: 20_000)

    package static let all = [characters, digits, depth, statement]
}
