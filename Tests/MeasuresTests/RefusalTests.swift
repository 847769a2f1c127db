import Measures
import Testing

/// Whatever cannot be computed is refused with its place and reason, all of it at once.
@Suite struct RefusalTests {
    @Test(arguments: [
        ("", "value 1: there is nothing written here"),
        ("count(", "value 7: expected a value, found the end"),
        ("count(b", "value 8: expected \")\" for the \"(\" at position 6, found the end"),
        ("count() b", "value 9: expected an operator or the end, found \"b\""),
        ("count(b) +", "value 11: expected a value, found the end"),
        ("count(i ! 3)", "value 9: \"!\" is no part of the language"),
        ("count(i != 3)", "value 9: write <> instead of !="),
        ("count(i == 3)", "value 9: write = instead of =="),
        ("count(s = \"x\")", "value 11: write ' instead of \""),
        ("count（b）", "value 6: write ( instead of （"),
        ("count(s = 'x)", "value 11: the text that begins here does not end; a text stands between two '"),
        ("count(s = 'x\0')", "value 11: the text that begins here holds a NUL character, which no column can hold"),
        (
            "sum(1.2.3)",
            "value 5: \"1.2.3\" is neither a number, which is digits such as 12 or 0.5, nor a name, which begins with a letter"
        ),
        (
            "sum(1e3)",
            "value 5: \"1e3\" is neither a number, which is digits such as 12 or 0.5, nor a name, which begins with a letter"
        ),
        ("count(1 < i < 3)", "value 13: comparisons cannot be chained; join two of them with and"),
        (
            "count(i between 1 and 3)",
            "value 9: expected \")\" for the \"(\" at position 6, found \"between\"; write x >= 1 and x <= 2 instead of x between 1 and 2"
        ),
        ("count(i = null)", "value 11: null stands only in \"is null\" and \"is not null\""),
        ("count(i is 3)", "value 12: expected null or not null after \"is\", found \"3\""),
        ("count(i is not 3)", "value 16: expected null after \"is not\", found \"3\""),
        ("count(i in 3)", "value 12: expected a list in parentheses after \"in\", found \"3\""),
        ("count(i in ())", "value 12: the list after \"in\" is empty"),
        ("count(case when b then i)", "value 25: expected when, else or end, found \")\""),
        ("sum(case when b then i else 0)", "value 30: expected end, found \")\""),
        ("sum(case when b)", "value 16: expected then and a value, found \")\""),
        (
            "sum(case s when 'x' then i end)",
            "value 10: expected \")\" for the \"(\" at position 4, found \"s\"; write case when condition then value else value end"
        ),
        ("count(s like i)", "value 14: expected a pattern between two ' after \"like\", found \"i\""),
        (
            "count(s not like 'x\\')",
            "value 18: the pattern ends with \\, which takes the next letter as it is; write \\\\ for the letter itself"
        ),
    ])
    func syntax(value: String, problem: String) {
        #expect(Sample.problems(value) == [problem])
        let definition = MeasureDefinition(from: "work", at: "at", filter: nil, value: value)
        #expect(CheckedMeasure.syntaxProblems(of: definition).list.map(\.line) == [problem])
    }

