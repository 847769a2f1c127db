import Pages
import Postgres
import Reports

/// What somebody plans for the month to come, in their self-evaluation as a whole.
struct Plan: Sendable {
    /// What stands there.
    let words: String?
    /// One number for everything, where it was given: it stays.
    private let points: String?
    /// The newest plan from before the period.
    private let before: (period: String, words: String)?

    /// The name of its field.
    static let field = "plan"
    /// Bytes of markup that a plan takes beside a form; its month shows all of it.
    private static let most = 3000

    /// As far as the reader may see it.
    static func load(_ period: String, of person: String, _ connection: PostgresConnection) async throws -> Plan {
        guard let row = try await connection.query(Statements.plans, period, person).first else {
            return Plan(words: nil, points: nil, before: nil)
        }
        let before: String? = try row["before_plan"]
        let label: String? = try row["before_period"]
        return Plan(
            words: try row["plan"], points: try row["points"],
            before: before.flatMap { words in label.map { (period: $0, words: words) } })
    }

    private static func title(_ language: Language) -> String { Words(language).nextPlan }

    /// - Parameter isOwn: whether the reader writes it here.
    func facts(isOwn: Bool, _ language: Language) -> [FormPage.Fact] {
        var facts: [FormPage.Fact] = []
        if let before {
            facts.append(
                .init(
                    label: language.text(zh: "\(before.period) 写的计划", en: "Planned in \(before.period)"),
                    value: LongText(before.words).beginning(Self.most)))
        }
        if !isOwn, points == nil, let words {
            facts.append(.init(label: Self.title(language), value: LongText(words).beginning(Self.most)))
        }
        return facts
    }

    func asked(_ language: Language) -> FormPage.Field {
        .area(
            Self.field, Self.title(language),
            hint: language.text(
                zh: "本月结果页、上级评价时与面谈单上可见。",
                en: "It is shown with your month, to whoever rates you, and on the sheet of the interview."),
            value: words)
    }

    /// - Throws: ``Refusal`` where one that was given would be emptied.
    func give(
        _ form: FormData, of person: String, in period: String, _ language: Language, _ connection: PostgresConnection
    )
        async throws
    {
        let written = form.text(Self.field)
        guard written != words?.trimmed else { return }
        if written == nil && points == nil {
            guard words != nil, form[Self.field] != nil else { return }
            throw Refusal(
                language.text(zh: "已提交的计划可以修改，不能清空。", en: "A plan that was handed in can be changed, not emptied."),
                field: Self.field)
        }
        do {
            try await connection.execute(Statements.evaluate, period, person, nil as String?, points, written)
        } catch {
            guard var refusal = Refusal(error, language) else { throw error }
            refusal.field = refusal.field ?? Self.field
            throw refusal
        }
    }
}
