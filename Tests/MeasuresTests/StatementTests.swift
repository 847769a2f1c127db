import Measures
import Testing

/// The statements that the shipped templates lead to, as the database sees them.
@Suite struct StatementTests {
    private static let ticket = SourceRelation(
        name: "ticket",
        columns: [("ticket_id", .text), ("employee_id", .text)]
            + ["opened_at", "resolved_at", "closed_at", "first_response_at", "target_at"].map { ($0, .timestamptz) }
            + [("status", .text), ("target_met", .boolean), ("reopened", .boolean), ("escalated", .boolean)])
    private static let attendance = SourceRelation(
        name: "attendance", columns: [("employee_id", .castText("uuid")), ("day", .date), ("kind", .castText("kind"))])

    private static func checked(_ measures: [MeasureDefinition]) throws -> [CheckedMeasure] {
        let catalog = SourceCatalog(relations: ["ticket": ticket, "attendance": attendance])
        return try measures.map { try CheckedMeasure.check($0, in: catalog).get() }
    }

    private static func ticket(_ at: String, _ value: String, where filter: String? = nil) -> MeasureDefinition {
        MeasureDefinition(from: "ticket", at: at, filter: filter, value: value)
    }

    @Test func onePassForAllMeasuresOfARelation() throws {
        let statement = RelationStatement(
            relation: Self.ticket,
            measures: try Self.checked([
                Self.ticket("opened_at", "avg(hours(coalesce(first_response_at, period_end) - opened_at))"),
                Self.ticket("closed_at", "share(status = 'resolved' and not reopened)"),
                Self.ticket(
                    "resolved_at", "100 * sum(hours(resolved_at - opened_at)) / sum(hours(target_at - opened_at))",
                    where: "target_at is not null"),
                Self.ticket("resolved_at", "count()"),
                Self.ticket("resolved_at", "share(target_met)", where: "target_met is not null"),
            ]))
        #expect(statement.arguments.texts == ["resolved"])
        #expect(
            statement.sql == """
                select "employee_id"::text,
                    count(*) filter (where "opened_at" >= $1 and "opened_at" < $2)::int8, \
                count(*) filter (where "opened_at" >= $1 and "opened_at" < $2)::int8,
                    extract(epoch from \
                sum(case when isfinite("first_response_at") then "first_response_at" else $2 end - "opened_at") \
                filter (where "opened_at" >= $1 and "opened_at" < $2))::numeric, \
                count(*) filter (where "opened_at" >= $1 and "opened_at" < $2)::numeric, \
                var_pop(case when abs(tstzrange_subdiff(case when isfinite("first_response_at") then "first_response_at" else $2 end, "opened_at")) <= 2142720000 \
                then tstzrange_subdiff(case when isfinite("first_response_at") then "first_response_at" else $2 end, "opened_at")::int4 \
                when tstzrange_subdiff(case when isfinite("first_response_at") then "first_response_at" else $2 end, "opened_at") > 0 then 2142720000 \
                when (case when isfinite("first_response_at") then "first_response_at" else $2 end - "opened_at") is not null then -2142720000 end) \
                filter (where "opened_at" >= $1 and "opened_at" < $2)::numeric,
                    count(*) filter (where "closed_at" >= $1 and "closed_at" < $2)::int8, \
                (coalesce(sum(case when ("status" = $6) and (not "reopened") then 1073741825 when not (("status" = $6) and (not "reopened")) then 1 end) \
                filter (where "closed_at" >= $1 and "closed_at" < $2), 0) & 1073741823)::int8,
                    case when (coalesce(sum(case when ("status" = $6) and (not "reopened") then 1073741825 when not (("status" = $6) and (not "reopened")) then 1 end) \
                filter (where "closed_at" >= $1 and "closed_at" < $2), 0) & 1073741823) <> 0 \
                then (coalesce(sum(case when ("status" = $6) and (not "reopened") then 1073741825 when not (("status" = $6) and (not "reopened")) then 1 end) \
                filter (where "closed_at" >= $1 and "closed_at" < $2), 0) >> 30)::numeric end::numeric, \
                (coalesce(sum(case when ("status" = $6) and (not "reopened") then 1073741825 when not (("status" = $6) and (not "reopened")) then 1 end) \
                filter (where "closed_at" >= $1 and "closed_at" < $2), 0) & 1073741823)::numeric,
                    count(*) filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_at" is not null))::int8, \
                count(*) filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_at" is not null))::int8,
                    case when extract(epoch from sum(case when isfinite("target_at") then "target_at" end \
                - case when isfinite("opened_at") then "opened_at" end) \
                filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_at" is not null))) <> 0 \
                then extract(epoch from sum("resolved_at" - case when isfinite("opened_at") then "opened_at" end) \
                filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_at" is not null))) end::numeric, \
                extract(epoch from sum(case when isfinite("target_at") then "target_at" end \
                - case when isfinite("opened_at") then "opened_at" end) \
                filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_at" is not null)))::numeric,
                    count(*) filter (where "resolved_at" >= $1 and "resolved_at" < $2)::int8, \
                count(*) filter (where "resolved_at" >= $1 and "resolved_at" < $2)::int8,
                    count(*) filter (where "resolved_at" >= $1 and "resolved_at" < $2)::numeric, null::numeric,
                    count(*) filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_met" is not null))::int8, \
                (coalesce(sum(case when "target_met" then 1073741825 when not "target_met" then 1 end) \
                filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_met" is not null)), 0) & 1073741823)::int8,
                    case when (coalesce(sum(case when "target_met" then 1073741825 when not "target_met" then 1 end) \
                filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_met" is not null)), 0) & 1073741823) <> 0 \
                then (coalesce(sum(case when "target_met" then 1073741825 when not "target_met" then 1 end) \
                filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_met" is not null)), 0) >> 30)::numeric end::numeric, \
                (coalesce(sum(case when "target_met" then 1073741825 when not "target_met" then 1 end) \
                filter (where ("resolved_at" >= $1 and "resolved_at" < $2) and ("target_met" is not null)), 0) & 1073741823)::numeric
                from "merit_source"."ticket"
                where ("employee_id" is not null) and (("opened_at" >= $1 and "opened_at" < $2) \
                or ("closed_at" >= $1 and "closed_at" < $2) or ("resolved_at" >= $1 and "resolved_at" < $2))
                group by "employee_id" order by convert_to("employee_id"::text, 'UTF8')
                """)
    }

    @Test func measuresOfOneColumnNeedNoFilterForThePeriod() throws {
        let statement = RelationStatement(
            relation: Self.attendance,
            measures: try Self.checked([
                MeasureDefinition(
                    from: "attendance", at: "day", filter: nil,
                    value: "count(kind = 'late') + 3 * count(kind = 'absent')")
            ]), schema: "hr \"x\"", onlyNamed: true)
        #expect(statement.arguments.texts == ["late", "absent"])
        #expect(
            statement.sql == """
                select "employee_id"::text,
                    count(*)::int8, count(*)::int8,
                    (count(*) filter (where "kind"::text = $7)::numeric \
                + (count(*) filter (where "kind"::text = $8)::numeric * 3))::numeric, null::numeric
                from "hr ""x\"""."attendance"
                where ("employee_id" is not null) and ("day" >= $3 and "day" < $4) and ("employee_id" = any($6::uuid[]))
                group by "employee_id" order by convert_to("employee_id"::text, 'UTF8')
                """)
    }

    /// Of all together there may be more rows than one sum of two counts can tell apart.
    @Test func overEverythingEachCountIsAStateOfItsOwn() throws {
        let statement = RelationStatement(
            relation: Self.attendance,
            measures: try Self.checked([
                MeasureDefinition(from: "attendance", at: "day", filter: nil, value: "share(kind = 'late')")
            ]), by: .everything)
        #expect(statement.mostRows == .max)
        #expect(
            statement.sql == """
                select ''::text,
                    count(*)::int8, count("kind"::text = $6)::int8,
                    case when count("kind"::text = $6) <> 0 \
                then count(*) filter (where "kind"::text = $6)::numeric end::numeric, count("kind"::text = $6)::numeric
                from "merit_source"."attendance"
                where "day" >= $3 and "day" < $4

                """)
    }

    @Test func theRowsBehindAValue() throws {
        let measure = try Self.checked([
            Self.ticket(
                "resolved_at", "share(status = 'x') + avg(hours(resolved_at - opened_at)) + count()",
                where: "not escalated")
        ])[0]
        let detail = DetailStatement(relation: Self.ticket, measure: measure)
        #expect(detail.operands == ["share(status = 'x')", "avg(hours(resolved_at - opened_at))", "count()"])
        #expect(detail.arguments.texts == ["x"])
        #expect(
            detail.sql == """
                select "ticket_id"::text, ("resolved_at" at time zone $5)::text, ("status" = $8)::text, \
                trim_scale(round(div(extract(epoch from "resolved_at" \
                - case when isfinite("opened_at") then "opened_at" end) * 10000000, 3600) * 0.1) * 0.000001)::text, 'true'
                from "merit_source"."ticket"
                where ("employee_id" = any($6)) and ("resolved_at" >= $1 and "resolved_at" < $2) and (not "escalated")
                order by "resolved_at", 1
                limit $7
                """)
    }
}
