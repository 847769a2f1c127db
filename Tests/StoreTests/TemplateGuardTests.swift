import Support
import Testing

@Suite(.database(.migrated)) struct TemplateGuardTests {
    @Test func aDraftTakesItsNameFromTheDocument() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", 3)
        #expect(
            try await database.column("select code || '@' || version || ' ' || status from merit.template") == [
                "a@3 draft"
            ])
        #expect(
            try await database.column("select kind || ' ' || subject_id || ' ' || state from merit.job")
                == ["check_template 1 available"])
    }

    @Test(arguments: [
        ("{}", "a template needs a code and a version"),
        (#"{"template": "a"}"#, "a template needs a code and a version"),
        (#"{"template": "a", "version": "one"}"#, "a template needs a code and a version"),
        (#"["a", 1]"#, "a template needs a code and a version"),
    ])
    func aDraftWithoutNameIsRefused(document: String, message: String) async throws {
        let refusal = try await TestDatabase.current.refusal(
            "insert into merit.template (document) values ('\(document)')", as: "merit_hr")
        #expect(
            refusal == "\(message) [23502]; Give them as columns, or in the document as \"template\" and \"version\".")
    }

    @Test(arguments: ["checked", "rejected", "published", "retired"])
    func aTemplateBeginsAsADraft(status: String) async throws {
        let refusal = try await TestDatabase.current.refusal(
            "insert into merit.template (code, version, document, status) values ('a', 1, '{}', '\(status)')",
            as: "merit_hr")
        #expect(
            refusal == """
                template a@1 begins as a draft, not as \(status) [23514]; Leave status out; the worker checks the draft, then \
                publish it.
                """)
    }

    @Test func itsLifeIsDraftCheckedPublishedRetired() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a")
        try await database.run("update merit.template set status = 'checked'", as: "merit_worker")
        #expect(
            try await database.value("select published_by is null and published_at is null from merit.template")
                == "true")
        try await database.run("update merit.template set status = 'published'", as: "merit_hr")
        #expect(
            try await database.value(
                "select published_by = 'merit_hr' and published_at between now() - interval '1 minute' and now() from merit.template"
            )
                == "true")
        try await database.run("update merit.template set status = 'published'", as: "merit_hr")
        try await database.run("update merit.template set status = 'retired'", as: "merit_hr")
        #expect(try await database.templateStatus("a") == "retired")
    }

    @Test func aPersonMayBeNamedAsThePublisher() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: "checked")
        try await database.run("update merit.template set status = 'published', published_by = '王芳'", as: "merit_hr")
        #expect(try await database.value("select published_by from merit.template") == "王芳")
    }

    static let order = "The order is draft, checked or rejected, published, retired."
    static let again = "Insert its document as a new version and publish that."

    @Test(arguments: [
        ("draft", "published", "It is published once the worker has checked it."),
        ("draft", "retired", order),
        ("checked", "retired", order),
        ("rejected", "checked", order),
        ("rejected", "published", "Mend what its column problems names first."),
        ("rejected", "retired", order),
        ("published", "draft", order),
        ("published", "checked", order),
        ("published", "rejected", order),
        ("retired", "draft", again),
        ("retired", "checked", again),
        ("retired", "published", again),
    ])
    func noStepIsSkippedAndNoneTakenBack(from: String, to: String, hint: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: from)
        let refusal = try await database.refusal("update merit.template set status = '\(to)'", as: "merit_hr")
        #expect(refusal == "template a@1 is \(from); it cannot become \(to) [23514]; \(hint)")
        #expect(try await database.templateStatus("a") == from)
    }

    @Test(arguments: [("checked", "published"), ("published", "retired")])
    func publishingAndRetiringAreAPersonsAct(from: String, to: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: from)
        let refusal = try await database.refusal("update merit.template set status = '\(to)'", as: "merit_worker")
        #expect(
            refusal == """
                template a@1 cannot be \(to) by merit_worker: that is a person's act [42501]; Do it as a member of merit_hr.
                """)
    }

    @Test func aTemplateIsNotRenamed() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a")
        let sentence = "template a@1 cannot be renamed [23514]; Insert a new draft under the other name."
        #expect(try await database.refusal("update merit.template set code = 'b'") == sentence)
        #expect(try await database.refusal("update merit.template set version = 2") == sentence)
    }

    @Test(arguments: ["published", "retired"], [nil, "merit_hr", "merit_worker"])
    func aPublishedDocumentNeverChanges(status: String, role: String?) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: status)
        let refusal = try await database.refusal("update merit.template set document = '{}'", as: role)
        #expect(
            refusal == """
                template a@1 was published; its document never changes [23514]; Insert the changed document as a new version \
                and publish that.
                """)
    }

    @Test(arguments: ["published", "retired"])
    func whoPublishedStaysAsItIs(status: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: status)
        let refusal = try await database.refusal(
            "update merit.template set published_by = 'somebody else'", as: "merit_hr")
        #expect(
            refusal == "template a@1 was published; by whom and when stays as it is [23514]; It can only be retired.")
    }

    @Test func whatWasCheckedIsWhatIsPublished() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: "checked")
        let refusal = try await database.refusal(
            "update merit.template set document = '{}', status = 'published'", as: "merit_hr")
        #expect(
            refusal == """
                template a@1 cannot be changed and published at once [23514]; Change it first; it is published once the worker \
                has checked it.
                """)
    }

    @Test(arguments: ["checked", "rejected"])
    func aChangedDocumentIsCheckedAgain(status: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: status)
        try await database.run("update merit.job set state = 'completed', finished_at = now()")
        try await database.run(
            #"update merit.template set document = '{"template": "a", "version": 1, "new": 1}'"#, as: "merit_hr")
        #expect(try await database.column("select status || problems::text from merit.template") == ["draft{}"])
        #expect(
            try await database.column("select kind || ' ' || state from merit.job order by job_id")
                == ["check_template completed", "check_template available"])
    }

    @Test func theSameDocumentAgainAsksForNothing() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: "rejected")
        try await database.run("update merit.job set state = 'completed', finished_at = now()")
        try await database.run("update merit.template set document = document", as: "merit_hr")
        #expect(try await database.templateStatus("a") == "rejected")
        #expect(try await database.value("select count(*) from merit.job") == "1")
    }

    @Test func aNewVersionRetiresTheOneBefore() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", 1, #""posts": ["clerk"], "default": true"#, upTo: "published")
        try await database.insertTemplate("a", 2, #""posts": ["clerk"], "default": true"#, upTo: "published")
        #expect(try await database.templateStatus("a", 1) == "retired")
        #expect(try await database.templateStatus("a", 2) == "published")
    }

    @Test(arguments: [
        (#""posts": ["clerk", "客服"]"#, #""posts": ["driver", "客服"]"#, #"the post "客服""#),
        (#""posts": ["it's \"x\""]"#, #""posts": ["it's \"x\""]"#, #"the post "it's "x"""#),
        (#""default": true"#, #""default": true"#, #""default""#),
        (#""posts": ["clerk"], "default": true"#, #""posts": ["clerk"], "default": true"#, #"the post "clerk""#),
    ])
    func twoTemplatesCannotClaimTheSame(first: String, second: String, claim: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", 1, first.replacing("'", with: "''"), upTo: "published")
        try await database.insertTemplate("b", 1, second.replacing("'", with: "''"), upTo: "checked")
        let refusal = try await database.refusal(
            "update merit.template set status = 'published' where code = 'b'", as: "merit_hr")
        #expect(
            refusal == """
                template b@1 cannot be published: template a@1 claims \(claim) too [23505]; Retire that template, or change one \
                of the two.
                """)
        try await database.run("update merit.template set status = 'retired' where code = 'a'", as: "merit_hr")
        try await database.run("update merit.template set status = 'published' where code = 'b'", as: "merit_hr")
    }

    @Test(arguments: [
        (#""posts": ["clerk"]"#, #""posts": ["Clerk"]"#),
        (#""default": true"#, #""default": false"#),
        (#""posts": []"#, #""posts": []"#),
        ("", ""),
    ])
    func differentClaimsStandSideBySide(first: String, second: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", 1, first, upTo: "published")
        try await database.insertTemplate("b", 1, second, upTo: "published")
        #expect(try await database.value("select count(*) from merit.template where status = 'published'") == "2")
    }

    @Test func repeatableReadWouldNotSeeACollision() async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: "checked")
        let refusal = try await database.refusal(
            "begin isolation level repeatable read; update merit.template set status = 'published'", as: "merit_hr")
        #expect(
            refusal == """
                template a@1 cannot be published in a transaction that is REPEATABLE READ [55000]; It would not see what others \
                publish meanwhile; use READ COMMITTED.
                """)
    }

    @Test(arguments: ["published", "retired"])
    func whatWasPublishedIsNotDeleted(status: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: status)
        #expect(
            try await database.refusal("delete from merit.template")
                == "template a@1 was published and cannot be deleted [23514]; Retire it instead: results were made under it."
        )
    }

    @Test(arguments: ["draft", "checked", "rejected"])
    func whatWasNotPublishedMayBeDeleted(status: String) async throws {
        let database = try TestDatabase.current
        try await database.insertTemplate("a", upTo: status)
        #expect(try await database.refusal("delete from merit.template", as: "merit_hr") == nil)
    }
}
