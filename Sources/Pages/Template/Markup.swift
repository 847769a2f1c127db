import Mustache
import Reports

/// How texts stand in a page: as texts, whatever is in them.
package enum Markup {
    /// The template, of which every text is escaped.
    package static func template(_ text: String) -> String {
        MustacheContentTypes.register(EscapedText(), named: "MARKUP")
        return "{{% CONTENT_TYPE:MARKUP}}\n\(text)"
    }

    /// swift-mustache's own escaping goes Character by Character, and lets a quote with an accent through.
    private struct EscapedText: MustacheContentType {
        func escapeText(_ text: String) -> String { text.inHTML }
    }
}
