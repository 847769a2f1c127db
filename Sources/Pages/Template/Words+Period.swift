import Reports

extension Words {
    /// What keeps a period from being scored, as a worker wrote it down; what is not known stays as it stands.
    package func periodProblem(_ problem: String) -> String {
        language == .en ? problem : Self.chinese(problem)
    }

    private static func chinese(_ problem: String) -> String {
        ofPeriods.inChinese(problem, naming: chinese) ?? problem
    }

    /// Those first that say more.
    private static let ofPeriods = [
        KnownSentence(
            en:
                "no template is published, so there is nothing to score period \"%\" by; publish one (merit template apply FILE), then set the period's status to pending",
            zh: "没有已发布的考核规则，考核期“{0}”无从评分；请先发布规则（merit template apply FILE），再重新评分。"),
        KnownSentence(
            en:
                "a template that this period is scored under cannot be read: %; publish a mended version (merit template apply FILE), then set take_newest to true and status to pending",
            zh: "此考核期所用的规则无法读取：{0}；请发布改好的版本（merit template apply FILE），再按最新规则重新评分。"),
        KnownSentence(
            en: "period \"%\" is closed; reopen it, with a reason, to have it scored again",
            zh: "考核期“{0}”已关闭；要重新评分，请写明理由重新开启。"),
        KnownSentence(
            en:
                "the result of % rests on template %, which this period is not scored under; have everyone measured again (merit period score)",
            zh: "{0} 的结果依据的规则是 {1}，不是此考核期所用的；请全部重新计算（merit period score）。"),
        KnownSentence(en: "%, then set the period's status to pending", zh: "[0]。处理后请重新评分。"),
        KnownSentence(
            en:
                "the source does not have what the templates measure: %; mend it (merit source check shows what is there)",
            zh: "数据源没有规则所计算的内容：{0}；请修正（merit source check 列出现有的内容）"),
        KnownSentence(
            en:
                "the source has no relation %; create it as a table or a view over the help desk's own tables (merit source check shows what is there)",
            zh: "数据源没有 {0}；请建为表，或建为工单系统各表之上的视图（merit source check 列出现有的内容）"),
        KnownSentence(en: "% has no column %; add it to the view", zh: "{0} 没有列 {1}；请加到视图中"),
        KnownSentence(
            en:
                "no calendar is for all, so that working time cannot be counted; put one into merit.work_calendar_use with scope all",
            zh: "没有适用于全体的工作日历，无法计算工作时间；请在 merit.work_calendar_use 中加入 scope 为 all 的一行"),
        KnownSentence(
            en:
                "reading the source failed: %; give the role that reads the source the right (merit source check says by which GRANT)",
            zh: "读取数据源失败：{0}；请给读取数据源的角色授权（merit source check 列出所需的 GRANT）"),
        KnownSentence(
            en:
                "reading the source failed: %; mend the view or table that it names (merit source check reads a sample of each)",
            zh: "读取数据源失败：{0}；请修正其中提到的视图或表（merit source check 会各读一些样本）"),
        KnownSentence(
            en:
                "reading the source failed: %; a view of the source writes something when it is read, such as a sequence; let it only read",
            zh: "读取数据源失败：{0}；数据源的某个视图在读取时会写入（如序列）；请改为只读"),
        KnownSentence(
            en:
                "reading the source failed: %; a view or a value in the source cannot be computed; read the relation by hand to find the row, and mend it",
            zh: "读取数据源失败：{0}；数据源中有视图或值无法计算；请手工读取以找到那一行，并修正"),
        KnownSentence(en: "reading the source failed: %", zh: "读取数据源失败：{0}"),
        KnownSentence(
            en:
                "while it was read, somebody emptied and refilled, rewrote, swapped or redefined %, so that what was read may never have been there; it is read again (where this comes back, see what replaces it, and when: a nightly load, VACUUM FULL, REFRESH MATERIALIZED VIEW)",
            zh:
                "读取期间 {0} 被清空重填、重写、替换或重新定义，读到的内容可能从未存在；将重新读取（若反复出现，请查看何时由什么替换：夜间装载、VACUUM FULL、REFRESH MATERIALIZED VIEW）。"
        ),
        KnownSentence(
            en:
                "the source is a standby that has replayed what was committed until %; it is measured once that is past %, the end of what is to be measured",
            zh: "数据源是备库，只回放到 {0} 的提交；过了 {1}（所计算内容的末尾）再计算。"),
        KnownSentence(
            en:
                "Worker processes died while they ran this job: % in all, so it is not tried again by itself. Look at the log of the workers and at their memory, then ask again.",
            zh: "运行此任务的工作进程先后意外结束 {0} 个，不再自动重试。请查看工作进程的日志和内存，再重新评分。"),
        KnownSentence(en: "its worker died", zh: "运行它的工作进程意外结束。"),
        KnownSentence(en: "its worker is gone", zh: "运行它的工作进程已不在。"),
        KnownSentence(en: "its lease ran out", zh: "运行它的工作进程没有按时报告。"),
        KnownSentence(en: "its worker was interrupted", zh: "运行它的工作进程被中断。"),
        KnownSentence(en: "the connection that did the work fell silent", zh: "运行它的连接没有回音。"),
        KnownSentence(en: "handed back when its worker shut down", zh: "工作进程停止时交回。"),
        KnownSentence(
            en: "handed back when its worker lost its control connection", zh: "工作进程失去控制连接时交回。"),
        KnownSentence(
            en: "handed back when its worker lost its control connection: %", zh: "工作进程失去控制连接时交回：{0}"),
        KnownSentence(en: "ran longer than the setting job_seconds allows", zh: "运行时间超过设置 job_seconds 所允许的。"),
    ]
}
