import Appraisal
import Exact
import JSON
import Statistics
import Store

extension Explanation {
    /// The same for programs: names as the tables of schema `merit` have them, texts in the language asked for.
    var json: String {
        var object = JSONObject()
        object.add("period", period)
        object.add("employee_id", record.employeeID)
        let fields = record.fields
        object.add("name", "department", "post", "supervisor_id", of: fields)
        object.add("template", template?.reference.description)
        object.add("days_employed", "days_on_leave", of: fields)
        if record.workingDays != nil {
            object.add("working_days", "working_days_on_leave", "full_time_equivalent", of: fields)
        }
        object.add("status", of: fields)
        object.add("reason", record.reason.map(language.of))
        object.add("total", "grade", "coefficient", "near_cut", "capped_by", of: fields)
        object.add("rank_in_department", record.rankInDepartment)
        object.add("coverage", of: fields)
        object.add("period_problem", background.problem)
        object.add("period_findings", json: background.findings.jsonTexts)
        object.add("own_findings", json: background.ownFindings.jsonTexts)
        object.add("nps", record.nps)
        object.add("nps_low", record.npsInterval?.low)
        object.add("nps_high", record.npsInterval?.high)
        object.add("nps_responses", record.npsResponses)
        object.add("satisfaction", record.satisfaction)
        object.add("satisfaction_low", record.satisfactionInterval?.low)
        object.add("satisfaction_high", record.satisfactionInterval?.high)
        object.add("satisfaction_responses", record.satisfactionResponses)
        describeChance(in: &object)
        object.add("sheets", views, describe)
        object.add("indicators", record.indicators, describe)
        switch source {
        case .read(let behind):
            object.add("source_problem", json: nil)
            object.add("behind", behind) { behind, object in
                object.add("indicator", behind.indicator)
                object.add("relation", behind.relation)
                object.add("has_changed", behind.hasChanged)
                object.add("is_more", behind.isMore)
                object.add("department_people", behind.people.map { Int64($0) })
                object.add("rows", json: behind.rows.text(.json))
            }
        case .unreadable(let problem):
            object.add("source_problem", problem)
            object.add("behind", json: nil)
        }
        object.add("comments", background.comments) { comment, object in
            object.add("source", comment.perspective)
            object.add("rater_id", comment.raterID)
            object.add("indicator", comment.indicator)
            object.add("comment", comment.words)
        }
        object.add("appeals", background.appeals) { appeal, object in
            object.add("appeal_id", appeal.id)
            object.add("indicator", appeal.indicator)
            if case .value(let value) = appeal.decision { object.add("set_value", value) }
            object.add("excluded_rows", json: appeal.excludedRows.jsonTexts)
            if let colleague = appeal.colleagueID { object.add("colleague_id", colleague) }
        }
        object.add("taken_in", background.takenIn) { appeal, object in
            object.add("appeal_id", appeal.id)
            object.add("indicator", appeal.indicator)
            object.add("rows", json: appeal.excludedRows.jsonTexts)
        }
        object.add("revisions", background.revisions) { revision, object in
            object.add("revision", Int64(revision.number))
            object.add("at", revision.at)
            object.add("status", revision.status)
            object.add("total", revision.total)
            object.add("grade", revision.grade)
            object.add("coefficient", revision.coefficient)
            object.add("changed", json: revision.json)
        }
        return object.json
    }

    private func describe(_ view: View, in object: inout JSONObject) {
        object.add("source", view.perspective.kind.rawValue)
        object.add("weight", view.perspective.weight)
        object.add("score", view.score)
        object.add("is_overall", view.dimensions == nil)
        let unrounded = view.dimensions?.compactMap(\.contribution).unrounded
        object.add("unrounded", unrounded?.rounded(to: 6).normalized)
        object.add("dimensions", view.dimensions ?? []) { part, object in
            object.add("dimension", part.dimension.code)
            object.add("weight", part.dimension.weight)
            object.add("weight_present", part.contribution?.weightPresent)
            object.add("earned", part.contribution?.earned)
            object.add("available", part.contribution?.available)
            object.add("points", part.contribution?.points)
            object.add("missing", json: part.missing.map(\.indicator.code).jsonTexts)
        }
    }

    private func describe(_ record: IndicatorRecord, in object: inout JSONObject) {
        let indicator = template?.indicator(record.indicator)
        let fields = record.fields
        object.add("indicator", of: fields)
        object.add("title", indicator.map { language.of($0.title) })
        object.add("dimension", "kind", "state", "value", "raw_value", of: fields)
        object.add("unit", indicator?.unit)
        let factor = factors[record.indicator]?.reduced
        object.add("factor_numerator", json: factor?.numerator.description)
        object.add("factor_denominator", json: factor?.denominator.description)
        object.add("numerator", "denominator", "sample", of: fields)
        object.add("held_against", means[record.indicator] ?? record.previousValue)
        object.add("band", of: fields)
        if case .measured(_, let scale) = indicator?.basis {
            let band = scale.bands.first { $0.name == record.band }
            object.add("band_best", band?.best)
            object.add("band_worst", band?.worst)
        }
        object.add(
            "points", "max_points", "self_points", "supervisor_points", "peer_points", "appeal_id", of: fields)
        let standing = background.standings[record.indicator]
        object.add("peers", standing?.peers)
        object.add("peer_mean", standing?.mean)
        object.add("above_peers", standing?.above)
        describeChance(of: record, in: &object)
        describeMix(of: record, in: &object)
    }
}