    @Test(arguments: [
        ("cont()", "value 1: there is no function cont; did you mean count?"),
        (
            "weather(t)",
            """
            value 1: there is no function weather; there are coalesce, abs, least, greatest, hours, minutes, days, elapsed, working, due, repeated, weekday, \
            hour, repeated_after, count, share, sum, avg, min, max, median, percentile, nps
            """
        ),
        ("sum(avg(i))", "value 5: avg stands inside sum; no aggregate stands inside another"),
        ("sum()", "value 1: sum takes one number or interval, not 0"),
        ("count(b, b)", "value 1: count takes nothing or one condition, not 2"),
        ("share()", "value 1: share takes one condition, not 0"),
        ("nps(i, i)", "value 1: nps takes one score, not 2"),
        ("percentile(i)", "value 1: percentile takes a number from 0 to 100 and what to rank, as in percentile(90, x)"),
        ("sum(abs(i, 2))", "value 5: abs takes one number, not 2"),
        ("sum(hours())", "value 5: hours takes one interval, not 0"),
        ("avg(elapsed(t))", "value 5: elapsed takes two points in time or two dates, the earlier first, not 1"),
        (
            "elapsed(min(i), max(i))",
            "value 1: elapsed stands inside an aggregate; over aggregates there are + - * /, coalesce and abs"
        ),
        (
            "share(repeated(0, s))",
            "value 7: repeated takes a number of days and columns, such as repeated(30, customer_id, category)"
        ),
        (
            "share(repeated(30))",
            "value 7: repeated takes a number of days and columns, such as repeated(30, customer_id, category)"
        ),
        (
            "share(repeated_after(30))",
            "value 7: repeated_after takes a number of days and columns, such as repeated_after(30, customer_id, category)"
        ),
        (
            "repeated_after(30, s)",
            "value 1: repeated_after stands inside an aggregate; over aggregates there are + - * /, coalesce and abs"
        ),
        ("sum(coalesce(i))", "value 5: coalesce takes two or more values, not 1"),
        ("i", "value 1: column i stands outside an aggregate; write avg(i), sum(i) or another"),
        (
            "count() = 3",
            "value 9: count() = 3 is a condition, and value must be a number; write count(...) or share(...) of it"
        ),
        ("'x'", "value 1: 'x' is text, and value must be a number"),
        ("period_end", "value 1: period_end is a point in time, and value must be a number"),
        ("5 + 3", "value 3: 5 + 3 looks at no row; write an aggregate such as count() or avg(...)"),
        ("count() / 0", "value 11: 0 is 0, and nothing can be divided by it"),
        ("count() / (1 - 1)", "value 14: 1 - 1 is 0, and nothing can be divided by it"),
        (
            "least(count(), 3)",
            "value 1: least stands inside an aggregate; over aggregates there are + - * /, coalesce and abs"
        ),
        (
            "case when count() > 3 then 1 end",
            "value 1: case stands inside an aggregate; over aggregates there are + - * /, coalesce and abs"
        ),
        ("sum(distinct i)", "value 5: distinct stands in count(distinct x) only, which counts each value once"),
        ("avg(weekday())", "value 5: weekday takes one point in time or date, not 0"),
        ("avg(hour(t, t))", "value 5: hour takes one point in time, not 2"),
    ])
    func languageEvenWithoutASource(value: String, problem: String) {
        #expect(Sample.problems(value) == [problem])
        let definition = MeasureDefinition(from: "work", at: "at", filter: nil, value: value)
        #expect(CheckedMeasure.syntaxProblems(of: definition).list.map(\.line) == [problem])
    }

    @Test(arguments: [
        (
            "sum(amount)",
            """
            value 5: work has no column amount; there are work_id, employee_id, at, i, big, n, f, s, e, u, b, t, t2, local, local2, d, \
            d2, v, j, 得分
            """
        ),
        ("sum(lcoal2)", "value 5: work has no column lcoal2; did you mean local2?"),
        ("sum(Local)", "value 5: work has no column Local; did you mean local?"),
        ("sum(hours)", "value 5: work has no column hours; write hours(...) for the function"),
        ("count(j = 'x')", "value 7: j is of type jsonb, which measures cannot read"),
        ("count(i = 'x')", "value 9: cannot compare i with 'x': i is a number, 'x' is text"),
        ("count(i in (1, 'x'))", "value 9: cannot compare i with 'x': i is a number, 'x' is text"),
        ("count(b < true)", "value 9: < does not compare conditions; = and <> do"),
        ("count(t = 3)", "value 9: cannot compare t with 3: t is a point in time, 3 is a number"),
        ("count(d = v)", "value 9: cannot compare d with v: d is a date, v is an interval"),
        ("count(i)", "value 7: count takes a condition; i is a number"),
        ("share(s)", "value 7: share takes a condition; s is text"),
        ("count(b and i)", "value 13: and takes a condition; i is a number"),
        ("count(not s)", "value 11: not takes a condition; s is text"),
        ("sum(s)", "value 5: sum takes a number or an interval; s is text"),
        ("max(t)", "value 5: max takes a number or an interval; t is a point in time"),
        ("nps(v)", "value 5: nps takes a number; v is an interval"),
        ("sum(i + 'x')", "value 7: cannot compute i + 'x': i is a number, 'x' is text"),
        ("sum(t + t2)", "value 7: cannot compute t + t2: t is a point in time, t2 is a point in time"),
        (
            "avg(elapsed(t, i))",
            "value 5: elapsed takes two points in time or two dates, the earlier first: t is a point in time, i is a number"
        ),
        ("sum(2 * v)", "value 7: cannot compute 2 * v: 2 is a number, v is an interval"),
        ("sum(-v)", "value 6: - takes a number; v is an interval"),
        ("sum(case when i then 1 end)", "value 15: when takes a condition; i is a number"),
        (
            "sum(case when b then i else s end)",
            "value 5: case takes values of one type: i is a number, s is text"
        ),
        ("count(i like 'x')", "value 7: like takes text; i is a number"),
        ("sum(weekday(v))", "value 13: weekday takes a point in time or a date; v is an interval"),
        ("sum(hour(d))", "value 10: hour takes a point in time; d is a date"),
        (
            "count(distinct v)",
            "value 16: distinct tells numbers, texts, times and conditions apart; v is an interval"
        ),
        ("sum(abs(s))", "value 9: abs takes a number; s is text"),
        (
            "sum(hours(t))",
            "value 11: hours takes an interval, such as one point in time minus another; t is a point in time"
        ),
        ("sum(coalesce(i, s))", "value 5: coalesce takes values of one type: i is a number, s is text"),
        ("count(greatest(b, b))", "value 16: greatest takes what has an order; b is a condition"),
        ("sum(i / 0)", "value 9: 0 is 0, and nothing can be divided by it"),
        ("sum(v)", "value 1: sum(v) is an interval; write hours(...), minutes(...) or days(...) of it"),
        ("hours(sum(i))", "value 7: hours takes an interval; sum(i) is a number"),
        ("sum(v) + count()", "value 8: cannot compute sum(v) + count(): sum(v) is an interval, count() is a number"),
        ("2 * sum(v)", "value 3: cannot compute 2 * sum(v): 2 is a number, sum(v) is an interval"),
        ("-sum(v)", "value 2: - takes a number; sum(v) is an interval"),
        (
            "hours(coalesce(sum(v), 0))",
            "value 7: coalesce takes values of one type: sum(v) is an interval, 0 is a number"
        ),
        (
            "percentile(101, i)",
            "value 12: 101 is no number from 0 to 100 with at most 6 digits behind the point, which percentile takes first"
        ),
        (
            "percentile(i, i)",
            "value 12: i is no number from 0 to 100 with at most 6 digits behind the point, which percentile takes first"
        ),
    ])
    func types(value: String, problem: String) {
        #expect(Sample.problems(value) == [problem])
    }

