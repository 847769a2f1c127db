import Exact

extension TemplateDocument {
    /// The document as JSON, for `jsonb`: keys in their order, numbers with exactly the digits written.
    package var json: String {
        var text = ""
        root.write(to: &text, under: nil)
        return text
    }
}

extension TemplateNode {
    /// Keys whose values are texts even where they look like numbers, as a band called `100`.
    private static let textual: Set<String> = [
        "template", "zh", "en", "posts", "grade", "outcome", "outcomes", "code", "unit", "level", "band", "from", "at",
        "where", "value", "per", "relative_to",
    ]

    /// - Parameter key: the key that the value, or the list it is in, stands under.
    fileprivate func write(to text: inout String, under key: String?) {
        switch self {
        case .mapping(let entries):
            text += "{"
            for (index, entry) in entries.enumerated() {
                text += (index == 0 ? "" : ", ") + entry.key.jsonQuoted + ": "
                entry.value.write(to: &text, under: entry.key)
            }
            text += "}"
        case .sequence(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                text += index == 0 ? "" : ", "
                element.write(to: &text, under: key)
            }
            text += "]"
        case .scalar(let written, let quoted):
            text += quoted ? written.jsonQuoted : plainForJSON(written, under: key)
        }
    }

    private func plainForJSON(_ written: String, under key: String?) -> String {
        if isNull { return "null" }
        if key.map(TemplateNode.textual.contains) ?? false { return written.jsonQuoted }
        if written == "true" || written == "false" { return written }
        return BigDecimal(written)?.description ?? written.jsonQuoted
    }
}
