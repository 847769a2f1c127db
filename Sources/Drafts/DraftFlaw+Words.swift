package import Appraisal
import Imports

extension DraftFlaw {
    /// What is wrong, and what to do.
    package var words: LocalizedText {
        switch reason {
        case .file(let reason): reason.words
        case .empty: LocalizedText(zh: "工作表是空的", en: "nothing stands in the sheet")
        case .noHeadings:
            LocalizedText(
                zh: "没有找到列名：请在表格上方写一行列名，其中有“指标”和“分值”（merit template draft --blank 给出空白表）",
                en: "no row names the columns: write one above the table, with \"indicator\" and \"points\" in it "
                    + "(merit template draft --blank writes a form)")
        case .twice(let heading, let other):
            LocalizedText(
                zh: "“\(heading)”与 \(other) 列说的是同一件事；请改掉其中一个列名",
                en: "\"\(heading)\" says the same as column \(other); rename one of them")
        case .noIndicators: LocalizedText(zh: "列名下面没有指标", en: "no indicator stands below the headings")
        case .moment:
            LocalizedText(
                zh: "表格软件把这里变成了日期（如 3-5 变成 3 月 5 日）；请把单元格设为文本，再写一遍",
                en: "the spreadsheet made a day of it, as of 3-5; format the cell as text and write it again")
        case .formula: LocalizedText(zh: "公式没有结果", en: "a formula without a value")
        case .notPoints:
            LocalizedText(zh: "不是分数或权重；请写成 15 或 15%", en: "neither points nor a weight; write 15 or 15%")
        case .noWeight:
            LocalizedText(zh: "没有分值或权重", en: "it has no points; write how many it has, or its weight")
        case .weightRange:
            LocalizedText(
                zh: "应大于 0、不超过 100，最多两位小数",
                en: "points and weights are above 0, up to 100, with 2 digits behind the point at most")
        case .otherPoints(let points, let other):
            LocalizedText(
                zh: "这个指标在 \(other) 已经是 \(points) 分", en: "the indicator has \(points) points already, in \(other)")
        case .duplicateIndicator(let other):
            LocalizedText(zh: "与 \(other) 的指标同名；请改掉其中一个", en: "the indicator of \(other) has the same name; rename one")
        case .indicatorBeforeDimension:
            LocalizedText(zh: "这个指标上面没有维度", en: "no dimension stands above this indicator; name its dimension")
        case .total(let stated, let found):
            LocalizedText(
                zh: "合计写的是 \(stated)，各项之和是 \(found)；请改正其中一个",
                en: "the total says \(stated), the points above come to \(found); mend one of them")
        case .dimensionWeights(let sum):
            LocalizedText(
                zh: "各维度权重之和是 \(sum)，应为 100", en: "the weights of the dimensions come to \(sum); make them 100")
        case .points(let sum):
            LocalizedText(
                zh: "没有维度权重，而各指标分值之和是 \(sum)，不是 100；请改正，或写明维度权重",
                en:
                    "no dimension has a weight, and the points of all indicators come to \(sum); make them 100, or give weights"
            )
        case .deduction:
            LocalizedText(
                zh: "“每……扣……”不是等级；请写成分段，如：≥95% 得 10 分；90%–95% 得 8 分；<90% 得 0 分",
                en:
                    "points off for each of something are no level; write bands: ≥95% 10 points; 90%-95% 8 points; <90% 0 points"
            )
        case .severalPoints(let text):
            LocalizedText(
                zh: "“\(text)”里有几个分数；请每行写一个等级，如：≥95%→10分",
                en: "\"\(text)\" names several points; write a level a line, as in ≥95% → 10 points")
        case .noPoints(let text):
            LocalizedText(zh: "“\(text)”没有写得几分", en: "\"\(text)\" does not say how many points it brings")
        case .levelWithoutPoints:
            LocalizedText(
                zh: "这个等级没有写得几分；请写在单元格里（≥95%→10分）或“得分”列里",
                en:
                    "the level does not say what it brings; write it in the cell (≥95% → 10 points) or in a column \"level points\""
            )
        case .negative:
            LocalizedText(zh: "得分不能小于 0", en: "points cannot be below 0; let the worst level bring 0")
        case .bestLevel(let best, let points):
            LocalizedText(
                zh: "最好的等级得 \(best) 分，而指标是 \(points) 分；请改成一样，或写“满分”",
                en:
                    "the best level brings \(best), the indicator has \(points) points; make them the same, or write \"full points\""
            )
        case .finePoints(let points):
            LocalizedText(
                zh: "折算后是 \(points) 分，超过两位小数；请直接写出得分",
                en: "it comes to \(points) points, more than 2 digits behind the point; write the points themselves")
        case .samePoints(let points):
            LocalizedText(zh: "两个等级都得 \(points) 分；请合并", en: "two levels bring \(points) points; make one level of them")
        case .overlap(let other):
            LocalizedText(
                zh: "得分与 \(other) 的等级重叠；请分开", en: "its points overlap those of the level in \(other); keep them apart")
        case .pointsWithoutIndicator:
            LocalizedText(zh: "这一行没有指标", en: "something stands here, and no indicator in this row or above")
        case .measureParts(let missing):
            LocalizedText(
                zh:
                    "度量还缺：\(missing.map { DraftColumn(rawValue: $0)?.heading(isChinese: true) ?? $0 }.joined(separator: "、"))",
                en: "the measure lacks \(missing.joined(separator: ", "))")
        case .notValue(let text):
            LocalizedText(
                zh: "“\(text)”不是一段数值；请写成 ≥95%、90%–95%、2小时以内",
                en: "\"\(text)\" is no range of values; write ≥95%, 90%-95% or within 2 hours")
        case .dash(let text):
            LocalizedText(
                zh: "“\(text)”里的短横可能是负号，也可能是连接号；负数请写成 ≥-5 或 -10 至 -5，否则去掉短横，如“满意度：95%”",
                en:
                    "the dash in \"\(text)\" may be a minus or may divide; write ≥-5 or -10 to -5 for numbers below 0, else leave it out, as in \"satisfaction: 95%\""
            )
        case .comma(let text):
            LocalizedText(
                zh: "“\(text)”里的逗号可能是小数点、千位分隔，也可能隔开两端；请写成 1.5、1500 或 1–500",
                en: "the comma in \"\(text)\" may divide decimals, thousands or two ends; write 1.5, 1500 or 1-500")
        case .openEnd(let text):
            LocalizedText(
                zh: "“\(text)”没有写到哪里为止，而得分是一段；请写出两端，如 95%–100%",
                en:
                    "\"\(text)\" does not say where it ends, and its points are a range; write both ends, as in 95%-100%"
            )
        case .units(let one, let other):
            LocalizedText(
                zh: "同一指标里有两种单位：\(one) 和 \(other)", en: "the indicator has two units, \(one) and \(other); write one")
        case .order(let other):
            LocalizedText(
                zh: "数值与 \(other) 重叠，或顺序与得分不符",
                en: "its values overlap those in \(other), or are better where points are fewer")
        case .code(let code):
            LocalizedText(zh: "代码 \(code) 用了两次", en: "the code \(code) is used twice; give another")
        case .notSample: LocalizedText(zh: "应为整数", en: "a whole number is needed")
        case .check(let words): LocalizedText(zh: words, en: words)
        }
    }
}
