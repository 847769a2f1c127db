import Measures
import Postgres
import Store

/// What a row of the source cannot be meant to say, as a condition on the row.
struct RowSign: Hashable {
    let kind: DataFinding.Kind
    /// SQL that is true of such a row; its parameters are those of ``RelationLook``.
    let condition: String
    /// What such rows are, behind "2 rows of ticket: ".
    let words: String
    let advice: String

    func finding(_ rows: Int64, of relation: String, among all: Int64?, ids: [String], people: [String]) -> DataFinding
    {
        DataFinding(kind, of: relation, "\(rows) \(rows == 1 ? "row" : "rows") of \(relation): \(words)", advice)
            .about(rows, of: all, ids: ids, people: people)
    }
}

extension RowSign {
    /// All that the columns of a relation can show.
    static func all(of relation: SourceRelation) -> [RowSign] {
        var signs = disorder(in: relation) + times(in: relation)
        if let scale = scales[relation.name], let score = relation.readable(scale.column),
            KnownColumn.Use.number.takes(score.type)
        {
            let name = quoted(scale.column)
            // NaN and infinity are unknown, not off the scale.
            let isNumber: String =
                switch score.type {
                case .smallint, .integer, .bigint: "true"
                default: "\(name)::text not in ('NaN', 'Infinity', '-Infinity')"
                }
            signs.append(
                RowSign(
                    kind: .offScale, condition: "\(name) not between \(scale.least) and \(scale.most) and \(isNumber)",
                    words: "\(scale.column) outside \(scale.least) to \(scale.most)", advice: scale.advice))
        }
        if let changed = changeColumns.compactMap(relation.readable).first(where: {
            KnownColumn.Use.time.takes($0.type)
        }) {
            signs.append(
                RowSign(
                    kind: .lateChange, condition: isAfter(changed, "$7"),
                    words: "changed since the period was scored before, by \(changed.name)",
                    advice: "merit.result says in changed what that did; see why rows of a month that was scored change"
                ))
        }
        return signs
    }

    /// What is known of when a row changed last, the best first.
    private static let changeColumns = ["changed_at", "updated_at", "modified_at"]

    private struct Scale {
        let column: String
        let least: Int
        let most: Int
        let advice: String
    }

    private static let scales = [
        "nps_response": Scale(
            column: "score", least: 0, most: 10,
            advice: "a recommendation is 0 to 10: convert it in the view, or mend the rows"),
        "satisfaction_response": Scale(
            column: "score", least: 1, most: 5,
            advice: "a score is 1 to 5: where the survey asks for 1 to 10 or for percent, convert it in the view"),
        "collaboration_feedback": Scale(
            column: "score", least: 0, most: 5, advice: "a score is 0 to 5: convert it in the view, or mend the rows"),
        "attendance": Scale(
            column: "portion", least: 0, most: 1,
            advice: "what part of the day a leave was is 0 to 1: where it is percent or hours, convert it in the view"),
    ]

    /// Scores of 0 to 10 that none of many is above 5 of.
    static func isHalfScale(_ relation: String) -> Bool { relation == "nps_response" }
}

/// Times.
extension RowSign {
    private static func disorder(in relation: SourceRelation) -> [RowSign] {
        guard relation.name == TimeOrder.relation, let first = relation.readable(TimeOrder.first) else { return [] }
        let later = TimeOrder.later(in: relation).compactMap(relation.readable).filter {
            KnownColumn.Use.time.takes($0.type)
        }
        guard KnownColumn.Use.time.takes(first.type), !later.isEmpty else { return [] }
        let isBefore = later.map { column in
            let (one, other) = (quoted(column.name), quoted(first.name))
            // A day is before a time where it is before its day.
            let earlier =
                switch (column.type, first.type) {
                case (.date, .timestamptz): "\(one) < (\(other) at time zone $5)::date"
                case (.date, .timestamp): "\(one) < \(other)::date"
                default: "\(one) < \(other)"
                }
            return "\(earlier) and isfinite(\(one)) and isfinite(\(other))"
        }
        let ends = later.filter { $0.name != "first_response_at" }.map { "\(quoted($0.name)) is not null" }
        let unopened =
            "\(quoted(first.name)) is null and (\((ends.isEmpty ? ["false"] : ends).joined(separator: " or ")))"
        return [
            RowSign(
                kind: .impossibleTime, condition: isBefore.map { "(\($0))" }.joined(separator: " or "),
                words: TimeOrder.words,
                advice: TimeOrder.advice),
            RowSign(
                kind: .impossibleTime, condition: unopened, words: "resolved or closed without having been opened",
                advice: "give \(first.name) in the view; a measure of how long it took leaves such rows out"),
        ]
    }

    /// Later than that is in the future: clocks of several machines differ a little.
    ///
    /// It is worked out once, and not for each row.
    private static let now = "(select $6 + interval '5 minutes')"

    /// Whether a time lies before there were help desks.
    ///
    /// A day is made an instant once: compared with one it would be made that for each row.
    private static func isAncient(_ column: SourceRelation.Column) -> String {
        let (name, day) = (quoted(column.name), "date '2000-01-01'")
        let first =
            switch column.type {
            case .timestamptz: "(select \(day)::timestamptz)"
            case .timestamp: "(select \(day)::timestamp)"
            default: day
            }
        return "\(name) < \(first) and isfinite(\(name))"
    }

    /// Times of the past that lie in the future, or before there were help desks.
    private static func times(in relation: SourceRelation) -> [RowSign] {
        let columns = (past[relation.name] ?? []).compactMap(relation.readable).filter {
            KnownColumn.Use.time.takes($0.type)
        }
        guard !columns.isEmpty else { return [] }
        let names = columns.map(\.name).joined(separator: ", ")
        return [
            RowSign(
                kind: .impossibleTime, condition: columns.map { "(\(isAfter($0, now)))" }.joined(separator: " or "),
                words: "a time in the future (of \(names))",
                advice: "mend the rows; where times are kept without a zone, say in the view which one they are in"),
            RowSign(
                kind: .impossibleTime, condition: columns.map { "(\(isAncient($0)))" }.joined(separator: " or "),
                words: "a time before 2000 (of \(names))",
                advice: "mend the rows; a time that stands for nothing, such as 1970-01-01, is null in the view"),
        ]
    }

    private static let past = [
        "ticket": ["opened_at", "first_response_at", "resolved_at", "closed_at"], "task": ["done_at"],
        "nps_response": ["responded_at"], "satisfaction_response": ["responded_at"], "complaint": ["received_at"],
        "repair_report": ["submitted_at"], "collaboration_feedback": ["given_at"],
    ]

    /// Whether a time lies behind an instant, a timestamptz.
    private static func isAfter(_ column: SourceRelation.Column, _ instant: String) -> String {
        let name = quoted(column.name)
        let later =
            switch column.type {
            case .timestamp: "\(name) at time zone $5 > \(instant)"
            case .date: "\(name) > (select (\(instant) at time zone $5)::date)"
            default: "\(name) > \(instant)"
            }
        return "\(later) and isfinite(\(name))"
    }
}

extension SourceRelation {
    /// The column of that name, if it is there and may be read.
    func readable(_ name: String) -> Column? { spared.contains(name) ? nil : column(name) }
}
