import Pages
import Postgres
import Reports

/// A supervisor rates one of theirs.
struct RateForm: PortalForm {
    static let name = "rate"
    static let route = "evaluate/:period/:person"

    let period: String
    let person: String

    init(_ context: PortalContext) throws {
        period = try Self.period(context)
        person = try Portal.parameter("person", context)
    }

    var subject: String { "\(period) \(person)" }
    var path: String { "/evaluate/\(period.inAddress)/\(person.inAddress)" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard person != visit.person else { return nil }
        // Of anybody else's people there is nothing to see, and nothing to say.
        let owed = try await connection.query(
            Statements.mayRate, period, person
        ).one().decode(Bool.self)
        guard owed else { return nil }
        let sheet = try await Sheet.load(period: period, of: person, visit, connection)
        let language = visit.language
        let known = try await connection.query(Statements.ratedPerson, person).first?.decode(String?.self, String.self)
        // It may be owed all the same: rules can want a supervisor and rate nothing.
        let nothing = language.text(
            zh: "现行规则没有需要您评分的指标。", en: "By the rules as they are nothing is rated of this person.")
        var page = FormPage(
            title: "\(Words(language).owed("evaluation")) · \(period)", path: path,
            intro: sheet.isEmpty ? [nothing] : [],
            facts: [
                .init(
                    label: language.text(zh: "被评价人", en: "Whom"),
                    value: known?.0.map { "\($0) · \(person)" } ?? person)
            ] + sheet.facts(language), fields: sheet.fields(language), submit: language.text(zh: "提交", en: "Hand in"))
        page.groups = sheet.groups
        if let (_, newest) = known {
            page.show([
                .init(
                    label: language.text(zh: "\(newest) 的结果与数据", en: "The figures of \(newest)"),
                    path: "/month/\(newest.inAddress)/of/\(person.inAddress)")
            ])
        }
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard person != visit.person else { throw NotThere() }
        let sheet = try await Sheet.load(period: period, of: person, visit, connection)
        try await sheet.give(form, visit.language, connection)
        return "/"
    }
}
