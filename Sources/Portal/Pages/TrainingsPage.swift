import Pages
import Postgres
import Reports

/// Trainings and changes of post of somebody.
enum TrainingsPage {
    /// One's own.
    static let path = "/trainings"

    /// Somebody's, because of a period.
    static func path(_ period: String, _ person: String) -> String {
        "/month/\(period.inAddress)/of/\(person.inAddress)/trainings"
    }

    static func title(_ language: Language) -> String { language.text(zh: "培训与调岗", en: "Trainings") }

    static func own(_ visit: Visit, _ connection: PostgresConnection) async throws -> ListingPage {
        ListingPage(
            title: title(visit.language), tables: [try await table(nil, visit.person, visit.language, connection)])
    }

    /// Nil for whoever does not see the result.
    static func load(
        _ period: String, _ person: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        guard let row = try await connection.query(Statements.resultStanding, period, person).first else { return nil }
        let language = visit.language
        let record = FormPage.Link(
            label: language.text(zh: "登记培训或调岗", en: "Record a training"), path: "\(path(period, person))/record")
        return ListingPage(
            title: title(language),
            facts: [
                .init(label: language.text(zh: "员工", en: "Person"), value: person),
                .init(label: Labels.of("period", language), value: period),
            ],
            links: try row["standing", as: String.self] == "hr" ? [record] : [],
            tables: [try await table(period, person, language, connection)])
    }

    /// - Parameter period: nil is any.
    private static func table(
        _ period: String?, _ person: String, _ language: Language, _ connection: PostgresConnection
    ) async throws -> ListingPage.Table {
        let words = Words(language)
        let rows = try await connection.query(Statements.trainings, period, person).map { row -> [ListingPage.Cell] in
            let isAttended: Bool = try row["attended"]
            let acknowledgedAt: String? = try row["acknowledged_at"]
            let isToAcknowledge = try isAttended && acknowledgedAt == nil && row["is_own", as: Bool.self]
            let number: Int64 = try row["record_id"]
            return [
                .init(try row["title", as: String.self]), .init(kind(try row["kind"], language)),
                .init(try row["period", as: String.self]),
                .init(days(try row["began_on"], try row["ended_on"])), .init(try row["hours"]),
                .init(try row["taught_by"]), .init(attendance(isAttended, language)),
                .init(
                    isToAcknowledge ? words.owed("attendance") : acknowledgedAt,
                    path: isToAcknowledge ? TrainingForm.path(number) : nil),
                .init(try row["note"]),
            ]
        }
        return .init(
            "trainings", title(language),
            [
                language.text(zh: "课程或新岗位", en: "Course, or post"), language.text(zh: "类别", en: "Kind"),
                language.text(zh: "起因期间", en: "Because of"), language.text(zh: "日期", en: "Days"),
                language.text(zh: "学时", en: "Hours"), language.text(zh: "讲师", en: "Taught by"),
                Labels.of("state", language), language.text(zh: "本人确认（UTC）", en: "Acknowledged (UTC)"),
                language.text(zh: "说明", en: "Note"),
            ], rows, none: language.text(zh: "没有。", en: "None."))
    }

    static func kind(_ kind: String, _ language: Language) -> String {
        kind == "transfer" ? language.text(zh: "调岗", en: "change of post") : language.text(zh: "培训", en: "training")
    }

    static func attendance(_ isAttended: Bool, _ language: Language) -> String {
        isAttended
            ? language.text(zh: "已参加（调岗：已到岗）", en: "attended, or took place")
            : language.text(zh: "计划中", en: "planned")
    }

    static func days(_ first: String, _ last: String) -> String { first == last ? first : "\(first) – \(last)" }
}
