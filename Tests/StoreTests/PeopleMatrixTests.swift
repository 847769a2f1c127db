import Foundation
import Postgres
import Support
import Testing

/// The matrix of docs/people.tsv, walked: everyone looks at everything and tries everything, in each way of being known.
@Suite(.database(.people)) struct PeopleMatrixTests {
    /// What each is, by what `company.sql` says.
    private static let supervisors = [
        "ann": "sue", "bob": "sue", "cat": "tom", "sue": "max", "tom": "max", "hal": "max", "hilda": "max",
        "pat": "max", "una": "max", "max": "max",
    ]
    private static let everyone = supervisors.keys.sorted()
    private static let north: Set = ["ann", "bob", "sue"]
    private static let south: Set = ["cat", "tom"]
    private static let undelivered: Set = ["bob", "cat", "tom", "max", "hilda"]

    static let viewers =
        everyone.flatMap { [Viewer($0, by: .call), Viewer($0, by: .claims)] }
        + [Viewer("ann", by: .login), Viewer("sue", by: .login)]

    /// All that somebody is towards a person; towards oneself nobody is anything else.
    private static func standings(of viewer: String, towards person: String) -> [String] {
        if viewer == person { return ["person"] }
        let standings = [
            "hr": viewer == "hilda" || viewer == "hal" && north.contains(person)
                || viewer == "tom" && south.contains(person),
            "payroll": viewer == "pat", "auditor": viewer == "una", "rater_lead": viewer == "cat",
            "supervisor": supervisors[person] == viewer,
        ].filter(\.value).keys
        return standings.isEmpty ? ["colleague"] : standings.sorted()
    }

    /// What the words of a cell mean.
    private static func condition(_ words: String, _ reading: Reading, _ viewer: String) throws -> String {
        let delivered =
            "exists (select from merit.delivery d where d.employee_id = \(reading.person) and d.period_id = \(reading.period))"
        let isAsked =
            "exists (select from merit.calibration_rater r where r.calibration_id = \(reading.round) and r.rater_id = '\(viewer)')"
        // Of the two rounds the first is over.
        let (isOwn, isOver) = ("\(reading.rater) = '\(viewer)'", "\(reading.round) = 1")
        switch words {
        case "–": return "false"
        case "all": return "true"
        case "if asked": return isAsked
        case "all once it is over": return isOver
        case "own; others' once it is over": return "\(isOwn) or \(isOver)"
        case "if asked own; all once it is over": return "\(isOwn) or \(isOver)"
        case "if asked: own; others' once it is over": return "\(isAsked) and (\(isOwn) or \(isOver))"
        case "not yet delivered": return "not \(delivered)"
        case "once delivered": return delivered
        case "once decided": return "\(reading.state) in ('accepted', 'declined')"
        case "accepted ones of pay":
            return
                "\(reading.state) = 'accepted' and \(reading.kind) in ('raise_priority', 'promotion_priority', 'pay_cut_review')"
        case "of oneself; the supervisor's once delivered":
            return "\(reading.source) = 'self' or \(reading.source) = 'supervisor' and \(delivered)"
        case "own; others' once own are given or it is scored":
            return "\(reading.rater) = '\(viewer)' or \(reading.period) = 1"
        default:
            Issue.record("no test knows what \"\(words)\" means")
            return "false"
        }
    }

    private static let words = """
        insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
        select 1, employee_id, 'nps_response', 'T-1', 9, 'words to ' || employee_id, '' from public.person;
        insert into merit.data_finding (run_id, period_id, relation, kind, people, finding, advice)
        select max(run_id), 1, 'ticket', 'impossible_time', (select array_agg(employee_id) from public.person), 'odd', 'see'
        from merit.run where period_id = 1 and kind = 'full';
        insert into merit.row_reading (period_id, employee_id, revision, indicator, asked_by, answered_at, relation, operands, total)
        select 1, employee_id, 1, 'solved', employee_id, now(), 'ticket', '{count()}', 1 from public.person;
        insert into merit.read_row (reading_id, place, row_id, says, is_left_out)
        select reading_id, 1, 'T-' || employee_id, '{true}', false from merit.row_reading;
        update merit.appeal set picked_rows = jsonb_build_array(jsonb_build_object('row', 'P-' || employee_id));
        """

    @Test(arguments: viewers) func everyoneSeesWhatTheMatrixSays(viewer: Viewer) async throws {
        let database = try TestDatabase.current
        let matrix = try PeopleMatrix()
        try await database.run(Self.words)
        for line in matrix.lines where line.sort == "read" {
            let reading = try #require(Self.readings[line.name], "no test reads \(line.name)")
            let cases = try Self.everyone.map { person in
                let conditions = try Self.standings(of: viewer.employee, towards: person).map {
                    try Self.condition(line.cells[$0] ?? "–", reading, viewer.employee)
                }
                return "when '\(person)' then (\(conditions.joined(separator: ") or (")))"
            }
            let expected = try await database.column(
                "select \(reading.key) from \(reading.table) where case \(reading.person) \(cases.joined(separator: " ")) end order by 1"
            )
            let isView = try await database.value("to_regclass('merit_api.\(line.name)') is not null") == "true"
            let seen = try await viewer.column(
                "select \(reading.key) from merit_api.\(line.name)\(isView ? "" : "()") order by 1", in: database)
            #expect(seen == expected, "\(line.name)")
            // Of one person, and by the function that the view is of.
            let function =
                isView
                ? try await database.value(
                    "select substring(pg_get_viewdef('merit_api.\(line.name)'::regclass) from 'merit_api\\.(\\w+)\\(')")
                : line.name
            for person in ["ann", "bob", "nobody"] {
                let one = try await viewer.column(
                    "select \(reading.key) from merit_api.\(function ?? "")(null, '\(person)') order by 1",
                    in: database)
                #expect(
                    one == expected.filter { $0?.split(separator: " ").contains { $0 == person } == true },
                    "\(line.name) of \(person)")
            }
        }
    }

    /// What each act looks like towards a person.
    private static func act(_ name: String, towards person: String) -> String {
        func number(of table: String, _ column: String, _ condition: String = "true") -> String {
            "(select number from public.number where sort = '\(table)' and employee_id = '\(person)')"
        }
        let appeal = number(of: "appeal", "appeal_id")
        let outcome = number(of: "outcome", "outcome_id")
        return switch name {
        case "evaluate": "select merit_api.evaluate('2020-11', '\(person)', 'manner', 5, 'well')"
        case "see": "select merit_api.see('2020-10')"
        case "confirm": "select merit_api.confirm('2020-10')"
        case "object": "select merit_api.object('2020-10', 'no', 'figure', 'manner')"
        case "appeal": "select merit_api.appeal('2020-10', 'no', 'rating', 'manner')"
        case "ask_rows": "select merit_api.ask_rows('2020-10', '\(person)', 'solved')"
        case "pick_rows": "select merit_api.pick_rows(\(appeal), '{}')"
        case "withdraw_appeal": "select merit_api.withdraw_appeal(\(appeal))"
        case "decide_appeal": "select merit_api.decide_appeal(\(appeal), 'rejected', 'it is right')"
        case "say_of_appeal": "select merit_api.say_of_appeal(\(appeal), 'I agree')"
        case "decide_outcome": "select merit_api.decide_outcome(\(outcome), 'declined', 'not now')"
        case "say_of_outcome": "select merit_api.say_of_outcome(\(outcome), 'I agree')"
        case "propose": "select merit_api.propose(\(number(of: "task", "task_id")), 'practise')"
        case "advise": "select merit_api.advise(\(number(of: "task", "task_id")), 'practise')"
        case "acknowledge": "select merit_api.acknowledge(\(number(of: "interview", "interview_id")))"
        case "acknowledge_training":
            "select merit_api.acknowledge_training(\(number(of: "training", "record_id")))"
        case "acknowledge_rules": "select merit_api.acknowledge_rules('a', 1)"
        case "record_training":
            "select merit_api.record_training('2020-10', '\(person)', 'Calls', '2020-11-03', '2020-11-04', 8, 'Li')"
        case "record_interview": "select merit_api.record_interview('2020-10', '\(person)', 'well')"
        case "deliver":
            "select 1 / merit_api.deliver('2020-10', now() + interval '1 day', null, array['\(person)'])"
        case "open_calibration":
            "select merit_api.open_calibration('2020-10', array['\(person)'], '{sue,tom,max}', now() + interval '1 day', 'again')"
        case "rate_again": "select merit_api.rate_again(2, '\(person)', 'manner', 5)"
        case "agree": "select merit_api.agree(1, '\(person)', 'manner', 5, 'we talked')"
        case "give_time":
            "select 1 / merit_api.give_time('2020-10', now() + interval '2 weeks', null, array['\(person)'])"
        default: "select no_test_knows.\(name)()"
        }
    }

    /// Acts that name nobody: they are about whoever does them.
    private static let own: Set = ["see", "confirm", "object", "appeal", "acknowledge_rules"]

    @Test(arguments: viewers) func everyoneDoesWhatTheMatrixSays(viewer: Viewer) async throws {
        let database = try TestDatabase.current
        // Their numbers, which a portal has from the views; here also those that it may not see.
        try await database.run(
            """
            create table public.number (sort text, employee_id text, number bigint);
            insert into public.number
            select 'appeal', employee_id, appeal_id from merit.appeal
            union all select 'outcome', employee_id, outcome_id from merit.outcome where kind = 'talent_pool'
            union all select 'task', employee_id, task_id from merit.improvement_task
            union all select 'training', employee_id, record_id from merit.training_record
            union all select 'interview', employee_id, interview_id from merit.interview;
            grant select on public.number to public;
            """)
        try await database.withConnection(user: viewer.role) { connection in
            for line in try PeopleMatrix().lines where line.sort == "act" {
                for person in Self.everyone where !Self.own.contains(line.name) || person == viewer.employee {
                    let isAllowed = Self.standings(of: viewer.employee, towards: person).contains {
                        switch line.cells[$0] {
                        case "yes": true
                        case "who did not rate it": Self.supervisors[person] != viewer.employee
                        case "once delivered": !Self.undelivered.contains(person)
                        case "not yet delivered": Self.undelivered.contains(person)
                        case "if asked": ["max", "sue", "tom"].contains(viewer.employee)
                        default: false
                        }
                    }
                    var error: PostgresError?
                    do {
                        try await viewer.acting(on: connection) {
                            try await $0.script(Self.act(line.name, towards: person))
                        }
                    } catch let refused as PostgresError { error = refused }
                    #expect((error == nil) == isAllowed, "\(line.name) towards \(person): \(error?.message ?? "done")")
                    // Nobody to deliver to: 1 / 0.
                    #expect(
                        error == nil || error?.sqlState == "42501"
                            || ["deliver", "give_time"].contains(line.name) && error?.sqlState == "22012",
                        "\(line.name) towards \(person): \(error?.description ?? "")")
                }
            }
        }
    }

    @Test func thePageIsMadeFromTheMatrix() throws {
        let page = Repository.file("docs/people.md")
        let mark =
            "<!-- What follows is written by PeopleMatrixTests, with TEST_GOLDEN=write, from docs/people.tsv. -->\n"
        let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: mark)
        try #require(parts.count == 2, "the page says where the tables begin: \(mark)")
        let made = try PeopleMatrix().page
        if ProcessInfo.processInfo.environment["TEST_GOLDEN"] == "write" {
            try (parts[0] + mark + made).write(to: page, atomically: true, encoding: .utf8)
            return
        }
        #expect(parts[1] == made, "Run the test again with TEST_GOLDEN=write.")
    }

    /// Each by itself: more than one wall stands before what somebody would decide about themselves.
    @Test(arguments: [
        "is_officer('tom', 'hr', 1, 'tom')", "is_officer('hilda', 'hr', 1, 'hilda')", "is_supervisor('max', 1, 'max')",
    ])
    func towardsOneselfNobodyIsAnything(question: String) async throws {
        let database = try TestDatabase.current
        #expect(try await database.value("merit.\(question)") == "false")
        let other = question.replacing(/'(tom|max|hilda)'\)/, with: question.contains("tom") ? "'cat')" : "'sue')")
        #expect(try await database.value("merit.\(other)") == "true")
    }

    /// Every view and every act of the schema stands in the matrix, but what says nothing of a person.
    @Test func theMatrixNamesEverything() async throws {
        let database = try TestDatabase.current
        let lines = try PeopleMatrix().lines
        let views = try await database.column(
            "select relname::text from pg_class where relnamespace = 'merit_api'::regnamespace and relkind = 'v' order by 1"
        )
        #expect(
            Set(views.compactMap { $0 }).subtracting(lines.filter { $0.sort == "read" }.map(\.name))
                == ["period", "grade_count", "department_trend", "rule", "owed", "me", "calibration_alignment"])
        let functions = try await database.column(
            """
            select proname::text from pg_proc p
            where pronamespace = 'merit_api'::regnamespace and provolatile <> 'v' and not exists (
                select from pg_views
                where schemaname = 'merit_api' and strpos(definition, 'merit_api.' || p.proname || '(') > 0)
            """)
        #expect(
            Set(functions.compactMap { $0 }).subtracting(lines.filter { $0.sort == "read" }.map(\.name))
                == Set(Self.ofNobody + ["supervises", "agrees"]))
        let acts = try await database.column(
            "select proname::text from pg_proc where pronamespace = 'merit_api'::regnamespace and provolatile = 'v' order by 1"
        )
        #expect(
            Set(acts.compactMap { $0 }).subtracting(lines.filter { $0.sort == "act" }.map(\.name))
                == Set(Self.actsOfNobody))
    }

    /// Nobody who sees some people learns what one to three others have together.
    ///
    /// Of a group of five max sees all but three, sue and hal all but two.
    @Test func figuresOfGroupsAreNotSubtracted() async throws {
        let database = try TestDatabase.current
        for view in ["grade_count", "department_trend"] {
            let known = try await database.value("select count(*) from merit.\(view)", as: "merit_dashboard")
            #expect(known != "0")
            for (employee, isShown) in [("ann", true), ("una", true), ("sue", false), ("hal", false), ("max", false)] {
                let seen = try await Viewer(employee, by: .call).column(
                    "select count(*)::text from merit_api.\(view)", in: database)
                #expect(seen == [isShown ? known : "0"], "\(view) as \(employee)")
            }
        }
    }

    /// What an auditor or payroll sees of everyone, they see of a department, and nothing else.
    @Test(arguments: [("auditor", "una"), ("payroll", "pat")])
    func anOfficerOfADepartmentSeesItAlone(duty: String, employee: String) async throws {
        let database = try TestDatabase.current
        try await database.run(Self.words)
        let viewer = Viewer(employee, by: .call)
        func rows() async throws -> [String: [String]] {
            var rows: [String: [String]] = [:]
            for line in try PeopleMatrix().lines where line.sort == "read" {
                let isView = try await database.value("to_regclass('merit_api.\(line.name)') is not null") == "true"
                rows[line.name] = try await viewer.column(
                    """
                    select employee_id || ': ' || t::text from merit_api.\(line.name)\(isView ? "" : "()") t
                    where employee_id <> '\(employee)' order by 1
                    """, in: database
                ).compactMap { $0 }
            }
            return rows
        }
        let everyone = try await rows()
        try await database.run("update merit.officer set department = 'north' where duty = '\(duty)'")
        let some = try await rows()
        for (name, shown) in some {
            #expect(
                shown == everyone[name]?.filter { row in Self.north.contains { row.hasPrefix("\($0): ") } }, "\(name)")
        }
        #expect(some.values.count { !$0.isEmpty } >= (duty == "auditor" ? 12 : 2))
    }

    private static let review = """
        set session_replication_role = replica;
        insert into merit.quarter_review (review_id, quarter, revision, time_zone, status) overriding system value
        values (1, '2020-10-01', 1, 'UTC', 'reviewed');
        insert into merit.indicator_review (review_id, template_code, template_version, dimension, indicator, title, title_zh, kind, weight,
            results, people, missing_percent, discrimination_results, nps_link_people, recommendation, reason, reason_zh, lacking, evidence)
        values (1, 'a', 1, 'd', 'manner', 'm', 'm', 'rated', 50, 10, 10, 0, 0, 0, 'train_raters', 'sue is strict', '', '{}', '{}');
        insert into merit.complaint_theme (review_id, category, priority, complaints, share_percent, running_percent, customers, parts_waits,
            suggestion, suggestion_zh, lacking)
        values (1, 'parts', 1, 1, 100, 100, 1, 0, '', '', '{}');
        set session_replication_role = origin;
        """

    /// A review rests on everyone, and names raters: whoever sees everyone reads it, and rules everybody who is known.
    @Test func whatRestsOnEveryoneIsForWhoeverSeesEveryone() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review)
        for viewer in Self.everyone {
            let isShown = ["hilda", "una"].contains(viewer)
            for function in ["quarter_findings", "quarter_complaints"] {
                for argument in ["", "'2020-10-01'"] {
                    let seen = try await Viewer(viewer, by: .call).column(
                        "select quarter::text from merit_api.\(function)(\(argument))", in: database)
                    #expect(seen == (isShown ? ["2020-10-01"] : []), "\(function) as \(viewer)")
                }
            }
            let rules = try await Viewer(viewer, by: .call).column(
                "select template_code from merit_api.rules_of('2020-10')", in: database)
            #expect(rules == ["a"], "\(viewer)")
        }
    }

    @Test func whoIsNobodySeesNothing() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.words + Self.review)
        let views = try await database.column(
            "select relname::text from pg_class where relnamespace = 'merit_api'::regnamespace and relkind = 'v' and relname <> 'me'"
        )
        #expect(views.count > 12)
        for login in ["merit_person", "stranger_portal", "portal", "web"] {
            let functions =
                ["revisions()", "customer_words()", "dimensions()"]
                + Self.ofNobody.map { "\($0)(\(Self.asked[$0] ?? ""))" }
            for view in views.compactMap({ $0 }) + functions {
                let count = try await database.value("select count(*) from merit_api.\(view)", as: login)
                #expect(count == "0", "\(view) as \(login)")
            }
            #expect(try await database.value("merit_api.supervises('2020-10', 'ann')", as: login) == "false")
            #expect(try await database.value("merit_api.agrees(1, 'bob')", as: login) == "false")
            let refused = try await database.refusal("select merit_api.confirm('2020-10')", as: login)
            #expect(refused?.contains("it is not known for whom this session acts") == true)
        }
    }
}
