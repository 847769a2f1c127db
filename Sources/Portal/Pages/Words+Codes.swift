import Reports

extension Words {
    /// What merit.owed, states of deliveries and the like are called.
    static func code(_ code: String, _ language: Language) -> String {
        codes[code].map { language.text(zh: $0.zh, en: $0.en) } ?? code
    }

    private static let codes: [String: (zh: String, en: String)] = [
        "self_evaluation": ("自我评价", "Evaluate yourself"),
        "evaluation": ("评价", "Rate"),
        "answer": ("答复结果", "Answer your result"),
        "appeal": ("处理申诉", "Decide an appeal"),
        "proposal": ("处理建议", "Decide a proposal"),
        "interview": ("进行面谈", "Hold an interview"),
        "acknowledgement": ("确认面谈记录", "Acknowledge an interview"),
        "task": ("跟进改进任务", "Follow up a task"),
        "rule": ("知悉考核规则", "Acknowledge the rules"),
        "training": ("参加培训", "Attend a training"),
        "delivered": ("已送达", "delivered"),
        "seen": ("已查看", "seen"),
        "confirmed": ("已确认", "confirmed"),
        "objected": ("已提出异议", "objected to"),
        "expired": ("已过期，未答复", "over, not answered"),
        "replaced": ("已被新版本取代", "replaced by a newer revision"),
        "scored": ("已评分", "scored"),
        "incomplete": ("不完整", "incomplete"),
        "not_appraised": ("不参加考核", "not appraised"),
        "link": ("登录链接", "a link"),
        "proxy": ("公司门户", "the company's portal"),
        "openid": ("公司账号", "the company's account"),
        "figure": ("数据有误", "A figure is wrong"),
        "rating": ("评分有误", "A rating is wrong"),
        "not_my_ticket": ("不是我的工单", "Not my ticket"),
        "other": ("其他", "Something else"),
        "warning": ("警告", "Warning"),
        "raise_priority": ("优先加薪", "First in line for a raise"),
        "promotion_priority": ("优先晋升", "First in line for promotion"),
        "pay_cut_review": ("降薪评估", "Review for lower pay"),
        "dismissal_review": ("解除评估", "Review for dismissal"),
        "transfer_review": ("调岗评估", "Review for another post"),
        "talent_pool": ("人才库", "Talent pool"),
        "improvement_plan": ("改进计划", "Improvement plan"),
        "upheld": ("成立", "Uphold"),
        "rejected": ("不成立", "Reject"),
        "accepted": ("接受", "Accept"),
        "declined": ("不接受", "Decline"),
    ]
}
