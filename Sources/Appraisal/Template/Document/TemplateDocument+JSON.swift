import Exact
import JSON

extension TemplateDocument {
    /// The document as JSON, for `jsonb`: keys in their order, numbers with exactly the digits written.
    package var json: String {
        root.json(under: nil)
    }
}

extension TemplateNode {
    /// Keys whose values are texts even where they look like numbers, as a band called `100`.
    private static let textual: Set<String> = [
        "template", "zh", "en", "posts", "grade", "outcome", "outcomes", "code", "unit", "level", "band", "from", "at",
        "where", "value", "as_of", "of", "one_per", "credit", "mix", "scored_on", "per", "relative_to", "measured_in",
    ]

    /// - Parameter key: the key that the value, or the list it is in, stands under.
    fileprivate func json(under key: String?) -> String {
        switch self {
        case .mapping(let entries):
            var object = JSONObject()
            for entry in entries { object.add(entry.key, json: entry.value.json(under: entry.key)) }
            return object.json
        case .sequence(let elements): return elements.map { $0.json(under: key) }.jsonList
        case .scalar(let written, let quoted): return quoted ? written.jsonQuoted : plainForJSON(written, under: key)
        }
    }

    private func plainForJSON(_ written: String, under key: String?) -> String {
        if isNull { return "null" }
        if key.map(TemplateNode.textual.contains) ?? false { return written.jsonQuoted }
        if written == "true" || written == "false" { return written }
        return BigDecimal(written)?.description ?? written.jsonQuoted
    }
}
