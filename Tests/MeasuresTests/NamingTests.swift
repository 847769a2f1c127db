import Measures
import Testing

@Suite struct NamingTests {
    @Test(arguments: [
        (ColumnType.smallint, ["7", "-32768"]), (.integer, ["7", "-32768", "40000"]),
        (.bigint, ["7", "-32768", "40000", "3000000000"]),
        (.castText("uuid"), ["0a1b2c3d-0000-4000-8000-00000000000f"]),
    ])
    func peopleAreNamedByIDsAsTheColumnShowsThem(_ type: ColumnType, _ fitting: [String]) {
        let relation = SourceRelation(name: "ticket", columns: [("employee_id", type)])
        let others = [
            "07", "+7", "-0", " 7", "7 ", "", "a", "99999999999999999999", "+a1b2c3d-0000-4000-8000-00000000000f",
            "0A1B2C3D-0000-4000-8000-00000000000F",
        ]
        #expect(relation.named(others + fitting) == fitting)
        let asText = SourceRelation(name: "ticket", columns: [("employee_id", .text)])
        #expect(asText.named(others + fitting) == others + fitting)
    }
}
