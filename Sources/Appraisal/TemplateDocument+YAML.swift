import Yams

extension TemplateDocument {
    /// How large a document may be, in bytes of UTF-8, values, and levels of nesting.
    static let limits = (bytes: 262_144, values: 20_000, depth: 20)

    /// Reads one YAML document; JSON is one too.
    ///
    /// - Parameters:
    ///   - text: the document, at most 262,144 bytes.
    ///   - file: its name for problems, while it does not say its own code and version.
    /// - Throws: what cannot be read at all; a readable document with wrong content is told by ``template()``.
    package init(yaml text: String, file: String? = nil) throws(Problems) {
        let name = file ?? "template"
        do throws(Unreadable) {
            self.init(root: try TemplateNode(yaml: text), name: name)
        } catch {
            throw Problems([Problem(place: name, reason: error.reason)])
        }
        guard case .mapping = root else {
            throw Problems([
                Problem(place: name, reason: "expected a mapping that begins with 'template:', found \(root.kind)")
            ])
        }
    }
}

/// Why a text is no document.
private struct Unreadable: Error {
    let reason: String
}

extension TemplateNode {
    fileprivate init(yaml text: String) throws(Unreadable) {
        guard text.utf8.count <= TemplateDocument.limits.bytes else {
            throw Unreadable(reason: "longer than \(TemplateDocument.limits.bytes) bytes")
        }
        let composed: Node?
        do {
            composed = try compose(yaml: text, .basic)
        } catch let error as YamlError {
            throw Unreadable(reason: error.sentence)
        } catch {
            throw Unreadable(reason: "not readable as YAML")
        }
        guard let composed else { throw Unreadable(reason: "empty") }
        var budget = TemplateDocument.limits.values
        try self.init(composed, depth: 0, budget: &budget)
    }

    /// Aliases are written out here, so what they multiply is counted here.
    private init(_ node: Node, depth: Int, budget: inout Int) throws(Unreadable) {
        budget -= 1
        guard budget >= 0, depth <= TemplateDocument.limits.depth else {
            throw Unreadable(
                reason: "more than \(TemplateDocument.limits.values) values or \(TemplateDocument.limits.depth) levels")
        }
        switch node {
        case .scalar(let scalar):
            self = .scalar(scalar.string, quoted: scalar.style != .plain)
        case .sequence(let sequence):
            var elements: [TemplateNode] = []
            for element in sequence {
                elements.append(try TemplateNode(element, depth: depth + 1, budget: &budget))
            }
            self = .sequence(elements)
        case .mapping(let mapping):
            var entries: [Entry] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else { throw Unreadable(reason: "a key is not a text") }
                let value = try TemplateNode(value, depth: depth + 1, budget: &budget)
                entries.append(Entry(key: name.string, value: value))
            }
            self = .mapping(entries)
        case .alias:
            throw Unreadable(reason: "an alias that names nothing")
        }
    }
}

extension YamlError {
    fileprivate var sentence: String {
        switch self {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "line \(mark.line), column \(mark.column): \(problem)"
        case .reader(let problem, _, _, _): problem
        case .duplicatedKeysInMapping(let keys, let context):
            "line \(context.mark.line): the key \(keys.map { "'\($0)'" }.joined(separator: ", ")) is written twice"
        default: "not readable as YAML"
        }
    }
}
