package import Appraisal
import Exact
package import Store

/// The results of a period: who stands where, and why.
package enum ResultTable {
    /// - Parameter templates: those of the results, for the names of their indicators.
    package static func of(
        _ records: [ResultRecord], by templates: [TemplateReference: Template], language: Language
    ) -> Table {
        var table = Table([
            .init(language.text(zh: "名次", en: "rank"), isNumber: true), .init(language.text(zh: "工号", en: "id")),
            .init(language.text(zh: "姓名", en: "name")), .init(language.text(zh: "部门", en: "department")),
            .init(language.text(zh: "模板", en: "template")), .init(language.text(zh: "自评", en: "self"), isNumber: true),
            .init(language.text(zh: "上级", en: "superv."), isNumber: true),
            .init(language.text(zh: "总分", en: "total"), isNumber: true), .init(language.text(zh: "等级", en: "grade")),
            .init(language.text(zh: "系数", en: "coeff."), isNumber: true), .init("NPS", isNumber: true),
            .init(language.text(zh: "说明", en: "why")),
        ])
        for record in records.sorted(by: precedes) {
            table.add([
                record.rankInDepartment.map { "\($0)" }, record.employeeID, record.name, record.department,
                record.template?.code, record.scores[.`self`]?.description, record.scores[.supervisor]?.description,
                record.total?.description, record.grade.map { $0 + (record.nearCut ? "*" : "") },
                record.coefficient?.description, record.nps.map { "\($0) ±\(record.npsMargin ?? 0)" },
                why(record, titles(of: record.template.flatMap { templates[$0] }, language), language),
            ])
        }
        return table
    }

    /// By department, the best first; who has no total stands last.
    private static func precedes(_ left: ResultRecord, _ right: ResultRecord) -> Bool {
        if left.department != right.department { return left.department ?? "" < right.department ?? "" }
        if left.total != right.total { return left.total ?? -1 > right.total ?? -1 }
        return left.employeeID < right.employeeID
    }

    /// The reason against a total, or the two indicators that cost most of their points.
    private static func why(_ record: ResultRecord, _ titles: [String: String], _ language: Language) -> String {
        if let reason = record.reason { return language.of(reason) }
        let lost: [(score: IndicatorRecord, points: BigDecimal, lost: BigDecimal)] = record.indicators.compactMap {
            score in
            score.points.map { (score, $0, score.maxPoints - $0) }
        }
        let weakest = lost.filter { $0.lost > 0 }.sorted { left, right in
            left.lost != right.lost ? left.lost > right.lost : left.score.indicator < right.score.indicator
        }
        return weakest.prefix(2)
            .map { "\(titles[$0.score.indicator] ?? $0.score.indicator) \($0.points)/\($0.score.maxPoints.normalized)" }
            .joined(separator: ", ")
    }

    private static func titles(of template: Template?, _ language: Language) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (template?.indicators ?? []).map { ($0.code, language.of($0.title)) })
    }
}
