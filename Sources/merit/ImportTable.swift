import Imports
import Reports

/// What came of an import, for people and for programs.
enum ImportTable {
    static func of(_ flaws: [ImportFlaw], language: Language) -> Table {
        var table = Table([.init("line", isNumber: true), .init("column"), .init("value"), .init("problem")])
        for flaw in flaws {
            table.add([flaw.line.map(String.init), flaw.column, flaw.value, language.of(flaw.words)])
        }
        return table
    }

    static func counts(of report: FileImport.Report) -> Table {
        var table = Table(["rows", "added", "changed", "unchanged"].map { .init($0, isNumber: true) })
        table.add([String(report.rows)] + [report.added, report.changed, report.unchanged].map { String($0) })
        return table
    }

    /// What was read and what became of it, a line each.
    static func summary(of report: FileImport.Report, isApplied: Bool, language: Language) -> [String] {
        let columns = report.columns.map { heading, column in
            heading == column ? column : "\(heading) → \(column)"
        }.joined(separator: ", ")
        let sheet = report.sheet.map { language.text(zh: "（工作表“\($0)”）", en: " of sheet \"\($0)\"") } ?? ""
        var lines = [
            language.text(
                zh: "\(report.target.relation)：\(report.rows) 行\(sheet)：\(columns)",
                en: "\(report.rows) rows\(sheet) for \(report.target.relation): \(columns)")
        ]
        if !report.leftOut.isEmpty {
            let headings = report.leftOut.joined(separator: ", ")
            lines.append(
                language.text(zh: "没有对应的列，未导入：\(headings)", en: "left out, as no column has this name: \(headings)"))
        }
        if report.unfilled > 0 {
            lines.append(
                language.text(
                    zh: "\(report.unfilled) 行还没有填写分值或评语",
                    en: "\(report.unfilled) rows have neither points nor a comment yet")
            )
        }
        for (id, rows) in report.strangers {
            lines.append(
                language.text(
                    zh: "\(rows) 行属于“\(id)”，employee 中没有此人",
                    en: "\(rows) rows are of \"\(id)\", whom employee does not name")
            )
        }
        guard report.flawCount == 0 else {
            lines.append(language.text(zh: "什么也没有写入：", en: "nothing is written:"))
            return lines
        }
        let counts =
            language.text(
                zh: "新增 \(report.added) 行，修改 \(report.changed) 行，未变 \(report.unchanged) 行",
                en: "\(report.added) added, \(report.changed) changed, \(report.unchanged) as they were")
        if isApplied {
            lines.append(counts)
        } else {
            lines.append(
                language.text(zh: "试运行：\(counts)；加上 --apply 才会写入", en: "a trial: \(counts); --apply writes them"))
        }
        return lines
    }
}
