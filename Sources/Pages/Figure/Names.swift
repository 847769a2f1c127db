/// What people are called on a page: by their names, with the id behind one that two have.
package struct Names: Sendable {
    private let shown: [String: String]

    /// - Parameter people: by their ids; nil is a name that is not known.
    package init(_ people: [String: String?]) {
        let count = Dictionary(people.values.compactMap(\.self).map { ($0, 1) }, uniquingKeysWith: +)
        shown = people.reduce(into: [:]) { shown, person in
            shown[person.key] = person.value.map { count[$0] == 1 ? $0 : "\($0) · \(person.key)" }
        }
    }

    /// The id of whoever has no name.
    package func of(_ person: String) -> String { shown[person] ?? person }
}
