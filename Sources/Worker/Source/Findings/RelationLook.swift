import Measures
import Postgres
import Store

/// A look at the rows that a relation has in a period, beside measuring them: day by day, what in them cannot be meant.
///
/// Parameters of its statements are `$1` to `$5` of `RelationStatement`, `$6` the instant that is read (timestamptz), `$7` the instant that
/// everyone was measured from last (timestamptz, infinite where there is none), and `$8` people's ids (text[]), where only theirs are looked at.
struct RelationLook {
    /// A column that a measure needs, of the rows that it places by `at`.
    struct Need: Hashable {
        let column: String
        let at: String
    }

    let relation: SourceRelation
    let schema: String
    /// What places rows in the period; never empty.
    let places: [SourceRelation.Column]
    let needs: [Need]
    let signs: [RowSign]
    let isNamed: Bool

    /// Nil where nothing places the relation's rows.
    ///
    /// - Parameters:
    ///   - measures: of this relation.
    ///   - times: what places rows where no measure does.
    init?(
        _ relation: SourceRelation, by measures: [CheckedMeasure], else times: [String] = [], schema: String,
        isNamed: Bool
    ) {
        var ats: [String] = []
        for at in measures.map(\.definition.at) where !ats.contains(at) { ats.append(at) }
        if ats.isEmpty { ats = relation.name == "attendance" ? ["day"] : times }
        places = ats.compactMap(relation.readable).filter { KnownColumn.Use.time.takes($0.type) }
        guard !places.isEmpty, relation.readable("employee_id") != nil else { return nil }
        self.relation = relation
        self.schema = schema
        self.isNamed = isNamed
        signs = RowSign.all(of: relation)
        var needs: [Need] = []
        for measure in measures.map(\.definition) {
            for name in measure.needed where name != measure.at && name != "employee_id" {
                let need = Need(column: name, at: measure.at)
                if relation.readable(name) != nil, !needs.contains(need) { needs.append(need) }
            }
        }
        self.needs = needs
    }

    private var person: String { "(\"employee_id\"::text collate \"C\")" }

    /// The name of a row; null where rows have none.
    private var id: String {
        relation.rowIDColumn.flatMap(relation.readable).map { "\(quoted($0.name))::text" } ?? "null::text"
    }

    /// The column that is the rows' own id and nothing keeps from standing twice.
    private var ownID: String? {
        let own = [relation.name, relation.name.split(separator: "_").last.map(String.init) ?? ""].map { $0 + "_id" }
        return own.first { relation.readable($0) != nil && relation.key != $0 }
    }

    private func isPlaced(by column: SourceRelation.Column) -> String {
        let name = quoted(column.name)
        return column.type == .timestamptz ? "\(name) >= $1 and \(name) < $2" : "\(name) >= $3 and \(name) < $4"
    }

    var isSeen: String {
        let placed = "(\(places.map { "(\(isPlaced(by: $0)))" }.joined(separator: " or ")))"
        return placed + (isNamed ? " and \(person) = any($8)" : "")
    }

    private var day: String {
        let name = quoted(places[0].name)
        return switch places[0].type {
        case .timestamptz: "(\(name) at time zone $5)::date"
        case .timestamp: "\(name)::date"
        default: name
        }
    }

    var table: String { "\(quoted(schema)).\(quoted(relation.name))" }

    /// Of each day, by the first time that places rows: how many there are, for each need how many of its rows and of those without a
    /// value, for each sign how many; then the number of scores, and whether one is above 5.
    ///
    /// Which rows they are is asked for by ``rows(with:)``, where there are any: naming them here takes three times as long.
    var sql: String {
        var columns = [day, "count(*)"]
        for need in needs {
            let placed = places.first { $0.name == need.at }.map(isPlaced) ?? "true"
            columns.append("count(*) filter (where \(placed))")
            columns.append("count(*) filter (where \(placed) and \(quoted(need.column)) is null)")
        }
        for sign in signs {
            columns.append("count(*) filter (where \(sign.condition))")
        }
        let isScored =
            RowSign.isHalfScale(relation.name)
            && relation.readable("score").map { KnownColumn.Use.number.takes($0.type) } ?? false
        columns.append(isScored ? "count(score), coalesce(max(score) > 5, true)" : "0::int8, true")
        return "select \(columns.joined(separator: ",\n    "))\nfrom \(table)\nwhere \(isSeen)\ngroup by 1"
    }

    /// Some of the rows that show a sign: their ids, and whose they are.
    func rows(with sign: RowSign) -> String {
        "select \(id), \(person)\nfrom \(table)\nwhere \(isSeen) and (\(sign.condition))\nlimit 100"
    }

    /// How many rows have an id that others have too, how many such ids there are, and some of them; nil where rows have no id of their own.
    var duplicates: String? {
        ownID.map { name in
            """
            select coalesce(sum(rows), 0)::int8, count(*), coalesce((array_agg(id order by id))[1:5], '{}')
            from (
                select \(quoted(name))::text as id, count(*) as rows
                from \(table)
                where \(isSeen) and \(quoted(name)) is not null
                group by 1
                having count(*) > 1
            ) twice
            """
        }
    }

    /// Whose rows have one of the ids, by the parameter behind the others.
    var peopleOfDuplicates: String? {
        ownID.map { name in
            """
            select distinct \(person)
            from \(table)
            where \(isSeen) and \(quoted(name))::text = any($\(isNamed ? 9 : 8)) and \(person) is not null
            limit 100
            """
        }
    }
}

extension MeasureDefinition {
    /// The names in it of which a row without a value says nothing to it; none where its author thought of such rows.
    ///
    /// Of a measure with a condition those of the condition: what the others are to rows that do not pass is no matter.
    fileprivate var needed: [String] {
        let texts = [filter, value].compactMap(\.self).map { $0.lowercased() }
        let cares = texts.contains { $0.contains("coalesce") || $0.contains(/\bis\s+(not\s+)?null\b/) }
        guard !cares else { return [] }
        let text = (filter ?? value).replacing(/'[^']*'/, with: " ")
        return text.matches(of: /[A-Za-z_][A-Za-z0-9_]*/).map { String($0.output) }
    }
}
