package import Sheets

/// A workbook to fill in, which is read again as it is.
package enum BlankForm {
    /// A heading for each column of a table.
    package static func of(_ target: ImportTarget, isChinese: Bool) -> SheetDraft {
        SheetDraft(
            target.relation,
            columns: target.columns.map { column in
                .init(
                    ColumnNames.heading(of: column.name, isChinese: isChinese), column.kind.written,
                    choices: column.kind == .boolean
                        ? (isChinese ? ["是", "否"] : ["yes", "no"]) : ColumnNames.choices(of: column.name))
            })
    }

    /// One line of a form for evaluations: who rates whom, in what, and by which levels.
    package struct Line: Sendable {
        package var employeeID: String
        package var employeeName: String?
        package var source: String
        package var raterID: String?
        /// Nil: one overall number.
        package var indicator: String?
        package var title: String
        /// In words, with their points.
        package var levels: String

        package init(
            employeeID: String, employeeName: String?, source: String, raterID: String?, indicator: String?,
            title: String,
            levels: String
        ) {
            (self.employeeID, self.employeeName, self.source, self.raterID) = (
                employeeID, employeeName, source, raterID
            )
            (self.indicator, self.title, self.levels) = (indicator, title, levels)
        }
    }

    /// A line for each rating that is to be given in a period; points and comment are left to be filled in.
    package static func ofEvaluations(_ period: String, _ lines: [Line], isChinese: Bool) -> SheetDraft {
        func heading(_ column: String) -> String { ColumnNames.heading(of: column, isChinese: isChinese) }
        var sheet = SheetDraft(
            "evaluations",
            columns: [
                .init(heading("period"), .text, width: 10), .init(heading("employee_id"), .text, width: 12),
                .init(isChinese ? "姓名" : "name", .text), .init(heading("source"), .text, width: 11),
                .init(heading("rater_id"), .text, width: 12), .init(heading("indicator"), .text, width: 20),
                .init(isChinese ? "指标名称" : "title", .text, width: 28),
                .init(isChinese ? "等级说明" : "levels", .text, width: 50),
                .init(heading("points"), .number, width: 8), .init(heading("comment"), .text, width: 40),
            ])
        sheet.rows = lines.map {
            [
                period, $0.employeeID, $0.employeeName, $0.source, $0.raterID, $0.indicator, $0.title, $0.levels, nil,
                nil,
            ]
        }
        return sheet
    }
}

extension ImportColumn.Kind {
    fileprivate var written: SheetDraft.Column.Kind {
        switch self {
        case .text, .boolean: .text
        case .number: .number
        case .day: .day
        case .moment, .instant: .moment
        }
    }
}
