package import Exact

/// A JSON object, member by member, in the order in which they are added.
package struct JSONObject {
    private var members: [String] = []

    package init() {}

    /// - Parameter members: values as JSON writes them; nil is null.
    package init(_ members: KeyValuePairs<String, String?>) {
        for (name, json) in members { add(name, json: json) }
    }

    /// The object as JSON writes it.
    package var json: String { "{\(members.joined(separator: ", "))}" }

    package var isEmpty: Bool { members.isEmpty }

    /// - Parameter json: the value as JSON writes it; nil is null.
    package mutating func add(_ name: String, json: String?) {
        members.append("\(name.jsonQuoted): \(json ?? "null")")
    }

    package mutating func add(_ name: String, _ text: String?) { add(name, json: text?.jsonQuoted) }
    package mutating func add(_ name: String, _ number: BigDecimal?) { add(name, json: number?.json) }
    package mutating func add(_ name: String, _ number: Int64?) { add(name, json: number?.description) }
    package mutating func add(_ name: String, _ flag: Bool) { add(name, json: "\(flag)") }

    /// Adds a list of objects.
    package mutating func add<Element>(
        _ name: String, _ list: [Element], _ describe: (Element, inout JSONObject) -> Void
    ) {
        let objects = list.map { element in
            var object = JSONObject()
            describe(element, &object)
            return object.json
        }
        add(name, json: objects.jsonList)
    }
}
