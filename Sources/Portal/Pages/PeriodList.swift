import Pages
import Postgres
import Reports

/// Periods, the newest first: the start page has the newest of them, and all stand on pages of their own.
struct PeriodList: Sendable {
    struct Item: Sendable {
        let period: String
        let path: String
        let state: String
        /// Where an officer delivers it.
        var deliverPath: String?
    }

    let items: [Item]
    private let title: String
    private let path: String
    private let language: Language

    /// As many as the start page has room for.
    private static let most = 24

    /// Months of one's own that were delivered.
    static func months(_ visit: Visit, _ connection: PostgresConnection) async throws -> PeriodList {
        let items = try await connection.query(Statements.ownMonths, visit.person).map { row in
            let (period, state) = try row.decode(String.self, String.self)
            return Item(
                period: period, path: "/month/\(period.inAddress)", state: Words(visit.language).delivery(state))
        }
        return PeriodList(
            items: items, title: Labels.of("months", visit.language), path: "/months", language: visit.language)
    }

    /// Periods that have results.
    static func scored(_ visit: Visit, _ connection: PostgresConnection) async throws -> PeriodList {
        let items = try await connection.query(Statements.scoredPeriods).map { row in
            let (period, status, isOfficers) = try row.decode(String.self, String.self, Bool.self)
            let path = "/period/\(period.inAddress)"
            return Item(
                period: period, path: path, state: Words(visit.language).period(status),
                deliverPath: isOfficers && status == "scored" ? "\(path)/deliver" : nil)
        }
        return PeriodList(
            items: items, title: Labels.of("periods", visit.language), path: "/scored", language: visit.language)
    }

    var newest: [Item] { Array(items.prefix(Self.most)) }

    /// Where all of them stand, where there are more than the newest.
    var more: FormPage.Link? {
        items.count > Self.most ? LongTable.all(items.count, at: path, language) : nil
    }

    /// A page of all, from 1; nil where there is none.
    func page(_ number: Int) -> ListingPage? {
        let delivers = items.contains { $0.deliverPath != nil }
        let deliver = Labels.of("deliver", language)
        let rows = items.map { item -> [ListingPage.Cell] in
            [.init(item.period, path: item.path), .init(item.state)]
                + (delivers ? [.init(item.deliverPath.map { _ in deliver }, path: item.deliverPath)] : [])
        }
        return LongTable(
            "periods", language.text(zh: "从新到旧", en: "The newest first"),
            [Labels.of("period", language), Labels.of("state", language)] + (delivers ? [deliver] : []), rows,
            none: language.text(zh: "还没有。", en: "There is none yet."), at: path
        ).page(number, titled: title, [], language)
    }
}
