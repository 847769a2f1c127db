/// An array whose elements are fields of rows of COPY, taken over as they are: both hold a value behind its length.
package struct FieldArray: PostgresEncodable {
    private let element: any PostgresArrayElement.Type
    private var fields: [UInt8] = []
    private var count = 0
    private var hasNulls = false

    package init(of element: any PostgresArrayElement.Type) {
        self.element = element
    }

    /// None: that is each array's own.
    package static var oid: UInt32 { 0 }
    package var oid: UInt32 { element.arrayOID }

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
        buffer.appendHead(of: element, count: count, hasNulls: hasNulls)
        buffer += fields
    }
}
