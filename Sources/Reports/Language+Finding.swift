/// What workers write down about the rows that a period was scored from.
extension Language {
    /// What a finding is, or what to do about it; what is not known stays as it stands.
    package func ofFinding(_ text: String) -> String {
        self == .en ? text : Self.ofFindings.inChinese(text, naming: Self.ofRows) ?? text
    }

    /// What a finding is, with some ids, and what to do about it, as `merit.newest_data_finding` has it in one sentence.
    func ofFindingAndAdvice(_ sentence: String) -> String {
        guard self != .en else { return sentence }
        // Both may have semicolons of their own.
        for end in sentence.ranges(of: "; ") {
            guard let parts = sentence[..<end.lowerBound].wholeMatch(of: /(.*?)(?:, such as "(.*)")?/),
                let finding = Self.ofFindings.inChinese(String(parts.1), naming: Self.ofRows),
                let advice = Self.ofFindings.inChinese(String(sentence[end.upperBound...]), naming: Self.ofRows)
            else { continue }
            let ids = parts.2.map { "，如“\($0.replacing("\", \"", with: "”、“"))”" } ?? ""
            return "\(finding)\(ids)；\(advice)"
        }
        return sentence
    }

    private static func ofRows(_ text: String) -> String {
        rows.inChinese(text)
            ?? text.replacing(/"([^"]*)" for "([^"]*)"/) { "“\($0.output.1)”（所见“\($0.output.2)”）" }
            .replacing("' or '", with: "' 或 '")
    }

    /// What rows are that show a sign.
    private static let rows = [
        KnownSentence(en: "answered, resolved or closed before being opened", zh: "答复、解决或关闭早于受理"),
        KnownSentence(en: "resolved or closed without having been opened", zh: "没有受理时间却已解决或关闭"),
        KnownSentence(en: "a time in the future (of %)", zh: "时间在将来（{0}）"),
        KnownSentence(en: "a time before 2000 (of %)", zh: "时间早于 2000 年（{0}）"),
        KnownSentence(en: "% outside % to %", zh: "{0} 不在 {1} 至 {2} 之内"),
        KnownSentence(en: "changed since the period was scored before, by %", zh: "上次评分后有改动（{0}）"),
        KnownSentence(en: "an id is text, uuid or an integer", zh: "编号应为文本、uuid 或整数"),
        KnownSentence(en: "a text is wanted", zh: "应为文本"), KnownSentence(en: "a number is wanted", zh: "应为数字"),
        KnownSentence(
            en: "timestamptz, timestamp or date is wanted", zh: "应为 timestamptz、timestamp 或 date"),
        KnownSentence(en: "boolean is wanted", zh: "应为 boolean"),
    ]

    /// Those first that say more.
    private static let ofFindings =
        [
            ("none of % scores of % is above 5, where 0 to 10 is meant", "{1} 的 {0} 个评分都不超过 5，而量程应为 0 至 10"),
            ("% of % is null in % of % rows that are measured by it", "{1} 的 {0} 列在所计算的 {3} 行中有 {2} 行为空"),
            (
                "% day has no row of % by %, where the same days of other weeks have many",
                "按 {2} 有 {0} 天没有 {1} 的记录，而其他周的同一天有很多"
            ),
            (
                "% days have no row of % by %, where the same days of other weeks have many",
                "按 {2} 有 {0} 天没有 {1} 的记录，而其他周的同一天有很多"
            ),
            ("% id of % stands on % rows", "{1} 的 {0} 个编号出现在 {2} 行上"),
            ("% ids of % stand on % rows", "{1} 的 {0} 个编号出现在 {2} 行上"),
            (
                "% person belongs to %, which is not the department \"%\" of this period",
                "{0} 人属于 {1}，与此考核期的部门“{2}”不同"
            ),
            (
                "% people belong to %, which is not the department \"%\" of this period",
                "{0} 人属于 {1}，与此考核期的部门“{2}”不同"
            ),
            ("nobody belonged to the department \"%\" of this period", "没有人属于此考核期的部门“{0}”"),
            (
                "no template is for the % posts % of % person", "{2} 人的 {0} 种岗位没有考核规则：{1}"
            ), ("no template is for the % posts % of % people", "{2} 人的 {0} 种岗位没有考核规则：{1}"),

            (
                "% of the % people whom % is for has no row in the period: it measures %",
                "适用 {2} 的 {1} 人中有 {0} 人在期内没有任何记录；该规则计算 {3}"
            ),
            (
                "% of the % people whom % is for have no row in the period: it measures %",
                "适用 {2} 的 {1} 人中有 {0} 人在期内没有任何记录；该规则计算 {3}"
            ), ("no row of % has % %, which % asks for; there are %", "{0} 没有任何一行的 {1} 为 [2]，而 {3} 要求它；现有的是 {4}"),
            ("no row of % has % %, which % ask for; there are %", "{0} 没有任何一行的 {1} 为 [2]，而 {3} 要求它；现有的是 {4}"),
            (
                "publish one for it, or say default: true in the one that is for everyone else; until then nobody of it is appraised",
                "请为它发布一份规则，或在适用于其余所有人的规则中写 default: true；在此之前这些人不参与考核"
            ),
            (
                "see whether the source knows them by another id, or whether their post is another",
                "请查看数据源中是否用了另一个工号，或其岗位是否不同"
            ), ("write the view's values or the template's alike", "请让视图中的值与规则中的写法一致"),
            ("no template is for the post \"%\" of % person", "{1} 人的岗位“{0}”没有考核规则"),
            ("no template is for the post \"%\" of % people", "{1} 人的岗位“{0}”没有考核规则"),
            (
                "% of % rows of % are of % id that employee does not name",
                "{2} 的 {1} 行中有 {0} 行属于 employee 中没有的 {3} 个工号"
            ),
            (
                "% of % rows of % are of % ids that employee does not name",
                "{2} 的 {1} 行中有 {0} 行属于 employee 中没有的 {3} 个工号"
            ),
            ("all values of % lie within 0 to 1, where percent is meant", "{0} 的值都在 0 至 1 之间，而应为百分数"),
            ("% has no row at all, and templates measure it", "{0} 没有任何记录，而规则要计算它"),
            ("% has no row in the period, and has others", "{0} 在期内没有记录，在其他时间有"),
            ("% has no row in the period", "{0} 在期内没有记录"), ("% cannot be read: %", "{0} 无法读取：{1}"),
            (
                "portion of % may not be read, so that each day of leave counts whole",
                "{0} 的 portion 列没有读取权限，每天请假都按整天计"
            ), ("% row of %: %", "{1} 有 {0} 行：[2]"), ("% rows of %: %", "{1} 有 {0} 行：[2]"),
            (
                "where the survey asks for 0 to 5, convert it in the view: all of them count as detractors",
                "若调查用的是 0 至 5，请在视图中换算：目前全部算作贬损者"
            ),
            (
                "such rows say nothing to the measure: give the column in the view, or write into the measure what they are to count as",
                "这些行对计算不起作用：请在视图中给出该列，或在计算方式中写明按什么计"
            ),
            (
                "see whether a load is missing; days off are put into the calendar for all (merit.special_day)",
                "请查看是否漏了数据装载；休息日请写入全体日历（merit.special_day）"
            ),
            (
                "each row counts: have the view give each once, as where a join multiplies them",
                "每一行都会计入：请让视图每条只给一次（常见原因是连接产生了重复）"
            ),
            (
                "a recommendation is 0 to 10: convert it in the view, or mend the rows",
                "推荐意愿为 0 至 10：请在视图中换算，或修正这些行"
            ),
            (
                "a score is 1 to 5: where the survey asks for 1 to 10 or for percent, convert it in the view",
                "评分为 1 至 5：若调查用的是 1 至 10 或百分数，请在视图中换算"
            ),
            (
                "a score is 0 to 5: convert it in the view, or mend the rows", "评分为 0 至 5：请在视图中换算，或修正这些行"
            ),
            (
                "what part of the day a leave was is 0 to 1: where it is percent or hours, convert it in the view",
                "请假占全天的部分为 0 至 1：若为百分数或小时，请在视图中换算"
            ),
            (
                "merit.result says in changed what that did; see why rows of a month that was scored change",
                "其影响见 merit.result 的 changed；请查明已评分月份的记录为何改动"
            ),
            (
                "elapsed(…) in a measure leaves such times out, a difference of times counts them as less than nothing; merit source check says which columns",
                "计算方式中的 elapsed(…) 会略去这样的时间，而时间之差会算成负数；merit source check 列出是哪些列"
            ),
            (
                "give % in the view; a measure of how long it took leaves such rows out",
                "请在视图中给出 {0}；计算用时的方式会略去这些行"
            ),
            (
                "mend the rows; where times are kept without a zone, say in the view which one they are in",
                "请修正这些行；若时间不带时区，请在视图中写明是哪个时区"
            ),
            (
                "mend the rows; a time that stands for nothing, such as 1970-01-01, is null in the view",
                "请修正这些行；表示“无”的时间（如 1970-01-01）在视图中应为空"
            ),
            (
                "names are compared byte by byte, blanks included: write it alike in the source",
                "名称逐字节比较，空格也算：请在数据源中写成一样的"
            ), ("did you mean \"%\"?", "是否应为“{0}”？"), ("the source gives nobody a department", "数据源中没有人有部门"),
            ("there are %", "现有的部门：{0}"),
            (
                "one is for \"%\": write it alike in the source, or name it in the template",
                "有规则适用于“{0}”：请在数据源中写成一样的，或在规则中加上此岗位"
            ),
            (
                "employee has %: ids are compared byte by byte, write them alike in the source; until then these rows count for nobody",
                "employee 中的是 [0]：工号逐字节比较，请在数据源中写成一样的；在此之前这些行不计入任何人"
            ),
            (
                "it names nobody of employee: see whether it numbers people otherwise; its rows count for nobody",
                "其中没有 employee 中的任何人：请查看是否用了另一套编号；这些行不计入任何人"
            ),
            (
                "the closest are %; add them to employee, or give no id where a row is nobody's; these rows count for nobody",
                "最接近的是 [0]；请加入 employee，或在不属于任何人的行上不写工号；这些行不计入任何人"
            ),
            (
                "add them to employee, or give no id where a row is nobody's; these rows count for nobody",
                "请加入 employee，或在不属于任何人的行上不写工号；这些行不计入任何人"
            ), ("multiply by 100 in the measure, or in the view", "请在计算方式或视图中乘以 100"),
            ("fill it, or take what measures it out of the templates", "请装载数据，或从规则中去掉对它的计算"),
            (
                "see whether a load is missing, and whether the period's days and time zone are what was meant",
                "请查看是否漏了数据装载，以及考核期的日期和时区是否正确"
            ),
            (
                "merit source check says by which GRANT, or which rows to mend",
                "merit source check 列出所需的 GRANT 或要修正的行"
            ), ("GRANT SELECT (portion) ON % to the role that reads", "请授权：GRANT SELECT (portion) ON {0}，给读取数据源的角色"),
            (
                "give it another type in the view: what needs it stays empty, or fails",
                "请在视图中改为别的类型：需要它的内容会为空或失败"
            ),
            (
                "give it another type in the view: a measure that needs it is refused",
                "请在视图中改为别的类型：需要它的计算方式会被拒绝"
            ), ("% is %; %", "{0} 的类型是 {1}；[2]"),
        ].map { KnownSentence(en: $0.0, zh: $0.1) }
}
