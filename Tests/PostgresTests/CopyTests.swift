import Exact
import Postgres
import Support
import Testing

@Suite(.database) struct CopyTests {
    private struct Stop: Error {}

    @Test func everyTypeCrossesBothWays() async throws {
        let total = try #require(BigDecimal("-12.340"))
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                """
                CREATE TABLE t (a bool, b int2, c int4, d int8, e text, f numeric, g date, h timestamptz, i jsonb, j bytea,
                                k text[], l int8[], m text)
                """)
            let copied = try await connection.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
                try writer.startRow(columns: 13)
                writer.write(true)
                writer.write(Int16.min)
                writer.write(Int32.max)
                writer.write(Int64.min)
                writer.write("it's 张伟")
                writer.write(total)
                writer.write(PostgresDate(days: -1))
                writer.write(PostgresTimestamp(microseconds: 1))
                writer.write(JSONText(#"{"a": 1}"#))
                writer.write(PostgresBytes([0, 255]))
                writer.write(["x", ""])
                writer.write([1, -1] as [Int64])
                writer.writeNull()
            }
            #expect(copied == 1)
            let stored = try await connection.query("SELECT t::text FROM t").one()
            #expect(
                try stored[0] == #"""
                    (t,-32768,2147483647,-9223372036854775808,"it's 张伟",-12.340,1999-12-31,"2000-01-01 00:00:00.000001+00",\#
                    "{""a"": 1}","\\x00ff","{x,""""}","{1,-1}",)
                    """#)
            let read = try await connection.copyOut("COPY t TO STDOUT (FORMAT binary)") { row throws in
                #expect(row.columnCount == 13)
                #expect(try row.next(Bool.self))
                #expect(try row.next(Int16.self) == .min)
                #expect(try row.next(Int32.self) == .max)
                #expect(try row.next(Int64.self) == .min)
                #expect(try row.next(String.self) == "it's 张伟")
                #expect(try row.next(BigDecimal.self).description == "-12.340")
                #expect(try row.next(PostgresDate.self) == PostgresDate(days: -1))
                #expect(try row.next(PostgresTimestamp.self) == PostgresTimestamp(microseconds: 1))
                #expect(try row.next(JSONText.self) == JSONText(#"{"a": 1}"#))
                #expect(try row.next(PostgresBytes.self) == PostgresBytes([0, 255]))
                #expect(try row.next([String].self) == ["x", ""])
                #expect(try row.next([Int64].self) == [1, -1])
                #expect(try row.next(String?.self) == nil)
            }
            #expect(read == 1)
        }
    }

    @Test func aHundredThousandRows() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (id int8, name text, total numeric)")
            let copied = try await connection.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
                for id in 1...100_000 {
                    try writer.startRow(columns: 3)
                    writer.write(Int64(id))
                    writer.write(id.isMultiple(of: 10) ? nil : "person \(id)")
                    writer.write(BigDecimal(mantissa: Whole(id), scale: 2))
                }
            }
            #expect(copied == 100_000)
            let counted = try await connection.query("SELECT count(name), sum(id), sum(total) FROM t").one()
            let (names, ids, total) = try counted.decode(Int.self, BigDecimal.self, BigDecimal.self)
            #expect(names == 90_000)
            #expect(ids == 5_000_050_000)
            #expect(total.description == "50000500.00")
            let sum = try await connection.copyOut(into: Int64(0), "COPY t TO STDOUT (FORMAT binary)") { sum, row in
                sum += try row.next(Int64.self)
                _ = try row.next(String?.self)
                _ = try row.next(BigDecimal.self)
            }
            #expect(sum == 5_000_050_000)
        }
    }

    @Test func anErrorWhileWritingLoadsNothing() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int8)")
            await #expect(throws: Stop.self) {
                try await connection.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
                    for number in 0..<50_000 {
                        try writer.startRow(columns: 1)
                        writer.write(Int64(number))
                    }
                    throw Stop()
                }
            }
            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyIn("COPY t FROM STDIN (FORMAT binary)") { try $0.startRow(columns: 1) }
            }
            #expect(error?.description == "row 1 has 0 values, it was started for 1")
            #expect(try await connection.query("SELECT count(*) FROM t").one()[0] == 0)
        }
    }

    @Test func theServersRefusalIsThrown() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int8 CHECK (n < 3))")
            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
                    for number in 0..<100_000 {
                        try writer.startRow(columns: 1)
                        writer.write(Int64(number))
                    }
                }
            }
            #expect(error?.sqlState == "23514")
            #expect(error?.context == "COPY t, line 4")
            let missing = await #expect(throws: PostgresError.self) {
                try await connection.copyIn("COPY nowhere FROM STDIN (FORMAT binary)") { _ in }
            }
            #expect(missing?.description == #"relation "nowhere" does not exist [42P01]"#)
            #expect(try await connection.query("SELECT count(*) FROM t").one()[0] == 0)
        }
    }

    @Test func aConnectionLostWhileWritingIsALoss() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            // The trigger ends its own backend at the first row.
            try await connection.script(
                """
                CREATE TABLE t (n int8);
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
                CREATE TRIGGER die BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION die();
                """)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
                    for number in 0..<1_000_000 {
                        try writer.startRow(columns: 1)
                        writer.write(Int64(number))
                    }
                }
            }
            #expect(error?.code == .connectionLost)
            #expect(error?.sqlState == "57P01")
        }
    }

    @Test func anErrorWhileReadingStopsTheCopy() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            await #expect(throws: Stop.self) {
                try await connection.copyOut(
                    "COPY (SELECT generate_series(1, 1000000000)) TO STDOUT (FORMAT binary)"
                ) { _ in throw Stop() }
            }
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    @Test func onlyTheRightCopyWillDo() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int8)")
            for sql in ["SELECT 1", "COPY t TO STDOUT (FORMAT binary)"] {
                let error = await #expect(throws: PostgresError.self) { try await connection.copyIn(sql) { _ in } }
                #expect(error?.description == "expected COPY … FROM STDIN")
            }
            for sql in ["SELECT 1", "COPY t FROM STDIN (FORMAT binary)"] {
                let error = await #expect(throws: PostgresError.self) { try await connection.copyOut(sql) { _ in } }
                #expect(error?.description == "expected COPY … TO STDOUT")
            }
            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyOut("COPY (SELECT 1) TO STDOUT") { _ in }
            }
            #expect(error?.description == "the data are not in COPY's binary format: say (FORMAT binary)")
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }
}
