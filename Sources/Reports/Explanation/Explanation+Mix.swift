import Appraisal
import Exact
import JSON
import Store

extension Explanation {
    /// How the person stands among rows of the same kinds of work, kind by kind.
    var mix: [String] {
        let lines = record.indicators.flatMap { record -> [String] in
            guard let standing = confidence?.standings[record.indicator] else { return [] }
            return [sentence(on: standing, of: record.indicator)]
                + standing.parts.map { line($0, of: record.indicator) }
        }
        return lines.isEmpty
            ? [] : ["\n\(say("与同类工作比较", "against work of the same kinds"))"] + lines.map { "  \($0)" }
    }

    private func sentence(on standing: StoredStanding, of indicator: String) -> String {
        let (value, expected) = (standing.value.normalized, standing.expected.normalized)
        var text = "\(title(of: indicator)): "
        text += say(
            "\(value)，同类工作全体为 \(expected)（\(standing.rows) 行）",
            "\(value), where everyone's work of the same kinds comes to \(expected) (\(standing.rows) rows)")
        if let adjusted = standing.adjusted, let mean = standing.mean?.normalized {
            text += say(
                "；调整后 \(adjusted.normalized) = \(value) / \(expected) × \(mean)",
                "; adjusted \(adjusted.normalized) = \(value) / \(expected) × \(mean)")
        } else {
            text += say("；预期不大于 0，无法调整", "; nothing above 0 is expected, so there is no adjusted value")
        }
        guard let z = standing.z else { return text }
        let isChance = max(z, -z) <= BigDecimal(mantissa: 196, scale: 2)
        return text
            + (isChance
                ? say("；z \(z)，偶然即可", "; z \(z), which chance explains")
                : say("；z \(z)，不只是偶然", "; z \(z), more than chance"))
    }

    private func line(_ part: StoredStanding.Part, of indicator: String) -> String {
        let columns = template?.indicator(indicator)?.measure?.mix ?? []
        let named = part.cell.enumerated().map { place, value in
            let column = columns.indices.contains(place) ? columns[place] : "?"
            return "\(column) \(value?.shownInLine ?? say("未知", "unknown"))"
        }
        let (value, expected) = (part.value.normalized, part.expected.normalized)
        return "  \(named.joined(separator: ", ")): "
            + say("\(part.rows) 行，得到 \(value)，预期 \(expected)", "\(part.rows) rows, came \(value), expected \(expected)")
    }

    func describeMix(of record: IndicatorRecord, in object: inout JSONObject) {
        let standing = confidence?.standings[record.indicator]
        object.add("expected", standing?.expected)
        object.add("adjusted", standing?.adjusted)
        object.add("adjusted_z", standing?.z)
        object.add("mix", standing?.parts ?? []) { part, object in
            object.add("cell", json: part.cell.map { $0?.jsonQuoted ?? "null" }.jsonList)
            object.add("rows", part.rows)
            object.add("value", part.value)
            object.add("expected", part.expected)
        }
    }
}
