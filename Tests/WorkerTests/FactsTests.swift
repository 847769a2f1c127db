import Appraisal
import Exact
import Measures
import Postgres
import Testing

@testable import Worker

/// What a statement says of a person, read as facts.
@Suite struct FactsTests {
    private static func statement(by grouping: RelationStatement.Grouping) throws -> RelationStatement {
        let relation = SourceRelation(
            name: "ticket", columns: [("employee_id", .text), ("closed_at", .timestamptz), ("reopened", .boolean)])
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "ticket", at: "closed_at", filter: nil, value: "share(reopened)"),
            in: SourceCatalog(relations: ["ticket": relation])
        ).get()
        return RelationStatement(relation: relation, measures: [measure], by: grouping)
    }

    private static func sample(ofRows rows: Int64, by grouping: RelationStatement.Grouping) throws -> Int64? {
        var writer = CopyWriter()
        try writer.startRow(columns: 4)
        writer.write(rows)
        writer.write(rows)
        writer.write(BigDecimal(1))
        writer.write(BigDecimal(mantissa: Whole(rows), scale: 0))
        var spool = RowSpool()
        try spool.append(try writer.rows())
        var reader = spool.reader()
        guard try reader.advance() else { return nil }
        return try reader.row { try statement(by: grouping).facts(in: &$0).first?.sample }
    }

    @Test func aPersonHasNoMoreRowsThanCanBeToldApart() throws {
        #expect(try Self.sample(ofRows: 1_073_741_823, by: .employee) == 1_073_741_823)
        #expect(
            throws: SourceFault(
                "ticket has 1073741824 rows of one person in one period, and 1073741823 can be counted; see whose they are"
            )
        ) {
            try Self.sample(ofRows: 1_073_741_824, by: .employee)
        }
    }

    @Test func allTogetherMayHaveMore() throws {
        #expect(try Self.sample(ofRows: 1_073_741_824, by: .everything) == 1_073_741_824)
    }
}
