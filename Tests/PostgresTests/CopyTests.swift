import Exact
import Postgres
import Support
import Testing

@Suite(.database) struct CopyTests {
    private struct Stop: Error {}

    @Test func everyTypeCrosses() async throws {
        let total = try #require(BigDecimal("-12.340"))
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                "CREATE TABLE t (a bool, c int4, d int8, e text, f numeric, h timestamptz, i jsonb, m text)")
            let copied = try await connection.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
                try writer.startRow(columns: 8)
                writer.write(true)
                writer.write(Int32.max)
                writer.write(Int64.min)
                writer.write("it's 张伟")
                writer.write(total)
                writer.write(PostgresTimestamp(microseconds: 1))
                writer.write(JSONText(#"{"a": 1}"#))
                writer.write(nil as String?)
            }
            #expect(copied == 1)
            let stored = try await connection.query("SELECT t::text FROM t").one()
            #expect(
                try stored[0] == #"""
                    (t,2147483647,-9223372036854775808,"it's 张伟",-12.340,"2000-01-01 00:00:00.000001+00","{""a"": 1}",)
                    """#)
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

    @Test func onlyTheRightCopyWillDo() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int8)")
            for sql in ["SELECT 1", "COPY t TO STDOUT (FORMAT binary)"] {
                let error = await #expect(throws: PostgresError.self) { try await connection.copyIn(sql) { _ in } }
                #expect(error?.description == "expected COPY … FROM STDIN")
            }
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }
}
