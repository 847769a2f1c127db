import Pages
import Postgres
import Reports

/// A proposal, decided by an officer: one page each.
struct ProposalForm: PortalForm {
    static let name = "proposal"
    static let route = "proposal/:number"

    let number: Int64

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
    }

    var subject: String { "\(number)" }
    var path: String { "/proposal/\(number)" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        let rows = try await connection.query(
            Statements.openProposal, number, visit.languageKey)
        guard let row = rows.first else { return nil }
        let (period, person, kind, zh, en, reason) = try row.decode(
            String.self, String.self, String.self, String?.self, String?.self, String?.self)
        let (language, words) = (visit.language, Words(visit.language))
        let choices = ["accepted", "declined"].map { FormPage.Field.Option(value: $0, label: words.outcomeState($0)) }
        let pick = FormPage.Field.Option(value: "", label: "–")
        var page = FormPage(
            title: words.owed("proposal"), path: path,
            facts: [
                .init(label: language.text(zh: "员工", en: "Person"), value: try await Names.one(person, connection)),
                .init(label: Labels.of("period", language), value: period),
                .init(label: language.text(zh: "建议", en: "Proposal"), value: words.outcome(kind, zh: zh, en: en)),
                .init(label: language.text(zh: "理由", en: "Why"), value: reason ?? "–"),
            ],
            fields: [
                .choice("status", language.text(zh: "决定", en: "Decision"), [pick] + choices),
                .area("words", language.text(zh: "理由", en: "Why")),
            ], submit: language.text(zh: "决定", en: "Decide"))
        page.show(
            [.init(label: language.text(zh: "查看该月结果", en: "Look at the month"), path: Self.month(period, person))],
            evidence: try await evidence(visit, connection))
        return page
    }

    static func month(_ period: String, _ person: String) -> String {
        "/month/\(period.inAddress)/of/\(person.inAddress)"
    }

    /// Of a proposal that hurts; of any other there is none.
    private func evidence(_ visit: Visit, _ connection: PostgresConnection) async throws -> [FormPage.Evidence] {
        let language = visit.language
        let links = try await connection.query(Statements.evidence, number, visit.languageKey).map { row in
            try row.decode(String.self, String?.self, String?.self, String?.self)
        }
        let names = try await Names.load(actors: links.compactMap(\.3), language, connection)
        return links.map { state, says, at, who in
            let name =
                switch state {
                case "present": language.text(zh: "有", en: "there")
                case "missing": language.text(zh: "缺少", en: "missing")
                case "not_needed": language.text(zh: "不需要", en: "not needed")
                default: language.text(zh: "注意", en: "note")
                }
            return FormPage.Evidence(
                state: name, isMissing: state == "missing", says: says ?? "",
                note: [Words(language).day(at), who.map(names.of)].compactMap(\.self).joined(separator: " · "))
        }
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let status = form.text("status") else {
            throw Refusal(visit.language.text(zh: "请选择。", en: "Choose one."), field: "status")
        }
        try await connection.execute("select merit_api.decide_outcome($1, $2, $3)", number, status, form.text("words"))
        return "/"
    }
}
