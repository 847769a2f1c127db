import Pages
import Postgres
import Reports

/// What an operator does to the queue, each time with a reason.
struct QueueForm: PortalForm {
    static let name = "queue"
    static let route = "queue/:act/:what"

    private let act: String
    /// A kind of jobs, or the number of one.
    private let what: String

    init(_ context: PortalContext) throws {
        act = try Portal.parameter("act", context)
        what = try Portal.parameter("what", context)
        guard ["pause", "resume"].contains(act) || ["retry", "cancel"].contains(act) && Int64(what) != nil else {
            throw NotThere()
        }
    }

    var subject: String { "\(act) \(what)" }
    var path: String { "/queue/\(act)/\(what.inAddress)" }

    static func name(of act: String, _ language: Language) -> String {
        switch act {
        case "pause": language.text(zh: "暂停", en: "Pause")
        case "resume": language.text(zh: "恢复", en: "Resume")
        case "retry": language.text(zh: "重试", en: "Try again")
        default: language.text(zh: "取消", en: "Cancel")
        }
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard try await Duties.load(connection).isOperator else { return nil }
        let language = visit.language
        return FormPage(
            title: Self.name(of: act, language), path: path,
            facts: [.init(label: language.text(zh: "对象", en: "Of what"), value: QueuePage.kind(what, language))],
            fields: [
                .line(
                    "why", language.text(zh: "原因", en: "Why"),
                    hint: language.text(zh: "会连同您的工号留在记录里。", en: "It stands in the trail, with your id."),
                    isNeeded: true)
            ], submit: Self.name(of: act, language))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let why = form.text("why") else {
            throw Refusal(visit.language.text(zh: "请写明原因。", en: "Say why."), field: "why")
        }
        let isOfKind = act == "pause" || act == "resume"
        try await connection.execute(
            Statements.runQueue, act, why, isOfKind ? what : nil, isOfKind ? nil : Int64(what))
        return isOfKind ? "/queue" : "/job/\(what)"
    }
}
