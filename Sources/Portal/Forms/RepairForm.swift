import Pages
import Postgres
import Reports

/// Somebody reports a repair.
///
/// A link may bring the number of the ticket: `/repair/T-1042`.
struct RepairForm: PortalForm {
    static let name = "repair"
    static let route = "repair/:ticket"

    let subject: String

    init(_ context: PortalContext) throws {
        subject = try Portal.parameter("ticket", context)
    }

    var path: String { "/repair/\(subject.inAddress)" }

    static func word(_ flag: Bool, _ language: Language) -> String {
        flag ? language.text(zh: "是", en: "yes") : language.text(zh: "否", en: "no")
    }

    private static func answers(_ language: Language) -> [FormPage.Field.Option] {
        [.init(value: "false", label: word(false, language)), .init(value: "true", label: word(true, language))]
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard try await connection.query(Statements.takesRepairs).one().decode(Bool.self) else { return nil }
        let language = visit.language
        return FormPage(
            title: language.text(zh: "维修报告", en: "Report of a repair"), path: path,
            intro: [
                language.text(
                    zh: "网络中断时请保留此页面，恢复后再次提交；内容相同的报告只保留一份。",
                    en:
                        "Where the network is lost, leave this page open and send it again: the same report is kept once."
                )
            ],
            fields: [
                .line(
                    "ticket", language.text(zh: "工单号", en: "Number of the ticket"),
                    value: subject == "new" ? nil : subject, isNeeded: true),
                .number("visits", language.text(zh: "上门次数", en: "Visits"), value: "1"),
                .choice("fixed", language.text(zh: "首次上门即修复", en: "Fixed at the first visit"), Self.answers(language)),
                .number(
                    "hours", language.text(zh: "等待配件（小时）", en: "Hours for which parts were waited for"), value: "0"),
                .choice("remote", language.text(zh: "远程完成", en: "Done from afar"), Self.answers(language)),
                .area("note", language.text(zh: "说明", en: "Note")),
                .line(
                    "photos", language.text(zh: "照片名称", en: "Names of photos"),
                    hint: language.text(zh: "照片存放在贵公司自己的系统中。", en: "Photos are kept in your company's own system.")),
            ], submit: language.text(zh: "提交", en: "Hand in"))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let ticket = form.text("ticket") else {
            throw Refusal(language.text(zh: "请填写工单号。", en: "Give the number of the ticket."), field: "ticket")
        }
        guard let visits = form.text("visits"), visits.wholeMatch(of: /[0-9]{1,2}/) != nil else {
            throw Refusal(language.text(zh: "请填写上门次数，例如 1。", en: "Count the visits, such as 1."), field: "visits")
        }
        let hours = (form.text("hours") ?? "0").replacing(",", with: ".")
        guard hours.wholeMatch(of: /[0-9]{1,5}(\.[0-9]{1,2})?/) != nil else {
            throw Refusal(language.text(zh: "请填写小时数，例如 4.5。", en: "Give hours, such as 4.5."), field: "hours")
        }
        let (isFixed, isRemote) = (form.text("fixed") == "true", form.text("remote") == "true")
        try await connection.execute(
            Statements.reportRepair, ticket, visits, "\(isFixed)", hours, "\(isRemote)", form.text("note"),
            form.text("photos"))
        return "/repair"
    }
}
