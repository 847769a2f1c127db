import Exact

/// How large something in a template may be.
///
/// Each is far above what anybody appraises by, and all of them together still leave a template that is read in moments and scores
/// ten thousand people in the time that docs/performance.md names. docs/templates.md lists them.
package struct TemplateLimit: Sendable {
    /// What is counted.
    package let what: String
    package let most: Int

    private init(_ what: String, _ most: Int) {
        self.what = what
        self.most = most
    }

    package static let bytes = TemplateLimit("bytes of a document", 262_144)
    package static let values = TemplateLimit("values of a document", 20_000)
    package static let depth = TemplateLimit("levels of lists and mappings", 20)
    /// Aliases multiply before anything can be counted, where the parser compares keys: 30 come to 3^10 values at most.
    package static let aliases = TemplateLimit("aliases of YAML", 30)
    package static let dimensions = TemplateLimit("dimensions", 20)
    package static let indicators = TemplateLimit("indicators, in all dimensions", 100)
    package static let bands = TemplateLimit("bands of a scale", 30)
    package static let levels = TemplateLimit("levels of an indicator", 30)
    package static let grades = TemplateLimit("grades", 30)
    package static let streaks = TemplateLimit("streaks", 20)
    package static let periods = TemplateLimit("periods of a streak", 60)
    package static let caps = TemplateLimit("caps", 20)
    package static let outcomes = TemplateLimit("outcomes of a template's own", 20)
    package static let mixColumns = TemplateLimit("columns of a mix", 5)
    package static let tasks = TemplateLimit("tasks of a plan, `at_most`", 20)
    package static let posts = TemplateLimit("posts", 500)
    package static let titleCharacters = TemplateLimit("characters of a title", 500)
    package static let outcomeCharacters = TemplateLimit("characters of an outcome's title", 100)
    package static let nameCharacters = TemplateLimit("characters of a name, a post or a unit", 200)
    package static let codeCharacters = TemplateLimit("characters of a code", 63)
    package static let digits = TemplateLimit("digits of a number before the point", 15)
    package static let fraction = TemplateLimit("digits of a number behind the point", 12)

    package static let all = [
        bytes, values, depth, aliases, dimensions, indicators, bands, levels, grades, streaks, periods, caps,
        outcomes, mixColumns,
        tasks, posts,
        titleCharacters, outcomeCharacters, nameCharacters, codeCharacters, digits, fraction,
    ]
}

extension TemplateLimit {
    /// That there are too many, or that it is too long; nil where it is not.
    func problem(with count: Int) -> String? {
        count <= most ? nil : "\(count) \(what); \(most) is the most"
    }

    /// Whether a text is a number, of whatever size.
    ///
    /// Long ones are not read: that takes as long as the square of their digits.
    static func isNumeral(_ text: String) -> Bool {
        guard text.utf8.count > longestNumber else { return isExponential(text) || BigDecimal(text) != nil }
        return text.utf8.allSatisfy { ("0"..."9").contains(Character(Unicode.Scalar($0))) || $0 == UInt8(ascii: ".") }
    }

    /// The number that a text is; nil where it has more digits than a number may have.
    static func number(_ text: String) -> BigDecimal? {
        guard text.utf8.count <= longestNumber, let number = BigDecimal(text) else { return nil }
        let bound = BigDecimal(.powerOfTen(digits.most))
        return number < bound && -number < bound && number.normalized.scale <= fraction.most ? number : nil
    }

    /// A sign, the digits, a point and an exponent.
    private static var longestNumber: Int { digits.most + fraction.most + 8 }

    /// Whether it is a number by its letters, with an exponent that nothing reads.
    private static func isExponential(_ text: String) -> Bool {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        return parts.count == 2 && BigDecimal(String(parts[0])) != nil && Int(parts[1]) != nil
    }
}
