import Yams

/// Where each part of a template stands in the text that it was read from, by the places that problems name.
package struct TemplateLines: Sendable {
    /// How problems call the document.
    private let root: String
    /// Of two parts of one name the later.
    private var lines: [String: Int] = [:]

    /// - Parameters:
    ///   - text: what ``TemplateDocument`` has read; nil of what it cannot read, whose only problem tells its line.
    ///   - place: how problems call the document.
    package init(yaml text: String?, place: String) {
        root = place
        guard let text, let node = try? compose(yaml: text, .basic) else { return }
        for (key, value) in node.pairs { note(key, value, below: "") }
    }

    /// The line, from 1, that a problem is about; nil where it is about the whole document, or about nothing in it.
    package func line(of problem: Problem) -> Int? {
        if let told = problem.reason.prefixMatch(of: /line ([0-9]+)[,:]/) { return Int(told.1) }
        guard problem.place.hasPrefix(root) else { return nil }
        var place = Substring(problem.place.dropFirst(root.count).drop { $0 == " " })
        if let key = problem.reason.prefixMatch(of: /unknown key '([^']*)'/)?.1,
            let line = lines[place.isEmpty ? String(key) : "\(place) \(key)"]
        {
            return line
        }
        // What is not there itself is missing in what it would stand in.
        while !place.isEmpty {
            if let line = lines[String(place)] { return line }
            guard let end = place.lastIndex(where: { $0 == " " || $0 == "/" }) else { return nil }
            place = place[..<end]
        }
        return nil
    }

    private mutating func note(_ key: String, _ value: (node: Node, line: Int?), below place: String) {
        let own = place.isEmpty ? key : "\(place) \(key)"
        lines[own] = value.line
        switch (key, place.isEmpty) {
        case ("grades", true): note(value.node) { node, number in "grade \(node.text(of: "grade") ?? "\(number)")" }
        case ("streaks", true): note(value.node) { _, number in "streak \(number)" }
        case ("caps", true): note(value.node) { _, number in "cap \(number)" }
        case ("dimensions", true): note(value.node) { node, number in node.text(of: "code") ?? "dimension \(number)" }
        case ("indicators", false):
            note(value.node) { node, number in "\(place)/\(node.text(of: "code") ?? "indicator \(number)")" }
        case ("rated", false):
            note(value.node) { node, number in
                "\(place) level \(node.text(of: "level").map { "\"\($0)\"" } ?? "\(number)")"
            }
        case ("scale", false):
            note(value.node) { node, number in
                "\(place) scale band \(node.text(of: "band").map { "\"\($0)\"" } ?? "\(number)")"
            }
        case ("measure", false):
            // What its language says of a part names the indicator and the part alone.
            for (key, value) in value.node.pairs {
                note(key, value, below: own)
                lines["\(place) \(key)"] = value.line
            }
        default:
            for (key, value) in value.node.pairs { note(key, value, below: own) }
        }
    }

    /// The elements of a list, each under the name that problems have for it.
    private mutating func note(_ list: Node, named name: (Node, Int) -> String) {
        guard case .sequence(let elements) = list else { return }
        for (number, element) in zip(1..., elements) {
            let place = name(element, number)
            lines[place] = element.mark?.line
            for (key, value) in element.pairs { note(key, value, below: place) }
        }
    }
}

extension Node {
    /// What stands under each key of a mapping, and the line of the key.
    fileprivate var pairs: [(String, (node: Node, line: Int?))] {
        guard case .mapping(let mapping) = self else { return [] }
        return mapping.compactMap { key, value in key.scalar.map { ($0.string, (value, $0.mark?.line)) } }
    }

    /// The text under a key of a mapping.
    fileprivate func text(of key: String) -> String? {
        guard let scalar = pairs.first(where: { $0.0 == key })?.1.node.scalar,
            !TemplateNode.scalar(scalar.string, quoted: scalar.style != .plain).isNull
        else { return nil }
        return scalar.string
    }
}
