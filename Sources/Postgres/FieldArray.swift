/// An array whose elements are fields of rows of COPY, taken over as they are: both hold a value behind its length.
package struct FieldArray<Element: PostgresArrayElement>: PostgresEncodable {
    private var fields: [UInt8] = []
    private var count = 0
    private var hasNulls = false

    package init() {}

    package static var oid: UInt32 { Element.arrayOID }

    /// Appends the next column of `row`, which must be of the element's type: the row does not say.
    package mutating func append(next row: inout CopyRow) throws(PostgresError) {
        let field = try row.nextField()
        if let field {
            fields.append(bigEndian: Int32(field.count))
            fields.append(contentsOf: field)
        } else {
            fields.appendNullField()
            hasNulls = true
        }
        count += 1
    }

    package func encode(into buffer: inout [UInt8]) {
        buffer.appendHead(of: Element.self, count: count, hasNulls: hasNulls)
        buffer += fields
    }
}
