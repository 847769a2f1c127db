/// Why a person who was employed in a period is not appraised.
package enum NotAppraisedReason: Sendable, Hashable {
    /// Fewer days than the template asks for.
    case tooFewDays(Int, minimum: Int)
    /// No published template names the post, and none is the default.
    case noTemplate(post: String?)
    /// The source does not name the person in the period any more.
    case notEmployed
    /// The period is for one department, and the source has the person in another one, or in none.
    case otherDepartment(String?, period: String)

    package var text: LocalizedText {
        switch self {
        case .tooFewDays(let days, let minimum):
            LocalizedText(
                zh: "考核期内在职 \(days) 天，少于要求的 \(minimum) 天",
                en: "employed \(days) \(days == 1 ? "day" : "days") of the period, \(minimum) are needed")
        case .noTemplate(let post?):
            LocalizedText(zh: "岗位“\(post)”没有对应的考核模板", en: "no template for the post '\(post)', and no default")
        case .notEmployed:
            LocalizedText(
                zh: "按数据源，该员工已不属于本考核期的考核范围",
                en: "the source does not name this person among the people of the period any more")
        case .otherDepartment(let department?, let period):
            LocalizedText(
                zh: "按数据源，该员工属于部门“\(department)”，本考核期只考核部门“\(period)”",
                en: "by the source in department '\(department)', and the period is for '\(period)' alone")
        case .otherDepartment(nil, let period):
            LocalizedText(
                zh: "按数据源，该员工没有部门，本考核期只考核部门“\(period)”",
                en: "by the source in no department, and the period is for '\(period)' alone")
        case .noTemplate(nil):
            LocalizedText(zh: "没有岗位，也没有默认考核模板", en: "no post, and no default template")
        }
    }
}
