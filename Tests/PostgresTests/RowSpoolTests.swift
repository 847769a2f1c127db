import Exact
import Foundation
import Support
import Testing

@testable import Postgres

@Suite struct RowSpoolTests {
    /// `count` rows of a number and a text of `width` characters, NULL in every third.
    private func rows(_ numbers: Range<Int>, width: Int) throws -> CopyRows {
        var writer = CopyWriter()
        for number in numbers {
            try writer.startRow(columns: 2)
            writer.write(Int64(number))
            writer.write(number % 3 == 0 ? nil : String(repeating: "é", count: width))
        }
        return try writer.rows()
    }

    private func numbers(in spool: RowSpool) throws -> [Int64] {
        var reader = spool.reader()
        var numbers: [Int64] = []
        while try reader.advance() {
            try reader.row { row in
                let number = try row.next(Int64.self)
                #expect(try (row.next(String?.self) == nil) == (number % 3 == 0))
                numbers.append(number)
            }
        }
        return numbers
    }

    @Test(
        "In memory, in a file and both, with rows longer than a piece that is read: what came in comes out, as often as is wanted",
        arguments: [(0, 1), (1, 1), (10, 5), (20_000, 5), (20_001, 20), (7, RowSpool.pieceSize)])
    func whatIsSetAsideIsRead(_ count: Int, _ width: Int) throws {
        var spool = RowSpool()
        for start in stride(from: 0, to: count, by: 100) {
            try spool.append(try rows(start..<min(start + 100, count), width: width))
        }
        #expect(spool.count == count)
        for _ in 1...2 { #expect(try numbers(in: spool) == (0..<count).map(Int64.init)) }
    }

    @Test func theFileHasNoNameAndIsClosedWhenItIsLetGoOf() throws {
        func status(of descriptor: Int32) -> stat? {
            var status = stat()
            return fstat(descriptor, &status) == 0 ? status : nil
        }
        var file: SpoolFile? = try SpoolFile()
        try file?.append([1, 2, 3])
        let descriptor = try #require(file?.descriptor)
        // Held by the test as well, so that no other file can take its number.
        let own = dup(descriptor)
        defer { close(own) }
        let open = try #require(status(of: descriptor))
        #expect(open.st_nlink == 0 && open.st_size == 3)
        #expect(open.st_mode & 0o077 == 0, "nobody else may read what people said while it has its name for a moment")
        file = nil
        #expect(status(of: descriptor)?.st_ino != open.st_ino)
    }

    @Test func rowsThatAreNotCompleteAreRefused() throws {
        var writer = CopyWriter()
        try writer.startRow(columns: 2)
        writer.write(Int64(1))
        let error = #expect(throws: PostgresError.self) { try writer.rows() }
        #expect(error?.description == "row 1 has 1 values, it was started for 2")
    }
}

@Suite(.database) struct RowSpoolOfAnswersTests {
    @Test func anAnswerIsSetAsideAndCopiedElsewhere() async throws {
        try await TestDatabase.current.withConnection { connection in
            let spool = try await connection.reduceRows(
                into: RowSpool(),
                "select n::bigint, nullif(n % 7, 0)::numeric / 8, 'wörter ' || n from generate_series(1, $1) n",
                parameters: [30_000]
            ) { try $0.append($1) }
            #expect(spool.count == 30_000)
            try await connection.script("create table t (kind int4, n int8, part numeric, words text)")
            try await connection.copyIn("copy t from stdin (format binary)") { writer in
                var reader = spool.reader()
                while try reader.advance() {
                    try reader.row { row in
                        try writer.startRow(columns: row.columnCount + 1)
                        writer.write(Int32(3))
                        writer.write(rest: row)
                    }
                }
            }
            let (count, sum, text) = try await connection.query(
                "select count(*) filter (where kind = 3), sum(n * coalesce(part, 1)), max(words) from t"
            ).one().decode(Int64.self, BigDecimal.self, String.self)
            let expected = (1...30_000).reduce(into: 0) { $0 += $1 * ($1 % 7 == 0 ? 8 : $1 % 7) }
            #expect(count == 30_000)
            #expect(sum * 8 == BigDecimal(expected))
            #expect(text == "wörter 9999")
        }
    }

    @Test("Columns of rows become arrays: none, known ones, and NULL among them", arguments: [0, 2, 9])
    func columnsBecomeArrays(_ count: Int) async throws {
        try await TestDatabase.current.withConnection { connection in
            let rows = """
                select n, nullif(n % 7, 0)::numeric / 8 as part, 'wörter ' || n as words from generate_series(1, $1) n
                """
            let spool = try await connection.reduceRows(into: RowSpool(), rows, parameters: [count]) {
                try $0.append($1)
            }
            var numbers = FieldArray(of: Int64.self)
            var (parts, words) = (FieldArray(of: BigDecimal.self), FieldArray(of: String.self))
            try spool.forEachRow { row in
                try numbers.append(next: &row)
                try parts.append(next: &row)
                try words.append(next: &row)
            }
            let differing = try await connection.query(
                """
                select count(*) from unnest($2::bigint[], $3::numeric[], $4::text[]) as a (n, part, words)
                    full join (\(rows)) b using (n)
                where (a.part::text, a.words) is distinct from (b.part::text, b.words)
                """, count, numbers, parts, words
            ).one().decode(Int.self)
            #expect(differing == 0)
        }
    }
}
