/// What the relations and columns of a source are called that people know: docs/source.md has them.
///
/// What a company measures beside these is called what it is.
enum SourceWords {
    typealias Word = (zh: String, en: String)

    static let relations: [String: Word] = [
        "employee": ("员工", "people"), "ticket": ("工单", "tickets"),
        "satisfaction_response": ("满意度评价", "satisfaction answers"),
        "nps_response": ("推荐意愿评分", "answers on recommending"), "complaint": ("投诉", "complaints"),
        "task": ("任务", "tasks"), "repair_report": ("维修报告", "repair reports"), "attendance": ("考勤", "attendance"),
        "violation": ("违规", "violations"), "collaboration_feedback": ("协作评价", "feedback of colleagues"),
        "service_order": ("服务订单", "service orders"), "opportunity": ("商机", "opportunities"),
        "maintenance_cost": ("维护费用", "maintenance costs"),
    ]

    static let columns: [String: Word] = [
        "opened_at": ("受理时间", "opening"), "first_response_at": ("首次响应时间", "first response"),
        "resolved_at": ("解决时间", "resolution"), "closed_at": ("关闭时间", "closing"),
        "target_at": ("目标时间", "target time"), "due_at": ("到期时间", "due time"),
        "done_at": ("完成时间", "completion"), "responded_at": ("评价时间", "time of the answer"),
        "received_at": ("收到时间", "receipt"), "submitted_at": ("提交时间", "handing in"),
        "given_at": ("评价时间", "time of the feedback"), "ordered_at": ("下单时间", "order"),
        "day": ("日期", "day"), "spent_on": ("支出日期", "day of spending"), "status": ("状态", "status"),
        "score": ("评分", "score"), "aspect": ("评价方面", "aspect"), "kind": ("类别", "kind"),
        "severity": ("严重程度", "severity"), "category": ("类别", "category"), "channel": ("渠道", "channel"),
        "priority": ("优先级", "priority"), "root_cause": ("根本原因", "root cause"),
        "customer_id": ("客户", "customer"), "ticket_id": ("工单", "ticket"), "visits": ("上门次数", "visits"),
        "parts_wait_hours": ("等待配件的小时数", "hours waited for parts"), "portion": ("休假份额", "part of the day"),
        "actual": ("实际费用", "actual cost"), "budget": ("预算", "budget"),
        "from_department": ("评价部门", "department that gave it"), "repeat_of": ("前次工单", "ticket before"),
        "reopened": ("重新打开与否", "whether it was reopened"), "escalated": ("升级与否", "whether it was escalated"),
        "target_met": ("达标与否", "whether it was on target"), "remote": ("远程与否", "whether it was done from afar"),
        "fixed_first_visit": ("首次修复与否", "whether it was fixed at the first visit"),
        "disputed": ("有无争议", "whether it was disputed"), "won": ("成交与否", "whether it was won"),
        "upheld": ("成立与否", "whether it was upheld"),
    ]

    /// Yes and no of what is either.
    static let answers: [String: (yes: Word, no: Word)] = [
        "reopened": (("重新打开过", "reopened"), ("未重新打开", "not reopened")),
        "escalated": (("升级过", "escalated"), ("未升级", "not escalated")),
        "target_met": (("达到目标时间", "on target"), ("未达到目标时间", "not on target")),
        "remote": (("远程处理", "done from afar"), ("非远程处理", "not done from afar")),
        "fixed_first_visit": (("首次上门即修复", "fixed at the first visit"), ("首次上门未修复", "not fixed at the first visit")),
        "disputed": (("有争议", "disputed"), ("没有争议", "not disputed")),
        "won": (("成交", "won"), ("未成交", "not won")), "upheld": (("成立", "upheld"), ("不成立", "not upheld")),
    ]

    /// Words that columns have.
    static let values: [String: Word] = [
        "resolved": ("已解决", "resolved"), "closed": ("已关闭", "closed"), "cancelled": ("已取消", "cancelled"),
        "rejected": ("已拒绝", "rejected"), "solution": ("解决方案", "solution"), "minor": ("轻微", "minor"),
        "major": ("严重", "major"), "late": ("迟到", "late"), "absent": ("缺勤", "absent"), "leave": ("休假", "leave"),
        "present": ("出勤", "present"),
    ]

    /// Posts that templates come with.
    static let posts: [String: Word] = [
        "technician": ("维修技术员", "technician"), "field-engineer": ("现场工程师", "field engineer"),
        "service-desk": ("服务台", "service desk"), "service-desk-agent": ("客服专员", "service desk agent"),
        "ecommerce-service": ("电商客服", "e-commerce service"), "chatwoot-agent": ("Chatwoot 客服", "Chatwoot agent"),
        "glpi-agent": ("GLPI 客服", "GLPI agent"), "odoo-agent": ("Odoo 客服", "Odoo agent"),
        "osticket-agent": ("osTicket 客服", "osTicket agent"), "zammad-agent": ("Zammad 客服", "Zammad agent"),
    ]
}

extension Words {
    func of(_ word: SourceWords.Word) -> String { say(word.zh, word.en) }

    /// A relation that people know; another one is called what it is.
    package func relation(_ name: String) -> String {
        SourceWords.relations[name].map { say("\($0.zh) \(name)", name) } ?? name
    }

    /// A column that people know; another one is called what it is.
    package func column(_ name: String) -> String {
        SourceWords.columns[name].map { say("\($0.zh) \(name)", name) } ?? name
    }

    /// The rows of a relation, without its name in the source.
    package func rows(of relation: String) -> String { SourceWords.relations[relation].map { of($0) } ?? relation }

    /// A post that templates come with; a company's own is called what it is.
    package func post(_ name: String) -> String { SourceWords.posts[name].map { of($0) } ?? name }
}
