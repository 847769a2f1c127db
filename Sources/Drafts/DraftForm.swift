package import Sheets

/// A workbook to fill in, which becomes a draft as it is: an empty sheet, and one that shows how.
package enum DraftForm {
    private static let columns: [DraftColumn] = [
        .dimension, .dimensionWeight, .indicator, .english, .points, .criteria, .levelPoints, .remark, .from, .at,
        .filter,
        .value, .minSample,
    ]

    package static func sheets(isChinese: Bool) -> [SheetDraft] {
        // Text, all of it: a spreadsheet would make a day of 3-5.
        let headings = columns.map { column in
            SheetDraft.Column(
                column.heading(isChinese: isChinese), .text, width: column == .criteria || column == .value ? 36 : 14)
        }
        let empty = SheetDraft(isChinese ? "指标" : "indicators", columns: headings)
        var example = SheetDraft(isChinese ? "示例" : "example", columns: headings)
        example.rows = (isChinese ? chinese : english).split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
        }
        return [empty, example]
    }

    private static let chinese = """
        服务态度|60|沟通态度|Communication|20|热情主动|15-20||||||
        |||||平淡|8-14||||||
        |||||恶劣|0-7||||||
        ||满意度|Customer satisfaction|40|≥95%|40|4 分及以上的评价占比|satisfaction_response|responded_at||share(score >= 4)|5
        |||||90%-95%|25-39||||||
        |||||<90%|0||||||
        工作效率|40|响应时长|Response time|40|1小时以内|40|从建单到首次响应的平均时长||||
        |||||1-2小时|20-39||||||
        |||||2小时以上|0||||||
        """

    private static let english = """
        Attitude|60|Communication|Communication|20|Warm and proactive|15-20||||||
        |||||Flat|8-14||||||
        |||||Rude|0-7||||||
        ||Satisfaction|Satisfaction|40|≥95%|40|share of answers of 4 and more|satisfaction_response|responded_at||share(score >= 4)|5
        |||||90%-95%|25-39||||||
        |||||<90%|0||||||
        Efficiency|40|Response time|Response time|40|within 1 hour|40|mean from opening to the first response||||
        |||||1-2 hours|20-39||||||
        |||||over 2 hours|0||||||
        """
}
