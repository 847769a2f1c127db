import Testing

@testable import Measures

/// Every number is a factor times SQL, so that the one division is left to the end.
@Suite struct CompilationTests {
    @Test(arguments: [
        ("count()", Compiled("1", "count(*)")),
        ("COUNT( )", Compiled("1", "count(*)")),
        ("count(b)", Compiled("1", "count(*) filter (where \"b\")")),
        (
            "count(b or not b and i = 1)",
            Compiled("1", "count(*) filter (where \"b\" or ((not \"b\") and (\"i\" = 1)))")
        ),
        (
            "count((b or not b) and i = 1)",
            Compiled("1", "count(*) filter (where (\"b\" or (not \"b\")) and (\"i\" = 1))")
        ),
        ("count(not b is null)", Compiled("1", "count(*) filter (where not (\"b\" is null))")),
        ("count(i = 1 is not null)", Compiled("1", "count(*) filter (where (\"i\" = 1) is not null)")),
        (
            "share(b)",
            Compiled(
                "100", "case when count(\"b\") <> 0 then count(*) filter (where \"b\")::numeric end",
                over: "count(\"b\")",
                sample: "count(\"b\")")
        ),
        ("sum(i)", Compiled("1", "sum(\"i\")")),
        ("sum(得分)", Compiled("1", "sum(\"得分\")")),
        ("sum(2)", Compiled("2", "sum(1::numeric)")),
        ("avg(i)", Compiled("1", "sum(\"i\")", over: "count(\"i\")", sample: "count(\"i\")")),
        ("min(i)", Compiled("1", "min(\"i\")", sample: "count(\"i\")")),
        ("min(-i)", Compiled("-1", "max(\"i\")", sample: "count(\"i\")")),
        ("percentile(0, i)", Compiled("1", "min(\"i\")", sample: "count(\"i\")")),
        ("percentile(100, i)", Compiled("1", "max(\"i\")", sample: "count(\"i\")")),
        (
            "median(i)",
            Compiled(
                "1/2",
                """
                (array_agg("i" order by "i"))[((count("i") - 1) / 2 + 1)::int]::numeric * (2 - mod((count("i") - 1), 2)) \
                + (array_agg("i" order by "i"))[least((count("i") - 1) / 2 + 2, count("i"))::int]::numeric \
                * mod((count("i") - 1), 2)
                """, sample: "count(\"i\")")
        ),
        (
            "nps(i)",
            Compiled(
                "100",
                """
                case when count(*) filter (where "i" between 0 and 10) <> 0 \
                then (count(*) filter (where "i" between 9 and 10) - count(*) filter (where "i" >= 0 and "i" < 7))::numeric end
                """, over: "count(*) filter (where \"i\" between 0 and 10)",
                sample: "count(*) filter (where \"i\" between 0 and 10)")
        ),
    ])
    func aggregates(value: String, compiled: Compiled) throws {
        let found = Compiled(try Sample.check(value).get())
        #expect(found == compiled)
    }

    @Test(arguments: [
        ("avg(hours(at - v - at))", "1/3600"),
        ("sum(days(v))", "1/86400"),
        ("sum(minutes(v) / 2 * 3)", "1/40"),
        ("sum(-hours(v))", "-1/3600"),
        ("100 * sum(i) / 3", "100/3"),
        ("-(sum(i) / 3)", "-1/3"),
        ("sum(i / 3 + i / 5)", "1/15"),
        ("sum(i / 3) + sum(i / 5)", "1/15"),
        ("sum(i + 0.5)", "1"),
        ("sum(i / 3 + 0.5)", "1/3"),
        ("sum(i / 3 + 0.1 / 7)", "1/210"),
        ("sum(abs(-2 * i))", "2"),
        ("hours(sum(v))", "1/3600"),
        ("sum(0 * i)", "1"),
        ("sum(n / i)", "1/1000000000000"),
        ("sum(0.1 * n * 0.3)", "3/100"),
        ("coalesce(sum(i) / 4, sum(i) / 6)", "1/12"),
    ])
    func constantsGatherInTheFactor(value: String, factor: String) throws {
        #expect(try Sample.check(value).get().factor.fraction == factor)
    }

