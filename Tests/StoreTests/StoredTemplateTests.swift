import Appraisal
import Postgres
import Store
import Support
import Testing

@Suite(.database(.migrated)) struct StoredTemplateTests {
    private let reference = TemplateReference(code: "a", version: 1)
    private let document = #"{"template": "a", "version": 1, "title": "first"}"#
    private let other = #"{"template": "a", "version": 1, "title": "other"}"#

    private func apply(
        _ json: String, as user: String = "merit_hr"
    ) async throws -> StoredTemplate.Application {
        try await TestDatabase.current.withConnection(user: user) { connection in
            try await connection.withTransaction { try await StoredTemplate.apply(reference, json: json, in: $0) }
        }
    }

    private func problems(applying json: String) async throws -> String? {
        do {
            _ = try await apply(json)
            return nil
        } catch let problems as Problems {
            return problems.description
        }
    }

    @Test func applyingPublishesInTheNameOfWhoeverIsConnected() async throws {
        let database = try TestDatabase.current
        #expect(try await apply(document) == .published)
        #expect(
            try await database.column(
                "select code || '@' || version || ' ' || status || ' ' || published_by from merit.template")
                == ["a@1 published merit_hr"])
    }

    @Test func theSameDocumentAgainChangesNothing() async throws {
        let database = try TestDatabase.current
        _ = try await apply(document)
        let before = try await database.value("select t from merit.template t")
        #expect(try await apply(#"{"version": 1, "title":  "first", "template": "a"}"#) == .unchanged)
        #expect(try await database.value("select t from merit.template t") == before)
    }

    @Test func anotherDocumentUnderAPublishedVersionIsRefused() async throws {
        _ = try await apply(document)
        #expect(
            try await problems(applying: other)
                == "a@1: is published with another document; give the document a new version")
        #expect(try await TestDatabase.current.value("select document ->> 'title' from merit.template") == "first")
    }

    @Test func whatWasRetiredIsNotPublishedAgain() async throws {
        _ = try await apply(document)
        try await TestDatabase.current.run("update merit.template set status = 'retired'", as: "merit_hr")
        #expect(
            try await problems(applying: document)
                == "a@1: is retired with this document; give the document a new version")
        #expect(
            try await problems(applying: other)
                == "a@1: is retired with another document; give the document a new version")
    }

    @Test(arguments: ["draft", "checked", "rejected"]) func aDraftIsReplacedAndPublished(status: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: status)
        #expect(try await apply(document) == .published)
        #expect(
            try await database.column(
                "select status || ' ' || (document ->> 'title') || ' ' || problems::text from merit.template")
                == ["published first {}"])
    }

    @Test func twoWhoApplyAtOnceAreBothRight() async throws {
        let database = try TestDatabase.current
        let outcomes = try await withThrowingTaskGroup(of: StoredTemplate.Application.self) { group in
            for _ in 1...4 {
                group.addTask {
                    try await database.withConnection(user: "merit_hr") { connection in
                        try await connection.withTransaction {
                            try await StoredTemplate.apply(reference, json: document, in: $0)
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .published } == 1)
        #expect(outcomes.count { $0 == .unchanged } == 3)
    }

    @Test func anyNumberOfVersionsPublishedAtOnceLeaveOne() async throws {
        let database = try TestDatabase.current
        for version in 1...5 { try await database.insertTemplate("a", version, upTo: "checked") }
        try await publishAtOnce((1...5).map { "code = 'a' and version = \($0)" })
        #expect(
            try await database.column("select status || ' ' || count(*) from merit.template group by status order by 1")
                == ["published 1", "retired 4"])
    }

    @Test func ofTemplatesThatClaimOnePostAtOnceOneWins() async throws {
        let database = try TestDatabase.current
        let codes = ["a", "b", "c", "d"]
        for code in codes { try await database.insertTemplate(code, 1, #""posts": ["clerk"]"#, upTo: "checked") }
        let refusals = try await publishAtOnce(codes.map { "code = '\($0)'" })
        #expect(refusals.count { $0?.contains(#"claims the post "clerk" too [23505]"#) == true } == 3)
        #expect(
            try await database.column("select status || ' ' || count(*) from merit.template group by status order by 1")
                == ["checked 3", "published 1"])
    }

    @discardableResult
    private func publishAtOnce(_ conditions: [String]) async throws -> [String?] {
        let database = try TestDatabase.current
        return try await withThrowingTaskGroup(of: String?.self) { group in
            for condition in conditions {
                group.addTask {
                    try await database.refusal(
                        "update merit.template set status = 'published' where \(condition)", as: "merit_hr")
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    // MARK: - The worker's check

    private func draft(_ id: Int64 = 1) async throws -> StoredTemplate? {
        try await TestDatabase.current.withConnection(user: "merit_worker") {
            try await StoredTemplate.draft(id, in: $0)
        }
    }

    @Test func aCheckedDraftKeepsItsFlatDocument() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a")
        let draft = try #require(try await draft())
        #expect(draft.reference == reference)
        try await database.withConnection(user: "merit_worker") { try await draft.markChecked(json: document, in: $0) }
        #expect(
            try await database.column("select status || ' ' || (document ->> 'title') from merit.template") == [
                "checked first"
            ])
        #expect(try await self.draft() == nil)
    }

    @Test func aRejectedDraftSaysWhy() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a")
        let draft = try #require(try await draft())
        let problems = Problems([
            Problem(place: "a@1 it's \"here\"", reason: "wrong, {really}"), Problem(place: "a@1", reason: "不行"),
        ])
        try await database.withConnection(user: "merit_worker") { try await draft.markRejected(problems, in: $0) }
        #expect(
            try await database.column("select unnest(problems) from merit.template where status = 'rejected'")
                == [#"a@1 it's "here": wrong, {really}"#, "a@1: 不行"])
    }

    @Test func aDraftThatWasChangedMeanwhileIsNotMarked() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a")
        let draft = try #require(try await draft())
        try await database.run("update merit.template set document = '\(other)'", as: "merit_hr")
        try await database.withConnection(user: "merit_worker") { connection in
            try await draft.markChecked(json: document, in: connection)
            try await draft.markRejected(Problems([Problem(place: "a@1", reason: "wrong")]), in: connection)
        }
        #expect(
            try await database.column("select status || ' ' || (document ->> 'title') from merit.template") == [
                "draft other"
            ])
    }

    // MARK: - Listing

    @Test func whatThereIsIsListedAndShown() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("b", 1, #""posts": ["clerk", "客服"], "default": true"#, upTo: "published")
        try await database.insertTemplate("a", 2, upTo: "rejected")
        try await database.insertTemplate("a", 1, upTo: "retired")
        let (entries, shown, everPublished) = try await database.withConnection { connection in
            var shown: [Bool] = []
            for name in ["b", "b@1", "a", "a@2", "a@3", "none"] {
                shown.append(try await TemplateEntry.document(of: name, in: connection) != nil)
            }
            return (
                try await TemplateEntry.all(in: connection), shown,
                try await StoredTemplate.everPublished(in: connection)
            )
        }
        #expect(
            entries.map { "\($0.code)@\($0.version) \($0.status)" } == ["a@1 retired", "a@2 rejected", "b@1 published"])
        #expect(entries.map(\.isDefault) == [false, false, true])
        #expect(entries.map(\.posts) == [[], [], ["clerk", "客服"]])
        #expect(entries.map(\.publishedBy) == ["merit_hr", nil, "merit_hr"])
        #expect(entries.map(\.problems) == [[], ["bad"], []])
        #expect(shown == [true, true, false, true, false, false])
        #expect(Set(everPublished.keys.map(\.description)) == ["a@1", "b@1"])
    }

    @Test func aPeriodIsPinnedToOtherTemplates() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: "published")
        try await database.insertPeriod()
        try await database.insertTemplate("a", 2, upTo: "published")
        try await database.insertTemplate("b", upTo: "published")
        let (before, after) = try await database.withConnection(user: "merit_worker") { connection in
            let before = try await StoredTemplate.pinned(to: 1, in: connection)
            let published = try await StoredTemplate.published(in: connection)
            try await StoredTemplate.pin(published, to: 1, in: connection)
            try await StoredTemplate.pin(published, to: 1, in: connection)
            return (before, try await StoredTemplate.pinned(to: 1, in: connection))
        }
        #expect(before.map(\.reference.description) == ["a@1"])
        #expect(after.map(\.reference.description) == ["a@2", "b@1"])
    }
}
