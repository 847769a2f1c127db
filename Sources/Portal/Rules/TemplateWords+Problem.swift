import Appraisal
import Pages
import Reports

extension TemplateWords {
    /// What is wrong, in the reader's language.
    func problem(_ problem: Problem) -> String {
        guard language != .en else { return problem.reason }
        return Self.chinese(problem.reason) ?? "检查结果：\(problem.reason)"
    }

    /// A problem as a worker wrote it down: its place, and what is wrong there.
    ///
    /// - Parameter outline: titles of what has one; nil of a document that cannot be read.
    func problem(written text: String, in outline: TemplateOutline?) -> String {
        guard language != .en else { return text }
        // A name in the place may have a colon of its own, in quotation marks.
        for colon in text.ranges(of: ": ")
        where text[..<colon.lowerBound].count(where: { $0 == "\"" }).isMultiple(of: 2) {
            if let reason = Self.chinese(String(text[colon.upperBound...])) {
                return "\(placeInWords(String(text[..<colon.lowerBound]), in: outline))：\(reason)"
            }
        }
        return "检查结果：\(text)"
    }

    /// How many things are wrong, so that nothing was kept.
    func count(_ problems: Int) -> String {
        let things = problems == 1 ? "One thing is wrong" : "\(problems) things are wrong"
        return say("有 \(problems) 处不对，没有保存。", "\(things); nothing is kept yet.")
    }

    /// A problem that no field is about, with its place.
    func sentence(_ problem: Problem, in outline: TemplateOutline) -> String {
        guard language != .en else { return "\(problem.place): \(problem.reason)" }
        return "\(placeInWords(problem.place, in: outline))：\(self.problem(problem))"
    }

    /// Nil of a sentence that is not known.
    private static func chinese(_ reason: String) -> String? {
        (sentences + readerSentences + measureSentences + generalSentences).inChinese(reason, naming: expected)
    }

    /// What a field takes, as `NumberRule` names it; any other text stays.
    private static func expected(_ what: String) -> String {
        switch what {
        case "a number": "数字"
        case "a number from 0 up": "不小于 0 的数字"
        case "a number above 0": "大于 0 的数字"
        case "a number from 0 to 100": "0 到 100 的数字"
        case "a number above 0, up to 100, with at most 2 digits behind the point": "大于 0、不超过 100、小数不超过两位的数字"
        case "a number from 0 to 100 with at most 2 digits behind the point": "0 到 100、小数不超过两位的数字"
        case "a text": "文字"
        case "an interval": "时长"
        case "a condition": "条件"
        case "text": "文本"
        case "a point in time": "时间点"
        case "a date", "date": "日期"
        case "a mapping": "映射"
        case "a list": "列表"
        case "nothing": "空"
        case "a value": "一个值"
        case "the end": "末尾"
        case "an operator or the end": "运算符或末尾"
        default: what
        }
    }

    /// As the reader of templates says it, with % for what is told by the document.
    private static let sentences = [
        KnownSentence(
            en: "expected at most % digits before the point and % behind it, found %", zh: "小数点前最多 {0} 位，后最多 {1} 位。"),
        KnownSentence(en: "the key '%' is missing", zh: "请填写。"),
        KnownSentence(en: "a version keeps the code of its template, '%'", zh: "同一模板的各版本代码相同，应为 {0}。"),
        KnownSentence(en: "the weights add up to %, not to 100", zh: "权重合计为 {0}，应为 100。"),
        KnownSentence(
            en: "% is not below the % of grade %; list the grades from the best down",
            zh: "{0} 不低于等级 {2} 的 {1}；等级须从高到低。"),
        KnownSentence(
            en: "the last grade, %, begins at %; the list must reach down to 0", zh: "最后一个等级 {0} 从 {1} 开始，应从 0 开始。"),
        KnownSentence(
            en: "the best band gives % at best, not the indicator's % points", zh: "最好区间最高给 {0} 分，应为满分 {1} 分。"),
        KnownSentence(
            en: "no band's best and worst differ, so it does not show which way is better",
            zh: "没有一个区间的最好值与最差值不同，看不出哪个方向更好。"),
        KnownSentence(
            en: "best and worst are equal, so the band gives one number of points, not two",
            zh: "最好值与最差值相同，只能给一个分数。"),
        KnownSentence(
            en: "% at best and % at worst: a better value must not get fewer points",
            zh: "最好值 {0} 分，最差值 {1} 分：更好的值得分不能更少。"),
        KnownSentence(en: "% is wider than the band", zh: "步长 {0} 比区间还宽。"),
        KnownSentence(
            en: "turns round: % is better in the bands before, so its worst cannot be better than its best",
            zh: "方向与前面的区间相反：最差值不能好于最好值。"),
        KnownSentence(
            en: "overlaps the band before: it begins at %, before that one ends at %",
            zh: "与前一区间重叠：从 {0} 开始，而前一区间到 {1} 才结束。"),
        KnownSentence(en: "no value falls into it: the band before reaches as far as %", zh: "没有值会落入此区间：前一区间已到 {0}。"),
        KnownSentence(
            en: "% is above the % at the end of the band before: a better value must not get fewer points",
            zh: "{0} 分高于前一区间末端的 {1} 分：更好的值得分不能更少。"),
        KnownSentence(en: "% is above %; write the lower end first", zh: "最低分 {0} 高于最高分 {1}。"),
        KnownSentence(
            en: "% does not lie below the level before, %; list the levels from the best down, without overlap",
            zh: "{0} 不低于前一水平 {1}；水平须从高到低，不能重叠。"),
        KnownSentence(
            en: "the best level ends at %, not at the indicator's % points", zh: "最好水平最高 {0} 分，应为满分 {1} 分。"),
        KnownSentence(en: "unknown grade '%'; the grades are %", zh: "没有等级“{0}”；可读的等级：{1}。"),
    ]
}
