import Appraisal
import Foundation
import Imports
import Postgres
import Support
import Testing

/// What people keep in files comes in whole, or not at all.
@Suite(.database(.sourced)) struct FileImportTests {
    private func `import`(
        _ text: String, into what: String = "tickets", apply: Bool = true, period: String? = nil, user: String? = nil,
        adjust: (inout ImportMapping) -> Void = { $0.timeZone = "Asia/Shanghai" }
    ) async throws -> FileImport.Report {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        var file = ImportFile(url.path())
        adjust(&file.mapping)
        return try await TestDatabase.current.configuration(user: user).withConnection { connection in
            let target =
                try await what == "evaluations"
                ? .evaluations : ImportTarget.load(what, schema: "merit_source", in: connection)
            return try await FileImport(file, into: target, fixed: ["period": period].compactMapValues(\.self))
                .run(apply: apply, in: connection)
        }
    }

    private func text(_ query: String) async throws -> String? {
        try await TestDatabase.current.value(
            String?.self, "select string_agg(t::text, ' ' order by t) from (\(query)) t")
    }

    @Test func aFileComesInOnce() async throws {
        let tickets = """
            工单号,工号,创建时间,状态,是否重开,说明事项
            T1,E1,2026-09-01 08:00,resolved,否,x
            T2,E2,2026/9/2 9:30,open,,y

            """
        let tried = try await `import`(tickets, apply: false)
        #expect((tried.rows, tried.added, tried.changed) == (2, 2, 0))
        #expect(tried.leftOut == ["说明事项"])
        #expect(tried.columns.map(\.column) == ["ticket_id", "employee_id", "opened_at", "status", "reopened"])
        #expect(try await text("select from merit_source.ticket") == nil)

        let first = try await `import`(tickets)
        #expect((first.added, first.changed, first.unchanged) == (2, 0, 0))
        let query =
            "select ticket_id, employee_id, opened_at at time zone 'UTC', status, reopened from merit_source.ticket"
        let expected = #"(T1,E1,"2026-09-01 00:00:00",resolved,f) (T2,E2,"2026-09-02 01:30:00",open,)"#
        #expect(try await text(query) == expected)
        let second = try await `import`(tickets)
        #expect((second.added, second.changed, second.unchanged) == (0, 0, 2))
        let third = try await `import`("ticket_id,status\nT2,resolved\nT3,open\n")
        #expect((third.added, third.changed, third.unchanged) == (1, 1, 0))
        #expect(
            try await text("select ticket_id, employee_id, status from merit_source.ticket")
                == "(T1,E1,resolved) (T2,E2,resolved) (T3,,open)")
    }

    @Test func everyProblemIsNamedByItsLineAndNothingIsWritten() async throws {
        let report = try await `import`(
            """
            ticket_id;employee_id;opened_at;reopened
            T1;E1;2026-09-01 08:00;maybe
            ;E1;2026-09-01 08:00;no
            T3;E1;2026-09-31 08:00;no
            T4;E1;2026-09-01 08:00;no
            T4;E1;2026-09-02 08:00;no

            """)
        #expect(
            report.flaws.map { "\($0.line ?? 0) \($0.column ?? "-") \($0.value ?? "-"): \($0.words.en)" } == [
                "2 reopened maybe: neither yes nor no; write true or false",
                "3 ticket_id -: a value is needed here",
                "4 opened_at 2026-09-31 08:00: no day; write it as 2026-10-01",
                "6 - -: the same record stands on line 5",
            ])
        #expect(report.flawCount == 4)
        #expect(try await text("select from merit_source.ticket") == nil)
    }

    @Test func whatTheTableRefusesIsFoundByItsLine() async throws {
        try await TestDatabase.current.execute(
            "alter table merit_source.nps_response add check (score between 0 and 10)")
        let good = (1...40).map { "E\($0),\($0 % 11),2026-09-01" }
        let lines = good[..<7] + ["E7,11,2026-09-01"] + good[7..<30] + ["E8,-1,2026-09-01"] + good[30...]
        let report = try await `import`(
            "employee_id,score,responded_at\n\(lines.joined(separator: "\n"))\n", into: "nps")
        #expect(report.flaws.map(\.line) == [9, 33])
        #expect(report.flaws.first?.words.en.contains("violates check constraint") ?? false)
        #expect(try await text("select from merit_source.nps_response") == nil)
    }

    @Test func rowsWithoutAnIdAreThemselvesTheirKey() async throws {
        let answers = "employee_id,score,responded_at\nE1,9,2026-09-01\nE1,9,2026-09-01\nE2,,2026-09-01\n"
        #expect(try await `import`(answers, into: "nps").added == 3)
        #expect(try await `import`(answers, into: "nps").added == 0)
        #expect(try await `import`("\(answers)E1,9,2026-09-01\n", into: "nps").added == 1)
        #expect(
            try await text("select employee_id, score from merit_source.nps_response") == "(E1,9) (E1,9) (E1,9) (E2,)")
    }

    @Test func assignmentsAreToldApartByTheirFirstDay() async throws {
        let people = "工号,姓名,岗位,入职日期,离职日期\nE1,王伟,desk,2026-01-01,2026-08-31\nE1,王伟,field,2026-09-01,\n"
        #expect(try await `import`(people, into: "employees").added == 2)
        #expect(try await `import`(people, into: "employees").unchanged == 2)
        let moved = try await `import`("工号,岗位,入职日期\nE1,lead,2026-09-01\n", into: "employees")
        #expect((moved.added, moved.changed) == (0, 1))
        #expect(try await text("select post from merit_source.employee") == "(desk) (lead)")
    }

    @Test func whoIsNoEmployeeIsNamed() async throws {
        _ = try await `import`("employee_id\nE001\n", into: "employees")
        let report = try await `import`("ticket_id,employee_id\nT1,E001\nT2,e001\nT3,1\nT4,1\n")
        #expect(report.strangers.map { "\($0.id) \($0.rows)" } == ["1 2", "e001 1"])
        #expect(report.added == 4)
    }

    @Test(arguments: [
        (
            "工单号,ticket id\n",
            "1 ticket id: another heading stands for ticket_id already; leave one out by the mapping: \"-\""
        ),
        ("employee_id,tiket id\n", "1 -: no heading stands for ticket_id; is it \"tiket id\"? Say so in a mapping"),
        ("\n\n", "0 -: nothing stands in the file; its first row names the columns"),
    ]) func headingsThatCannotBeUnderstood(_ text: String, _ words: String) async throws {
        let error = await #expect(throws: ImportFlaws.self) { try await `import`(text) }
        #expect(error?.list.map { "\($0.line ?? 0) \($0.column ?? "-"): \($0.words.en)" } == [words])
    }

    @Test func aMappingSaysWhatHeadingsAndWordsMean() async throws {
        let report = try await `import`("Nr;Wer;Stand;Notiz\n7;E1;erledigt;x\n") { mapping in
            mapping.columns = ["Nr": "ticket_id", "Wer": "employee_id", "Stand": "status", "Notiz": "-"]
            mapping.values = ["status": ["erledigt": "resolved"]]
        }
        #expect(report.added == 1)
        #expect(try await text("select ticket_id, employee_id, status from merit_source.ticket") == "(7,E1,resolved)")
        let wrong = await #expect(throws: ImportFlaws.self) {
            try await `import`("Nr\n7\n") { $0.columns = ["Nr": "tickt_id", "Foo": "status"] }
        }
        #expect(
            wrong?.list.map(\.words.en) == [
                "the mapping names a column tickt_id that the table does not have; is it ticket_id?",
                "the mapping names a heading \"Foo\" that the file does not have",
                "no heading stands for ticket_id; add it, or name its heading in a mapping",
            ])
    }

    @Test func aTableOfOnesOwnIsFilledByItsPrimaryKey() async throws {
        try await TestDatabase.current.execute(
            """
            create table merit_source.live_stream (stream_id bigint primary key, employee_id varchar(8) not null, viewers integer,
                "Sold €" numeric(10, 2) generated always as (viewers * 0.01) stored)
            """)
        let report = try await `import`("stream id,employee id,viewers\n1,E1,\"1,200\"\n", into: "live_stream") {
            $0.decimals = .point
        }
        #expect(report.added == 1)
        let long = try await `import`("stream id,employee id\n2,E23456789\n", into: "live_stream")
        #expect(
            long.flaws.map(\.words.en) == ["the database refuses the row: value too long for type character varying(8)"]
        )
        #expect(try await text("select stream_id, employee_id, viewers from merit_source.live_stream") == "(1,E1,1200)")
    }

    @Test(arguments: [
        ("shipments", "there is no table merit_source.shipments; there are attendance, collaboration_feedback,"),
        ("seen", "merit_source.seen is no table but a view of one; import into the table behind it"),
    ]) func whatIsNoTableIsNamed(_ name: String, _ words: String) async throws {
        try await TestDatabase.current.execute("create view merit_source.seen as select 1 as one")
        let error = await #expect(throws: NoTarget.self) { try await `import`("a\n1\n", into: name) }
        #expect(error?.description.hasPrefix(words) ?? false)
    }

    @Test func evaluationsComeInAsHR() async throws {
        let database = try TestDatabase.current
        let period = try await database.value(
            Int64.self,
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values ('2026-09', '2026-09-01', '2026-09-30', 'UTC') returning period_id
            """)
        let sheet = "考核周期,工号,评价来源,评价人工号,指标代码,分值,评语\n2026-09,E1,上级,S1,attitude,8.5,好\n2026-09,E1,自评,,attitude,9,\n"
        #expect(try await `import`(sheet, into: "evaluations", user: "merit_hr").added == 2)
        #expect(try await `import`(sheet, into: "evaluations", user: "merit_hr").unchanged == 2)
        let changed = try await `import`(
            "工号,评价来源,评价人工号,指标代码,分值\nE1,上级,S1,attitude,8\n", into: "evaluations", period: "2026-09", user: "merit_hr")
        #expect((changed.added, changed.changed) == (0, 1))
        #expect(
            try await text("select period_id = \(period), source, rater_id, points, comment from merit.evaluation")
                == "(t,self,E1,9,) (t,supervisor,S1,8,好)")

        let doubled = await #expect(throws: ImportFlaws.self) {
            try await `import`(
                "周期,工号,来源,分值\n2026-08,E1,自评,8\n", into: "evaluations", period: "2026-09", user: "merit_hr")
        }
        #expect(
            doubled?.list.map(\.words.en) == [
                "the file has a period of its own; leave --period out, or the column by the mapping: \"-\""
            ])
        let refused = try await `import`(
            "period,employee_id,source,rater_id,points\n2026-09,E1,supervisor,E1,80\n2026-9,E2,self,,80\n2026-09,E3,boss,S1,80\n",
            into: "evaluations", user: "merit_hr")
        #expect(
            refused.flaws.map { "\($0.line ?? 0) \($0.words.en)" } == [
                "3 there is no such period; merit period status lists them"
            ])
        let guarded = try await `import`(
            "period,employee_id,source,rater_id,points\n2026-09,E1,supervisor,E1,80\n2026-09,E3,boss,S1,80\n2026-09,E4,self,,101\n",
            into: "evaluations", user: "merit_hr")
        #expect(guarded.flaws.map(\.line) == [2, 3, 4])
        #expect(
            guarded.flaws.first?.words.en
                == """
                the database refuses the row: "E1" cannot be the supervisor of "E1"; What people say about themselves has the source self; rater_id \
                is who evaluates.
                """)
    }

    @Test func twoAtOnceAddARowOnce() async throws {
        let rows = (1...500).map { "T\($0),E1" }.joined(separator: "\n")
        async let first = `import`("ticket_id,employee_id\n\(rows)\n")
        async let second = `import`("ticket_id,employee_id\n\(rows)\n")
        let added = try await [first.added, second.added]
        #expect(added.reduce(0, +) == 500)
        #expect(try await TestDatabase.current.value(Int64.self, "select count(*) from merit_source.ticket") == 500)
    }

    /// Statistics of an empty table say that reading it again costs nothing; by the last row it would hold all the others.
    @Test func aTableThatWasEmptyIsNotReadForEachRow() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { try await $0.script("vacuum merit_source.ticket") }
        let rows = (1...1500).map { "T\($0),E1" }.joined(separator: "\n")
        #expect(try await `import`("ticket_id,employee_id\n\(rows)\n").added == 1500)
        let readings = "select seq_scan from pg_stat_user_tables where relid = 'merit_source.ticket'::regclass"
        try await database.withConnection { connection in
            try await connection.waitUntil(
                "select n_tup_ins = 1500 from pg_stat_user_tables where relid = 'merit_source.ticket'::regclass")
            #expect(try await connection.query(readings).decode(Int64.self)[0] < 20)
        }
    }

    @Test func whateverStandsInAFileNothingCrashes() async throws {
        var dice = Dice(seed: 7)
        let pieces = [
            "a", "ticket_id", ",", ";", "\t", "\"", "\n", "\r", "'", "=", "2026-10-01", "工号", "\u{0}", "\u{FEFF}", "-",
            "1,234", "#", "PK\u{3}\u{4}",
        ]
        for _ in 0..<300 {
            let count = Int.random(in: 0..<60, using: &dice)
            let text = (0..<count).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
            do {
                _ = try await `import`("ticket_id\(text)", apply: false)
            } catch is ImportFlaws {}
        }
    }
}
