import Exact
import Pages
import Postgres
import Reports

/// What is measured of somebody in a period, as far as it is known and the reader may see it: it stands beside what people rate.
struct MeasuredFacts: Sendable {
    private struct Dimension {
        let code: String
        let title: String
        var facts: [FormPage.Fact]
    }

    private var dimensions: [Dimension] = []
    /// The last day that is in them, where the period is not scored yet.
    private var asOf: String?
    private let language: Language

    static func load(
        _ period: String, of person: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> MeasuredFacts {
        let words = Words(visit.language)
        var facts = MeasuredFacts(language: visit.language)
        for row in try await connection.query(Statements.measuredFacts, period, person, visit.languageKey) {
            facts.asOf = try row["as_of"]
            let code: String = try row["dimension"]
            let fact = FormPage.Fact(label: try row["title"], value: try value(row, words))
            if facts.dimensions.last?.code == code {
                facts.dimensions[facts.dimensions.count - 1].facts.append(fact)
            } else {
                facts.dimensions.append(
                    Dimension(code: code, title: try row["dimension_title"], facts: [fact]))
            }
        }
        return facts
    }

    /// `78.57% · sample 28 · 12.5/20`: the value, what it rests on, and how far it is on its scale.
    private static func value(_ row: PostgresRow, _ words: Words) throws -> String {
        let (value, unit): (BigDecimal?, String?) = (try row["value"], try row["unit"])
        let (points, most): (BigDecimal?, BigDecimal) = (try row["points"], try row["max_points"])
        let sample: Int64? = try row["sample"]
        let shown = [
            value.map { words.value($0, unit: unit) }, points == nil ? words.lack(try row["state"]) : nil,
            sample.map { words.say("样本 \($0)", "sample \($0)") },
            points.map {
                words.say(
                    "\(words.number($0))/\(words.number(most)) 分", "\(words.number($0))/\(words.number(most)) points")
            },
        ]
        return shown.compactMap(\.self).joined(separator: " · ")
    }

    /// Those of a dimension; nil where nothing is measured in it.
    func beside(_ dimension: String) -> FormPage.FactGroup? {
        dimensions.first { $0.code == dimension }.map { group($0) }
    }

    /// Those of dimensions in which nothing is rated.
    func others(than rated: Set<String>) -> [FormPage.FactGroup] {
        dimensions.filter { !rated.contains($0.code) }.map { group($0) }
    }

    private func group(_ dimension: Dimension) -> FormPage.FactGroup {
        let when =
            asOf.flatMap { Words(language).day($0) }.map { language.text(zh: "，截至 \($0)", en: ", as of \($0)") } ?? ""
        return FormPage.FactGroup(
            heading: language.text(zh: "数据：\(dimension.title)\(when)", en: "Measured: \(dimension.title)\(when)"),
            facts: dimension.facts)
    }
}
