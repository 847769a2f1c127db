import Imports

/// What a column of a sheet of indicators says.
enum DraftColumn: String, CaseIterable {
    case dimension
    case dimensionWeight = "dimension weight"
    case indicator
    case english = "english name"
    case code
    case points
    case level
    case criteria
    case levelPoints = "level points"
    case unit
    case minSample = "min sample"
    case from = "relation"
    case at = "time column"
    case filter = "where"
    case value = "measure"
    /// Kept as a comment.
    case remark
    /// What people fill in each month, and numbers of rows.
    case nothing = "-"

    /// The column that a heading names; nil where it is none of them.
    init?(heading: String) {
        let plain = DraftText.plain(heading)
        let names = [plain, plain.replacing(#/\([^)]*\)/#, with: "")].map(ColumnNames.folded).filter { !$0.isEmpty }
        guard let column = names.lazy.compactMap({ Self.byName[$0] }).first else { return nil }
        self = column
    }

    /// What it is called in a form to fill in.
    func heading(isChinese: Bool) -> String {
        isChinese ? Self.chinese[self] ?? rawValue : rawValue
    }

    private static let chinese: [DraftColumn: String] = [
        .dimension: "维度", .dimensionWeight: "维度权重", .indicator: "指标", .english: "英文名称", .code: "代码", .points: "分值",
        .level: "等级", .criteria: "评分标准", .levelPoints: "等级得分", .unit: "单位", .minSample: "最少样本", .from: "数据表",
        .at: "时间列", .filter: "条件", .value: "度量", .remark: "说明",
    ]

    private static let byName: [String: DraftColumn] = Dictionary(
        names.split(separator: "\n").flatMap { line -> [(String, DraftColumn)] in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard let column = DraftColumn(rawValue: String(parts[0])) else { return [] }
            return (parts[1].split(separator: ",").map { String($0) } + [column.rawValue])
                .map { (ColumnNames.folded($0), column) }
        }, uniquingKeysWith: { first, _ in first })

    private static let names = """
        dimension: 维度, 考核维度, 考核项目, 考核类别, 项目, 类别, 一级指标, 考核方面, 大项, 考核大项, category, area, group, perspective, key result area, kra
        dimension weight: 维度权重, 维度分值, 维度占比, 项目权重, 类别权重, 一级权重, 一级指标权重, category weight, area weight, weight of dimension
        indicator: 指标, 考核指标, 指标名称, 二级指标, 考核内容, 考核要素, 考核项, 关键绩效指标, 评价指标, 指标项, 关键指标, KPI, KPI指标, KPI名称, indicator name, metric
        english name: 英文名称, 英文, 英文名, english, english title, title en
        code: 代码, 指标代码, 指标编码, indicator code
        points: 分值, 满分, 标准分, 配分, 权重, 指标权重, 指标分值, 占比, 权重分值, 基准分, 总分, max points, maximum points, full points, maximum, max, weight, indicator weight, max score, weighting
        level: 等级, 档次, 级别, 评分等级, 考核等级, grade, band, rating
        criteria: 评分标准, 考核标准, 标准, 评价标准, 计分标准, 评分细则, 考核细则, 等级说明, 标准说明, 计分方法, 评分规则, 评分办法, 考核办法, 计分规则, criterion, standard, scoring, scoring rule, scoring rules, scoring criteria, scale, level description
        level points: 等级得分, 得分, 档次分值, 等级分值, 档次得分, 分数, 对应分值, 对应得分, 评分, 给分, points awarded, score, awarded, points of level
        unit: 单位, 计量单位
        min sample: 最少样本, 最小样本, 样本下限, 最小样本量, minimum sample
        relation: 数据表, 来源表, 取数表, table, from
        time column: 时间列, 时间字段, at
        where: 条件, 筛选条件, 过滤条件, filter
        measure: 度量, 度量表达式, 取值, value
        remark: 说明, 定义, 指标定义, 指标说明, 计算公式, 公式, 计算方法, 统计口径, 口径, 备注, 数据来源, 来源, 目标, 目标值, definition, formula, calculation, remarks, note, notes, comment, comments, description, data source, source, target
        -: 序号, 编号, 考核人, 评分人, 评价人, 考核周期, 周期, 自评, 自评分, 自评得分, 上级评分, 主管评分, 领导评分, 考核得分, 实际得分, 最终得分, 实际完成, 完成情况, 完成值, 实际值, 加权得分, no, number, rater, self score, supervisor score, actual, result, weighted score
        """
}
