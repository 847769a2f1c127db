import JSON

extension TemplateDocument {
    /// The document as YAML for people to change: keys in the order in which docs/templates.md names them, short mappings on one line.
    ///
    /// Read again, it says the same.
    package var yaml: String {
        root.lines(indent: 0).joined(separator: "\n") + "\n"
    }
}

extension TemplateNode {
    /// Each stands before those that are read after it.
    private static let order = [
        "template", "version", "code", "level", "band", "indicator", "grade", "title", "zh", "en", "default", "posts",
        "extends", "weights", "weight", "required", "position", "sources", "measured_in", "eligibility", "coverage",
        "plan", "below_percent", "near_cut", "at_least", "at_most", "coefficient", "outcomes", "periods", "outcome",
        "grades", "streaks", "caps", "dimensions", "best", "worst", "points", "step", "unit", "min_sample", "from",
        "at", "as_of", "where", "value", "of", "one_per", "credit", "mix", "scored_on", "per", "relative_to",
        "when_empty", "rated", "measure", "scale", "indicators",
    ]
    private static let rank = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    /// Whose parts stand on lines of their own, so that each can be found by its line.
    private static let spread: Set = [
        "sources", "grades", "streaks", "caps", "dimensions", "indicators", "rated", "scale",
    ]
    /// Letters of a line.
    private static let widest = 110

    fileprivate func lines(indent: Int) -> [String] {
        let blank = String(repeating: " ", count: indent)
        switch self {
        case .mapping(let entries):
            return Self.inOrder(entries).flatMap { entry -> [String] in
                let head = "\(blank)\(Self.written(entry.key)):"
                let isSpread = Self.spread.contains(entry.key) && entry.value.height > 0
                if let line = entry.value.line(behind: head), !isSpread { return [line] }
                return [head] + entry.value.lines(indent: indent + 2)
            }
        case .sequence(let elements):
            return elements.flatMap { element -> [String] in
                if let line = element.line(behind: "\(blank)-") { return [line] }
                var lines = element.lines(indent: indent + 2)
                lines[0] = "\(blank)- \(lines[0].dropFirst(indent + 2))"
                return lines
            }
        case .scalar: return [blank + flow]
        }
    }

    /// All of it behind a key or a dash; nil where it takes lines of its own.
    private func line(behind head: String) -> String? {
        let height = height
        guard height <= 2 else { return nil }
        let line = "\(head) \(flow)"
        return height == 0 || line.count <= Self.widest ? line : nil
    }

    /// How many lists and mappings stand one in another; what is empty is as flat as a text.
    private var height: Int {
        switch self {
        case .mapping(let entries): entries.map { $0.value.height + 1 }.max() ?? 0
        case .sequence(let elements): elements.map { $0.height + 1 }.max() ?? 0
        case .scalar: 0
        }
    }

    private var flow: String {
        switch self {
        case .mapping(let entries):
            "{\(Self.inOrder(entries).map { "\(Self.written($0.key)): \($0.value.flow)" }.joined(separator: ", "))}"
        case .sequence(let elements): "[\(elements.map(\.flow).joined(separator: ", "))]"
        case .scalar where isNull: "null"
        case .scalar(let text, quoted: false) where ["true", "false"].contains(text) || TemplateLimit.isNumeral(text):
            text
        case .scalar(let text, _): Self.written(text)
        }
    }

    /// Keys that nobody knows come last, as they stand.
    private static func inOrder(_ entries: [Entry]) -> [Entry] {
        let last = order.count
        return entries.enumerated().sorted {
            (rank[$0.element.key] ?? last, $0.offset) < (rank[$1.element.key] ?? last, $1.offset)
        }.map(\.element)
    }

    /// A text, in quotation marks where it would be read as something else without.
    private static func written(_ text: String) -> String {
        let isPlain =
            text.wholeMatch(of: /\p{L}(?:[\p{L}\p{N}_ .\/%()+-]*[\p{L}\p{N}_.\/%()+-])?/) != nil
            && !["true", "false", "null"].contains(text.lowercased())
        return isPlain ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        text.jsonQuoted.unicodeScalars.reduce(into: "") { quoted, scalar in
            switch scalar.value {
            // What YAML would take for the end of a line, or does not take at all.
            case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: quoted += "\\u" + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
    }
}
