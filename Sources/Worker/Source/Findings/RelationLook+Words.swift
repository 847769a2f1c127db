import Measures
import Postgres
import Store

/// Which words stand in columns that templates compare with some.
extension RelationLook {
    /// Among fewer rows a word may well be missing.
    private static let leastRows = 20
    private static let examples = 5

    /// Of each column the words that most rows have, and those that are asked for, by a parameter behind the others: number of the
    /// column, word, how many rows have it, how many have any.
    func words(in columns: [String]) -> String {
        let values = columns.enumerated().map { place, column in
            "(\(place)::int8, \(quoted(column))::text collate \"C\")"
        }
        return """
            select place, word, rows, total::int8
            from (
                select merit_place as place, merit_word as word, count(*) as rows, sum(count(*)) over (partition by merit_place) as total,
                    row_number() over (partition by merit_place order by count(*) desc, merit_word) as rank
                from \(table) cross join lateral (values \(values.joined(separator: ", "))) merit_words (merit_place, merit_word)
                where \(isSeen) and merit_word is not null
                group by 1, 2
            ) words
            where rank <= \(Self.examples) or word = any($\(isNamed ? 9 : 8))
            order by place, rank
            """
    }

    /// What is asked of a column none of whose words is any that is asked for.
    ///
    /// - Parameters:
    ///   - columns: as they were given to ``words(in:)``.
    ///   - rows: what it gave.
    func findings(
        about asked: [AskedWords], in columns: [String],
        of rows: [(place: Int64, word: String, rows: Int64, all: Int64)]
    ) -> [DataFinding] {
        asked.compactMap { one in
            let there = rows.filter { columns[Int($0.place)] == one.column }
            // Where another word is there that templates ask for, the column speaks their language: none was urgent that month.
            let texts = asked.filter { $0.column == one.column }.flatMap(\.texts)
            let isThere = there.contains { row in texts.contains { $0.utf8.elementsEqual(row.word.utf8) } }
            guard !isThere, let all = there.first?.all, all >= Self.leastRows else { return nil }
            let others = there.prefix(Self.examples).map { "'\($0.word.prefix(60))' (\($0.rows))" }
            let missing = one.texts.prefix(Self.examples).map { "'\($0.prefix(60))'" }.joined(separator: " or ")
            let indicators =
                one.indicators.prefix(Self.examples).joined(separator: ", ")
                + (one.indicators.count > Self.examples ? ", …" : "")
            return DataFinding(
                .empty, of: relation.name,
                """
                no row of \(relation.name) has \(one.column) \(missing), which \(indicators) \
                \(one.indicators.count == 1 ? "asks" : "ask") for; there are \(others.joined(separator: ", "))
                """, "write the view's values or the template's alike"
            ).asHint
        }
    }
}
