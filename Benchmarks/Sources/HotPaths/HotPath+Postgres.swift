import Exact
import Postgres

extension HotPath {
    static let roundTrip = HotPath(name: "round trip of select 1", times: 1_000) { times, connection in
        for _ in 0..<times { _ = try await connection.query("select 1") }
    }

    static let rowOfQuery = HotPath(name: "row of a query, 8 columns", times: 5_000) { times, connection in
        let sum = try await connection.reduceRows(into: 0, tickets(times)) { sum, row in
            let (id, employee, category, opened, resolved, status, reopened, hours) = try row.decode(
                Int64.self, Int.self, String.self, PostgresTimestamp.self, PostgresTimestamp?.self, String.self,
                Bool.self, BigDecimal.self)
            sum &+= Int(id) &+ employee &+ category.utf8.count &+ Int(opened.microseconds)
            sum &+= Int(resolved?.microseconds ?? 0) &+ status.utf8.count &+ (reopened ? 1 : 0) &+ hours.scale
        }
        precondition(sum != 0)
    }

    static let rowOfSpool = HotPath(name: "row set aside and read, 8 columns", times: 10_000) { times, connection in
        let spool = try await connection.spool(tickets(times), parameters: [])
        var sum = 0
        try spool.forEachRow { try add(&$0, to: &sum) }
        precondition(sum != 0)
    }

    static let rowIntoCopy = HotPath(name: "row into COPY, 8 columns", times: 10_000) { times, connection in
        try await connection.script("create temp table written as \(tickets(0))")
        let hours = BigDecimal("4.25")
        let opened = PostgresTimestamp(microseconds: 813_000_000_000_000)
        try await connection.copyIn("copy written from stdin (format binary)") { writer in
            for number in 0..<times {
                try writer.startRow(columns: 8)
                writer.write(Int64(number))
                writer.write(Int32(number % 10_000))
                writer.write("category")
                writer.write(opened)
                writer.write(number % 50 > 0 ? opened : nil)
                writer.write("resolved")
                writer.write(false)
                writer.write(hours)
            }
        }
    }

    static let numericIn = HotPath(name: "numeric in", times: 50_000) { times, connection in
        try await decode("round(n * 7919 % 1000003 / 1000.0, 2)", times, connection)
    }

    static let longNumericIn = HotPath(name: "numeric of 40 digits in", times: 5_000) { times, connection in
        try await decode("1234567890123456789012345678901234567890.5 / (n + 1)", times, connection)
    }

    static let numericOut = HotPath(name: "numeric out", times: 50_000) { times, _ in
        encode((0..<1_000).map { BigDecimal(mantissa: Whole($0 * 7919 % 1_000_003), scale: 2) }, times)
    }

    static let longNumericOut = HotPath(name: "numeric of 40 digits out", times: 2_000) { times, _ in
        encode([BigDecimal(mantissa: Whole.powerOfTen(40) / 7, scale: 6)], times)
    }

    /// Of a result that is in memory.
    private static func decode(_ numeric: String, _ times: Int, _ connection: PostgresConnection) async throws {
        let rows = try await connection.query("select \(numeric) from generate_series(1, 1000) n")
        var sum = 0
        for number in 0..<times { sum &+= try rows[number % rows.count][0, as: BigDecimal.self].scale }
        precondition(sum != 0)
    }

    private static func encode(_ numbers: [BigDecimal], _ times: Int) {
        var buffer: [UInt8] = []
        for number in 0..<times {
            buffer.removeAll(keepingCapacity: true)
            numbers[number % numbers.count].encode(into: &buffer)
        }
        precondition(!buffer.isEmpty)
    }

    @inline(__always) private static func add(_ row: inout CopyRow, to sum: inout Int) throws {
        sum &+= Int(try row.next(Int64.self)) &+ Int(try row.next(Int32.self))
        sum &+= try row.next(String.self).utf8.count &+ Int(try row.next(PostgresTimestamp.self).microseconds)
        sum &+= Int(try row.next(PostgresTimestamp?.self)?.microseconds ?? 0)
        sum &+= try row.next(String.self).utf8.count &+ (try row.next(Bool.self) ? 1 : 0)
        sum &+= try row.next(BigDecimal.self).scale
    }

    /// As wide as tickets that are measured.
    private static func tickets(_ rows: Int) -> String {
        """
        select n::int8 as ticket_id, 1 + n % 10000 as employee_id, 'category ' || n % 20 as category,
            timestamptz '2026-10-01' + n * interval '1 second' as opened_at,
            case when n % 50 > 0 then timestamptz '2026-10-02' + n * interval '1 second' end as resolved_at,
            text 'resolved' as status, n % 9 = 0 as reopened, round(n % 1000 / 100.0, 2) as hours
        from generate_series(1, \(rows)) n
        """
    }
}
