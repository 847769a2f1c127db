import Exact

/// A number or a text of a document that a form asks for.
///
/// Weights, points, bands, levels and grades are; what is measured is of an indicator that is new, and of whom is not.
package struct TemplateField: Sendable, Hashable {
    /// What a form is about.
    package enum Part: Sendable, Hashable {
        /// Weights, grades, and how close to a grade is near.
        case whole
        /// An indicator by its code: its points, and its scale or its levels.
        case indicator(String)
        /// An indicator that is not there yet.
        case added(Kind)

        package enum Kind: String, Sendable {
            case rated, measured
        }
    }

    package enum What: Sendable, Hashable {
        case weight, atLeast, coefficient, nearCut, points
        /// Of a band: what it is called, its ends, the points there, and the step in which they fall.
        case name, best, worst, first, last, step
        /// Of a level: its ends, and what it is called.
        case low, high, zh, en
        /// Of what is measured.
        case unit, minSample, from, at, filter, formula, whenEmpty

        /// Whether it is words and not a number.
        package var isText: Bool {
            switch self {
            case .name, .zh, .en, .unit, .from, .at, .filter, .formula: true
            default: false
            }
        }
        /// Whether it may be left empty: points at the worst end are then those at the best, and the rest is not there.
        package var isOptional: Bool {
            switch self {
            case .last, .high, .step, .unit, .minSample, .filter, .whenEmpty: true
            default: false
            }
        }
    }

    /// Of what it is, by the name that the document has for it.
    package enum Subject: Sendable, Hashable {
        case template
        /// An indicator that has no name yet.
        case added
        /// A dimension, or an indicator, by its titles.
        case titled(LocalizedText)
        case perspective(String)
        case grade(String)
        case band(String)
        /// A level, by its titles.
        case level(LocalizedText)
    }

    /// By which a form says in which dimension an indicator is to stand that is not there yet.
    package static let dimension = "dimension"

    /// Unlike that of any other field of the part.
    package let name: String
    package let what: What
    package let subject: Subject
    /// As it is written; empty where it is not there.
    package let text: String
    /// The key of the band or level that it is of; nil of what is no such.
    package let row: String?
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
            // A position in the text of a measure stands behind its place.
            ?? first { $0.places.contains { problem.place.hasPrefix("\($0) ") } }
    }
}
