import Foundation

/// What a form sends: names and values in order, as `application/x-www-form-urlencoded`.
struct FormData: Sendable, Equatable {
    /// A body that no form of ours sends.
    struct Unreadable: Error {}

    static let mostBytes = 512 * 1024
    private static let mostFields = 2000

    private(set) var fields: [(name: String, value: String)] = []

    init() {}

    init(_ fields: [(String, String)]) {
        self.fields = fields.map { (name: $0.0, value: $0.1) }
    }

    /// - Throws: ``Unreadable`` for what is not UTF-8, holds a zero, or has more fields than any form.
    init(parsing body: String) throws(Unreadable) {
        for part in body.split(separator: "&") {
            guard fields.count < Self.mostFields else { throw Unreadable() }
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(halves[0])
            fields.append((name: name, value: halves.count > 1 ? try Self.decoded(halves[1]) : ""))
        }
    }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Without blanks around it; nil where nothing is left.
    func text(_ name: String) -> String? {
        self[name].map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What stands in a field, line by line, without blanks around it.
    func lines(_ name: String) -> [String] {
        (self[name] ?? "").split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    mutating func set(_ name: String, to values: [String]) {
        fields = fields.filter { $0.name != name } + values.map { (name: name, value: $0) }
    }

    /// Forgets the fields of such names.
    mutating func drop(where isMeant: (String) -> Bool) {
        fields.removeAll { isMeant($0.name) }
    }

    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    private static func decoded(_ text: Substring) throws(Unreadable) -> String {
        guard let decoded = text.replacing("+", with: " ").removingPercentEncoding,
            !decoded.unicodeScalars.contains("\0")
        else { throw Unreadable() }
        return decoded.replacing("\r\n", with: "\n")
    }

    static func == (left: FormData, right: FormData) -> Bool {
        left.fields.count == right.fields.count && zip(left.fields, right.fields).allSatisfy { $0 == $1 }
    }
}

extension FormData {
    /// What the person wrote, without what the form says by itself: as a draft is kept.
    var said: [String: [String]] {
        Dictionary(grouping: fields.filter { !Self.ownNames.contains($0.name) }, by: \.name).mapValues {
            $0.map(\.value)
        }
    }

    static let proof = "proof"
    static let act = "act"
    /// What the writer looked at; kept with a draft.
    static let seen = "seen"
    private static let ownNames: Set = [proof, act]

    var json: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(said)).map { String(decoding: $0, as: UTF8.self) }
    }

    init?(json: String) {
        guard let said = try? JSONDecoder().decode([String: [String]].self, from: Data(json.utf8)) else { return nil }
        self.init(said.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (name, $0) } })
    }
}
