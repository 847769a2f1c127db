"""The same month by Python: ConnectorX reads PostgreSQL into Polars, which scores, ADBC writes. Prints seconds; imports not counted."""

import sys
import time
from datetime import date, datetime, timezone

import adbc_driver_postgresql.dbapi as postgres
import connectorx
import polars as pl

from duckdb_way import TABLES
from indicators import DIMENSIONS, GRADES, INDICATORS, rises

BEGIN = datetime(2026, 9, 30, 16, tzinfo=timezone.utc)
END = datetime(2026, 10, 31, 16, tzinfo=timezone.utc)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


def within(column):
    return (pl.col(column) >= BEGIN) & (pl.col(column) < END)


def on_day():
    return (pl.col("day") >= FIRST) & (pl.col("day") <= LAST)


def microseconds(late, early):
    return (late - early).dt.total_microseconds()


def rounded(number, digits):
    """As PostgreSQL rounds numeric; by itself Polars rounds halves to even."""
    return number.round(digits, mode="half_away_from_zero")


def scale(value, bands):
    scaled = None
    for best, worst, first, second in reversed(bands):
        share = pl.lit(0.0) if best == worst else ((pl.col(value) - best) / (worst - best)).clip(0, 1)
        points = rounded(first - share * (first - second), 2)
        reached = pl.col(value) <= worst if rises(bands) else pl.col(value) >= worst
        scaled = points if scaled is None else pl.when(reached).then(points).otherwise(scaled)
    return pl.when(pl.col(value).is_null()).then(None).otherwise(scaled)


def facts(t):
    good = (pl.col("status") == "resolved") & ~pl.col("reopened")
    aimed = within("resolved_at") & pl.col("target_at").is_not_null()
    ticket = t["ticket"].lazy().group_by("employee_id").agg(
        microseconds(pl.col("first_response_at").fill_null(END), pl.col("opened_at")).filter(within("opened_at")).sum().alias("rt"),
        within("opened_at").sum().alias("response_time_n"),
        (within("closed_at") & good).sum().alias("ok"),
        (within("closed_at") & good.is_not_null()).sum().alias("repair_success_n"),
        microseconds(pl.col("resolved_at"), pl.col("opened_at")).filter(aimed).sum().alias("used"),
        microseconds(pl.col("target_at"), pl.col("opened_at")).filter(aimed).sum().alias("allowed"),
        aimed.sum().alias("repair_time_n"),
        within("resolved_at").sum().alias("ticket_volume_n"))
    satisfaction = t["satisfaction_response"].lazy().filter(within("responded_at")).group_by("employee_id").agg(
        (pl.col("score") >= 4).sum().alias("good"), pl.col("score").count().alias("satisfaction_n"))
    nps = t["nps_response"].lazy().filter(within("responded_at")).group_by("employee_id").agg(
        # Sums of conditions are unsigned, and there may be more detractors than promoters.
        (pl.col("score") >= 9).sum().cast(pl.Int64).alias("pro"), (pl.col("score") < 7).sum().cast(pl.Int64).alias("det"),
        pl.col("score").count().alias("nps_n"))
    task = t["task"].lazy().filter(within("due_at")).group_by("employee_id").agg(
        (pl.col("done_at").is_null() | (pl.col("done_at") > pl.col("due_at"))).sum().alias("late"),
        pl.len().alias("task_timeliness_n"))
    employed = (pl.col("day") >= pl.col("employed_from").fill_null(pl.col("day"))) & (
        pl.col("day") <= pl.col("employed_to").fill_null(pl.col("day")))
    attendance = t["attendance"].lazy().filter(on_day()).join(t["employee"].lazy(), on="employee_id").group_by("employee_id").agg(
        ((pl.col("kind") == "late").sum() + 3 * (pl.col("kind") == "absent").sum()).alias("misses"),
        pl.len().alias("attendance_n"),
        pl.col("day").filter((pl.col("kind") == "leave") & employed).n_unique().alias("leave"))
    violation = t["violation"].lazy().filter(on_day()).group_by("employee_id").agg(
        ((pl.col("severity") == "minor").sum() + 3 * (pl.col("severity") == "major").sum()).alias("breaches"),
        pl.len().alias("compliance_n"))
    days = (pl.min_horizontal(pl.col("employed_to").fill_null(LAST), pl.lit(LAST))
            - pl.max_horizontal(pl.col("employed_from").fill_null(FIRST), pl.lit(FIRST))).dt.total_days() + 1
    people = t["employee"].lazy().with_columns(days.alias("days")).filter(pl.col("days") >= 10)
    for other in [ticket, satisfaction, nps, task, attendance, violation]:
        people = people.join(other, on="employee_id", how="left")
    samples = [f"{value}_n" for _, _, value, _, _ in INDICATORS]
    per_day = rounded(pl.col("ticket_volume_n") / (pl.col("days") - pl.col("leave").fill_null(0)), 6)
    return people.with_columns(pl.col(samples).fill_null(0)).with_columns(
        pl.when(pl.col("response_time_n") > 0).then(rounded(pl.col("rt") / 3600e6 / pl.col("response_time_n"), 6)).alias("response_time"),
        pl.when(pl.col("satisfaction_n") >= 5).then(rounded(100 * pl.col("good") / pl.col("satisfaction_n"), 6)).alias("satisfaction"),
        pl.when(pl.col("repair_success_n") > 0).then(rounded(100 * pl.col("ok") / pl.col("repair_success_n"), 6)).alias("repair_success"),
        pl.when(pl.col("allowed") > 0).then(rounded(100 * pl.col("used") / pl.col("allowed"), 6)).alias("repair_time"),
        rounded(100 * per_day / rounded(per_day.mean(), 6), 6).alias("ticket_volume"),
        pl.col("late").alias("task_timeliness"), pl.col("misses").alias("attendance"),
        pl.col("breaches").fill_null(0).alias("compliance"))


