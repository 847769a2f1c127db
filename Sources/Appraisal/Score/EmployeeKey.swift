/// An employee id to look things up by, byte for byte as the database compares it.
///
/// Swift holds texts equal that Unicode calls canonically equivalent, such as the two ways to write `é`; to PostgreSQL they are
/// two people.
package struct EmployeeKey: Sendable, Hashable, Comparable {
    package let id: String

    package init(_ id: String) {
        self.id = id
    }

    package static func == (left: EmployeeKey, right: EmployeeKey) -> Bool {
        left.id.utf8.elementsEqual(right.id.utf8)
    }

    package static func < (left: EmployeeKey, right: EmployeeKey) -> Bool {
        left.id.utf8.lexicographicallyPrecedes(right.id.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        // At once: byte by byte takes several times as long, and every person is looked up several times.
        var id = id
        id.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
