import Appraisal
import Measures
import Postgres

extension Measured {
    /// How many examples a sentence gives.
    private static let examples = 3

    /// What was asked for and matched nobody, a sentence each: without it a period is scored from nothing, and nobody notices.
    func unmatched() throws -> [String] {
        try unmatchedDepartment() + unmatchedPeople()
    }

    /// That nobody belongs to the department, or that some do to one that only looks the same.
    private func unmatchedDepartment() throws -> [String] {
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
            return [
                """
                \(count) \(count == 1 ? "person belongs" : "people belong") to \(Self.list(alike)), which is not the department \
                "\(department)" of this period; names are compared byte by byte, blanks included: write it alike in the source
                """
            ]
        }
        guard people[department] == nil else { return [] }
        let hint: String =
            if let closest = ClosestName.to(department, among: people.keys) {
                "did you mean \"\(closest)\"?"
            } else if people.isEmpty {
                "the source gives nobody a department"
            } else {
                "there are \(Self.list(people.keys.sorted()))"
            }
        return ["nobody belonged to the department \"\(department)\" of this period; \(hint)"]
    }

    /// Relations whose rows are of ids that nobody has, where that cannot be meant.
    private func unmatchedPeople() throws -> [String] {
        let known = try ids(in: employments.assignments)
        var findings: [String] = []
        var spellings: [String: String]?
        for (statement, answer) in zip(plan.statements, answers.indices.map { beside[$0] ?? answers[$0] }) {
            let named = try ids(in: answer)
            let unknown = named.subtracting(known).sorted()
            guard !unknown.isEmpty else { continue }
            let spelt = spellings ?? Dictionary(known.sorted().map { (Self.bare($0.id), $0.id) }) { first, _ in first }
            spellings = spelt
            let alike = unknown.compactMap { stranger in spelt[Self.bare(stranger.id)].map { (stranger.id, $0) } }
            let relation = statement.relation.name
            if let first = alike.first {
                let others = alike.dropFirst().prefix(Self.examples - 1).map {
                    ", \"\($0.0)\" where it has \"\($0.1)\""
                }
                findings.append(
                    """
                    \(relation) has rows of \(alike.count) \(alike.count == 1 ? "id" : "ids") that employee spells otherwise: \
                    "\(first.0)" where it has "\(first.1)"\(others.joined()); ids are compared byte by byte, so that these rows count for \
                    nobody: write them alike in the source
                    """)
            } else if named.isDisjoint(with: known) {
                findings.append(
                    """
                    nobody in employee has any of the \(unknown.count) \(unknown.count == 1 ? "id" : "ids") that \(relation) names in the \
                    period, such as \(Self.list(unknown.map(\.id))); its rows count for nobody
                    """)
            }
        }
        return findings
    }

    private func ids(in rows: RowSpool) throws -> Set<EmployeeKey> {
        var reader = rows.reader()
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

    private static func list(_ names: [String]) -> String {
        names.prefix(examples).map { "\"\($0)\"" }.joined(separator: ", ") + (names.count > examples ? ", …" : "")
    }
}
