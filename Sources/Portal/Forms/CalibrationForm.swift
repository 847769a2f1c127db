import Pages
import Postgres
import Reports

/// A supervisor rates somebody again in a round of calibration, without what others say; once the round is over the person's own supervisor
/// enters what was agreed on.
struct CalibrationForm: PortalForm {
    static let name = "calibration"
    static let route = "calibration/:number/of/:person"

    let number: Int64
    let person: String

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
        person = try Portal.parameter("person", context)
    }

    var subject: String { "\(number) \(person)" }
    var path: String { Self.path(number, person) }

    static func path(_ number: Int64, _ person: String) -> String { "/calibration/\(number)/of/\(person.inAddress)" }

    /// An indicator of the person in the round.
    private struct Item {
        let code: String
        let title: String
        let most: String
        /// What which points mean.
        let levels: [String]
        /// The reader's own answer.
        let points: String?
        let words: String?
        /// Everyone's, once the round is over.
        let said: [String]
        let agreed: String?
        let reason: String?

        init(_ row: PostgresRow, _ language: Language) throws {
            code = try row["indicator"]
            title = try row["title"]
            most = try row["most"]
            levels = RatedLevel.words(try row["levels"], language)
            points = try row["points"]
            words = try row["words"]
            said = try row["said"]
            agreed = try row["agreed"]
            reason = try row["reason"]
        }
    }

    private struct Round {
        let title: String
        let period: String
        let until: String
        /// Whether the reader is asked, and the round goes on.
        let isToAnswer: Bool
        /// Whether it is over, and the reader the person's supervisor.
        let isToAgree: Bool
        let items: [Item]
    }

    private func round(_ visit: Visit, _ connection: PostgresConnection) async throws -> Round? {
        let rows = try await connection.query(Statements.calibrationOf, number, person, visit.languageKey)
        guard let row = rows.first else { return nil }
        return Round(
            title: try row["round"], period: try row["period"], until: try row["until"],
            isToAnswer: try row["is_to_answer"], isToAgree: try row["is_to_agree"],
            items: try rows.map { try Item($0, visit.language) })
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let round = try await round(visit, connection), round.isToAnswer || round.isToAgree else { return nil }
        let language = visit.language
        let facts = [
            FormPage.Fact(label: language.text(zh: "员工", en: "Person"), value: try await Names.one(person, connection)),
            .init(label: Labels.of("period", language), value: round.period),
            .init(label: language.text(zh: "轮次", en: "Round"), value: round.title),
        ]
        if round.isToAnswer {
            let blind = language.text(
                zh: "本轮结束之前，谁也看不到别人的回答。", en: "Nobody sees what another says before the round is over.")
            return FormPage(
                title: Words(language).owed("calibration"), path: path, intro: [blind],
                facts: facts + [
                    .init(
                        label: Labels.of("due", language), value: Words(language).deadline(round.until) ?? round.until)
                ],
                fields: answerFields(round, language), submit: language.text(zh: "提交", en: "Hand in"))
        }
        let said = round.items.map { FormPage.Fact(label: $0.title, value: $0.said.joined(separator: "; ")) }
        return FormPage(
            title: Words(language).owed("agreement"), path: path, facts: facts + said,
            fields: agreementFields(round, language), submit: language.text(zh: "录入", en: "Enter"))
    }

    private func asked(_ field: String, of item: Item, _ value: String?, _ language: Language) -> FormPage.Field {
        let most = language.text(zh: "，最高 \(item.most) 分", en: ", at most \(item.most)")
        return .number(
            "\(field).\(item.code)", item.title + most,
            hint: item.levels.isEmpty ? nil : item.levels.joined(separator: " · "), value: value)
    }

    private func answerFields(_ round: Round, _ language: Language) -> [FormPage.Field] {
        round.items.flatMap { item in
            [
                asked("points", of: item, item.points, language),
                .area(
                    "words.\(item.code)", language.text(zh: "\(item.title)：说明", en: "\(item.title): in words"),
                    value: item.words),
            ]
        }
    }

    private func agreementFields(_ round: Round, _ language: Language) -> [FormPage.Field] {
        let points = round.items.map { asked("agreed", of: $0, $0.agreed, language) }
        let reason = FormPage.Field.area(
            "words", language.text(zh: "理由", en: "Why"), value: round.items.compactMap(\.reason).first, isNeeded: true)
        return points + [reason]
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let round = try await round(visit, connection), round.isToAnswer || round.isToAgree else {
            throw NotThere()
        }
        let (language, prefix) = (visit.language, round.isToAnswer ? "points" : "agreed")
        var given = 0
        // What was answered already goes first: a round ends with the last answer that is missing.
        let items =
            round.isToAnswer
            ? round.items.filter { $0.points != nil } + round.items.filter { $0.points == nil } : round.items
        for item in items {
            let field = "\(prefix).\(item.code)"
            let words = round.isToAnswer ? form.text("words.\(item.code)") : form.text("words")
            guard let points = try Sheet.points(form, field, language) else {
                if round.isToAnswer, words != nil {
                    throw Refusal(language.text(zh: "请同时给出分数。", en: "Give points as well."), field: field)
                }
                continue
            }
            do {
                try await connection.execute(
                    round.isToAnswer ? Statements.rateAgain : Statements.agree, number, person, item.code, points, words
                )
            } catch {
                guard var refusal = Refusal(error, language) else { throw error }
                refusal.field = refusal.field ?? field
                throw refusal
            }
            given += 1
        }
        if given == 0 {
            throw Refusal(language.text(zh: "还没有填写任何分数。", en: "No points are given yet."))
        }
        guard round.isToAnswer else { return "/" }
        let next = try await connection.query(Statements.nextInRound, number).one().decode(String?.self)
        return next.map { Self.path(number, $0) } ?? "/"
    }
}
