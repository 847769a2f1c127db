import Pages
import Postgres
import Reports

/// An officer has results rated again by several supervisors, before they are delivered.
struct OpenCalibrationForm: PortalForm {
    static let name = "open calibration"
    static let route = "period/:period/calibrate"

    let subject: String

    init(_ context: PortalContext) throws {
        subject = try Self.period(context)
    }

    var path: String { Self.path(subject) }

    static func path(_ period: String) -> String { "/period/\(period.inAddress)/calibrate" }

    static func title(_ language: Language) -> String {
        language.text(zh: "发起校准", en: "Have results rated again")
    }

    /// Of so many a round is proposed; who wants more names them.
    private static let most = 60

    private struct Candidate {
        let person: String
        let supervisor: String?
        /// Nil where nothing but the officer's wish speaks for it.
        let why: String?
    }

    private func candidates(_ connection: PostgresConnection) async throws -> [Candidate] {
        try await connection.query(Statements.calibrationCandidates, subject).map { row in
            let (person, supervisor, why) = try row.decode(String.self, String?.self, String?.self)
            return Candidate(person: person, supervisor: supervisor, why: why)
        }
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard try await Duties.load(connection).delivers else { return nil }
        let all = try await candidates(connection)
        let language = visit.language
        let proposed = all.filter { $0.why != nil }.prefix(Self.most)
        let raters = Set((proposed.isEmpty ? all[...] : proposed[...]).compactMap(\.supervisor)).sorted().prefix(50)
        func count(_ why: String) -> String { "\(all.count { $0.why == why })" }
        return FormPage(
            title: "\(Self.title(language)) · \(subject)", path: path,
            intro: [
                language.text(
                    zh: "几位上级在互不知情的情况下重新评分，结束后由本人的上级录入商定的分数。被评价人看不到过程。",
                    en:
                        "Several supervisors rate again without knowing what the others say. When it is over each person's own supervisor enters what was agreed on. The people rated see nothing of it."
                )
            ],
            facts: [
                .init(label: language.text(zh: "尚未送达的结果", en: "Results not delivered yet"), value: "\(all.count)"),
                .init(label: Words(language).attention("near_cut"), value: count("near_cut")),
                .init(
                    label: language.text(zh: "评分人明显偏离全体", en: "Of raters who stand out"), value: count("rater")),
            ],
            fields: [
                .line(
                    "title", language.text(zh: "名称", en: "Title"),
                    hint: language.text(zh: "例如 10 月，接近 B 线。", en: "Such as: October, near B."), isNeeded: true),
                .area(
                    "people", language.text(zh: "重新评价谁", en: "Whom to rate again"),
                    hint: language.text(zh: "工号，每行一个。", en: "Ids, one to a line."),
                    value: proposed.map(\.person).joined(separator: "\n"), isNeeded: true),
                .area(
                    "raters", language.text(zh: "由哪些上级评价", en: "Which supervisors are asked"),
                    hint: language.text(
                        zh: "2 到 50 位，每行一个工号；没有人评价自己。", en: "2 to 50 ids, one to a line; nobody rates themselves."),
                    value: raters.joined(separator: "\n"), isNeeded: true),
                .area(
                    "indicators", language.text(zh: "哪些指标（可选）", en: "Which indicators, if not all"),
                    hint: language.text(zh: "指标代码，每行一个。", en: "Codes, one to a line.")),
                .line(
                    "until", language.text(zh: "截止", en: "Until when"),
                    hint: language.text(
                        zh: "例如 2026-12-10 18:00，按该考核期的时区。", en: "Such as 2026-12-10 18:00, in the period's time zone."),
                    isNeeded: true),
            ], submit: language.text(zh: "发起", en: "Open the round"))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard try await Duties.load(connection).delivers else { throw NotThere() }
        let (people, raters) = (form.lines("people"), form.lines("raters"))
        guard let until = form.text("until"),
            until.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/) != nil
        else {
            throw Refusal(
                language.text(zh: "请按 2026-12-10 18:00 的格式填写。", en: "Write it as 2026-12-10 18:00."), field: "until")
        }
        guard !people.isEmpty else {
            throw Refusal(language.text(zh: "请填写至少一人。", en: "Name somebody."), field: "people")
        }
        let known = Set(try await candidates(connection).map(\.person))
        let unknown = people.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            let names = Words(language).list(unknown.prefix(20).map { String($0.prefix(100)) })
            throw Refusal(
                language.text(
                    zh: "以下人员没有您可以重新评分的结果（未评分、已送达或不归您管）：\(names)",
                    en: "Of these there is no result that you may have rated again, scored and not delivered: \(names)"),
                field: "people")
        }
        do {
            try await connection.execute(
                Statements.openCalibration, subject, people, raters, until, form.text("title"),
                form.lines("indicators"))
        } catch {
            guard var refusal = Refusal(error, language) else { throw error }
            refusal.field = refusal.field ?? "until"
            throw refusal
        }
        return RatersPage.path(subject)
    }
}