    @Test func places() {
        #expect(
            Sample.problems("count()", from: "wrok") == ["from: the source has no relation wrok; did you mean work?"])
        #expect(
            Sample.problems("count()", from: "invoice") == [
                "from: the source has no relation invoice; there are task, weather, work"
            ])
        #expect(Sample.problems("count()", at: "ta") == ["at: work has no column ta; did you mean at?"])
        #expect(
            Sample.problems("count()", at: "s") == [
                "at: s is text; timestamptz, timestamp and date place a row in a period"
            ])
        #expect(
            Sample.problems("count()", at: "day", from: "weather") == [
                "from: weather has no column employee_id, so its rows belong to nobody"
            ])
        #expect(Sample.problems("count()", where: "i") == ["where 1: where takes a condition; i is a number"])
        #expect(
            Sample.problems("count()", where: "avg(i) > 3") == [
                "where 1: where looks at one row at a time; avg makes one number of many rows and stands in value"
            ])
    }

    @Test func everythingAtOnce() {
        #expect(
            Sample.problems("sum(x1) / avg(s) + cont()", where: "statuss = 'x'", at: "due_at", from: "task") == [
                "from: employee_id of task is a number; text, uuid and integers can name people",
                "at: due_at is text; timestamptz, timestamp and date place a row in a period",
                "where 1: task has no column statuss; there are employee_id, due_at",
                "value 5: task has no column x1; there are employee_id, due_at",
                "value 15: task has no column s; there are employee_id, due_at",
                "value 20: there is no function cont; did you mean count?",
            ])
    }

    @Test func withoutTheRelationTheLanguageIsStillChecked() {
        #expect(
            Sample.problems("sum(avg(i)", where: "share(b) = 1", from: "ticket") == [
                "from: the source has no relation ticket; there are task, weather, work",
                "where 1: where looks at one row at a time; share makes one number of many rows and stands in value",
                "value 11: expected \")\" for the \"(\" at position 4, found the end",
            ])
    }

    @Test func lengthAndDepthAreBounded() {
        #expect(
            Sample.problems("count(" + String(repeating: "b and ", count: 1000) + "b)") == [
                "value 1: the text has 6008 characters; 4000 is the most"
            ])
        #expect(
            Sample.problems("count(" + String(repeating: "(", count: 500) + "b") == [
                "value 106: expressions are nested more than 100 levels deep here"
            ])
        #expect(
            Sample.problems("count(" + String(repeating: "b or ", count: 120) + "b)") == [
                "value 7: expressions are nested more than 100 levels deep here"
            ])
        #expect(Sample.problems("count(" + String(repeating: "b or ", count: 90) + "b)").isEmpty)
        #expect(
            Sample.problems("percentile(99.9, " + String(repeating: "n / ", count: 80) + "n)").last
                == "value 1: this is too much to compute in one measure; compute a part of it in the view that is read")
    }
}
