import Exact

/// Which numbers a key takes.
struct NumberRule {
    /// Completes the sentence "expected …".
    let expectation: String
    let allows: @Sendable (BigDecimal) -> Bool

    /// Any number.
    static let any = NumberRule(expectation: "a number") { _ in true }
    static let fromZero = NumberRule(expectation: "a number from 0 up") { $0 >= 0 }
    static let positive = NumberRule(expectation: "a number above 0") { $0 > 0 }
    static let percent = NumberRule(expectation: "a number from 0 to 100") { (0...100).contains($0) }
    /// Points and weights: what is rounded to 2 digits must not have more to begin with.
    static let share = NumberRule(expectation: "a number above 0, up to 100, with at most 2 digits behind the point") {
        $0 > 0 && $0 <= 100 && $0.normalized.scale <= 2
    }
    /// Points that a band or a level gives.
    static let points = NumberRule(expectation: "a number from 0 to 100 with at most 2 digits behind the point") {
        (0...100).contains($0) && $0.normalized.scale <= 2
    }

    static func whole(from least: Int, limit: TemplateLimit? = nil) -> NumberRule {
        let most = BigDecimal(limit?.most ?? 1_000_000_000)
        return NumberRule(expectation: "a whole number from \(least) \(limit.map { "to \($0.most)" } ?? "up")") {
            $0 >= BigDecimal(least) && $0 <= most && $0.normalized.scale == 0
        }
    }
}
