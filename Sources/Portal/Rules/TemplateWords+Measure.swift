import Pages
import Reports

/// What the check says of what is measured.
extension TemplateWords {
    /// Of the source, and of the language of measures.
    static let measureSentences = [
        KnownSentence(
            en: "the source has no relation %; did you mean %?", zh: "数据源没有数据表 {0}；是不是 {1}？"),
        KnownSentence(en: "the source has no relation %; there are %", zh: "数据源没有数据表 {0}；现有的：{1}。"),
        KnownSentence(
            en: "the source has no relation %; the source is empty", zh: "数据源没有数据表 {0}，是空的。"),
        KnownSentence(
            en: """
                the source has no relation %; no schema % in this database; is --source-database (MERIT_SOURCE_URL) missing or wrong? merit \
                source install creates it here
                """,
            zh:
                "数据源没有数据表 {0}；这个数据库中没有模式 {1}；是不是漏写或写错了 --source-database（MERIT_SOURCE_URL）？merit source install 可以在这里建立。"
        ),
        KnownSentence(
            en: "% has no column %, so its rows belong to nobody", zh: "{0} 没有列 {1}，所以不知道各行属于谁。"),
        KnownSentence(en: "% has no column %; did you mean %?", zh: "{0} 没有列 {1}；是不是 {2}？"),
        KnownSentence(en: "% has no column %; there are %", zh: "{0} 没有列 {1}；现有的：{2}。"),
        KnownSentence(
            en: "% has no column %; write %(...) for the function", zh: "{0} 没有列 {1}；若指函数，请写 {2}(...)。"),
        KnownSentence(en: "% has no column %; it has no columns", zh: "{0} 没有列 {1}，一列也没有。"),
        KnownSentence(
            en: "% of % is %; text, uuid and integers can name people", zh: "{1} 的 {0} 是 [2]；只有文本、uuid 和整数可以标识人员。"),
        KnownSentence(
            en: "% is %; timestamptz, timestamp and date place a row in a period",
            zh: "{0} 是 [1]；只有 timestamptz、timestamp 和 date 能把一行归入期间。"),
        KnownSentence(
            en: "% is %; text, whole numbers and conditions tell kinds of work apart",
            zh: "{0} 是 [1]；只有文本、整数和条件能区分业务类型。"),
        KnownSentence(
            en: "% is %; text and whole numbers tell what rows are of", zh: "{0} 是 [1]；只有文本和整数能说明一行属于什么。"),
        KnownSentence(
            en: "% is %; a number such as 0.5 says how much of a row is whose", zh: "{0} 是 [1]；份额应是数字，如 0.5。"),
        KnownSentence(en: "% is %, which measures cannot read", zh: "{0} 是 [1]，计算时不能读取。"),
        KnownSentence(
            en: "% tells people apart; nobody's rows would be held against others'", zh: "{0} 区分的是人员，不是业务类型。"),
        KnownSentence(
            en: "rows that weigh by their credit are held against no others; leave out credit or mix",
            zh: "按份额计的行不与其他行比较；请去掉 credit 或 mix。"),
        KnownSentence(
            en: "% is neither a share nor a mean of rows; only these are held against rows of the same kind",
            zh: "{0} 既不是占比也不是各行的均值；只有这两种能与同类的行比较。"),
        KnownSentence(
            en: "of rows that weigh by their credit none is the worst; leave out credit or worst",
            zh: "按份额计的行分不出最差的一行；请去掉 credit 或 worst。"),
        KnownSentence(
            en: "% is neither a share nor a mean nor an NPS, so no row is worse than another; leave out worst",
            zh: "{0} 不是占比、均值或 NPS，各行分不出好坏；请去掉 worst。"),
        KnownSentence(
            en: "a mean of means is held against no others; leave out mix or mean",
            zh: "均值的均值不与其他行比较；请去掉 mix 或 mean。"),
        KnownSentence(
            en: "rows that weigh by their credit weigh by nothing else; leave out credit or mean",
            zh: "按份额计的行不能再取各组的均值；请去掉 credit 或 mean。"),
        KnownSentence(
            en: "% is neither a share nor a mean nor an NPS, so there is no mean of means; leave out mean",
            zh: "{0} 不是占比、均值或 NPS，没有各组均值的均值；请去掉 mean。"),
        KnownSentence(
            en:
                "% does not add up over people; the figure of a department is a count, a sum, a share, a mean or an NPS, with constants beside it, or one count or sum divided by another",
            zh: "{0} 不能按人相加；部门的数字只能是行数、合计、占比、均值或 NPS（可带常数），或行数、合计之间的商。"),
        KnownSentence(
            en: "% is an interval; write hours(...), minutes(...) or days(...) of it",
            zh: "{0} 是时长；请写 hours(...)、minutes(...) 或 days(...)。"),
        KnownSentence(
            en: "% looks at no row; write an aggregate such as count() or avg(...)",
            zh: "{0} 没有读取任何行；请写聚合，如 count() 或 avg(...)。"),
        KnownSentence(
            en: "this is too much to compute in one measure; compute a part of it in the view that is read",
            zh: "一个计算方式放不下这么多；请在视图里先算一部分。"),
        KnownSentence(
            en: "column % stands outside an aggregate; write avg(%), sum(%) or another",
            zh: "列 {0} 不在聚合里；请写 avg({0})、sum({0}) 等。"),
        KnownSentence(
            en: "% is a point in time, and value must be a number", zh: "{0} 是时间点，而结果应为数字。"),
        KnownSentence(en: "% is text, and value must be a number", zh: "{0} 是文本，而结果应为数字。"),
        KnownSentence(
            en: "% is a condition, and value must be a number; write count(...) or share(...) of it",
            zh: "{0} 是条件，而结果应为数字；请写 count(...) 或 share(...)。"),
        KnownSentence(
            en: "% stands inside an aggregate; over aggregates there are + - * /, coalesce and abs",
            zh: "{0} 应写在聚合里面；聚合之间可用 + - * /、coalesce 和 abs。"),
        KnownSentence(
            en: "distinct stands in count(distinct x) only, which counts each value once",
            zh: "distinct 只能写在 count(distinct x) 里。"),
        KnownSentence(
            en: "distinct tells numbers, texts, times and conditions apart; % is an interval",
            zh: "distinct 不能用于时长：{0}。"),
        KnownSentence(
            en: "cannot compute % % %: % is %, % is %", zh: "不能计算 {0} {1} {2}：{3} 是[4]，{5} 是[6]。"),
        KnownSentence(
            en: "cannot compare % with %: % is %, % is %", zh: "不能比较 {0} 与 {1}：{2} 是[3]，{4} 是[5]。"),
        KnownSentence(en: "% is 0, and nothing can be divided by it", zh: "{0} 是 0，不能作除数。"),
        KnownSentence(en: "there is no function %; did you mean %?", zh: "没有函数 {0}；是不是 {1}？"),
        KnownSentence(en: "there is no function %; there are %", zh: "没有函数 {0}；可用的：{1}。"),
        KnownSentence(
            en: "% stands inside %; no aggregate stands inside another", zh: "{0} 写在 {1} 里；聚合不能套聚合。"),
        KnownSentence(
            en: "where looks at one row at a time; % makes one number of many rows and stands in value",
            zh: "条件逐行判断；{0} 把多行算成一个数，应写在计算方式里。"),
        KnownSentence(
            en: "% is no number from 0 to 100 with at most 6 digits behind the point, which percentile takes first",
            zh: "percentile 的第一项应为 0 到 100、最多六位小数的数字，而不是 {0}。"),
        KnownSentence(
            en: "count takes nothing or one condition, not %", zh: "count 里可以留空或写一个条件，而不是 {0} 个。"),
        KnownSentence(en: "share takes one condition, not %", zh: "share 里要写一个条件，而不是 {0} 个。"),
        KnownSentence(
            en: "percentile takes a number from 0 to 100 and what to rank, as in percentile(90, x)",
            zh: "percentile 里要写 0 到 100 的数字和被排序的值，如 percentile(90, x)。"),
        KnownSentence(
            en: "% takes one number or interval, not %", zh: "{0} 里要写一个数字或时长，而不是 {1} 个。"),
        KnownSentence(
            en: "% takes a number of days and columns, such as %(30, customer_id, category)",
            zh: "{0} 里要写天数和列，如 {0}(30, customer_id, category)。"),
        KnownSentence(en: "nps takes one score, not %", zh: "nps 里要写一个分数，而不是 {0} 个。"),
        KnownSentence(
            en: "% takes two points in time, the earlier first, not %", zh: "{0} 里要写两个时间点，早的在前，而不是 {1} 个。"),
        KnownSentence(
            en: "elapsed takes two points in time or two dates, the earlier first, not %",
            zh: "elapsed 里要写两个时间点或两个日期，早的在前，而不是 {0} 个。"),
        KnownSentence(
            en: "elapsed takes two points in time or two dates, the earlier first: %",
            zh: "elapsed 里要写两个时间点或两个日期，早的在前：{0}。"),
        KnownSentence(
            en: "working takes two points in time, the earlier first: %", zh: "working 里要写两个时间点，早的在前：{0}。"),
        KnownSentence(en: "% takes one interval, not %", zh: "{0} 里要写一个时长，而不是 {1} 个。"),
        KnownSentence(
            en: "% takes an interval, such as one point in time minus another; % is %",
            zh: "{0} 里要写时长，如两个时间点之差；{1} 是[2]。"),
        KnownSentence(en: "% takes an interval; % is %", zh: "{0} 里要写时长；{1} 是[2]。"),
        KnownSentence(en: "% takes a condition; % is %", zh: "{0} 需要条件；{1} 是[2]。"),
        KnownSentence(en: "% takes a number or an interval; % is %", zh: "{0} 需要数字或时长；{1} 是[2]。"),
        KnownSentence(en: "% takes a number; % is %", zh: "{0} 需要数字；{1} 是[2]。"),
        KnownSentence(en: "like takes text; % is %", zh: "like 需要文本；{0} 是[1]。"),
        KnownSentence(en: "% takes values of one type: %", zh: "{0} 里各值的类型应相同：{1}。"),
        KnownSentence(
            en: "credit weighs rows, and % takes one of them as it is; leave out credit",
            zh: "按份额计时不能用 {0}，它只取其中一行；请去掉 credit。"),
        KnownSentence(
            en: "credit weighs rows, and count(distinct …) counts values; leave out credit",
            zh: "按份额计时不能用 count(distinct …)；请去掉 credit。"),
        KnownSentence(en: "the text has % characters; % is the most", zh: "共 {0} 个字，最多 {1} 个。"),
        KnownSentence(
            en: "the text that begins here does not end; a text stands between two '",
            zh: "从这里开始的文本没有结束；文本写在两个 ' 之间。"),
        KnownSentence(en: "write % instead of %", zh: "请写 {0}，不要写 {1}。"),
        KnownSentence(en: "\"%\" is no part of the language", zh: "计算语言里没有“{0}”。"),
        KnownSentence(en: "there is nothing written here", zh: "这里什么也没写。"),
        KnownSentence(
            en: "comparisons cannot be chained; join two of them with and", zh: "比较不能连写；请用 and 连接两个。"),
        KnownSentence(
            en: "null stands only in \"is null\" and \"is not null\"", zh: "null 只能写在 is null 和 is not null 里。"),
        KnownSentence(
            en: "expected \")\" for the \"(\" at position %, found %", zh: "第 {0} 个字符的“(”没有对应的“)”。"),
        KnownSentence(en: "expected %, found %; write %", zh: "此处应为[0]，而不是[1]；请写 {2}。"),
    ]
}
