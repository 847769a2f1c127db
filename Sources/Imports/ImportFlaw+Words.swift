package import Appraisal
package import Sheets

extension ImportFlaw {
    /// What is wrong, and what to do.
    package var words: LocalizedText {
        switch reason {
        case .file(let reason): reason.words
        case .empty:
            LocalizedText(zh: "文件是空的：第一行应为列名", en: "nothing stands in the file; its first row names the columns")
        case .twice(let column):
            LocalizedText(
                zh: "另一列已经是 \(column)；请在映射文件里把其中一列写成 \"-\"",
                en: "another heading stands for \(column) already; leave one out by the mapping: \"-\"")
        case .fixed(let column):
            LocalizedText(
                zh: "文件里已有 \(column)；请去掉 --\(column)，或在映射文件里把这一列写成 \"-\"",
                en: "the file has a \(column) of its own; leave --\(column) out, or the column by the mapping: \"-\"")
        case .missingColumn(let column, let closest):
            LocalizedText(
                zh: "缺少列 \(column)\(closest.map { "；是否就是“\($0)”？请在映射文件里写明" } ?? "；请补上，或在映射文件里写明哪一列是它")",
                en:
                    "no heading stands for \(column)\(closest.map { "; is it \"\($0)\"? Say so in a mapping" } ?? "; add it, or name its heading in a mapping")"
            )
        case .unknownHeading(let heading):
            LocalizedText(
                zh: "映射文件里的列名“\(heading)”不在文件中",
                en: "the mapping names a heading \"\(heading)\" that the file does not have")
        case .unknownColumn(let column, let closest):
            LocalizedText(
                zh: "映射文件里的 \(column) 不是表中的列\(closest.map { "；是否指 \($0)？" } ?? "")",
                en:
                    "the mapping names a column \(column) that the table does not have\(closest.map { "; is it \($0)?" } ?? "")"
            )
        case .missing: LocalizedText(zh: "这里不能为空", en: "a value is needed here")
        case .number: LocalizedText(zh: "不是数字；请写成 1234.5", en: "no number; write it as 1234.5")
        case .ambiguousNumber:
            LocalizedText(
                zh: "逗号是千位分隔还是小数点？请在映射文件里写 decimals: point 或 comma",
                en: "does the comma divide thousands or begin decimals? Say decimals: point or comma in a mapping")
        case .day: LocalizedText(zh: "不是日期；请写成 2026-10-01", en: "no day; write it as 2026-10-01")
        case .ambiguousDay:
            LocalizedText(
                zh: "分不清日和月；请写成 2026-10-01，或用 --dates dmy / mdy 说明",
                en: "which is the day, which the month? Write 2026-10-01, or say --dates dmy or mdy")
        case .timeInDay:
            LocalizedText(zh: "这一列只要日期，不要时间", en: "this column takes a day without a time")
        case .moment: LocalizedText(zh: "不是时间；请写成 2026-10-01 08:30", en: "no time; write it as 2026-10-01 08:30")
        case .noZone:
            LocalizedText(
                zh: "时间没有时区；请用 --time-zone Asia/Shanghai 说明",
                en: "the time has no zone; say --time-zone Asia/Shanghai, or what is true")
        case .boolean: LocalizedText(zh: "请写“是”或“否”", en: "neither yes nor no; write true or false")
        case .formula: LocalizedText(zh: "公式没有结果", en: "a formula without a value")
        case .duplicate(let line):
            LocalizedText(zh: "与第 \(line) 行是同一条记录", en: "the same record stands on line \(line)")
        case .unknownPeriod:
            LocalizedText(
                zh: "没有这个考核周期；merit period status 列出所有周期", en: "there is no such period; merit period status lists them"
            )
        case .refused(let words): LocalizedText(zh: "数据库拒绝这一行：\(words)", en: "the database refuses the row: \(words)")
        }
    }
}

extension SheetError.Reason {
    /// What is wrong with the file, and what to do.
    package var words: LocalizedText {
        switch self {
        case .unreadable(let why): LocalizedText(zh: "文件读不了：\(why)", en: "the file cannot be read: \(why)")
        case .encoding(let name?):
            LocalizedText(
                zh: "这一行不是 \(name) 编码；请用 --encoding 说明",
                en: "this line is not in \(name); name the encoding by --encoding")
        case .encoding(nil):
            LocalizedText(
                zh: "这一行既不是 UTF-8 也不是 GBK；请用 --encoding 说明，如 windows-1252",
                en: "this line is neither UTF-8 nor GBK; name the encoding by --encoding, such as windows-1252")
        case .unknownEncoding(let name):
            LocalizedText(
                zh: "系统不认识编码 \(name)；iconv -l 列出所有编码", en: "this system knows no encoding \(name); iconv -l lists them")
        case .notText:
            LocalizedText(zh: "既不是 CSV 也不是 XLSX 文件", en: "neither a CSV nor an XLSX file")
        case .openQuote: LocalizedText(zh: "引号没有结束", en: "a quotation mark that nothing closes")
        case .behindQuote:
            LocalizedText(
                zh: "引号后面还有文字；单元格里的引号请写两个", en: "text behind a closing quotation mark; double the marks within a cell")
        case .oldWorkbook:
            LocalizedText(
                zh: "这是旧的 .xls 文件，或者有密码；请另存为 .xlsx，不加密码",
                en: "an .xls file, or one with a password; save it as .xlsx without a password")
        case .workbook(let why): LocalizedText(zh: "工作簿读不了：\(why)", en: "no workbook that can be read: \(why)")
        case .noSheet(let name, let others):
            LocalizedText(
                zh: "没有工作表“\(name)”；有：\(others.joined(separator: "、"))",
                en: "there is no sheet \"\(name)\"; there are \(others.joined(separator: ", "))")
        case .unwritten(let why): LocalizedText(zh: "文件写不了：\(why)", en: "the file cannot be written: \(why)")
        case .tooWide(let most): LocalizedText(zh: "这一行超过 \(most) 列", en: "the row has more than \(most) cells")
        case .tooLong(let most):
            LocalizedText(zh: "工作表超过 \(most) 行", en: "the sheet has more than \(most) rows")
        case .tooLarge(let most):
            LocalizedText(zh: "工作簿的文字超过 \(most >> 20) MB", en: "the workbook's texts take more than \(most >> 20) MB")
        }
    }
}
