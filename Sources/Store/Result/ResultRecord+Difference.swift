import Appraisal
import Exact
import JSON

extension ResultRecord {
    /// What differs from `old`, as JSON: `{"why": …, "result": {field: {"from": …, "to": …}}, "indicators": {code: {…}}}`;
    /// nil where nothing does.
    package func difference(from old: ResultRecord, why: String) -> String? {
        let fields = Field.differences(from: old.fields, to: fields)
        let codes = Set(old.indicators.map(\.indicator) + indicators.map(\.indicator))
        var changed = JSONObject()
        for code in codes.sorted() {
            let before = old.indicators.first { $0.indicator == code }
            let after = indicators.first { $0.indicator == code }
            // Nearly all of them are the same.
            guard before != after, let change = Field.differences(from: before?.fields, to: after?.fields) else {
                continue
            }
            changed.add(code, json: change)
        }
        guard fields != nil || !changed.isEmpty else { return nil }
        return JSONObject(["why": why.jsonQuoted, "result": fields ?? "{}", "indicators": changed.json]).json
    }

    private var fields: [Field] {
        [
            Field("template", template?.description), Field("department", department), Field("post", post),
            Field("supervisor_id", supervisorID), Field("days_employed", Int64(daysEmployed)),
            Field("days_on_leave", Int64(daysOnLeave)), Field("status", status), Field("reason", reason?.en),
            Field("self_score", scores[.`self`]), Field("supervisor_score", scores[.supervisor]),
            Field("peer_score", scores[.peer]), Field("data_score", scores[.data]), Field("total", total),
            Field("grade", grade), Field("coefficient", coefficient), Field("coverage", coverage),
            Field("near_cut", nearCut ? "true" : "false"), Field("nps", nps), Field("nps_margin", npsMargin),
            Field("nps_responses", npsResponses), Field("nps_promoters", npsPromoters),
            Field("nps_detractors", npsDetractors), Field("satisfaction", satisfaction),
            Field("satisfaction_responses", satisfactionResponses), Field("satisfied", satisfied),
        ]
    }
}

extension IndicatorRecord {
    fileprivate var fields: [Field] {
        [
            Field("dimension", dimension), Field("kind", kind), Field("state", state), Field("value", value),
            Field("raw_value", rawValue), Field("numerator", numerator), Field("denominator", denominator),
            Field("sample", sample), Field("band", band), Field("points", points), Field("max_points", maxPoints),
            Field("self_points", selfPoints), Field("supervisor_points", supervisorPoints),
            Field("peer_points", peerPoints), Field("appeal_id", appeal),
        ]
    }
}

/// A named value.
private struct Field {
    private enum Value: Equatable {
        case text(String)
        case whole(Int64)
        case number(BigDecimal)

        var text: String {
            switch self {
            case .text(let text): text
            case .whole(let number): "\(number)"
            case .number(let number): number.normalized.description
            }
        }
    }

    private let name: String
    private let value: Value?

    init(_ name: String, _ text: String?) {
        (self.name, value) = (name, text.map(Value.text))
    }

    init(_ name: String, _ number: Int64?) {
        (self.name, value) = (name, number.map(Value.whole))
    }

    init(_ name: String, _ number: BigDecimal?) {
        (self.name, value) = (name, number.map(Value.number))
    }

    /// `{name: {"from": …, "to": …}}`; nil where all are equal.
    ///
    /// - Parameters:
    ///   - old: nil: what there was nothing of.
    ///   - new: the same fields; nil: what there is nothing of any more.
    static func differences(from old: [Field]?, to new: [Field]?) -> String? {
        let fields = new ?? old ?? []
        var changes = JSONObject()
        for place in fields.indices {
            let (from, to) = (old?[place].value, new?[place].value)
            guard from != to else { continue }
            changes.add(
                fields[place].name,
                json: JSONObject(["from": from?.text.jsonQuoted, "to": to?.text.jsonQuoted]).json)
        }
        return changes.isEmpty ? nil : changes.json
    }
}
