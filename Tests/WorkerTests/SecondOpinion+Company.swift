extension SecondOpinion {
    /// Everything that a source holds, by relation.
    struct Company {
        var relations: [String: [Row]]

        func rows(_ relation: String) -> [Row] { relations[relation] ?? [] }

        /// The same company with all rows in another order.
        func shuffled(_ dice: inout Dice) -> Company {
            var shuffled: [String: [Row]] = [:]
            for relation in relations.keys.sorted() { shuffled[relation] = dice.shuffled(rows(relation)) }
            return Company(relations: shuffled)
        }

        /// The statements that fill the source's tables.
        var script: String {
            relations.keys.sorted().flatMap { relation in
                rows(relation).map { row in
                    let columns = row.cells.keys.sorted()
                    let values = columns.compactMap { row.cells[$0]?.literal }
                    return columns.isEmpty
                        ? "insert into merit_source.\(relation) default values;"
                        : "insert into merit_source.\(relation) (\(columns.joined(separator: ", "))) "
                            + "values (\(values.joined(separator: ", ")));"
                }
            }.joined(separator: "\n")
        }
    }
}

extension SecondOpinion.Company {
    /// Ids that must not be mixed up, cut off or read as SQL.
    private static let ids = [
        "O'Neil", "\"quoted\"", "two words", " leading", "王小明", "back\\slash", "caf\u{e9}", "cafe\u{301}", "a1", "A1",
        "'; drop table merit.result; --", "{curly,comma}", "NULL", "0", "%_", String(repeating: "长", count: 200),
    ]

    /// A few people, on more posts than there are templates, with rows that come close to every edge of the period.
    static func generated(
        in period: SecondOpinion.Period, posts: [String], _ dice: inout SecondOpinion.Dice
    ) -> SecondOpinion.Company {
        let plain = (1...dice.number(4...24)).map { "E\($0)" }
        let ids = plain + dice.shuffled(ids).prefix(dice.number(6...16))
        var relations: [String: [SecondOpinion.Row]] = [:]
        let writer = SecondOpinion.Assignments(period: period, posts: posts, ids: ids)
        relations["employee"] = ids.flatMap { writer.assignments(of: $0, &dice) }
        let places = SecondOpinion.Instants(period: period)
        for relation in SecondOpinion.Records.relations {
            relations[relation] = ids.flatMap { id in
                let count = dice.happens(20) ? 0 : dice.number(1...(relation == "ticket" ? 12 : 6))
                // Some people keep to few choices, so that whole shares come to 0, to 100 or to nothing.
                let records = SecondOpinion.Records(places: places, nullPercent: dice.pick([0, 10, 30, 100]))
                return (0..<count).map { _ in records.row(of: relation, for: id, &dice) }
            }
            let strays = SecondOpinion.Records(places: places, nullPercent: 20)
            relations[relation, default: []] += [
                strays.row(of: relation, for: nil, &dice), strays.row(of: relation, for: "nobody", &dice),
                SecondOpinion.Row([:]),
            ]
        }
        relations["ticket"] = relations["ticket"]?.enumerated().map { number, row in
            var row = row
            row.cells["ticket_id"] = .text("T\(number)")
            return row
        }
        return SecondOpinion.Company(relations: relations)
    }
}
