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
        encoder.writeNull()
        try encoder.endRow()
        #expect(
            CopyEncoder.header + encoder.bytes + CopyEncoder.trailer == Self.header
                + [0, 3, 0, 0, 0, 4, 0, 0, 0, 7, 0, 0, 0, 2, 0xC3, 0xA9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
    }

    @Test func readsARowFromItsMessage() throws {
        var decoder = CopyDecoder()
        let first = Self.header + [0, 2, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 7, 0xFF, 0xFF, 0xFF, 0xFF]
        try first.withUnsafeBytes { bytes in
            var row = try #require(try decoder.row(in: bytes))
            #expect(row.columnCount == 2)
            #expect(try row.next(Int64.self) == 7)
            #expect(try row.next(String?.self) == nil)
            let error = #expect(throws: PostgresError.self) { try row.next(String.self) }
            #expect(error?.description == "there is no column 3 among 2")
        }
        #expect(try [0xFF, 0xFF].withUnsafeBytes { try decoder.row(in: $0) } == nil)
        #expect(decoder.rowCount == 1)
    }

    @Test func columnsThatNobodyWantsArePassedOver() throws {
        var decoder = CopyDecoder()
        let bytes = Self.header + [0, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 2, 0xC3, 0xA9, 0, 0, 0, 1, 0x37]
        try bytes.withUnsafeBytes { bytes in
            var row = try #require(try decoder.row(in: bytes))
            try row.skip(2)
            #expect(try row.next(String.self) == "7")
            let error = #expect(throws: PostgresError.self) { try row.skip(1) }
            #expect(error?.description == "there is no column 4 among 3")
        }
    }

    @Test func aValueOfAnotherSizeIsNotTakenForOurs() throws {
        var decoder = CopyDecoder()
        try (Self.header + [0, 1, 0, 0, 0, 4, 0, 0, 0, 7]).withUnsafeBytes { bytes in
            var row = try #require(try decoder.row(in: bytes))
            let error = #expect(throws: PostgresError.self) { try row.next(Int64.self) }
            #expect(error?.description == "column 1: 4 bytes are no Int64")
        }
    }

    @Test func nullIsNoValue() throws {
        var decoder = CopyDecoder()
        try (Self.header + [0, 1, 0xFF, 0xFF, 0xFF, 0xFF]).withUnsafeBytes { bytes in
            var row = try #require(try decoder.row(in: bytes))
            let error = #expect(throws: PostgresError.self) { try row.next(Int64.self) }
            #expect(error?.description == "column 1 is NULL, expected Int64")
        }
    }

    @Test func textFormatIsRefused() {
        var decoder = CopyDecoder()
        let error = #expect(throws: PostgresError.self) {
            try Array("1\tone\n".utf8).withUnsafeBytes { bytes in _ = try decoder.row(in: bytes) }
        }
        #expect(error?.description == "the data are not in COPY's binary format: say (FORMAT binary)")
    }

    @Test func aRowHasAsManyValuesAsItSays() throws {
        var encoder = CopyEncoder()
        try encoder.startRow(columns: 2)
        encoder.write(true)
        let error = #expect(throws: PostgresError.self) { try encoder.startRow(columns: 2) }
        #expect(error?.description == "row 1 has 1 values, it was started for 2")
    }
}
