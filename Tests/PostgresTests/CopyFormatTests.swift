import Exact
import Testing

@testable import Postgres

@Suite struct CopyFormatTests {
    static let header: [UInt8] = [
        0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]

    @Test func writesHeaderRowsAndTrailer() throws {
        var encoder = CopyEncoder()
        try encoder.startRow(columns: 3)
        encoder.write(Int32(7))
        encoder.write("é" as String?)
        encoder.write(nil as Int32?)
        try encoder.endRow()
        #expect(
            CopyEncoder.header + encoder.bytes + CopyEncoder.trailer == Self.header
                + [0, 3, 0, 0, 0, 4, 0, 0, 0, 7, 0, 0, 0, 2, 0xC3, 0xA9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
    }

    /// A row as a spool reads it: how many columns there are, then the fields.
    private func read(_ bytes: [UInt8], _ body: (inout CopyRow) throws -> Void) throws {
        try bytes.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            guard let columns = reader.number(Int16.self) else { return }
            var row = CopyRow(reader, columnCount: Int(columns))
            try body(&row)
        }
    }

    @Test func readsARow() throws {
        try read([0, 2, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 7, 0xFF, 0xFF, 0xFF, 0xFF]) { row throws in
            #expect(row.columnCount == 2)
            #expect(try row.next(Int64.self) == 7)
            #expect(try row.next(String?.self) == nil)
            let error = #expect(throws: PostgresError.self) { try row.next(String.self) }
            #expect(error?.description == "there is no column 3 among 2")
        }
    }

    @Test func columnsThatNobodyWantsArePassedOver() throws {
        try read([0, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 2, 0xC3, 0xA9, 0, 0, 0, 1, 0x37]) { row in
            try row.skip(2)
            #expect(try row.next(String.self) == "7")
            let error = #expect(throws: PostgresError.self) { try row.skip(1) }
            #expect(error?.description == "there is no column 4 among 3")
        }
    }

    @Test func aValueOfAnotherSizeIsNotTakenForOurs() throws {
        try read([0, 1, 0, 0, 0, 4, 0, 0, 0, 7]) { row in
            let error = #expect(throws: PostgresError.self) { try row.next(Int64.self) }
            #expect(error?.description == "column 1: 4 bytes are no Int64")
        }
    }

    @Test func nullIsNoValue() throws {
        try read([0, 1, 0xFF, 0xFF, 0xFF, 0xFF]) { row in
            let error = #expect(throws: PostgresError.self) { try row.next(Int64.self) }
            #expect(error?.description == "column 1 is NULL, expected Int64")
        }
    }

    @Test func aRowHasAsManyValuesAsItSays() throws {
        var encoder = CopyEncoder()
        try encoder.startRow(columns: 2)
        encoder.write(true)
        let error = #expect(throws: PostgresError.self) { try encoder.startRow(columns: 2) }
        #expect(error?.description == "row 1 has 1 values, it was started for 2")
    }
}
