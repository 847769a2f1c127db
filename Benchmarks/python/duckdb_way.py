"""The same month by Python: ADBC reads PostgreSQL into Arrow, DuckDB scores, ADBC writes. Prints seconds; imports not counted."""

import sys
import time

import adbc_driver_postgresql.dbapi as postgres
import duckdb

from indicators import DIMENSIONS, GRADES, INDICATORS, rises

TABLES = {
    "employee": "employee_id, post, department, employed_from, employed_to",
    "ticket": "employee_id, opened_at, first_response_at, target_at, resolved_at, closed_at, status, reopened",
    "satisfaction_response": "employee_id, score, responded_at",
    "nps_response": "employee_id, score, responded_at",
    "task": "employee_id, due_at, done_at",
    "attendance": "employee_id, day, kind",
    "violation": "employee_id, day, severity",
}

FACTS = """
create temp table fact as
with t as (
    select employee_id,
        sum(epoch_us(coalesce(first_response_at, z)) - epoch_us(opened_at)) filter (opened_at >= a and opened_at < z) as rt,
        count(*) filter (opened_at >= a and opened_at < z) as rt_n,
        count(*) filter (closed_at >= a and closed_at < z and status = 'resolved' and not reopened) as ok,
        count(status = 'resolved' and not reopened) filter (closed_at >= a and closed_at < z) as ok_n,
        sum(epoch_us(resolved_at) - epoch_us(opened_at)) filter (resolved_at >= a and resolved_at < z and target_at is not null) as used,
        sum(epoch_us(target_at) - epoch_us(opened_at)) filter (resolved_at >= a and resolved_at < z and target_at is not null) as allowed,
        count(*) filter (resolved_at >= a and resolved_at < z and target_at is not null) as used_n,
        count(*) filter (resolved_at >= a and resolved_at < z) as vol
    from ticket, bounds group by 1
), s as (
    select employee_id, count(*) filter (score >= 4) as good, count(score) as n
    from satisfaction_response, bounds where responded_at >= a and responded_at < z group by 1
), p as (
    select employee_id, count(*) filter (score >= 9) as pro, count(*) filter (score < 7) as det, count(score) as n
    from nps_response, bounds where responded_at >= a and responded_at < z group by 1
), k as (
    select employee_id, count(*) filter (done_at is null or done_at > due_at) as late, count(*) as n
    from task, bounds where due_at >= a and due_at < z group by 1
), a as (
    select employee_id, count(*) filter (kind = 'late') + 3 * count(*) filter (kind = 'absent') as v, count(*) as n,
        count(distinct day) filter (kind = 'leave' and day between coalesce(employed_from, day) and coalesce(employed_to, day)) as leave
    from attendance join employee using (employee_id) where day >= date '2026-10-01' and day < date '2026-11-01' group by 1
), c as (
    select employee_id, count(*) filter (severity = 'minor') + 3 * count(*) filter (severity = 'major') as v, count(*) as n
    from violation where day >= date '2026-10-01' and day < date '2026-11-01' group by 1
), e as (
    select employee_id, department, post,
        least(coalesce(employed_to, date '2026-10-31'), date '2026-10-31')
            - greatest(coalesce(employed_from, date '2026-10-01'), date '2026-10-01') + 1 as days
    from employee
), j as (
    select e.*,
        round(t.rt / 3600e6 / nullif(t.rt_n, 0), 6) as response_time, coalesce(t.rt_n, 0) as response_time_n,
        case when s.n >= 5 then round(100.0 * s.good / s.n, 6) end as satisfaction, coalesce(s.n, 0) as satisfaction_n,
        round(100.0 * t.ok / nullif(t.ok_n, 0), 6) as repair_success, coalesce(t.ok_n, 0) as repair_success_n,
        round(100.0 * t.used / nullif(t.allowed, 0), 6) as repair_time, coalesce(t.used_n, 0) as repair_time_n,
        round(coalesce(t.vol, 0) / nullif(e.days - coalesce(a.leave, 0), 0), 6) as per_day, coalesce(t.vol, 0) as ticket_volume_n,
        case when k.n > 0 then k.late end as task_timeliness, coalesce(k.n, 0) as task_timeliness_n,
        case when a.n > 0 then a.v end as attendance, coalesce(a.n, 0) as attendance_n,
        coalesce(c.v, 0) as compliance, coalesce(c.n, 0) as compliance_n, p.pro, p.det, p.n as nps_n
    from e left join t using (employee_id) left join s using (employee_id) left join p using (employee_id)
        left join k using (employee_id) left join a using (employee_id) left join c using (employee_id)
    where e.days >= 10
)
select *, round(100 * per_day / nullif(round(avg(per_day) over (), 6), 0), 6) as ticket_volume from j
"""


