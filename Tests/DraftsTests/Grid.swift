import Appraisal
import Drafts
import Exact
import Sheets

/// A sheet as a test writes it: a line a row, its cells divided by `|`; `\n` within a cell is a line's end there, `^` what the cell above is
/// shown as one with, `<` what the cell to the left is.
func grid(_ text: String, name: String? = nil) -> SheetGrid {
    var rows: [SheetRow] = []
    var ends: [CellPlace: CellPlace] = [:]
    var owners: [CellPlace: CellPlace] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let row = index + 1
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).enumerated().map {
            index, cell -> Cell in
            let place = CellPlace(row: row, column: index + 1)
            let text = cell.trimming().replacing("\\n", with: "\n")
            let above = CellPlace(row: row - (text == "^" ? 1 : 0), column: index + (text == "<" ? 0 : 1))
            if above != place {
                let owner = owners[above] ?? above
                owners[place] = owner
                ends[owner] = place
                return .empty
            }
            if text.isEmpty { return .empty }
            if text.hasPrefix("day ") { return .moment(String(text.dropFirst(4))) }
            return text.wholeMatch(of: /[0-9]+(\.[0-9]+)?/) == nil ? .text(text) : .number(text)
        }
        rows.append(SheetRow(number: row, cells: cells))
    }
    return SheetGrid(rows, merged: ends.map { CellRange(first: $0.key, last: $0.value) }, name: name)
}

extension Substring {
    fileprivate func trimming() -> String {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}

/// The template that a draft is, by the reader of templates.
func template(_ draft: TemplateDraft) throws -> Template {
    try TemplateDocument(yaml: draft.text, file: "draft").flattened { _ in nil }.template()
}

/// In a line each: dimensions with their weights, indicators with their points, levels or bands with what they bring.
func outline(_ template: Template) -> [String] {
    template.dimensions.flatMap { dimension in
        ["\(dimension.title.zh) \(dimension.weight.normalized)"]
            + dimension.indicators.map { indicator in
                let levels: String =
                    switch indicator.basis {
                    case .rated(let levels): levels.map { "\($0.title.zh) \($0.points)" }.joined(separator: "; ")
                    case .measured(let measure, let scale):
                        "\(measure.from) \(measure.value): "
                            + scale.bands.map {
                                "\($0.best.normalized)…\($0.worst.normalized) → \($0.first.normalized)…\($0.last.normalized)"
                            }.joined(separator: "; ")
                    }
                return "  \(indicator.title.zh) \(indicator.points.normalized): \(levels)"
            }
    }
}
