import Appraisal
import Support
import Testing

/// A small template for tests that change one thing in it.
enum Small {
    static let text = SmallTemplate.text

    /// The text with one piece of it replaced; a test that names no piece of it fails.
    static func text(
        _ piece: String, becomes replacement: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        try #require(text.contains(piece), "'\(piece)' is not in the template", sourceLocation: sourceLocation)
        return text.replacing(piece, with: replacement)
    }

    static func template(_ piece: String = "template: small", becomes replacement: String = "template: small") throws
        -> Template
    {
        try TemplateDocument(yaml: text(piece, becomes: replacement)).flattened { _ in nil }.template()
    }

    /// Everything that is wrong with a text, one problem a line.
    static func problems(of text: String, file: String? = "small.yaml") -> [String] {
        do throws(Problems) {
            _ = try TemplateDocument(yaml: text, file: file).flattened { _ in nil }.template()
            return []
        } catch {
            return error.list.map(\.description)
        }
    }
}
