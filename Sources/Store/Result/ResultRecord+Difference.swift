import Appraisal
import Exact
import JSON

extension ResultRecord {
    /// What differs from `old`, as JSON: `{"why": …, "result": {field: {"from": …, "to": …}}, "indicators": {code: {…}}}`;
    /// nil where nothing does.
    package func difference(from old: ResultRecord, why: String) -> String? {
        let fields = Fields.differences(from: Fields(of: old), to: Fields(of: self), except: "name")
        let codes = Set(old.indicators.map(\.indicator) + indicators.map(\.indicator))
        var changed = JSONObject()
        for code in codes.sorted() {
            let before = old.indicators.first { $0.indicator == code }
            let after = indicators.first { $0.indicator == code }
            // Nearly all of them are the same.
            guard before != after,
                let change = Fields.differences(
                    from: before.map(Fields.init), to: after.map(Fields.init), except: "indicator")
            else { continue }
            changed.add(code, json: change)
        }
        guard fields != nil || !changed.isEmpty else { return nil }
        return JSONObject(["why": why.jsonQuoted, "result": fields ?? "{}", "indicators": changed.json]).json
    }

    package var fields: [Field] { Fields(of: self).all }
}
