import Appraisal
import Exact
import Measures
import Postgres
import Store

/// What was asked for and matched nobody: without a word about it a period is scored from nothing, and nobody notices.
extension Measured {
    /// How many examples a sentence gives.
    static let examples = 3
    /// Among more names the closest is not looked for.
    static let mostNames = 5000

    /// That nobody belongs to the department, or that some do to one that only looks the same.
    func unmatchedDepartment() throws -> [DataFinding] {
        guard let department = employments.department else { return [] }
        var everyone = employments
        everyone.department = nil
        var people: [String: Int] = [:]
        for name in try everyone.map({ $0.department ?? "" }) { people[name, default: 0] += 1 }
        people[""] = nil
        let alike = people.keys.filter {
            !$0.utf8.elementsEqual(department.utf8) && Self.bare($0) == Self.bare(department)
        }.sorted()
        if !alike.isEmpty {
            let count = alike.reduce(0) { $0 + (people[$1] ?? 0) }
            let finding = DataFinding(
                .empty, of: "employee",
                """
                \(count) \(count == 1 ? "person belongs" : "people belong") to \(Self.list(alike)), which is not the department \
                "\(department)" of this period
                """, "names are compared byte by byte, blanks included: write it alike in the source")
            return [people[department] == nil ? finding.matchingNobody : finding]
        }
        guard people[department] == nil else { return [] }
        return [
            DataFinding(
                .empty, of: "employee", "nobody belonged to the department \"\(department)\" of this period",
                Self.departments(like: department, among: people.keys.sorted())
            )
            .matchingNobody
        ]
    }

    /// What there is instead of a department that is nobody's.
    static func departments(like department: String, among names: [String]) -> String {
        if let closest = ClosestName.to(department, among: names) { return "did you mean \"\(closest)\"?" }
        return names.isEmpty ? "the source gives nobody a department" : "there are \(list(names))"
    }

    /// Whose rows one relation has in the period, and of whom nobody knows.
    struct Strangers {
        let relation: String
        /// Rows that measures count, of all.
        fileprivate(set) var rows: Int64 = 0
        /// How many people it names.
        fileprivate(set) var named = 0
        /// Those whom no assignment of the period names, with how many rows.
        fileprivate(set) var ids: [EmployeeKey: Int64] = [:]
    }

    /// Of each relation that was measured.
    func strangers() throws -> [Strangers] {
        let known = try assigned()
        var all: [Strangers] = []
        for (statement, answer) in zip(plan.statements, answers.indices.map { beside[$0] ?? answers[$0] })
        where !all.contains(where: { $0.relation == statement.relation.name }) {
            var found = Strangers(relation: statement.relation.name)
            var reader = answer.reader()
            while try reader.advance() {
                try reader.row { row in
                    let key = EmployeeKey(try row.next(String.self))
                    var rows: Int64 = 0
                    for measure in statement.measures {
                        rows = max(rows, try row.next(Int64.self))
                        try row.skip(measure.columnCount - 1)
                    }
                    found.rows += rows
                    found.named += 1
                    if !known.contains(key) { found.ids[key] = rows }
                }
            }
            all.append(found)
        }
        return all
    }

    /// - Parameter unnamed: those whom no assignment names at all, in the byte order of the ids.
    func finding(about found: Strangers, unnamed: [String]) throws -> DataFinding? {
        guard !unnamed.isEmpty else { return nil }
        return found.finding(unnamed: unnamed, known: try assigned())
    }

    /// Percentages that look like parts of one: their scale goes on to 50 and more, and nobody's value is above 1.
    func partsOfOne(in templates: [Template]) throws -> [DataFinding] {
        var findings: [DataFinding] = []
        for template in templates {
            for (indicator, (_, place)) in zip(template.measuredIndicators, plan.places[template.code] ?? []) {
                guard indicator.unit == "percent", let measure = indicator.measure, measure.relativeTo == nil,
                    !measure.value.lowercased().contains("share"), measure.per == nil,
                    indicator.scale?.bands.contains(where: { $0.best >= BigDecimal(50) || $0.worst >= BigDecimal(50) })
                        ?? false
                else { continue }
                let values = try self.values(at: place)
                guard values.count >= Self.examples, values.allSatisfy({ $0 >= .zero && $0 <= .one }),
                    values.contains(where: { $0 > .zero })
                else { continue }
                findings.append(
                    DataFinding(
                        .offScale, of: measure.from,
                        "all values of \(template.place(of: indicator)) lie within 0 to 1, where percent is meant",
                        "multiply by 100 in the measure, or in the view"))
            }
        }
        return findings
    }

