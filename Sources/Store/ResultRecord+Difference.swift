import Appraisal
import Exact

extension ResultRecord {
    /// What differs from `old`, as JSON: `{"why": …, "result": {field: {"from": …, "to": …}}, "indicators": {code: {…}}}`;
    /// nil where nothing does.
    package func difference(from old: ResultRecord, why: String) -> String? {
        let fields = Field.differences(from: old.fields, to: fields)
        let before = Dictionary(uniqueKeysWithValues: old.indicators.map { ($0.indicator, $0.fields) })
        let after = Dictionary(uniqueKeysWithValues: indicators.map { ($0.indicator, $0.fields) })
        let changed = Set(before.keys).union(after.keys).sorted().compactMap { code in
            Field.differences(from: before[code] ?? [], to: after[code] ?? []).map { "\(code.jsonQuoted): \($0)" }
        }
        guard fields != nil || !changed.isEmpty else { return nil }
        return """
            {"why": \(why.jsonQuoted), "result": \(fields ?? "{}"), "indicators": {\(changed.joined(separator: ", "))}}
            """
    }

    private var fields: [Field] {
        [
            Field("template", template?.description), Field("department", department), Field("post", post),
            Field("supervisor_id", supervisorID), Field("days_employed", "\(daysEmployed)"),
            Field("days_on_leave", "\(daysOnLeave)"), Field("status", status), Field("reason", reason?.en),
            Field("self_score", scores[.`self`]), Field("supervisor_score", scores[.supervisor]),
            Field("peer_score", scores[.peer]), Field("data_score", scores[.data]), Field("total", total),
            Field("grade", grade), Field("coefficient", coefficient), Field("coverage", coverage),
            Field("near_cut", "\(nearCut)"), Field("nps", nps), Field("nps_margin", npsMargin),
            Field("nps_responses", npsResponses?.description), Field("nps_promoters", npsPromoters?.description),
            Field("nps_detractors", npsDetractors?.description), Field("satisfaction", satisfaction),
            Field("satisfaction_responses", satisfactionResponses?.description),
            Field("satisfied", satisfied?.description),
        ]
    }
}

extension IndicatorRecord {
    fileprivate var fields: [Field] {
        [
            Field("dimension", dimension), Field("kind", kind), Field("state", state), Field("value", value),
            Field("raw_value", rawValue), Field("numerator", numerator), Field("denominator", denominator),
            Field("sample", sample?.description), Field("band", band), Field("points", points),
            Field("max_points", maxPoints), Field("self_points", selfPoints),
            Field("supervisor_points", supervisorPoints), Field("peer_points", peerPoints),
            Field("appeal_id", appeal?.description),
        ]
    }
}

/// A named value in its shortest writing, so that equal values compare equal.
private struct Field {
    let name: String
    let value: String?

    init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ value: BigDecimal?) {
        self.init(name, value?.normalized.description)
    }

    /// `{name: {"from": …, "to": …}}`; nil where all are equal.
    static func differences(from old: [Field], to new: [Field]) -> String? {
        let before = Dictionary(uniqueKeysWithValues: old.map { ($0.name, $0.value) })
        let after = Dictionary(uniqueKeysWithValues: new.map { ($0.name, $0.value) })
        let names = (new + old.filter { after[$0.name] == nil }).map(\.name)
        let changes = names.compactMap { name -> String? in
            let (from, to) = (before[name] ?? nil, after[name] ?? nil)
            guard from != to else { return nil }
            return """
                \(name.jsonQuoted): {"from": \(from?.jsonQuoted ?? "null"), "to": \(to?.jsonQuoted ?? "null")}
                """
        }
        return changes.isEmpty ? nil : "{\(changes.joined(separator: ", "))}"
    }
}