def score(people):
    points = people.with_columns(scale(value, bands).alias(f"p{n}") for n, (_, _, value, _, bands) in enumerate(INDICATORS)).collect()
    scores = pl.concat(
        points.select(
            pl.lit(1, pl.Int64).alias("period_id"), pl.col("employee_id").cast(pl.String), pl.lit(1, pl.Int32).alias("revision"),
            pl.lit(dimension).alias("dimension"), pl.lit(indicator).alias("indicator"),
            pl.when(pl.col(f"p{n}").is_not_null()).then(pl.lit("scored"))
            .when(pl.col(f"{value}_n") > 0).then(pl.lit("insufficient")).otherwise(pl.lit("no_data")).alias("state"),
            pl.col(value).cast(pl.Float64).alias("value"), pl.col(f"{value}_n").cast(pl.Int32).alias("sample"),
            pl.col(f"p{n}").alias("points"), pl.lit(float(most)).alias("max_points"))
        for n, (dimension, indicator, value, most, _) in enumerate(INDICATORS))
    earned, available, most = {}, {}, {}
    for name in DIMENSIONS:
        mine = [(n, m) for n, (d, _, _, m, _) in enumerate(INDICATORS) if d == name]
        earned[name] = sum(pl.col(f"p{n}").fill_null(0) for n, _ in mine)
        available[name] = sum(pl.col(f"p{n}").is_not_null() * m for n, m in mine)
        most[name] = sum(m for _, m in mine)
    weight = sum((available[name] > 0) * w for name, w in DIMENSIONS.items())
    shares = [
        pl.when(available[name] > 0).then(rounded(w * 100.0 / weight * earned[name] / available[name], 2)).otherwise(0)
        for name, w in DIMENSIONS.items()]
    totals = points.with_columns(
        # Otherwise a sum that lies a bit below a cut would lose a grade.
        rounded(sum(shares), 2).alias("total"),
        rounded(sum(w * available[name] / most[name] for name, w in DIMENSIONS.items()), 2).alias("coverage"))
    grade = coefficient = None
    for name, least, factor in reversed(GRADES):
        at_least = pl.col("total") >= least
        grade = pl.lit(name) if grade is None else pl.when(at_least).then(pl.lit(name)).otherwise(grade)
        coefficient = pl.lit(factor) if coefficient is None else pl.when(at_least).then(pl.lit(factor)).otherwise(coefficient)
    share = (pl.col("pro") - pl.col("det")) / pl.col("nps_n")
    results = totals.select(
        pl.lit(1, pl.Int64).alias("period_id"), pl.col("employee_id").cast(pl.String), pl.lit(1, pl.Int32).alias("revision"),
        "department", "post", pl.lit("scored").alias("status"), "total", grade.alias("grade"), coefficient.alias("coefficient"),
        "coverage", rounded(100 * share, 2).alias("nps"),
        rounded(196 * (((pl.col("pro") + pl.col("det")) / pl.col("nps_n") - share.pow(2)) / pl.col("nps_n")).sqrt(), 2).alias("nps_margin"),
        pl.col("nps_n").cast(pl.Int32).alias("nps_responses"),
        pl.col("total").rank("min", descending=True).over("department").cast(pl.Int32).alias("rank_in_department"))
    return {"result": results, "indicator_score": scores}


def main(conninfo):
    begun = time.perf_counter()
    tables = {
        name: connectorx.read_sql(
            conninfo, f"select {columns} from merit_source.{name}", return_type="polars",
            **({"partition_on": "employee_id", "partition_num": 2} if name == "ticket" else {}))
        for name, columns in TABLES.items()}
    written = score(facts(tables))
    with postgres.connect(conninfo) as connection:
        cursor = connection.cursor()
        cursor.execute("create schema if not exists by_polars")
        for table, frame in written.items():
            cursor.execute(f"drop table if exists by_polars.{table}")
            cursor.execute(f"create table by_polars.{table} (like by_hand.{table} including all)")
            for column, kind in frame.schema.items():
                if kind == pl.Float64:
                    cursor.execute(f"alter table by_polars.{table} alter {column} type float8")
            cursor.adbc_ingest(table, frame.to_arrow(), mode="append", db_schema_name="by_polars")
        connection.commit()
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(sys.argv[1])
