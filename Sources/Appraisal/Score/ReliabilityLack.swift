package import Statistics

/// Why a measured indicator has no reliability.
package enum ReliabilityLack: Sendable, Hashable {
    /// It counts rows.
    case count
    /// It adds them up.
    case sum
    /// It is one row's value, or between two.
    case pick
    /// Its rows weigh differently.
    case weighed
    /// It is a mean of means.
    case means
    /// It is of a whole department.
    case department
    /// It is put together of several aggregates.
    case several
    /// It is held against the person's own value of the period before.
    case change
    /// Fewer than two people have two rows.
    case tooFewRows
    /// All rows are equal.
    case noDifference

    /// - Parameter effects: without a reliability; nil where there are too few rows.
    package init(_ effects: RandomEffects?) {
        self = effects == nil ? .tooFewRows : .noDifference
    }

    package var text: LocalizedText {
        switch self {
        case .count: LocalizedText(zh: "它是行数，单独一行没有自己的值", en: "it counts rows, and a row has no value of its own")
        case .sum: LocalizedText(zh: "它是合计，不是各行的均值", en: "it adds rows up and is no mean of them")
        case .pick:
            LocalizedText(
                zh: "它取某一行的值（中位数、分位数、最大或最小值），不是均值",
                en: "it is the value of one row (a median, a percentile, an end), no mean")
        case .weighed:
            LocalizedText(
                zh: "各行按份额加权，不是各行的简单均值", en: "its rows weigh by their credit, so it is no plain mean of them")
        case .means:
            LocalizedText(zh: "它是各组均值的均值，不是各行的简单均值", en: "it is a mean of means, and no plain mean of its rows")
        case .department:
            LocalizedText(
                zh: "它是整个部门的数字，不是本人各行的均值", en: "it is the figure of a whole department, no mean of one person's rows")
        case .several:
            LocalizedText(
                zh: "它由多个合计组成，单独一行没有自己的值", en: "it is made of several aggregates, and a row has no value of its own")
        case .change:
            LocalizedText(
                zh: "它是与本人上期之比，不是各行的均值",
                en: "it is held against the person's own value of the period before, so it is no mean of rows")
        case .tooFewRows: LocalizedText(zh: "至少有两行数据的人不足两个", en: "fewer than two people have two rows")
        case .noDifference: LocalizedText(zh: "所有行都相同", en: "all rows are equal")
        }
    }
}
