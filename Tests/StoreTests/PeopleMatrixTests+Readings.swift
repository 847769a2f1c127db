extension PeopleMatrixTests {
    /// The rows of a view, each in a line, and all there are below it, with what the words of the matrix go by.
    struct Reading {
        let key: String
        let table: String
        var source = "''"
        var rater = "''"
        var state = "''"
        var kind = "''"
        var period = "t.period_id"
        var person = "t.employee_id"
        var round = "0"
    }

    static let readings = [
        "result": Reading(key: "employee_id || ' ' || total", table: "merit.result t"),
        "indicator_score": Reading(
            key: "employee_id || ' ' || indicator || ' ' || points", table: "merit.indicator_score t"),
        "dimensions": Reading(
            key: "employee_id || ' ' || dimension || ' ' || reached",
            table:
                "(select period_id, employee_id, dimension, round(100 * sum(points) / sum(max_points), 1) as reached from merit.indicator_score where points is not null group by period_id, employee_id, revision, dimension) t"
        ),
        "revisions": Reading(key: "employee_id || ' ' || revision || ' ' || total", table: "merit.result t"),
        "customer_words": Reading(key: "employee_id || ' ' || comment", table: "merit.customer_comment t"),
        "odd_rows": Reading(
            key: "employee_id || ' ' || kind",
            table: "(select period_id, kind, unnest(people) as employee_id from merit.newest_data_finding) t"),
        "standing_so_far": Reading(key: "employee_id || ' ' || total", table: "merit.standing_so_far t"),
        "rows_behind": Reading(
            key: "employee_id || ' ' || row_id",
            table: "(select * from merit.row_reading join merit.read_row using (reading_id)) t"),
        "picked_rows": Reading(
            key: "employee_id || ' ' || row_id",
            table:
                "(select period_id, employee_id, picked ->> 'row' as row_id from merit.appeal, jsonb_array_elements(picked_rows) picked) t"
        ),
        "sureness": Reading(key: "employee_id || ' ' || total", table: "merit.result t"),
        "value_sureness": Reading(
            key: "employee_id || ' ' || indicator",
            table: "(select * from merit.indicator_score where kind = 'measured') t"),
        "delivery": Reading(key: "employee_id || ' ' || revision", table: "merit.delivery t"),
        "evaluation": Reading(
            key: "period || ' ' || employee_id || ' ' || source || ' ' || points",
            table:
                "(select * from merit.evaluation join (select period_id, label as period from merit.appraisal_period) p using (period_id)) t",
            source: "t.source", rater: "t.rater_id"),
        "task": Reading(key: "employee_id || ' ' || title", table: "merit.improvement_task t"),
        "interview": Reading(key: "employee_id || ' ' || said", table: "merit.interview t"),
        "training": Reading(
            key: "employee_id || ' ' || title", table: "merit.training_record t", period: "t.because_of"),
        "outcome": Reading(
            key: "employee_id || ' ' || kind", table: "merit.outcome t", state: "t.status", kind: "t.kind"),
        "opinion": Reading(
            key: "employee_id || ' ' || said",
            table: "(select * from merit.opinion join merit.outcome using (outcome_id)) t"),
        "appeal": Reading(key: "employee_id || ' ' || reason", table: "merit.appeal t"),
        "calibration": Reading(
            key: "calibration_id || ' ' || employee_id", table: "merit.calibration_item t", round: "t.calibration_id"),
        "calibration_answer": Reading(
            key: "employee_id || ' ' || points", table: "merit.calibration_answer t", rater: "t.rater_id",
            round: "t.calibration_id"),
        "calibration_candidate": Reading(key: "employee_id || ' ' || total", table: "merit.result t"),
        "pay": Reading(key: "employee_id || ' ' || total", table: "merit.result t"),
    ]
}
