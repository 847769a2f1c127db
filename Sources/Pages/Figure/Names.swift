/// What people are called on a page: by their names as far as a line has room for them, with the id behind one that two have.
package struct Names: Sendable {
    /// Bytes of markup of a name that a line has room for.
    private static let most = 120

    private let shown: [String: String]

    /// - Parameter people: by their ids; nil is a name that is not known.
    package init(_ people: [String: String?]) {
        let names = people.compactMapValues { $0.map { LongText($0).beginning(Self.most) } }
        let count = Dictionary(names.values.map { ($0, 1) }, uniquingKeysWith: +)
        shown = names.reduce(into: [:]) { shown, person in
            shown[person.key] = count[person.value] == 1 ? person.value : "\(person.value) · \(person.key)"
        }
    }

    /// The id of whoever has no name.
    package func of(_ person: String) -> String { shown[person] ?? person }
}
