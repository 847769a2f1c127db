import Support

/// Statements that somebody of `merit_person` might try, made up at random.
struct PersonFuzz {
    private var dice: Dice

    init(seed: UInt64) {
        dice = Dice(seed: seed)
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &dice)]
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &dice) < percent
    }

    /// A view, its function, a column with a number or a text in it, and one more.
    private static let relations = [
        ("result", "results", "total", "name"), ("indicator_score", "indicator_scores", "points", "indicator"),
        ("evaluation", "evaluations", "points", "comment"), ("task", "tasks", "points_now", "title"),
        ("interview", "interviews", "interview_id", "said"), ("outcome", "outcomes", "outcome_id", "reason"),
        ("appeal", "appeals", "appeal_id", "reason"), ("delivery", "deliveries", "revision", "state"),
        ("opinion", "opinions", "opinion_id", "said"), ("training", "trainings", "record_id", "title"),
        ("pay", "pays", "total", "name"), ("owed", "owes", "number", "what"),
        ("revisions()", "revisions", "total", "grade"), ("dimensions()", "dimensions", "reached", "dimension"),
        ("customer_words()", "customer_words", "score", "comment"),
        ("quarter_findings()", "quarter_findings", "weight", "reason"),
        ("calibration_answer", "calibration_answers", "points", "words"),
        ("sureness", "surenesses", "total_low", "grade"), ("standing_so_far", "standings_so_far", "total", "grade"),
    ]

    /// Names of what one may not touch.
    private static let closed = [
        "merit.result", "merit.current_result", "merit.newest_result", "merit.evaluation", "merit.appeal",
        "merit.event",
        "merit.delivery", "merit.delivery_state", "merit.login", "merit.officer", "merit.interview_sheet",
        "merit.grade_count", "merit.opinion", "merit.department_figure", "merit.supervision",
        "merit.confidence", "merit.row_sum", "merit.reliability", "merit.rater_pair", "merit.work_calendar_use",
        "merit.session", "merit.standing_so_far", "merit.repair_report", "merit.payroll_row", "merit.reminder",
        "merit.sign_in_link", "merit.draft", "merit.own_sessions()", "merit.rank_range(1, 'bob')",
        "merit.held_about('bob')",
        "merit.work_shifts('standard', '2020-10-01', '2020-10-02')", "merit.draft_of('evaluate', '2020-11')",
        "merit.reach('bob', null, null)", "merit.team('max')", "merit.today('bob')", "merit.duty_of('hal', 'hr')",
    ]

    private mutating func person() -> String {
        pick(["ann", "bob", "cat", "sue", "max", "hilda", "nobody", "%", "' or true --"])
    }

    private mutating func literal() -> String { "'" + person().replacing("'", with: "''") + "'" }

    private mutating func number() -> String { pick(["72.37", "73.37", "2.73", "12.59", "0", "1", "50", "-1", "1e9"]) }

    private mutating func condition(_ alias: String, _ relation: (String, String, String, String), depth: Int = 0)
        -> String
    {
        switch Int.random(in: 0..<13, using: &dice) {
        case 0: return "\(alias).employee_id = \(literal())"
        case 1: return "\(alias).\(relation.2) > \(number())"
        case 2: return "pg_temp.leak(\(alias)::text)"
        case 3: return "pg_temp.leak(\(alias).\(relation.3)::text)"
        case 4: return "1 / (\(alias).\(relation.2) - \(number())) > 0"
        case 5: return "\(alias)::text like '%' || \(literal()) || '%'"
        case 6: return "pg_temp.shout(\(alias)::text)"
        case 7: return "\(alias).\(relation.3)::integer > 0"
        case 8: return "\(alias).\(relation.3) ~ \(pick(["'bob'", "'cat'", "'.*'", "'^n'"]))"
        case 9: return "\(alias).\(relation.2)::text = \(number())::text"
        case 10 where depth < 2:
            let other = pick(Self.relations)
            return
                "exists (select from merit_api.\(other.0) u\(depth) where \(condition("u\(depth)", other, depth: depth + 1)))"
        case 11 where depth < 2:
            return "not (\(condition(alias, relation, depth: depth + 1)))"
        default:
            return depth < 2
                ? "(\(condition(alias, relation, depth: depth + 1)) \(pick(["and", "or"])) \(condition(alias, relation, depth: depth + 1)))"
                : "true"
        }
    }

    private mutating func source(_ relation: (String, String, String, String)) -> String {
        if chance(8) { return pick(Self.closed) }
        if chance(40) {
            let period = pick(["null", "'2020-10'", "'2020-11'", "'none'"])
            return "merit_api.\(relation.1)(\(period), \(chance(30) ? "null" : literal()))"
        }
        return "merit_api.\(relation.0)"
    }

    private mutating func output(_ alias: String, _ relation: (String, String, String, String)) -> String {
        pick([
            "\(alias)::text", "count(*)::text", "max(\(alias).\(relation.2))::text", "string_agg(\(alias)::text, ',')",
            "(\(alias)::text)::bytea::text", "sum(1 / nullif(\(alias).\(relation.2), 0))::text",
        ])
    }

    private mutating func query() -> String {
        let (first, second) = (pick(Self.relations), pick(Self.relations))
        switch Int.random(in: 0..<6, using: &dice) {
        case 0:
            return
                "select \(output("t", first)) from \(source(first)) t join \(source(second)) u on \(condition("u", second))"
        case 1:
            return
                "with w as \(pick(["", "materialized ", "not materialized "]))(select * from \(source(first))) select w::text from w t, w where \(condition("t", first))"
        case 2:
            return
                "select \(output("t", first)) from \(source(first)) t where \(condition("t", first)) union all select \(output("u", second)) from \(source(second)) u where \(condition("u", second))"
        case 3:
            return
                "select t::text from \(source(first)) t where \(condition("t", first)) order by \(pick(["1", "t.\(first.2)"])) limit \(pick(["1", "3"])) offset \(pick(["0", "1"]))"
        case 4:
            return
                "select \(output("u", second)) from \(source(first)) t left join lateral (select * from \(source(second)) v where \(condition("v", second))) u on true"
        default:
            return "select \(output("t", first)) from \(source(first)) t where \(condition("t", first))"
        }
    }

    private mutating func act() -> String {
        let any = pick(["1", "2", "3", "4", "5", "13", "22", "99"])
        return pick([
            "select merit_api.evaluate('2020-11', \(literal()), 'manner', 5)::text",
            "select merit_api.decide_appeal(\(any), 'rejected', 'no')::text",
            "select merit_api.withdraw_appeal(\(any))::text",
            "select merit_api.decide_outcome(\(any), 'declined', 'no')::text",
            "select merit_api.decide_finding(\(any), 'declined', 'no')::text",
            "select merit_api.decide_theme(\(any), 'declined', 'no')::text",
            "select merit_api.record_reminders('2020-11', array[\(literal())])::text",
            "select merit_api.say_of_outcome(\(any), 'no')::text",
            "select merit_api.say_of_appeal(\(any), 'no')::text", "select merit_api.propose(\(any), 'no')::text",
            "select merit_api.advise(\(any), 'no')::text", "select merit_api.acknowledge(\(any))::text",
            "select merit_api.acknowledge_training(\(any))::text",
            "select merit_api.record_training('2020-10', \(literal()), 'no', '2020-11-03', '2020-11-04', 8, 'no')::text",
            "select merit_api.agrees(1, \(literal()))::text", "select consultation from merit_api.own_rules()",
            "select merit_api.deliver('2020-10', now() + interval '1 day', null, array[\(literal())])::text",
            "select merit_api.give_time('2020-10', now() + interval '30 days', null, array[\(literal())])::text",
            "select merit_api.rate_again(2, \(literal()), 'manner', 5)::text",
            "select merit_api.agree(2, \(literal()), 'manner', 5, 'no')::text",
            "select merit_api.open_calibration('2020-10', array[\(literal())], '{sue,tom}', now() + interval '1 day', 'no')::text",
            "insert into merit_api.result (employee_id) values (\(literal())) returning employee_id",
            "update merit_api.appeal set status = 'upheld' where employee_id = \(literal()) returning appeal_id::text",
            "delete from merit_api.evaluation returning employee_id",
        ])
    }

    /// What is set beforehand, as if it could change who looks.
    private mutating func setting() -> String {
        pick([
            "", "", "", "", "set local merit.acting_for = 'bob';",
            "select set_config('merit.acting_for', extract(epoch from now())::text || ' bob', true);",
            "select set_config('request.jwt.claims', '{\"employee_id\": \"bob\"}', true);",
            "set local role merit_person;",
            "set local search_path = pg_temp, merit_api, merit, pg_catalog;", "set local enable_hashjoin = off;",
            "set local row_security = off;", "set local jit = on;", "set local plan_cache_mode = force_generic_plan;",
        ])
    }

    /// What is said before, and one statement that gives one column of text.
    mutating func next() -> (before: String, statement: String) {
        let statement = chance(12) ? act() : query()
        let explain = pick(["", "", "", "explain (verbose) ", "explain (analyze, timing off, summary off) "])
        return (
            setting(), statement.hasPrefix("select") || statement.hasPrefix("with") ? explain + statement : statement
        )
    }
}
