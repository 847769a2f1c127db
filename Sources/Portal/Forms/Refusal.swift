import Postgres
import Reports

/// Why something was not done, in the reader's language, and which field it is about.
struct Refusal: Error, Equatable {
    var field: String?
    private(set) var text: String
    /// What is to be said beside other fields, by their names.
    var beside: [String: String] = [:]
    /// What is to be said below lines of a text that was written.
    var lines: FormPage.NumberedLines?
    /// Whether it tells what became of what the writer looked at, so that it need not be told again.
    var renews = false

    /// What somebody looked at is another thing by now.
    static func stale(_ language: Language) -> Refusal {
        var refusal = Refusal(
            language.text(
                zh: "这期间有人改过，请先看现在的内容，再次提交。",
                en: "Somebody changed it meanwhile. Look at it as it stands now, and hand it in again."))
        refusal.renews = true
        return refusal
    }

    mutating func say(more sentence: String) { text += " \(sentence)" }

    init(_ text: String, field: String? = nil) {
        self.text = text
        self.field = field
    }

    /// What the database said; nil where it was not about what somebody asked for.
    init?(_ error: PostgresError, _ language: Language) {
        guard error.code == .server, let state = error.sqlState, !error.isTransient, state != "42501",
            ["22", "23", "55", "54", "P0"].contains(String(state.prefix(2)))
        else { return nil }
        let known = Self.known.first { error.message.contains($0.words) }
        field = known?.field
        // The hint is for whoever writes SQL. What has no sentence in Chinese is shown in the database's own words.
        text = language == .en ? error.message : known?.zh ?? "未能完成：\(error.message)"
    }

    private struct Known {
        let words: String
        let field: String?
        let zh: String
    }

    private static let known = [
        Known(words: "a round asks 2 to 50 supervisors", field: "raters", zh: "请填写 2 到 50 位上级的工号（该期间或现任的上级）。"),
        Known(
            words: "fewer than two supervisors would be asked", field: "raters",
            zh: "有人将只由不到两位上级评价，因为没有人评价自己。请再加一位。"),
        Known(words: "a round ends within 92 days", field: "until", zh: "截止时间须在今后 92 天之内。"),
        Known(words: "a round has a title", field: "title", zh: "请填写名称，最多 500 个字。"),
        Known(words: "has no such rated indicator", field: "indicators", zh: "有人没有这样的评分指标；不填则为全部评分指标。"),
        Known(words: "is to name are not read", field: nil, zh: "勾选的工单是较早读取的，现已失效。请重新读取后再勾选。"),
        Known(words: "an appeal says why", field: "words", zh: "请写明理由。"),
        Known(words: "is delivered; its evaluations do not change", field: nil, zh: "结果已送达，评价不能再自行更改。可通过申诉更改。"),
        Known(words: "is closed; its appeals cannot change", field: nil, zh: "该考核期已关闭，申诉不能再更改。"),
        Known(words: "is closed", field: nil, zh: "该考核期已关闭。"),
        Known(words: "of its appeals are open", field: "status", zh: "还有申诉没有决定，不能关闭。"),
        Known(words: "cannot be closed: it is to be rescored", field: "status", zh: "即将重新评分，请在此之后关闭。"),
        Known(words: "does not change any more", field: nil, zh: "已有结论，不能再更改。"),
        Known(words: "has no indicator", field: "indicator", zh: "该结果没有这个指标。"),
        Known(words: "is longer than anybody reads", field: "words", zh: "内容太长。"),
        Known(words: "is open already", field: nil, zh: "对此已有未决的申诉。"),
        Known(words: "it has no rows to leave out", field: "rows", zh: "该指标是评分项，没有可以剔除的工单；请改填应得的数值。"),
        Known(words: "without a word", field: "words", zh: "请写明理由。"),
        Known(words: "takes a reason", field: "words", zh: "请写明理由。"),
        Known(words: "was changed meanwhile", field: nil, zh: "这期间有人改过，请再次提交以查看现在的内容。"),
        Known(words: "is a draft already", field: nil, zh: "已有下一版本的草稿，请改那一份。"),
        Known(words: "cannot be published: template", field: nil, zh: "另一份考核规则已用于同样的岗位，不能同时发布。"),
        Known(words: "it cannot become published", field: nil, zh: "尚未通过检查，不能发布。"),
        Known(words: "which is still to come", field: "consulted_on", zh: "日期还没有到。"),
        Known(words: "cannot be answered by", field: "until", zh: "答复期限须在今后两年之内。"),
        Known(words: "is over", field: nil, zh: "本轮已结束，不再接受回答。"),
        Known(words: "the time of round", field: nil, zh: "本轮已到期，不再接受回答。"),
        Known(words: "digits behind the point", field: nil, zh: "小数位数太多。"),
        Known(words: "the title has", field: "title", zh: "课程或新岗位最多 1000 个字。"),
        Known(words: "the name of the teacher has", field: "teacher", zh: "讲师最多 1000 个字。"),
        Known(words: "the note has", field: "note", zh: "说明最多 100000 个字。"),
        Known(words: "the reason has", field: "words", zh: "理由最多 100000 个字。"),
        Known(words: "characters;", field: nil, zh: "内容太长。"),
        Known(words: "is scored already", field: nil, zh: "该考核期已评分，未作更改。"),
        Known(words: "is cancelled already", field: nil, zh: "该考核期已取消，未作更改。"),
        Known(words: "has attended anything until", field: "ended", zh: "结束日期还没有到：请选择“计划中”。"),
        Known(words: "does not end before it begins", field: "ended", zh: "结束日期不能早于开始日期。"),
        Known(words: "more than 0 and less than 10000 hours", field: "hours", zh: "学时大于 0、小于 10000，最多两位小数。"),
        Known(words: "began_on cannot be", field: "began", zh: "没有这样的日期。"),
        Known(words: "ended_on cannot be", field: "ended", zh: "没有这样的日期。"),
        Known(words: "date/time field value out of range", field: nil, zh: "没有这样的日期。"),
        Known(words: "names its ticket", field: "ticket", zh: "请填写工单号。"),
        Known(words: "0 to 99 visits", field: "visits", zh: "上门次数为 0 到 99。"),
        Known(words: "was not mended at the first", field: "fixed", zh: "上门超过一次，就不是首次修复。"),
        Known(words: "0 to 10000 hours", field: "hours", zh: "等待配件的时间为 0 到 10000 小时。"),
        Known(words: "points", field: nil, zh: "分数不在允许的范围内。"),
        Known(words: "invalid input syntax for type", field: nil, zh: "有一处填写的格式不对。"),
    ]
}