    private func values(at place: MeasurePlan.Place) throws -> [Rational] {
        let statement = plan.statements[place.statement]
        let isRead = statement.measures.indices.map { $0 == place.measure }
        var values: [Rational] = []
        var reader = answers[place.statement].reader()
        while try reader.advance() {
            try reader.row { row in
                _ = try row.next(String.self)
                let fact = try statement.facts(in: &row, where: isRead)[place.measure]
                guard let numerator = fact.numerator,
                    let value = (fact.factor * Rational(numerator)).divided(
                        by: Rational(fact.denominator ?? BigDecimal(1)))
                else { return }
                values.append(value)
            }
        }
        return values
    }

    private func assigned() throws -> Set<EmployeeKey> {
        var reader = employments.assignments.reader()
        var ids: Set<EmployeeKey> = []
        while try reader.advance() { ids.insert(EmployeeKey(try reader.row { try $0.next(String.self) })) }
        return ids
    }

    /// A name without what people do not see: case, blanks, and zeros before a number.
    static func bare(_ name: String) -> String {
        var bare = ""
        var hasZeros = false
        for character in name.lowercased() where !character.isWhitespace {
            let isInNumber = bare.last?.isWholeNumber ?? false
            if character == "0", !isInNumber {
                hasZeros = true
                continue
            }
            if hasZeros, !character.isWholeNumber { bare.append("0") }
            hasZeros = false
            bare.append(character)
        }
        return hasZeros ? bare + "0" : bare
    }

    static func list(_ names: [String]) -> String {
        names.prefix(examples).map { "\"\($0)\"" }.joined(separator: ", ") + (names.count > examples ? ", …" : "")
    }
}

extension Measured.Strangers {
    /// - Parameters:
    ///   - unnamed: those whom no assignment names at all, in the byte order of the ids; never empty.
    ///   - known: whom assignments name.
    func finding(unnamed: [String], known: Set<EmployeeKey>) -> DataFinding {
        let rows = unnamed.reduce(Int64(0)) { $0 + (ids[EmployeeKey($1)] ?? 0) }
        let spelt = Dictionary(known.sorted().map { (Measured.bare($0.id), $0.id) }) { first, _ in first }
        let alike = unnamed.compactMap { stranger in
            spelt[Measured.bare(stranger)].map { (stranger: stranger, known: $0) }
        }
        let matchesNobody = unnamed.count == named
        let advice: String
        if !alike.isEmpty {
            let pairs = alike.prefix(Measured.examples).map { "\"\($0.known)\" for \"\($0.stranger)\"" }
            advice = """
                employee has \(pairs.joined(separator: ", ")): ids are compared byte by byte, write them alike in the source; until then \
                these rows count for nobody
                """
        } else if matchesNobody {
            advice = "it names nobody of employee: see whether it numbers people otherwise; its rows count for nobody"
        } else {
            let names = known.count <= Measured.mostNames ? known.map(\.id) : []
            let closest = unnamed.prefix(Measured.examples).compactMap { stranger in
                ClosestName.to(stranger, among: names).map { "\"\($0)\" for \"\(stranger)\"" }
            }
            advice =
                (closest.isEmpty ? "" : "the closest are \(closest.joined(separator: ", ")); ")
                + "add them to employee, or give no id where a row is nobody's; these rows count for nobody"
        }
        let strangers = alike.map(\.stranger) + unnamed.filter { one in !alike.contains { $0.stranger == one } }
        let count = unnamed.count
        let finding = DataFinding(
            .unknownEmployee, of: relation,
            "\(rows) of \(self.rows) rows of \(relation) are of \(count) \(count == 1 ? "id" : "ids") that employee does not name",
            advice
        ).about(max(rows, 1), of: max(self.rows, 1), ids: strangers, people: alike.map(\.known))
        return matchesNobody ? finding.matchingNobody : finding
    }
}