def scale(value, bands):
    cases = []
    for index, (best, worst, first, second) in enumerate(bands):
        share = "0" if best == worst else f"least(1, greatest(0, ({value} - {best}) / {worst - best}.0))"
        points = f"round({first} - {share} * {first - second}, 2)"
        reached = f"{value} {'<=' if rises(bands) else '>='} {worst}"
        cases.append(f"when {reached} then {points}" if index + 1 < len(bands) else f"else {points}")
    return f"case when {value} is null then null {' '.join(cases)} end"


def statements():
    points = ", ".join(f"{scale(value, bands)} as p{n}" for n, (_, _, value, _, bands) in enumerate(INDICATORS))
    yield FACTS
    yield f"create temp table pts as select *, {points} from fact"
    yield "create temp table indicator_score as " + " union all ".join(
        f"""select 1::bigint as period_id, employee_id::varchar as employee_id, 1 as revision, '{dimension}' as dimension,
            '{indicator}' as indicator, case when p{n} is not null then 'scored' when {value}_n > 0 then 'insufficient' else 'no_data' end as state,
            {value}::double as value, {value}_n::integer as sample, p{n}::double as points, {most}::double as max_points from pts"""
        for n, (dimension, indicator, value, most, _) in enumerate(INDICATORS))
    earned, available = {}, {}
    for dimension in DIMENSIONS:
        mine = [(n, most) for n, (d, _, _, most, _) in enumerate(INDICATORS) if d == dimension]
        earned[dimension] = " + ".join(f"coalesce(p{n}, 0)" for n, _ in mine)
        available[dimension] = " + ".join(f"case when p{n} is null then 0 else {most} end" for n, most in mine)
    weights = " + ".join(f"case when {available[d]} > 0 then {w} else 0 end" for d, w in DIMENSIONS.items())
    total = " + ".join(
        f"coalesce(round({w} * 100.0 / w * ({earned[d]}) / nullif({available[d]}, 0), 2), 0)" for d, w in DIMENSIONS.items())
    most = {d: sum(m for e, _, _, m, _ in INDICATORS if e == d) for d in DIMENSIONS}
    coverage = " + ".join(f"{w}.0 * ({available[d]}) / {most[d]}" for d, w in DIMENSIONS.items())
    grade = " ".join(f"when total >= {least} then '{name}'" for name, least, _ in GRADES)
    coefficient = " ".join(f"when total >= {least} then {factor}" for _, least, factor in GRADES)
    yield f"""create temp table result as
        select 1::bigint as period_id, employee_id::varchar as employee_id, 1 as revision, department, post, 'scored' as status, total,
            case {grade} end as grade, (case {coefficient} end)::double as coefficient, coverage,
            round(100.0 * (pro - det) / nullif(nps_n, 0), 2) as nps,
            round(196 * sqrt((pro + det) / nullif(nps_n, 0) / nps_n - pow((pro - det) / nullif(nps_n, 0), 2) / nps_n), 2) as nps_margin,
            nps_n::integer as nps_responses, (rank() over (partition by department order by total desc))::integer as rank_in_department
        from (select *, round({total}, 2) as total, round({coverage}, 2) as coverage from (select *, {weights} as w from pts))"""


def main(conninfo):
    begun = time.perf_counter()
    memory = duckdb.connect()
    memory.execute("create table bounds as select timestamptz '2026-10-01 00:00+08' as a, timestamptz '2026-11-01 00:00+08' as z")
    with postgres.connect(conninfo) as connection:
        cursor = connection.cursor()
        for table, columns in TABLES.items():
            cursor.execute(f"select {columns} from merit_source.{table}")
            memory.register(table, cursor.fetch_arrow_table())
        for statement in statements():
            memory.execute(statement)
        cursor.execute("create schema if not exists by_duckdb")
        for table in ["result", "indicator_score"]:
            cursor.execute(f"drop table if exists by_duckdb.{table}")
            cursor.execute(f"create table by_duckdb.{table} (like by_hand.{table} including all)")
            for column in cursor_columns(memory, table):
                cursor.execute(f"alter table by_duckdb.{table} alter {column} type float8")
            cursor.adbc_ingest(table, memory.table(table).arrow(), mode="append", db_schema_name="by_duckdb")
        connection.commit()
    print(time.perf_counter() - begun)


def cursor_columns(memory, table):
    return [name for name, kind in memory.execute(f"select column_name, data_type from duckdb_columns() where table_name = '{table}'").fetchall() if kind == "DOUBLE"]


if __name__ == "__main__":
    main(sys.argv[1])
