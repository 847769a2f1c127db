import Pages
import Reports

/// What the reader of templates says of what no form brings about, and how large something may be.
extension TemplateWords {
    /// Of keys, lists and codes.
    static let readerSentences = [
        KnownSentence(
            en: "expected a mapping that begins with 'template:', found %", zh: "应为以 template: 开头的映射，而不是[0]。"),
        KnownSentence(en: "expected a mapping of dimensions, found %", zh: "应为各维度的映射，而不是[0]。"),
        KnownSentence(en: "expected a mapping of %, found %", zh: "应为含有 {0} 的映射，而不是[1]。"),
        KnownSentence(en: "unknown key '%'; the keys here are %", zh: "没有键“{0}”；这里可用的键：{1}。"),
        KnownSentence(
            en: "expected a letter, then letters, digits, _ and -, at most %, found '%'",
            zh: "代码以字母开头，只含字母、数字、_ 和 -，最多 {0} 个字，而不是“{1}”。"),
        KnownSentence(en: "expected true or false, found %", zh: "应为 true 或 false。"),
        KnownSentence(
            en: "expected one number, or a list of two, found %", zh: "应为一个数字，或两个数字的列表。"),
        KnownSentence(en: "expected a list, found %", zh: "应为列表，而不是[0]。"),
        KnownSentence(
            en: "expected a column, or a column and latest, first, worst or mean as in 'customer_id, first', found '%'",
            zh: "应为列名，或列名加 latest、first、worst 或 mean，如 customer_id, first。"),
        KnownSentence(en: "expected peer_mean or previous, found '%'", zh: "应为 peer_mean 或 previous，而不是“{0}”。"),
        KnownSentence(
            en: "expected CODE@VERSION, as in after-sales@1, found %", zh: "应写成 代码@版本，如 after-sales@1。"),
        KnownSentence(en: "expected a whole number from % up, found %", zh: "请填写不小于 {0} 的整数。"),
        KnownSentence(en: "expected a whole number from % to %, found %", zh: "请填写 {0} 到 {1} 的整数。"),
        KnownSentence(en: "the list is empty", zh: "列表是空的。"),
        KnownSentence(en: "'%' is listed twice", zh: "“{0}”列了两次。"),
        KnownSentence(
            en: "the document must be flattened before it is read", zh: "此文档建立在另一份考核规则之上，须先展开。"),
        KnownSentence(en: "% goes round in a circle", zh: "{0}：互相引用，成了循环。"),
        KnownSentence(
            en: "there is no template % among the files given or the versions published", zh: "没有已发布的考核规则 {0}。"),
        KnownSentence(
            en: "the dimension '%' is missing; every dimension must be named", zh: "缺少维度“{0}”；每个维度都要写上。"),
        KnownSentence(en: "unknown dimension '%'; known are %", zh: "没有维度“{0}”；现有的：{1}。"),
        KnownSentence(en: "only a measured indicator has a sample", zh: "只有由数据计算的指标才有样本。"),
        KnownSentence(
            en: "both rated and measured; keep 'rated', or 'measure' with 'scale'",
            zh: "既由人评分又由数据计算；请只留 rated，或只留 measure 和 scale。"),
        KnownSentence(en: "measured without a scale; add 'scale'", zh: "由数据计算而没有分段；请加上 scale。"),
        KnownSentence(
            en: "a scale without a measure; add 'measure'", zh: "有分段而没有计算方式；请加上 measure。"),
        KnownSentence(
            en: "neither rated nor measured; add 'rated', or 'measure' with 'scale'",
            zh: "既不由人评分也不由数据计算；请加上 rated，或 measure 和 scale。"),
        KnownSentence(
            en: "a value per day is no mean of rows, which mix holds against others; leave out per or mix",
            zh: "按天计的值不是各行的均值，不能按业务类型比较；请去掉 per 或 mix。"),
        KnownSentence(
            en:
                "a change against the period before is no mean of rows, which mix holds against others; leave out relative_to or mix",
            zh: "与上期之比不是各行的均值，不能按业务类型比较；请去掉 relative_to 或 mix。"),
        KnownSentence(
            en: "the figure of a whole department takes no %; leave out % or of",
            zh: "整个部门的数字不能与 {0} 同用；请去掉 {0} 或 of。"),
        KnownSentence(
            en: "add mix: the columns that tell kinds of work apart", zh: "请加上 mix：区分业务类型的列。"),
        KnownSentence(
            en: "an adjusted value is held against everyone already; leave out relative_to",
            zh: "调整后的值已与所有人比较过；请去掉 relative_to。"),
        KnownSentence(en: "the level is listed twice", zh: "这个水平列了两次。"),
        KnownSentence(en: "the band is listed twice", zh: "这个区间列了两次；请改一个名称。"),
        KnownSentence(en: "the name is used by two grades", zh: "两个等级用了同一名称。"),
        KnownSentence(en: "the code is used by two dimensions", zh: "两个维度用了同一代码。"),
        KnownSentence(en: "the code is used by % already", zh: "{0} 已用了这个代码。"),
        KnownSentence(
            en: "expected a mapping of outcomes to their titles, found %", zh: "应为建议及其名称的映射，而不是[0]。"),
        KnownSentence(
            en: "no grade or streak leads to it; name it in one, or leave it out",
            zh: "没有等级或连续规则用到它；请在其中写上，或去掉它。"),
        KnownSentence(en: "the name is taken; give it another one", zh: "这个名称已有他用；请换一个。"),
        KnownSentence(en: "unknown outcome '%'; the outcomes are %", zh: "没有建议“{0}”；可用的：{1}。"),
        KnownSentence(
            en: "unknown indicator '%'; a cap names a measured indicator of the template",
            zh: "没有指标“{0}”；等级上限须写考核规则中由数据计算的指标。"),
        KnownSentence(
            en: "'%' is rated by people; a cap takes a measured indicator", zh: "“{0}”由人评分；等级上限只用由数据计算的指标。"),
        KnownSentence(
            en: "% is the best grade, so nothing is capped; name a worse one", zh: "{0} 已是最好的等级，等于没有上限；请写较差的等级。"),
        KnownSentence(
            en: "'%' leaves % at best by another cap already; keep one of them",
            zh: "另一条等级上限也使“{0}”最高为 {1}；请只留一条。"),
        KnownSentence(
            en: "both at_least and at_most; keep one of them", zh: "既写了 at_least 又写了 at_most；请只留一个。"),
        KnownSentence(
            en: "neither at_least nor at_most; add one of them", zh: "at_least 和 at_most 都没有写；请写一个。"),
        KnownSentence(
            en: "give every source a position of its own, or none a position", zh: "各评价来源要么都写各自的次序，要么都不写。"),
        KnownSentence(
            en: "rated, but nobody rates; add self, supervisor or peer to the sources, or measure it",
            zh: "由人评分而没有人评分；请加上自评、上级或同事评价，或改由数据计算。"),
        KnownSentence(
            en: "no indicator is measured, so this source never has a sheet", zh: "没有由数据计算的指标，所以数据这一来源不会有分数。"),
        KnownSentence(en: "expected every_sheet or data, found '%'", zh: "应为 every_sheet 或 data，而不是“{0}”。"),
        KnownSentence(
            en: "what is measured would count nowhere; add data to the sources, or leave measured_in out",
            zh: "数据指标将不计入任何评价；请在评价来源中加上 data，或去掉 measured_in。"),
        KnownSentence(
            en:
                "with measured_in: data it holds what people rate, and nothing is rated; leave the source or measured_in out",
            zh: "measured_in: data 时这一来源只含由人评分的指标，而没有由人评分的指标；请去掉这一来源或 measured_in。"),
        KnownSentence(
            en: "the post '%' is claimed by % too; a post has one template", zh: "岗位“{0}”也属于 {1}；一个岗位只有一份考核规则。"),
        KnownSentence(
            en: "% is the default already; only one template can be", zh: "{0} 已是默认的考核规则；默认的只能有一份。"),
        KnownSentence(
            en: "the document says template %; code and version of the row must be the same",
            zh: "文档写的是考核规则 {0}，与登记的代码和版本不同。"),
        KnownSentence(en: "longer than % bytes", zh: "超过 {0} 字节。"),
        KnownSentence(en: "more than % values", zh: "超过 {0} 个值。"),
        KnownSentence(en: "more than % aliases; write the values out", zh: "别名超过 {0} 个；请直接写出各值。"),
        KnownSentence(en: "nested deeper than % levels", zh: "嵌套超过 {0} 层。"),
        KnownSentence(
            en: "line %, column %: a text holds a control character", zh: "第 {0} 行第 {1} 列：文字里有控制字符。"),
        KnownSentence(en: "a text holds a control character", zh: "文字里有控制字符。"),
        KnownSentence(en: "control characters are not allowed", zh: "文字里有控制字符。"),
        KnownSentence(en: "not readable as YAML", zh: "不是可读的 YAML。"),
        KnownSentence(en: "empty", zh: "没有内容。"),
        KnownSentence(en: "an alias that names nothing", zh: "别名没有对应的内容。"),
        KnownSentence(
            en: "line %, column %: a key is a text, not a list or a mapping", zh: "第 {0} 行第 {1} 列：键应为文字，不能是列表或映射。"),
        KnownSentence(en: "line %, column %: the key '%' is written twice", zh: "第 {0} 行第 {1} 列：键“{2}”写了两次。"),
    ]

