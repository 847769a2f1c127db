import Postgres
import Support
import Testing

/// A draft that somebody inserts: the worker checks it, a person publishes it.
@Suite(.database(.sourced)) struct CheckTemplateTests {
    @Test func aGoodDraftIsCheckedFlattenedAndPublishedByAPerson() async throws {
        let database = try TestDatabase.current
        try await database.publish(yaml: [SmallCompany.template])
        try await insert(
            """
            {"template": "heavy", "version": 1, "extends": "desk@1", "title": {"zh": "重", "en": "Heavy"},
             "posts": ["heavy"], "weights": {"skill": 80, "attitude": 20}, "dimensions": []}
            """, database)
        try await database.work()
        let checked = try await database.line(
            "select status, document ->> 'extends', document #>> '{dimensions,0,weight}' from merit.template where code = 'heavy'"
        )
        #expect(checked == "checked - 80")
        let published = try await database.line(
            "update merit.template set status = 'published' where code = 'heavy' returning status, published_by",
            user: "merit_hr")
        #expect(published == "published merit_hr")
    }

    @Test func aBadDraftIsRejectedWithEverythingThatIsWrong() async throws {
        let database = try TestDatabase.current
        try await insert(
            """
            {"template": "bad", "version": 1, "title": {"zh": "坏", "en": "Bad"}, "sources": {"data": {"weight": 100}},
             "grades": [{"grade": "A", "at_least": 5, "coefficient": 1}],
             "dimensions": [{"code": "d", "title": {"zh": "丁", "en": "D"}, "weight": 100, "indicators": [
                {"code": "i", "title": {"zh": "戊", "en": "I"}, "points": 10,
                 "measure": {"from": "ticket", "at": "closed_at", "value": "share(reopend) + avg(status)"},
                 "scale": [{"band": "all", "best": 0, "worst": 1, "points": [10, 0]}]}]}]}
            """, database)
        try await database.work()
        let rejected = try await database.line(
            "select status, array_to_string(problems, E'\\n') from merit.template where code = 'bad'")
        #expect(
            rejected == """
                rejected bad@1 grades: the last grade, A, begins at 5; the list must reach down to 0
                bad@1 d/i value position 7: ticket has no column reopend; did you mean reopened?
                bad@1 d/i value position 22: avg takes a number or an interval; status is text
                """)
    }

    @Test func aRejectedDraftThatIsMendedIsCheckedAgain() async throws {
        let database = try TestDatabase.current
        try await insert("{\"template\": \"desk\", \"version\": 1}", database)
        try await database.work()
        #expect(try await database.line("select status from merit.template") == "rejected")
        try await database.publish(yaml: [SmallCompany.template.replacing("version: 1", with: "version: 2")])
        _ = try await database.line(
            """
            update merit.template set document = (select document || '{"version": 1}' from merit.template where version = 2)
            where version = 1
            """, user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line("select status, cardinality(problems)::text from merit.template where version = 1")
                == "checked 0")
    }

    @Test func aDocumentOfAnotherNameIsRejected() async throws {
        let database = try TestDatabase.current
        try await database.publish(yaml: [SmallCompany.template])
        _ = try await database.line(
            "insert into merit.template (code, version, document) select 'other', 7, document from merit.template",
            user: "merit_hr")
        try await database.work()
        let rejected = try await database.line("select status, problems[1] from merit.template where code = 'other'")
        #expect(
            rejected
                == "rejected other@7: the document says template desk@1; code and version of the row must be the same")
    }

    private func insert(_ document: String, _ database: TestDatabase) async throws {
        try await database.withConnection(user: "merit_hr") { connection in
            _ = try await connection.execute("insert into merit.template (document) values ($1)", JSONText(document))
        }
    }
}
