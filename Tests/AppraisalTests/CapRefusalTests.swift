import Appraisal
import Testing

/// What is refused of a template's caps: the place, and what to do.
@Suite struct CapRefusalTests {
    private static let title = "title: {zh: 慢, en: Slow}"

    @Test(arguments: [
        ("{indicator: response, at_least: 4, grade: B, \(title)}", ""),
        (
            "{indicator: gone, at_least: 4, grade: B, \(title)}",
            "small@1 cap 1 indicator: unknown indicator 'gone'; a cap names a measured indicator of the template"
        ),
        (
            "{indicator: manner, at_most: 4, grade: B, \(title)}",
            "small@1 cap 1 indicator: 'manner' is rated by people; a cap takes a measured indicator"
        ),
        (
            "{indicator: response, grade: B, \(title)}",
            "small@1 cap 1: neither at_least nor at_most; add one of them"
        ),
        (
            "{indicator: response, at_least: 4, at_most: 9, grade: B, \(title)}",
            "small@1 cap 1: both at_least and at_most; keep one of them"
        ),
        (
            "{indicator: response, at_least: many, grade: B, \(title)}",
            "small@1 cap 1 at_least: expected a number, found 'many'"
        ),
        (
            "{indicator: response, at_least: 4, grade: F, \(title)}",
            "small@1 cap 1 grade: unknown grade 'F'; the grades are A, B"
        ),
        (
            "{indicator: response, at_least: 4, grade: A, \(title)}",
            "small@1 cap 1 grade: A is the best grade, so nothing is capped; name a worse one"
        ),
        (
            "{indicator: response, at_least: 4, grade: B, \(title)}, {indicator: response, at_least: 9, grade: B, \(title)}",
            "small@1 cap 2: 'response' leaves B at best by another cap already; keep one of them"
        ),
        ("{indicator: response, at_least: 4, grade: B}", "small@1 cap 1: the key 'title' is missing"),
    ])
    func ofCaps(_ caps: String, _ problems: String) throws {
        let found = Small.problems(of: try Small.text("streaks:", becomes: "caps: [\(caps)]\nstreaks:"))
        #expect(found == (problems.isEmpty ? [] : [problems]))
    }
}
