import Sheets

/// Reads cells as values of columns, in the form that the server takes: `2026-10-01 08:30:00+08`, `1234.5`, `true`.
package struct CellReader: Sendable {
    /// What comes first where digits alone do not tell the day from the month.
    package enum DayOrder: String, Sendable, CaseIterable {
        case dayFirst = "dmy"
        case monthFirst = "mdy"
    }

    /// What a comma in a number means where digits alone do not tell.
    package enum DecimalMark: String, Sendable, CaseIterable {
        case point, comma
    }

    package var dayOrder: DayOrder?
    package var decimalMark: DecimalMark?
    /// Whether a zone was named in which times without one are read.
    package var hasZone = false
    /// Words of the file for values, by column.
    package var words: [String: [String: String]] = [:]

    package init() {}

    /// - Returns: nil of a cell in which nothing stands.
    func value(of cell: Cell, in column: ImportColumn) throws(ImportFlaw.Reason) -> String? {
        switch cell {
        case .empty: return nil
        case .failure: throw .formula
        case .boolean(let value): return try column.kind == .boolean ? "\(value)" : text("\(value)", column)
        case .number(let digits):
            if let word = words[column.name]?[digits] { return try text(word, column) }
            return try number(digits, column)
        case .moment(let text): return try moment(text, column)
        case .text(let text): return try self.text(words[column.name]?[text] ?? text, column)
        }
    }

    private func number(_ digits: String, _ column: ImportColumn) throws(ImportFlaw.Reason) -> String {
        switch column.kind {
        case .text, .number: return digits
        case .boolean:
            guard ["0", "1"].contains(digits) else { throw .boolean }
            return digits == "1" ? "true" : "false"
        case .day, .moment, .instant: return try text(digits, column)
        }
    }

    private func moment(_ text: String, _ column: ImportColumn) throws(ImportFlaw.Reason) -> String {
        switch column.kind {
        case .text: return text
        case .day, .moment, .instant: return try self.text(text, column)
        case .number: throw .number
        case .boolean: throw .boolean
        }
    }

    private func text(_ text: String, _ column: ImportColumn) throws(ImportFlaw.Reason) -> String {
        switch column.kind {
        case .text: return ColumnNames.value(of: text, in: column.name) ?? text
        case .number: return try NumberText.digits(of: text.halfWidth, mark: decimalMark)
        case .boolean:
            guard let value = Self.truths[text.halfWidth.lowercased()] else { throw .boolean }
            return value ? "true" : "false"
        case .day:
            let moment = try MomentText(text.halfWidth, order: dayOrder)
            guard moment.time.allSatisfy({ "0:. ".contains($0) }), moment.zone == nil else { throw .timeInDay }
            return moment.day
        case .moment:
            let moment = try MomentText(text.halfWidth, order: dayOrder)
            guard moment.zone == nil else { throw .moment }
            return "\(moment.day) \(moment.time)"
        case .instant:
            let moment = try MomentText(text.halfWidth, order: dayOrder)
            guard moment.zone != nil || hasZone else { throw .noZone }
            return "\(moment.day) \(moment.time)\(moment.zone ?? "")"
        }
    }

    private static let truths: [String: Bool] = [
        "true": true, "t": true, "yes": true, "y": true, "1": true, "x": true, "是": true, "对": true, "有": true,
        "√": true, "✓": true,
        "false": false, "f": false, "no": false, "n": false, "0": false, "否": false, "不": false, "错": false, "无": false,
        "×": false,
    ]
}
