import JSON
import Store

extension JSONObject {
    /// Columns of a row, by their names.
    mutating func add(_ names: String..., of fields: [Field]) {
        for name in names {
            guard let field = fields.first(where: { $0.name == name }) else {
                preconditionFailure("the row has no column \(name)")
            }
            add(name, json: field.json)
        }
    }
}