    /// What fits many, after all that fits better.
    static let generalSentences = [
        KnownSentence(en: "line %, column %: %", zh: "第 {0} 行第 {1} 列附近不是可读的 YAML：请核对缩进、冒号和引号。"),
        KnownSentence(en: "% characters of a title; % is the most", zh: "共 {0} 个字，最多 {1} 个。"),
        KnownSentence(
            en: "% characters of a name, a post or a unit; % is the most", zh: "共 {0} 个字，最多 {1} 个。"),
        KnownSentence(en: "% bands of a scale; % is the most", zh: "共 {0} 个区间，最多 {1} 个。"),
        KnownSentence(en: "% levels of an indicator; % is the most", zh: "共 {0} 个水平，最多 {1} 个。"),
        KnownSentence(en: "% indicators, in all dimensions; % is the most", zh: "共 {0} 个指标，最多 {1} 个。"),
        KnownSentence(en: "% dimensions; % is the most", zh: "共 {0} 个维度，最多 {1} 个。"),
        KnownSentence(en: "% grades; % is the most", zh: "共 {0} 个等级，最多 {1} 个。"),
        KnownSentence(en: "% streaks; % is the most", zh: "共 {0} 条连续规则，最多 {1} 条。"),
        KnownSentence(en: "% caps; % is the most", zh: "共 {0} 条等级上限，最多 {1} 条。"),
        KnownSentence(en: "% outcomes of a template's own; % is the most", zh: "共 {0} 种自定建议，最多 {1} 种。"),
        KnownSentence(en: "% characters of an outcome's title; % is the most", zh: "共 {0} 个字，最多 {1} 个。"),
        KnownSentence(en: "% columns of a mix; % is the most", zh: "共 {0} 列，最多 {1} 列。"),
        KnownSentence(en: "% posts; % is the most", zh: "共 {0} 个岗位，最多 {1} 个。"),
        KnownSentence(en: "expected a text, found %", zh: "请填写文字。"),
        KnownSentence(en: "expected %, found %", zh: "请填写[0]。"),
    ]
}
