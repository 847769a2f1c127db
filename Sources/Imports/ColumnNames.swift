/// What people call the columns of the tables that Merit reads.
package enum ColumnNames {
    /// The column that a heading names; nil where it is none of them.
    static func column(of heading: String, among columns: [ImportColumn]) -> ImportColumn? {
        let name = folded(heading)
        return columns.first { folded($0.name) == name }
            ?? columns.first { column in names[column.name]?.contains(name) ?? false }
    }

    /// What a column is called in a form to fill in.
    static func heading(of column: String, isChinese: Bool) -> String {
        isChinese ? chinese[column] ?? column : column
    }

    /// Words that stand for the values of a column.
    static func value(of word: String, in column: String) -> String? {
        values[column]?[word]
    }

    /// The values that a column may have; empty where it may have any.
    static func choices(of column: String) -> [String] {
        Set(values[column, default: [:]].values).sorted()
    }

    /// Case, blanks and marks between words make no difference: `Employee ID` is `employee_id`.
    package static func folded(_ heading: String) -> String {
        var folded = ""
        for scalar in heading.lowercased().unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            folded.unicodeScalars.append(scalar)
        }
        return folded
    }

    private static let names: [String: Set<String>] = Dictionary(
        uniqueKeysWithValues: parsed.map { ($0.column, Set($0.names.map(folded))) })

    /// The first of the Chinese names.
    private static let chinese: [String: String] = Dictionary(
        uniqueKeysWithValues: parsed.compactMap { entry in
            entry.names.first { $0.unicodeScalars.contains { $0.properties.isIdeographic } }.map { (entry.column, $0) }
        })

    private static let parsed: [(column: String, names: [String])] = list.split(separator: "\n").map { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        return (
            String(parts[0]), parts[1].split(separator: ",").map { String($0.drop { $0 == " " }) }
        )
    }

    private static let list = """
        employee_id: 工号, 员工编号, 员工工号, 员工号, 人员编号, employee, employee no, employee number, staff id, staff no, personnel number, agent, agent id, technician
        name: 姓名, 员工姓名, 名字, full name, employee name
        post: 岗位, 职位, 职务, position, job, job title, role
        department: 部门, 所属部门, dept, team
        supervisor_id: 主管工号, 上级工号, 直属上级, 直接上级, 主管, supervisor, manager, manager id
        employed_from: 入职日期, 任职开始, 开始日期, hired on, hire date, start date, from
        employed_to: 离职日期, 任职结束, 结束日期, left on, leaving date, end date, to
        ticket_id: 工单号, 工单编号, 单号, ticket, ticket no, ticket number, case, case number
        opened_at: 创建时间, 建单时间, 受理时间, 报修时间, opened, created, created at
        resolved_at: 解决时间, 处理完成时间, resolved, solved at
        closed_at: 关闭时间, 结单时间, closed
        status: 状态, 工单状态, state
        first_response_at: 首次响应时间, 响应时间, first response, first reply at
        target_at: 时限, 目标时间, 承诺时间, sla, sla due, deadline
        target_met: 是否达标, 是否按时, 达标, on time, sla met
        reopened: 是否重开, 重开, was reopened
        escalated: 是否升级, 升级, was escalated
        customer_id: 客户编号, 客户号, 客户, customer, customer no, customer number
        category: 类别, 分类, 类型, type
        channel: 渠道, 来源渠道, via
        priority: 优先级, 紧急程度, urgency
        remote: 是否远程, 远程, remotely
        repeat_of: 重复工单, 原工单号, duplicate of
        score: 评分, 得分, 分数, 打分, rating
        responded_at: 评价时间, 回复时间, 回访时间, answered at, response time
        comment: 评语, 评论, 意见, 备注, 说明, comments, remark, remarks
        aspect: 方面, 评价方面, 维度, dimension
        complaint_id: 投诉编号, 投诉单号, complaint, complaint no
        received_at: 投诉时间, 接诉时间, 收到时间, received
        root_cause: 根本原因, 投诉原因, 原因, cause
        upheld: 是否成立, 成立, 是否属实, justified
        task_id: 任务编号, 任务号, task, task no
        due_at: 截止时间, 应完成时间, due, due date
        done_at: 完成时间, 实际完成时间, done, completed at
        day: 日期, 考勤日期, 发生日期, date
        kind: 考勤类型, 出勤状态, 考勤结果, attendance
        portion: 请假天数, 天数, 请假比例, part of day, share of day
        severity: 严重程度, 违规程度, 级别, level
        report_id: 报告编号, 维修单号, report, report no
        submitted_at: 提交时间, 填报时间, submitted
        fixed_first_visit: 一次修复, 首次修复, 是否一次修复, fixed at first visit, first time fix
        visits: 上门次数, 次数, number of visits
        parts_wait_hours: 等件小时, 等待备件小时, hours waiting for parts
        from_department: 评价部门, 来自部门, given by
        given_at: 评价日期, given
        order_id: 订单号, 订单编号, order, order no
        ordered_at: 下单时间, ordered
        disputed: 是否纠纷, 有纠纷, dispute
        opportunity_id: 商机编号, 商机号, opportunity
        won: 是否成交, 成交, success
        spent_on: 发生日, 支出日期, spent
        actual: 实际, 实际费用, 实际成本, actual cost
        budget: 预算, 预算费用, planned cost
        period: 考核周期, 周期, 考核月份, 月份, label, month
        source: 评价来源, 来源, 评价类型, given as
        rater_id: 评价人工号, 评价人, 评分人, 评分人工号, rater, reviewer
        indicator: 指标代码, 指标, 考核指标, kpi
        points: 分值, 得分, 评分, 分数, score, mark
        """

    private static let values: [String: [String: String]] = [
        "source": [
            "自评": "self", "上级": "supervisor", "上级评价": "supervisor", "主管": "supervisor", "主管评价": "supervisor",
            "同事": "peer", "互评": "peer",
        ],
        "kind": [
            "出勤": "present", "正常": "present", "迟到": "late", "缺勤": "absent", "旷工": "absent", "请假": "leave",
            "休假": "leave",
        ],
        "severity": ["一般": "minor", "轻微": "minor", "严重": "major", "重大": "major"],
    ]
}
