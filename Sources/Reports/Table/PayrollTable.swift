package import Store

/// A batch for payroll as it is written: the same batch gives the same, whenever that is.
package enum PayrollTable {
    package static func of(_ batch: PayrollBatch, _ rows: [PayrollBatch.Row], language: Language) -> Table {
        func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }
        let headings = [
            (say("工号", "employee_id"), false), (say("姓名", "name"), false), (say("部门", "department"), false),
            (say("考核期", "period"), false), (say("等级", "grade"), false), (say("系数", "coefficient"), true),
            (say("上次系数", "previous_coefficient"), true), (say("差额", "difference"), true),
            (say("补发/扣回", "direction"), false), (say("版本", "revision"), true), (say("确认情况", "confirmation"), false),
            (say("有未决申诉", "open_appeal"), false), (say("审批人", "approved_by"), false), (say("批次", "batch"), true),
            (say("校验和", "checksum"), false),
        ]
        var table = Table(headings.map { .init($0.0, isNumber: $0.1) })
        for row in rows {
            table.add([
                row.employeeID, row.name, row.department, batch.period, row.grade, row.coefficient,
                row.previousCoefficient, row.difference,
                row.difference.flatMap { difference in
                    difference == "0"
                        ? nil : difference.hasPrefix("-") ? say("扣回", "take back") : say("补发", "pay more")
                }, "\(row.revision)", Self.state(row.confirmation, language),
                row.hasOpenAppeal ? say("是", "yes") : say("否", "no"), row.approvedBy, "\(batch.number)",
                batch.checksum,
            ])
        }
        return table
    }

    private static func state(_ state: String, _ language: Language) -> String {
        guard language == .zhHans else { return state }
        return switch state {
        case "delivered": "已送达"
        case "seen": "已查看"
        case "confirmed": "已确认"
        case "objected": "有异议"
        case "expired": "逾期未答复（不视为同意）"
        default: state
        }
    }
}
