import Mustache
import Reports

/// How texts stand in a page: as texts, whatever is in them.
package enum Markup {
    /// The template, of which every text is escaped.
    ///
    /// A point between two things stays with the second one: no line ends with a point and nothing behind it.
    package static func template(_ text: String) -> String {
        MustacheContentTypes.register(EscapedText(), named: "MARKUP")
        return "{{% CONTENT_TYPE:MARKUP}}\n\(text.replacing(" · ", with: " ·\u{A0}"))"
    }

    /// swift-mustache's own escaping goes Character by Character, and lets a quote with an accent through.
    private struct EscapedText: MustacheContentType {
        func escapeText(_ text: String) -> String { text.inHTML }
    }
}
