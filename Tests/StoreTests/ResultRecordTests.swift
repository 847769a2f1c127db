import Appraisal
import Exact
import Postgres
import Support
import Testing

@testable import Store

@Suite(.database(.migrated)) struct ResultRecordTests {
    private let voice = CustomerVoice(
        recommendation: .init(promoters: 5, detractors: 2, responses: 9),
        satisfaction: .init(satisfied: 7, responses: 8))

    /// Keeps records as one revision of period 1, and reads all that is current back.
    private func kept(_ records: [ResultRecord], revision: Int = 1) async throws -> [EmployeeKey: ResultRecord] {
        try await TestDatabase.current.withConnection(user: "merit_worker") { connection in
            try await ResultRecord.keep(records, revision: revision, in: connection)
            return try await ResultRecord.current(of: 1, in: connection)
        }
    }

    @Test func whatIsKeptIsWhatIsRead() async throws {
        try await TestDatabase.current.insertPeriod()
        let records = [
            try Month(voice: voice).record(),
            try Month(employee: "incomplete", ratings: [.`self`: 9]).record(name: nil),
            try Month(employee: "late", department: nil, supervisor: nil, daysEmployed: 5).record(),
            try Month(employee: "idle", tickets: 1).record(),
        ]
        let kept = try await kept(records)
        #expect(kept.count == records.count)
        for record in records {
            let read = try #require(kept[EmployeeKey(record.employeeID)])
            #expect(read.difference(from: record, why: "read back") == nil)
            #expect(record.difference(from: read, why: "read back") == nil)
            #expect(read.name == record.name)
            #expect(read.reason?.zh == record.reason?.zh)
            #expect(read.indicators.map(\.indicator).sorted() == record.indicators.map(\.indicator).sorted())
        }
        #expect(records.map(\.status) == ["scored", "incomplete", "not_appraised", "incomplete"])
        #expect(kept[EmployeeKey("ann")]?.rankInDepartment == 1)
        #expect(kept[EmployeeKey("late")]?.rankInDepartment == nil)
    }

    /// As the database has it: what stands in a column is what the column's name says.
    @Test func eachColumnHoldsWhatItsNameSays() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        _ = try await kept([
            try Month(voice: voice).record(),
            try Month(employee: "late", department: nil, supervisor: nil, daysEmployed: 5).record(),
        ])
        #expect(
            try await database.column(
                "select jsonb_strip_nulls(to_jsonb(r))::text from merit.result r order by employee_id") == [
                    """
                    {"nps": 33.33, "name": "Ann", "post": "technician", "grade": "A", "total": 80.80, "run_id": 1, "status": "scored", \
                    "coverage": 100.00, "near_cut": false, "revision": 1, "period_id": 1, "satisfied": 7, "department": "repairs", \
                    "nps_margin": 53.34, "self_score": 84.00, "coefficient": 1.2, "employee_id": "ann", "satisfaction": 87.50, \
                    "days_employed": 31, "days_on_leave": 1, "nps_promoters": 5, "nps_responses": 9, "supervisor_id": "bob", \
                    "template_code": "small", "nps_detractors": 2, "supervisor_score": 80.00, "template_version": 1, \
                    "satisfaction_responses": 8}
                    """,
                    """
                    {"name": "Ann", "post": "technician", "reason": "employed 5 days of the period, 10 are needed", "run_id": 1, \
                    "status": "not_appraised", "near_cut": false, "revision": 1, "period_id": 1, \
                    "reason_zh": "考核期内在职 5 天，少于要求的 10 天", "employee_id": "late", "days_employed": 5, "days_on_leave": 1, \
                    "template_code": "small", "template_version": 1}
                    """,
                ])
        #expect(
            try await database.column(
                "select jsonb_strip_nulls(to_jsonb(s))::text from merit.indicator_score s order by indicator") == [
                    """
                    {"band": "warm", "kind": "rated", "state": "scored", "points": 8.00, "revision": 1, "dimension": "attitude", \
                    "indicator": "manner", "period_id": 1, "max_points": 10.00, "employee_id": "ann", "self_points": 9.00, \
                    "supervisor_points": 8.00}
                    """,
                    """
                    {"band": "quick", "kind": "measured", "state": "scored", "value": 0.500000, "points": 8.00, "sample": 3, \
                    "revision": 1, "dimension": "speed", "indicator": "response", "numerator": 90, "period_id": 1, \
                    "raw_value": 0.500000, "max_points": 10.00, "denominator": 3, "employee_id": "ann"}
                    """,
                ])
    }

    @Test(arguments: [
        ("result", ResultRecord.columns, ["period_id", "employee_id", "revision", "run_id", "changed"]),
        ("indicator_score", IndicatorRecord.columns, ["period_id", "employee_id", "revision"]),
    ]) func everyColumnOfTheTableIsKnown(table: String, columns: ColumnList, others: [String]) async throws {
        let there = try await TestDatabase.current.column(
            "select column_name from information_schema.columns where table_schema = 'merit' and table_name = '\(table)'"
        )
        #expect(there.compactMap(\.self).sorted() == (columns.names + others).sorted())
    }

    @Test(arguments: [
        "O'Brien", #"say "hi", \N"#, "a b\tc\nd", "张伟", String(repeating: "长", count: 200), "e\u{301}", "\u{E9}", "",
    ])
    func anIdIsKeptByteForByte(id: String) async throws {
        try await TestDatabase.current.insertPeriod()
        let kept = try await kept([try Month(employee: id, department: id, supervisor: id).record(name: id)])
        let read = try #require(kept.values.first)
        for text in [read.employeeID, read.department, read.supervisorID, read.name] {
            #expect(text.map { Array($0.utf8) } == Array(id.utf8))
        }
        let one = try await TestDatabase.current.withConnection { connection in
            try await ResultRecord.current(of: 1, employees: [id], in: connection)[EmployeeKey(id)]
        }
        #expect(one?.indicators.count == 2)
    }

    @Test func idsThatLookAlikeAreTwoPeople() async throws {
        try await TestDatabase.current.insertPeriod()
        let kept = try await kept([
            try Month(employee: "e\u{301}", minutes: 60).record(), try Month(employee: "\u{E9}", minutes: 240).record(),
        ])
        #expect(kept.count == 2)
        #expect(kept[EmployeeKey("e\u{301}")]?.total != kept[EmployeeKey("\u{E9}")]?.total)
    }

    @Test func aRevisionHoldsOnlyWhatChanged() async throws {
        try await TestDatabase.current.insertPeriod()
        _ = try await kept([try Month().record(), try Month(employee: "ben").record()])
        var changed = try Month(minutes: 30).record()
        changed.changed = #"{"why": "test"}"#
        let kept = try await kept([changed], revision: 2)
        #expect(kept.count == 2)
        #expect(kept[EmployeeKey("ann")]?.difference(from: changed, why: "") == nil)
        #expect(
            try await TestDatabase.current.column(
                "select employee_id || ' ' || revision || ' ' || coalesce(changed ->> 'why', '-') from merit.result order by 1"
            )
                == ["ann 1 -", "ann 2 test", "ben 1 -"])
    }

    @Test func whatDiffersIsSaidFieldByField() throws {
        let old = try Month().record()
        let new = try Month(department: "West \"2\"", minutes: 180, voice: voice).record()
        #expect(try Month().record(name: "Anna").difference(from: old, why: "renamed") == nil)
        #expect(
            new.difference(from: old, why: "scored again") == """
                {"why": "scored again", "result": {"department": {"from": "repairs", "to": "West \\"2\\""}, \
                "self_score": {"from": "84", "to": "72"}, "supervisor_score": {"from": "80", "to": "68"}, \
                "total": {"from": "80.8", "to": "68.8"}, "grade": {"from": "A", "to": "B"}, \
                "coefficient": {"from": "1.2", "to": "0.5"}, "nps": {"from": null, "to": "33.33"}, \
                "nps_margin": {"from": null, "to": "53.34"}, "nps_responses": {"from": null, "to": "9"}, \
                "nps_promoters": {"from": null, "to": "5"}, "nps_detractors": {"from": null, "to": "2"}, \
                "satisfaction": {"from": null, "to": "87.5"}, "satisfaction_responses": {"from": null, "to": "8"}, \
                "satisfied": {"from": null, "to": "7"}}, \
                "indicators": {"response": {"value": {"from": "0.5", "to": "1"}, "raw_value": {"from": "0.5", "to": "1"}, \
                "numerator": {"from": "90", "to": "180"}, "points": {"from": "8", "to": "6"}}}}
                """)
    }

    @Test func whoLeftIsKeptAsNotAppraised() async throws {
        try await TestDatabase.current.insertPeriod()
        let gone = try #require(try await kept([try Month().record()])[EmployeeKey("ann")]).gone()
        let read = try #require(try await kept([gone], revision: 2)[EmployeeKey("ann")])
        #expect(read.status == "not_appraised")
        #expect(read.reason?.en == "the source does not name this person among the people of the period any more")
        #expect(read.name == "Ann")
        #expect(read.total == nil)
        #expect(read.indicators.isEmpty)
    }
}
