/// A piece of a template as it is written: order kept, numbers still text.
indirect enum TemplateNode: Sendable, Hashable {
    case mapping([Entry])
    case sequence([TemplateNode])
    /// `quoted` tells the text `"5"` from the number `5`.
    case scalar(String, quoted: Bool)

    struct Entry: Sendable, Hashable {
        let key: String
        let value: TemplateNode
    }

    /// The value of a key of a mapping; nil where there is none, or it is null.
    subscript(key: String) -> TemplateNode? {
        guard case .mapping(let entries) = self,
            let value = entries.first(where: { $0.key == key })?.value, !value.isNull
        else { return nil }
        return value
    }

    /// The entries of a mapping, none for anything else.
    var entries: [Entry] {
        if case .mapping(let entries) = self { entries } else { [] }
    }

    /// The elements of a sequence, none for anything else.
    var elements: [TemplateNode] {
        if case .sequence(let elements) = self { elements } else { [] }
    }

    /// The text of a scalar other than null.
    var text: String? {
        if case .scalar(let text, _) = self, !isNull { text } else { nil }
    }

    /// The same mapping with one value put in the place of the one before, or at the end.
    func setting(_ key: String, to value: TemplateNode) -> TemplateNode {
        var entries = entries
        let entry = Entry(key: key, value: value)
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
        return .mapping(entries)
    }

    var isNull: Bool {
        if case .scalar(let text, quoted: false) = self {
            ["", "~", "null", "Null", "NULL"].contains(text)
        } else {
            false
        }
    }

    /// What it is, for a sentence that says what was expected instead.
    var kind: String {
        switch self {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar where isNull: "nothing"
        case .scalar(let text, quoted: false): "'\(text.prefix(60))'"
        case .scalar(let text, quoted: true): "the text \"\(text.prefix(60))\""
        }
    }
}
