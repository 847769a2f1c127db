import Reports

/// What is odd about the rows that a period was scored from.
extension Words {
    /// A kind of `merit.data_finding`.
    package func finding(_ kind: String) -> String {
        switch kind {
        case "unknown_employee": say("不认识的工号", "unknown people")
        case "duplicate_id": say("重复的编号", "ids that stand twice")
        case "impossible_time": say("不可能的时间", "impossible times")
        case "off_scale": say("超出量程", "off the scale")
        case "unreadable": say("无法读取", "unreadable")
        case "type": say("列的类型", "a column's type")
        case "empty": say("没有对应", "nothing there")
        case "gap": say("缺失", "gaps")
        case "late_change": say("评分后有改动", "changed after the scoring")
        default: kind
        }
    }

    /// What was decided on what a quarter's review found.
    package func findingState(_ state: String) -> String {
        switch state {
        case "accepted": say("已采纳", "accepted")
        case "declined": say("未采纳", "declined")
        case "changed": say("改用其他办法", "something else is done")
        default: say("待决定", "to be decided")
        }
    }

    /// What customers complained about: a category with its root cause, as far as they are known.
    package func theme(_ category: String, _ rootCause: String) -> String {
        let parts = [category, rootCause].filter { !$0.isEmpty }
        return parts.isEmpty ? say("未分类", "no category") : parts.joined(separator: " / ")
    }

    /// The same to whoever's rows they are.
    func oddity(_ kind: String) -> String {
        switch kind {
        case "unknown_employee":
            say("有记录的工号与本人的只差大小写、空格或零，未计入", "rows of an id that differs by case, blanks or zeros count for nobody")
        case "duplicate_id": say("同一编号有多行，每行都已计入", "an id stands on several rows, and each counts")
        case "impossible_time": say("有记录的时间不可能，如受理前已解决", "times that cannot be, such as solved before opened")
        case "off_scale": say("有评分超出量程", "scores outside their scale")
        case "empty": say("期内没有本人的任何记录", "no row of yours in the period")
        case "late_change": say("有记录在上次评分后改动过", "rows changed after they were scored before")
        default: finding(kind)
        }
    }

    /// What a worker wrote down about a finding, or what to do about it; what is not known stays as it stands.
    package func findingSentence(_ text: String) -> String { language.ofFinding(text) }
}
