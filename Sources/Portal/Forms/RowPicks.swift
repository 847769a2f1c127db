import Postgres
import Reports

/// Rows behind indicators, as boxes to tick: by whoever objects, and by whoever decides.
struct RowPicks {
    /// By indicator, those that cost most first.
    private let rows: [(indicator: String, words: RowWords)]
    /// By indicator.
    private let units: [String: RowUnits]

    /// Bytes of markup that a form has room for them.
    private static let room = 24_000
    private static let prefix = "rows."
    static let nameOfAppeal = "picked"

    /// Those that were read, and that whoever objects may pick.
    static func load(_ period: String, _ visit: Visit, _ connection: PostgresConnection) async throws -> RowPicks {
        let rows = try await connection.query(Statements.rowsToPick, period, visit.person).map { row in
            (indicator: try row["indicator", as: String.self], words: try RowWords(row))
        }
        return RowPicks(
            rows: rows,
            units: try await units(of: Set(rows.map(\.indicator)), period, visit.person, visit, connection))
    }

    /// Those that an appeal is about.
    static func load(
        appeal: Int64, against indicator: String?, _ period: String, _ person: String, _ visit: Visit,
        _ connection: PostgresConnection
    ) async throws -> RowPicks {
        let rows = try await connection.query(Statements.pickedRows, appeal).map { row in
            (indicator: nameOfAppeal, words: try RowWords(row))
        }
        guard let indicator, !rows.isEmpty else { return RowPicks(rows: rows, units: [:]) }
        let units = try await units(of: [indicator], period, person, visit, connection)
        return RowPicks(rows: rows, units: units[indicator].map { [nameOfAppeal: $0] } ?? [:])
    }

    /// As the page of the rows tells them, by indicator; none of what is not measured.
    private static func units(
        of indicators: Set<String>, _ period: String, _ person: String, _ visit: Visit,
        _ connection: PostgresConnection
    ) async throws -> [String: RowUnits] {
        guard !indicators.isEmpty else { return [:] }
        let asked = Array(indicators)
        let answers = try await connection.batch(
            asked.map {
                PostgresStatement(Statements.valueOfRows, parameters: [period, person, $0, visit.languageKey])
            })
        var units: [String: RowUnits] = [:]
        for (indicator, rows) in zip(asked, answers) {
            units[indicator] = try rows.first.map { try RowUnits(of: $0, visit.language) }
        }
        return units
    }

    /// Those of which there are any.
    var indicators: Set<String> { Set(rows.map(\.indicator)) }

    /// Nil of an indicator whose rows nobody has read.
    func field(of indicator: String, _ title: String, _ language: Language) -> FormPage.Field? {
        let own = rows.filter { $0.indicator == indicator }.map(\.words)
        guard !own.isEmpty else { return nil }
        let options = options(own, in: units[indicator], Self.room / indicators.count, language)
        let rest =
            options.count < own.count
            ? language.text(zh: "；其余的请写在下面。", en: "; write others below.") : language.text(zh: "。", en: ".")
        return .checks(
            Self.prefix + indicator,
            language.text(zh: "“\(title)”中不对的工单", en: "Which tickets behind \(title) are wrong"), options,
            hint: language.text(
                zh: "请勾选不属于您的、或内容有误的工单\(rest)", en: "Tick what is not yours, or says what is not so\(rest)"))
    }

    /// Nil where none were picked.
    func fieldOfAppeal(_ language: Language) -> FormPage.Field? {
        guard !rows.isEmpty else { return nil }
        let options = options(rows.map(\.words), in: units[Self.nameOfAppeal], Self.room, language)
        let rest =
            options.count < rows.count
            ? language.text(zh: "其余的在该月结果中查看。", en: " The others stand behind the month.") : ""
        return .checks(
            Self.nameOfAppeal,
            language.text(zh: "申诉涉及的工单（\(rows.count)）", en: "The rows that it is about (\(rows.count))"), options,
            hint: language.text(
                zh: "以下为提出申诉时的内容。若申诉成立，请勾选不计入的工单。\(rest)",
                en: "As they stood when they were picked. Where it is upheld, tick what is left out.\(rest)"))
    }

    private func options(
        _ rows: [RowWords], in units: RowUnits?, _ room: Int, _ language: Language
    ) -> [FormPage.Field.Option] {
        var (options, left): ([FormPage.Field.Option], Int) = ([], room)
        for row in rows {
            guard let id = row.id else { continue }
            let option = FormPage.Field.Option(value: id, label: row.line(language, in: units))
            left -= 130 + option.value.inHTML.utf8.count + option.label.inHTML.utf8.count
            guard left > 0 || options.isEmpty else { break }
            options.append(option)
        }
        return options
    }

    /// What whoever objects ticked, by indicator.
    static func picked(_ form: FormData) -> [(indicator: String, rows: [String])] {
        let ticked = form.fields.filter { $0.name.hasPrefix(prefix) }
        return Dictionary(grouping: ticked, by: \.name).sorted { $0.key < $1.key }.map { name, fields in
            (indicator: String(name.dropFirst(prefix.count)), rows: fields.map(\.value))
        }
    }
}
