import Appraisal
import Exact
import Pages
import Postgres
import Reports

/// What a row of the source says, and what it did to the value that it is behind.
struct RowWords {
    let id: String?
    /// The ticket that it is about, where it has another id.
    let ticket: String?
    private let at: String?
    private let operands: [String]
    private let values: [String]
    private let effect: String?
    private let valueWithout: BigDecimal?
    private let isLeftOut: Bool

    init(_ row: PostgresRow, isLeftOut: Bool = false) throws {
        id = try row["row_id"]
        ticket = try row["ticket_id"]
        at = try row["at"]
        operands = try row["operands"]
        values = try row["says"]
        effect = try row["effect"]
        valueWithout = try row["value_without"]
        self.isLeftOut = isLeftOut
    }

    /// To the minute, in the time zone of the period.
    func moment(_ language: Language) -> String? { Words(language).moment(at) }

    /// What one aggregate is told needs no name: the page says which it is.
    ///
    /// - Parameter unit: of numbers; nil where it is not known.
    func says(_ language: Language, unit: String? = nil) -> String {
        let words = values.map { Self.word($0, unit, language) }
        let names = operands.map { Words(language).told(to: $0) ?? $0 }
        return
            (words.count == 1 ? words : zip(names, words).map { language.text(zh: "\($0)：\($1)", en: "\($0): \($1)") })
            .joined(separator: language.text(zh: "；", en: "; "))
    }

    private static func word(_ value: String, _ unit: String?, _ language: Language) -> String {
        switch value {
        case "true": language.text(zh: "是", en: "yes")
        case "false": language.text(zh: "否", en: "no")
        case "?": language.text(zh: "未知", en: "unknown")
        default:
            BigDecimal(value).map { number in
                Words(language).signed(
                    language.of(LocalizedText(exactly: number.rounded(to: 3).normalized, unit: unit)))
            } ?? value
        }
    }

    func did(_ language: Language, unit: String?) -> String {
        if isLeftOut { return language.text(zh: "申诉成立，不计入", en: "does not count: an appeal was upheld") }
        let words: String? =
            switch effect {
            case "worse": language.text(zh: "使结果变差", en: "made it worse")
            case "better": language.text(zh: "使结果变好", en: "made it better")
            case "none": language.text(zh: "没有影响", en: "changed nothing")
            default: nil
            }
        guard let words else { return language.text(zh: "无法单独说明", en: "cannot be told of one row") }
        guard let valueWithout else { return words }
        let value = Words(language).value(valueWithout, unit: unit)
        return words + language.text(zh: "；没有它则为 \(value)", en: "; without it: \(value)")
    }

    /// In one line, such as beside a box.
    func line(_ language: Language, in units: RowUnits?) -> String {
        [id, ticket, moment(language), says(language, unit: units?.row), did(language, unit: units?.value)]
            .compactMap(\.self).joined(separator: " · ")
    }
}

/// In which units the rows behind an indicator are told.
struct RowUnits: Sendable {
    /// Of the value.
    let value: String?
    /// Of what each row says; nil where that is of another kind.
    let row: String?

    /// - Parameter indicator: as `value_of_rows.sql` has it.
    init(of indicator: PostgresRow, _ language: Language) throws {
        value = try indicator["unit"]
        let formula: String? = try indicator["formula"]
        let isOfTheKind = formula.map { Words(language).isOfTheKind(ofRowsOf: $0) } ?? false
        row = try isOfTheKind && indicator["is_plain", as: Bool?.self] == true ? value : nil
    }
}
