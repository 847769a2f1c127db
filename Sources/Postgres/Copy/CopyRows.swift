/// Rows in the binary format of COPY, one behind the other.
package struct CopyRows: Sendable {
    let bytes: [UInt8]
    package let count: Int
}
