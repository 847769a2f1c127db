package import Appraisal
package import Sheets

/// What was taken for granted: it stands in the draft as a comment.
package struct DraftNote: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        /// The sheet says nothing of sources, grades and the like.
        case frame
        case code(String)
        case noPosts
        case oneLanguage
        case oneDimension
        case weightsOfPoints
        case shares
        case sharesOfDimension(points: String, weight: String)
        case scaled(from: String, to: String)
        case pointsOfBest
        case oneLevel
        case cut(from: String, to: String)
        case unusedColumn(String)
        case behindTotal(rows: ClosedRange<Int>)
        case edge(String)
        case end(String)
        /// Levels that stand for values, and a sheet that does not say where values come from.
        case notMeasured
        case alike(template: String)
    }

    package let reason: Reason
    /// Nil where the sheet as a whole is meant.
    package let place: CellPlace?

    init(_ reason: Reason, at place: CellPlace? = nil) {
        (self.reason, self.place) = (reason, place)
    }

    package var words: LocalizedText {
        switch reason {
        case .frame:
            LocalizedText(
                zh: "表里没有写的：评价来源、等级线、系数、后果、资格；这里照 after-sales 写，请核对",
                en:
                    "what the sheet does not say: sources, grades, coefficients, outcomes, eligibility; taken from after-sales, look at each"
            )
        case .code(let code):
            LocalizedText(
                zh: "模板代码按文件名取为 \(code)；--code 可另取",
                en: "the template is called \(code) after the file; --code calls it otherwise")
        case .noPosts:
            LocalizedText(
                zh: "表里没有写岗位；请写 posts，否则没有人用这个模板（--post）",
                en: "the sheet names no post; write posts, or nobody is appraised by it (--post)")
        case .oneLanguage:
            LocalizedText(
                zh: "表里只有一种语言的名称，zh 和 en 写的一样；请翻译",
                en: "the sheet has titles in one language, which stand for both; translate them")
        case .oneDimension: LocalizedText(zh: "表里没有维度，这里只有一个", en: "the sheet has no dimensions; all is one")
        case .weightsOfPoints:
            LocalizedText(zh: "维度权重取为其各指标分值之和", en: "the weights of dimensions are the sums of their points")
        case .shares: LocalizedText(zh: "权重写成了小数，合计为 1，按百分比取", en: "the weights are parts of 1, taken as percent")
        case .sharesOfDimension(let points, let weight):
            LocalizedText(
                zh: "各指标分值之和 \(points) 与维度权重 \(weight) 不同：分值按维度内的比例计算",
                en: "the points come to \(points), the dimension weighs \(weight): points are shares of the dimension")
        case .scaled(let from, let to):
            LocalizedText(
                zh: "等级按 \(from) 分制，折算为 \(to) 分", en: "levels are out of \(from), worked out for \(to) points")
        case .pointsOfBest: LocalizedText(zh: "分值取最好等级的得分", en: "the points are those of its best level")
        case .oneLevel: LocalizedText(zh: "没有写等级：在 0 到满分之间自由评分", en: "no levels stand there: any points may be given")
        case .cut(let from, let to):
            LocalizedText(
                zh: "两个等级都含 \(from)，归较好的一级，这一级到 \(to) 为止",
                en: "two levels hold \(from): it is the better one's, and this one ends at \(to)")
        case .unusedColumn(let heading):
            LocalizedText(zh: "没有用到这一列：\(heading)", en: "the column \(heading) is not used")
        case .behindTotal(let rows):
            LocalizedText(
                zh: "合计以下的第 \(rows.lowerBound) 至 \(rows.upperBound) 行没有用到",
                en: "rows \(rows.lowerBound) to \(rows.upperBound), behind the total, are not used")
        case .edge(let value): LocalizedText(zh: "\(value) 本身归较好的一段", en: "\(value) itself counts to the better band")
        case .end(let value):
            LocalizedText(zh: "没有写到哪里为止，取 \(value)", en: "it does not say where it ends; \(value) was taken")
        case .notMeasured:
            LocalizedText(
                zh: "等级是数值，而表里没有写数值从哪里来：先由人评分；要度量，就用下面几行代替 rated（docs/templates.md）",
                en:
                    "the levels are values, and the sheet does not say where these come from: rated by people until the lines below take the place of rated (docs/templates.md)"
            )
        case .alike(let template):
            LocalizedText(zh: "\(template) 这样度量同名的指标", en: "\(template) measures an indicator of this name so")
        }
    }
}
