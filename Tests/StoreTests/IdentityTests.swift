import Postgres
import Support
import Testing

/// For whom a session acts: what a stranger sets counts for nothing, and nothing outlives its transaction.
@Suite(.database(.people)) struct IdentityTests {
    private let who = "select coalesce(merit.viewer(), 'nobody')"

    /// Runs a script of statements on one connection; what its queries with one column of text give, the last row of each.
    private func answers(_ statements: [String], as user: String) async throws -> [String] {
        try await TestDatabase.current.withConnection(user: user) { connection in
            var answers: [String] = []
            for statement in statements {
                if statement.hasPrefix("select coalesce") {
                    answers.append(try await connection.query(statement).one().decode(String.self))
                } else {
                    try await connection.script(statement)
                }
            }
            return answers
        }
    }

    @Test func aLoginIsItsPersonWhateverItSets() async throws {
        let found = try await answers(
            [
                who, "set merit.acting_for = 'bob'", who,
                "begin; select set_config('merit.acting_for', extract(epoch from now())::text || ' bob', true)", who,
                "select set_config('request.jwt.claims', '{\"employee_id\": \"bob\"}', true)", who,
                "set local role merit_person", who, "commit",
            ], as: "person_ann")
        #expect(found == ["ann", "ann", "ann", "ann", "ann"])
        #expect(try await answers([who], as: "stranger_portal") == ["nobody"])
        #expect(
            try await answers(
                [
                    "begin; select set_config('merit.acting_for', extract(epoch from now())::text || ' bob', true)",
                    "select set_config('request.jwt.claims', '{\"employee_id\": \"bob\"}', true)", who, "commit",
                ], as: "stranger_portal") == ["nobody"])
    }

    @Test(arguments: ["person_ann", "stranger_portal", "web", "merit_person"])
    func whoIsNotTrustedActsForNobody(login: String) async throws {
        let refusal = try await TestDatabase.current.refusal("select merit.act_for('bob')", as: login)
        #expect(
            refusal == """
                the login "\(login)" acts for nobody but itself [42501]; merit.application says which logins are trusted to say for \
                whom they act; merit_owner writes it.
                """)
    }

    @Test func whatAnApplicationSaysEndsWithItsTransaction() async throws {
        let found = try await answers(
            [
                "select merit.act_for('ann')", who,
                "begin", "select merit.act_for('ann')", who, "savepoint inner_one", "select merit.act_for('sue')", who,
                "rollback to inner_one", who, "set local role merit_person", who, "commit", who,
                "begin", "select merit.act_for('ann')", "rollback", who,
                "begin read only", "select merit.act_for('ann')", who, "select merit.act_for(null)", who, "commit",
                "begin", "select merit.act_for('ann')", "commit and chain", who, "commit",
            ], as: "portal")
        #expect(found == ["nobody", "ann", "sue", "ann", "ann", "nobody", "nobody", "ann", "nobody", "nobody"])
    }

    /// A setting that an application leaves behind in its session, by mistake, is nobody in the next transaction.
    @Test func whatIsSetForASessionIsNobody() async throws {
        let found = try await answers(
            [
                "set merit.acting_for = 'bob'", who,
                "begin; select set_config('merit.acting_for', extract(epoch from now())::text || ' bob', false); commit",
                who, "begin", who, "commit",
                "begin; select merit.act_for('ann')",
                "select set_config('merit.acting_for', current_setting('merit.acting_for'), false); commit", who,
            ], as: "portal")
        #expect(found == ["nobody", "nobody", "nobody", "nobody"])
    }

    @Test func claimsCountForWhoIsTrustedWithThem() async throws {
        func claims(_ text: String) -> String { "select set_config('request.jwt.claims', '\(text)', true)" }
        let found = try await answers(
            [
                "begin", claims("{\"employee_id\": \"ann\"}"), who, claims("{\"employee_id\": \"ann\", \"exp\": 1}"),
                who,
                claims("{\"employee_id\": \"ann\", \"exp\": 99999999999}"), who, claims("{\"role\": \"merit_person\"}"),
                who,
                claims("[\"ann\"]"), who, claims(""), who,
                "select set_config('merit.acting_for', extract(epoch from now())::text || ' bob', true)",
                who, claims("{\"employee_id\": \"ann\"}"), "commit", who,
            ], as: "web")
        #expect(found == ["ann", "nobody", "ann", "nobody", "nobody", "nobody", "nobody", "nobody"])
        // The portal says it by a call, and claims that somebody slips in count for nothing.
        #expect(
            try await answers(["begin", claims("{\"employee_id\": \"ann\"}"), who, "commit"], as: "portal")
                == ["nobody"])
    }

    /// A role that was made again, or took the name of another, is nobody until somebody says that it is still theirs.
    @Test(arguments: ["login", "application"]) func anotherRoleOfTheSameNameIsNobody(table: String) async throws {
        let database = try TestDatabase.current
        let (role, other) = ("first_\(database.name)", "other_\(database.name)")
        try await database.run(
            """
            create role \(role) login in role merit_person;
            insert into merit.\(table) (role_name\(table == "login" ? ", employee_id" : "")) values ('\(role)'\(table == "login" ? ", 'bob'" : ""));
            """)
        let say = table == "login" ? [who] : ["begin", "select merit.act_for('bob')", who, "commit"]
        #expect(try await answers(say, as: role) == ["bob"])
        let doubtful =
            "select count(*) from merit.\(table) where role_id is distinct from to_regrole(quote_ident(role_name))::oid"
        #expect(try await database.value(doubtful, as: "merit_worker") == "0")
        for remake in [
            "drop role \(role); create role \(role) login in role merit_person",
            "alter role \(role) rename to \(other); create role \(role) login in role merit_person",
        ] {
            try await database.run("update merit.\(table) set role_name = role_name where role_name = '\(role)'")
            #expect(try await answers(say, as: role) == ["bob"])
            try await database.run(remake)
            #expect(try await answers([who], as: role) == ["nobody"])
            if table == "application" {
                #expect(
                    try await database.refusal("select merit.act_for('bob')", as: role)?.contains("[42501]") == true)
            }
            #expect(try await database.value(doubtful, as: "merit_worker") == "1")
        }
        #expect(try await answers([who], as: other) == ["nobody"])
        try await database.run("drop role \(role); drop role \(other)")
    }

    /// A function that runs with its owner's rights changes who runs it, and not for whom.
    @Test func somebodyElsesFunctionIsNoWayIn() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            grant create on schema public to stranger_portal;
            grant usage on schema public to public;
            """)
        try await database.run(
            """
            create function public.peek() returns text security definer language sql
            as $$ select string_agg(employee_id || total, ' ') from merit_api.result $$;
            create function public.speak() returns void security definer language sql as $$ select merit.act_for('bob') $$;
            """, as: "stranger_portal")
        #expect(try await database.value("select public.peek()", as: "stranger_portal") == nil)
        #expect(try await database.refusal("select public.speak()", as: "person_ann")?.contains("42501") == true)
        // Ann lets the stranger's function look: it sees what ann may, for ann called it.
        #expect(try await database.value("select public.peek()", as: "person_ann") == "ann71.37")
    }

    @Test(arguments: [
        (
            "insert into merit.login values ('merit_hr', 'bob')",
            "the role \"merit_hr\" is nobody's own [23514]; Make a login that is a member of merit_person, and name that."
        ),
        (
            "insert into merit.login values ('no_such_role', 'bob')",
            "there is no role \"no_such_role\" [42704]; Make it first: create role … login in role merit_person."
        ),
        (
            "insert into merit.application values ('person_ann')",
            "the role \"person_ann\" is a person's or an application's, not both [23514]; Give the application a login of its own."
        ),
        (
            "insert into merit.officer (employee_id, duty) values (' ', 'hr')",
            "an employee_id has 1 to 200 characters [23514]; Give it as merit_source.employee has it."
        ),
    ]) func whatCannotBeIsRefused(sql: String, sentence: String) async throws {
        #expect(try await TestDatabase.current.refusal(sql, as: "merit_owner") == sentence)
    }

    @Test(arguments: ["login", "application", "officer"]) func theOwnerAloneSaysWhoIsWho(table: String) async throws {
        let database = try TestDatabase.current
        for user in ["merit_hr", "merit_worker", "portal", "person_ann"] {
            for act in ["insert into merit.\(table) default values", "delete from merit.\(table)"] {
                #expect(try await database.refusal(act, as: user)?.contains("[42501]") == true, "\(act) as \(user)")
            }
        }
        try await database.run("delete from merit.\(table)", as: "merit_owner")
        #expect(
            try await database.value(
                "select bool_and(who = 'merit_owner') from merit.event where table_name = '\(table)' and action = 'delete'"
            )
                == "true")
    }
}