    @Test(arguments: [
        ("i >= 9", "\"i\" >= 9"),
        ("i >= 4.50", "\"i\" >= 4.5"),
        ("i / 3 > 1", "\"i\" > 3"),
        ("i > 1 / 3", "(\"i\"::numeric * 3) > 1"),
        ("-i > 1", "(-\"i\"::numeric) > 1"),
        ("i / 2 > big / 3", "(\"i\"::numeric * 3) > (\"big\"::numeric * 2)"),
        ("i + 1 > big", "(\"i\"::numeric + 1) > \"big\""),
        ("hours(v) > 4", "extract(epoch from case when isfinite(\"v\") then \"v\" end) > 14400"),
        ("i in (1, 2.5)", "\"i\" in (1, 2.5)"),
        ("i not in (1, big)", "\"i\" not in (1, \"big\")"),
        ("s = 'it''s'", "\"s\" = $6"),
        ("s in ('x', 'y')", "\"s\" in ($6, $7)"),
        ("s < 'x'", "\"s\" collate \"C\" < $6"),
        ("s = e", "\"s\" collate \"C\" = \"e\"::text"),
        ("'x' not in (s, e)", "$6 collate \"C\" not in (\"s\", \"e\"::text)"),
        ("e <> 'x'", "\"e\"::text <> $6"),
        ("t >= period_start", "\"t\" >= $1"),
        ("local < t", "(\"local\" at time zone $5) < \"t\""),
        ("d < d2", "\"d\" < \"d2\""),
        ("d < period_end", "(\"d\"::timestamp at time zone $5) < $2"),
        (
            "at - t > v",
            """
            extract(epoch from "at" - case when isfinite("t") then "t" end) \
            > extract(epoch from case when isfinite("v") then "v" end)
            """
        ),
        ("b = true", "\"b\" = true"),
        ("coalesce(b, false)", "case when \"b\" is not null then \"b\" else false end"),
        ("coalesce(s, 'x') = 'y'", "case when \"s\" is not null then \"s\" else $6 end = $7"),
        ("coalesce(s, 'x') < 'y'", "case when \"s\" is not null then \"s\" else $6 end collate \"C\" < $7"),
        ("coalesce(e, s) = 'x'", "coalesce(\"e\"::text collate \"C\", \"s\") = $6"),
        (
            "coalesce(i, big, 2) > 1",
            """
            case when "i" is not null then "i"::numeric when "big" is not null then "big"::numeric else 2 end > 1
            """
        ),
        (
            "coalesce(t, d) > at",
            """
            case when "t" is not null then "t" else "d"::timestamp at time zone $5 end > "at"
            """
        ),
        (
            "coalesce(n, i) > 1",
            """
            coalesce(case when "n" > '-Infinity' and "n" < 'Infinity' then "n" end, "i"::numeric) > 1
            """
        ),
        ("least(i, 3) = 3", "least(\"i\"::numeric, 3) = 3"),
        ("n is null", "case when \"n\" > '-Infinity' and \"n\" < 'Infinity' then \"n\" end is null"),
        ("f > 1", "case when \"f\" in ('NaN', 'Infinity', '-Infinity') then null else \"f\"::text::numeric end > 1"),
    ])
    func conditions(condition: String, sql: String) throws {
        #expect(Compiled(try Sample.check("count(\(condition))").get()).numerator == "count(*) filter (where \(sql))")
    }

    @Test(arguments: [
        (
            "sum(i) / sum(big)",
            Compiled("1", "case when sum(\"big\") <> 0 then sum(\"i\")::numeric end", over: "sum(\"big\")")
        ),
        ("sum(i) + count()", Compiled("1", "sum(\"i\")::numeric + count(*)::numeric")),
        (
            "count(b) + 3 * count(not b)",
            Compiled(
                "1", "count(*) filter (where \"b\")::numeric + (count(*) filter (where not \"b\")::numeric * 3)")
        ),
        ("avg(i) + 1", Compiled("1", "sum(\"i\")::numeric + count(\"i\")::numeric", over: "count(\"i\")")),
        (
            "avg(i) - avg(big)",
            Compiled(
                "1",
                """
                (sum("i")::numeric * count("big")::numeric) + (-(sum("big")::numeric * count("i")::numeric))
                """, over: "count(\"i\")::numeric * count(\"big\")::numeric")
        ),
        ("coalesce(sum(i), 0)", Compiled("1", "coalesce(sum(\"i\")::numeric, 0)")),
        (
            "coalesce(avg(i), 2)",
            Compiled(
                "1", "case when sum(\"i\") is not null then sum(\"i\")::numeric else 2 end",
                over: "case when sum(\"i\") is not null then count(\"i\")::numeric else 1 end")
        ),
        (
            "1 / count(b)",
            Compiled(
                "1", "case when count(*) filter (where \"b\") <> 0 then 1::numeric end",
                over: "count(*) filter (where \"b\")")
        ),
    ])
    func arithmeticOverAggregates(value: String, compiled: Compiled) throws {
        let found = Compiled(try Sample.check(value).get())
        #expect(found == compiled)
    }

    @Test func aTextIsOneParameterHoweverOftenItIsWritten() throws {
        let compiled = Compiled(
            try Sample.check("count(s = 'x') + count(e = 'x') + count(s = 'é') + count(s = 'e\u{301}')").get())
        #expect(compiled.texts.map { Array($0.utf8) } == ["x", "é", "e\u{301}"].map { Array($0.utf8) })
    }
}
