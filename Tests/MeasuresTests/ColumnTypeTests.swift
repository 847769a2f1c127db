import Measures
import Testing

@Suite struct ColumnTypeTests {
    @Test(arguments: [
        ("smallint", ColumnType.smallint), ("integer", .integer), ("bigint", .bigint), ("numeric", .numeric),
        ("numeric(10,2)", .numeric), ("real", .float), ("double precision", .float), ("text", .text),
        ("character varying", .text), ("character varying(40)", .text), ("character(8)", .castText("character")),
        ("citext", .castText("citext")), ("extensions.citext", .castText("citext")), ("uuid", .castText("uuid")),
        ("name", .castText("name")), ("boolean", .boolean), ("timestamp with time zone", .timestamptz),
        ("timestamp(3) with time zone", .timestamptz), ("timestamp(0) without time zone", .timestamp),
        ("timestamp without time zone", .timestamp), ("date", .date), ("interval", .interval),
        ("jsonb", .unsupported("jsonb")),
        ("text[]", .unsupported("text[]")),
    ])
    func fromTheServersName(name: String, type: ColumnType) {
        #expect(ColumnType(formatType: name, isEnum: false) == type)
    }

    @Test func textsOfSomeCollationsAreEqualByMoreThanTheirBytes() {
        #expect(ColumnType(formatType: "text", isEnum: false, isBytewise: false) == .looseText)
        #expect(ColumnType(formatType: "citext", isEnum: false, isBytewise: false) == .castText("citext"))
    }

    @Test func enumsAreReadAsText() {
        #expect(ColumnType(formatType: "ticket_status", isEnum: true) == .castText("ticket_status"))
    }
}
