import Appraisal
import Exact

/// A JSON object, member by member, in the order they are added.
struct JSONObject {
    private var members: [String] = []

    var text: String { "{\(members.joined(separator: ", "))}" }

    /// - Parameter json: the value as JSON writes it; nil is null.
    mutating func add(_ name: String, json: String?) {
        members.append("\(name.jsonQuoted): \(json ?? "null")")
    }

    mutating func add(_ name: String, _ text: String?) { add(name, json: text?.jsonQuoted) }
    mutating func add(_ name: String, _ number: BigDecimal?) { add(name, json: number?.description) }
    mutating func add(_ name: String, _ number: Int64?) { add(name, json: number?.description) }
    mutating func add(_ name: String, _ flag: Bool) { add(name, json: "\(flag)") }

    mutating func add<Element>(
        _ name: String, _ list: [Element], _ describe: (Element, inout JSONObject) -> Void
    ) {
        let objects = list.map { element in
            var object = JSONObject()
            describe(element, &object)
            return object.text
        }
        add(name, json: "[\(objects.joined(separator: ", "))]")
    }
}
