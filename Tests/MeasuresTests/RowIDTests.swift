import Testing

@testable import Measures

/// By which column people name a row.
@Suite struct RowIDTests {
    @Test(
        arguments: [
            ("ticket", ["employee_id", "ticket_id", "customer_id"], nil, "ticket_id"),
            ("repair_report", ["report_id", "ticket_id", "employee_id"], nil, "report_id"),
            ("nps_response", ["employee_id", "customer_id", "ticket_id"], nil, "ticket_id"),
            // The id of something else stands for many rows.
            ("call", ["customer_id", "incident_id", "employee_id"], nil, nil),
            ("call", ["customer_id", "incident_id", "employee_id"], "incident_id", "incident_id"),
            ("call", ["customer_id", "number", "employee_id"], "number", "number"),
            ("call", ["customer_id", "employee_id"], "employee_id", nil),
            ("attendance", ["employee_id"], nil, nil),
        ] as [(String, [String], String?, String?)])
    func theRelationsOwnOrNone(relation: String, columns: [String], key: String?, expected: String?) {
        let relation = SourceRelation(name: relation, columns: columns.map { ($0, .text) }, key: key)
        #expect(relation.rowID?.text == expected.map { "\"\($0)\"" })
    }
}
