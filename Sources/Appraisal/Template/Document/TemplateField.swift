import Exact

/// A number or a text of a document that a form asks for.
///
/// Weights, points, bands, levels and grades are; what is measured, and of whom, is not.
package struct TemplateField: Sendable, Hashable {
    /// What a form is about.
    package enum Part: Sendable, Hashable {
        /// Weights, grades, and how close to a grade is near.
        case whole
        /// An indicator by its code: its points, and its scale or its levels.
        case indicator(String)
    }

    package enum What: Sendable, Hashable {
        case weight, atLeast, coefficient, nearCut, points
        /// Of a band: its ends, the points there, and the step in which they fall.
        case best, worst, first, last, step
        /// Of a level: its ends, and what it is called.
        case low, high, zh, en

        /// Whether it is words and not a number.
        package var isText: Bool { self == .zh || self == .en }
        /// Whether it may be left empty: points at the worst end are then those at the best, and there is no step.
        package var isOptional: Bool { self == .last || self == .high || self == .step }
    }

    /// Of what it is, by the name that the document has for it.
    package enum Subject: Sendable, Hashable {
        case template
        /// A dimension, or an indicator, by its titles.
        case titled(LocalizedText)
        case perspective(String)
        case grade(String)
        case band(String)
        case level(String)
    }

    /// Unlike that of any other field of the part.
    package let name: String
    package let what: What
    package let subject: Subject
    /// As it is written; empty where it is not there.
    package let text: String
    /// How problems call the place, and what else is told here.
    let places: [String]

    /// Whether two texts say the same: the same number, or the same letters.
    package static func isSame(_ left: String, _ right: String) -> Bool {
        if left.unicodeScalars.elementsEqual(right.unicodeScalars) { return true }
        guard let left = TemplateLimit.number(left), let right = TemplateLimit.number(right) else { return false }
        return left == right
    }
}

extension [TemplateField] {
    /// The field beside which a problem is told; nil where it is about none of them.
    package func field(for problem: Problem) -> TemplateField? {
        let own = filter { $0.places.contains(problem.place) }
        // Of two ends that stand at one place it is the one that is no number.
        return own.first { !$0.what.isText && !$0.text.isEmpty && TemplateLimit.number($0.text) == nil } ?? own.first
            ?? first { $0.places.contains { $0.hasPrefix("\(problem.place) ") } }
    }
}
