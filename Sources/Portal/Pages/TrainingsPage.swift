import Pages
import Postgres
import Reports

/// Trainings and changes of post of somebody: a list, and each with all that was written.
struct TrainingsPage {
    /// What of it is looked at.
    struct Place {
        /// From 1.
        var page = 1
        /// One of them, by its number; nil: the list.
        var record: Int64?
    }

    /// One's own.
    static let path = "/trainings"

    /// Somebody's, because of a period.
    static func path(_ period: String, _ person: String) -> String {
        "/month/\(period.inAddress)/of/\(person.inAddress)/trainings"
    }

    /// One of one's own, with all that was written.
    static func path(ofOwn number: Int64) -> String { path(of: number, in: path) }

    private static func path(of number: Int64, in list: String) -> String { "\(list)?record=\(number)" }

    static func title(_ language: Language) -> String { language.text(zh: "培训与调岗", en: "Trainings") }

    /// Nil where there is no such place in it.
    static func own(_ place: Place, _ visit: Visit, _ connection: PostgresConnection) async throws -> ListingPage? {
        let rows = try await connection.query(
            Statements.trainings, nil as String?, visit.person, place.record)
        return try TrainingsPage(language: visit.language, path: path).page(
            place, rows.map { try Training($0, visit.language) })
    }

    /// Nil for whoever does not see the result, and where there is no such place in it.
    static func load(
        _ period: String, _ person: String, _ place: Place, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        guard let row = try await connection.query(Statements.resultStanding, period, person).first else { return nil }
        let (language, path) = (visit.language, path(period, person))
        let record = FormPage.Link(
            label: language.text(zh: "登记培训或调岗", en: "Record a training"), path: "\(path)/record")
        let rows = try await connection.query(Statements.trainings, period, person, place.record)
        return try TrainingsPage(
            language: language, path: path,
            facts: [
                .init(label: language.text(zh: "员工", en: "Person"), value: try await Names.one(person, connection)),
                .init(label: Labels.of("period", language), value: period),
            ], links: try row["standing", as: String.self] == "hr" ? [record] : []
        ).page(place, rows.map { try Training($0, visit.language) })
    }

    private let language: Language
    /// Where the list stands.
    private let path: String
    private var facts: [FormPage.Fact] = []
    private var links: [FormPage.Link] = []

    private init(
        language: Language, path: String, facts: [FormPage.Fact] = [], links: [FormPage.Link] = []
    ) {
        (self.language, self.path, self.facts, self.links) = (language, path, facts, links)
    }

    private func page(_ place: Place, _ trainings: [Training]) -> ListingPage? {
        if place.record != nil { return trainings.first.flatMap { record($0, place.page) } }
        let parts = ListingPage.parts(of: trainings.map(cells))
        guard parts.indices.contains(place.page - 1) else { return nil }
        var page = ListingPage(
            title: Self.title(language), facts: facts, links: links,
            tables: [
                .init(
                    "trainings", Self.title(language), columns, parts[place.page - 1],
                    none: language.text(zh: "没有。", en: "None."))
            ])
        page.paging = .init(place.page, of: parts.count, at: path, language)
        return page
    }

    private var columns: [String] {
        [
            language.text(zh: "课程或新岗位", en: "Course, or post"), language.text(zh: "类别", en: "Kind"),
            language.text(zh: "起因考核期", en: "Because of"), language.text(zh: "日期", en: "Days"),
            language.text(zh: "学时", en: "Hours"), language.text(zh: "讲师", en: "Taught by"),
            Labels.of("state", language), language.text(zh: "本人确认（UTC）", en: "Acknowledged (UTC)"),
            language.text(zh: "说明", en: "Note"),
        ]
    }

    private func cells(_ training: Training) -> [ListingPage.Cell] {
        [
            cell(training.title, training), .init(Self.kind(training.kind, language)), .init(training.period),
            .init(training.days), .init(training.hours), cell(training.teacher, training),
            .init(Self.attendance(training.isAttended, language)),
            .init(
                training.isToAcknowledge ? Words(language).owed("attendance") : training.acknowledgedAt,
                path: training.isToAcknowledge ? TrainingForm.path(training.number) : nil),
            cell(training.note, training),
        ]
    }

    /// Bytes of markup of a text that a row has room for: fewer than the characters with which notes are read.
    private static let mostOfCell = 900

    /// A text, or how it begins, with where the rest stands.
    private func cell(_ text: String?, _ training: Training) -> ListingPage.Cell {
        guard let text, LongText(text).isLonger(than: Self.mostOfCell) else { return .init(text) }
        return .init(
            LongText(text).beginning(Self.mostOfCell), path: Self.path(of: training.number, in: path))
    }

    private func record(_ training: Training, _ number: Int) -> ListingPage? {
        let notes = LongText(training.note ?? "–").pieces
        guard notes.indices.contains(number - 1) else { return nil }
        let values = [
            training.title, Self.kind(training.kind, language), training.period, training.days, training.hours,
            training.teacher, Self.attendance(training.isAttended, language), training.acknowledgedAt,
            notes[number - 1],
        ]
        var page = ListingPage(
            title: Self.title(language),
            facts: facts + zip(columns, values).map { FormPage.Fact(label: $0, value: $1 ?? "–") },
            links: [.init(label: Self.title(language), path: path)], tables: [])
        page.paging = .init(number, of: notes.count, at: Self.path(of: training.number, in: path), language)
        return page
    }

    static func kind(_ kind: String, _ language: Language) -> String {
        kind == "transfer" ? language.text(zh: "调岗", en: "change of post") : language.text(zh: "培训", en: "training")
    }

    static func attendance(_ isAttended: Bool, _ language: Language) -> String {
        isAttended
            ? language.text(zh: "已参加（调岗：已到岗）", en: "attended, or took place")
            : language.text(zh: "计划中", en: "planned")
    }

    static func days(_ first: String, _ last: String, _ language: Language) -> String {
        let words = Words(language)
        let (from, to) = (words.day(first) ?? first, words.day(last) ?? last)
        return first == last ? from : "\(from) – \(to)"
    }
}

/// A training or a change of post, as its reader sees it.
private struct Training {
    let number: Int64
    let title: String
    let kind: String
    let period: String
    let days: String
    let hours: String?
    let teacher: String?
    let isAttended: Bool
    let acknowledgedAt: String?
    /// By the reader.
    let isToAcknowledge: Bool
    let note: String?

    init(_ row: PostgresRow, _ language: Language) throws {
        number = try row["record_id"]
        title = try row["title"]
        kind = try row["kind"]
        period = try row["period"]
        days = TrainingsPage.days(try row["began_on"], try row["ended_on"], language)
        hours = try row["hours"]
        teacher = try row["taught_by"]
        isAttended = try row["attended"]
        acknowledgedAt = Words(language).day(try row["acknowledged_at"])
        isToAcknowledge = try isAttended && acknowledgedAt == nil && row["is_own", as: Bool.self]
        note = try row["note"]
    }
}
