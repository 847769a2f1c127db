import Appraisal
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// What is odd about what was measured.
    ///
    /// What was read anyway is looked at first; each relation that is soon found again is looked at once more. None of it is asked of rows
    /// that measures do not count.
    ///
    /// - Returns: the findings, and the relations that were looked at once more, or why they were not.
    func findings(
        of measured: Measured, in asked: Asked, against ground: DataGround
    ) async throws -> (findings: [DataFinding], looked: Looked) {
        var looked = Looked()
        let posts = try measured.posts()
        let used = asked.templates.filter { posts.used.contains($0.code) }
        var findings = try measured.unmatchedDepartment() + posts.unmatched()
        findings += mistyped().map { DataFinding(.type, of: $0.relation, $0.finding, $0.advice) }
        findings += try await unread(beside: measured.plan)
        let strangers = try measured.strangers()
        findings += try await self.findings(about: strangers, in: measured)
        findings += try measured.rowless()
        findings += try measured.partsOfOne(in: used)
        let needed = Set(used.flatMap(\.measuredIndicators).compactMap { $0.measure?.from })
        let words = used.askedWords(in: catalog)
        let named = measured.plan.isNamed ? try measured.employments.map(\.employeeID) : nil
        for (relation, measures) in measured.plan.measures(of: used, in: catalog) {
            let isEmpty = strangers.first { $0.relation == relation.name }.map { $0.named == 0 } ?? false
            if isEmpty, needed.contains(relation.name), let finding = try await empty(relation, against: ground) {
                findings.append(finding)
            }
            guard !isEmpty,
                let look = RelationLook(relation, by: measures, schema: schema, isNamed: named != nil)
            else { continue }
            let (found, unlooked) = try await self.findings(
                of: look, named: named, in: asked.period, against: ground, asking: words[relation.name] ?? [])
            findings += found
            looked.add(relation.name, unlooked)
        }
        return (findings, looked)
    }

    private func findings(
        of look: RelationLook, named: [String]?, in period: Period, against ground: DataGround,
        asking words: [AskedWords]
    ) async throws -> (findings: [DataFinding], unlooked: Unlooked?) {
        let last = try await connection.query("select ($1 at time zone $2)::date", cutoff, period.span.timeZone)
            .one().decode(PostgresDate.self)
        let (first, end) = (period.span.startsOn.days, min(last, period.span.dayAfter).days)
        return try await findings(
            of: look, named: named, within: period.span.bounds, days: first..<max(first, end), daysOff: ground.daysOff,
            since: ground.measuredAt ?? .infinity, asking: words)
    }

    /// - Parameters:
    ///   - bounds: the first five parameters of the look.
    ///   - span: numbers of the days that are looked through for days without rows.
    ///   - measuredAt: when everyone was measured last; infinite where nobody was.
    ///   - words: what templates compare its columns with.
    func findings(
        of look: RelationLook, named: [String]?, within bounds: [(any PostgresEncodable)?], days span: Range<Int32>,
        daysOff: Set<PostgresDate>, since measuredAt: PostgresTimestamp, asking words: [AskedWords]
    ) async throws -> (findings: [DataFinding], unlooked: Unlooked?) {
        let parameters: [(any PostgresEncodable)?] = bounds + [cutoff, measuredAt] + (named.map { [$0] } ?? [])
        let seen = try await glimpse { () -> Seen? in
            if let obstacle = try await obstacle(to: look.sql, parameters) { return .nothing(obstacle) }
            let days = try look.days(in: try await connection.query(look.sql, parameters: parameters))
            var findings: [DataFinding] = []
            for (sign, rows) in zip(look.signs, days.signed) where rows > 0 {
                let named = try await connection.query(look.rows(with: sign), parameters: parameters)
                    .decode(String?.self, String?.self)
                findings.append(
                    sign.finding(
                        rows, of: look.relation.name, among: days.rows, ids: Set(named.compactMap(\.0)).sorted(),
                        people: Set(named.compactMap(\.1)).sorted()))
            }
            let whole: ClosedRange<PostgresDate>? =
                span.isEmpty
                ? nil : PostgresDate(days: span.lowerBound)...PostgresDate(days: span.upperBound - 1)
            return .rows(findings + look.findings(in: days, over: whole, daysOff: daysOff))
        }
        let twice = try await glimpse { () -> [DataFinding]? in
            guard let sql = look.duplicates, let whose = look.peopleOfDuplicates, try await isCheap(sql, parameters)
            else { return nil }
            let (rows, count, ids) = try await connection.query(sql, parameters: parameters).one()
                .decode(Int64.self, Int64.self, [String].self)
            guard rows > 0 else { return [] }
            let people = try await connection.query(whose, parameters: parameters + [ids]).decode(String.self)
            return [
                look.finding(ofDuplicates: rows, ids: count).about(rows, of: nil, ids: ids, people: people.sorted())
            ]
        }
        let missing = try await missing(words, in: look, parameters)
        switch seen {
        case .rows(let findings): return ((twice ?? []) + findings + missing, nil)
        case .nothing(let unlooked): return ((twice ?? []) + missing, unlooked)
        case nil: return ((twice ?? []) + missing, .slow)
        }
    }

    /// What came of a look.
    private enum Seen {
        case rows([DataFinding])
        case nothing(Unlooked)
    }

    /// Words that templates compare with, and that no row has.
    private func missing(
        _ words: [AskedWords], in look: RelationLook, _ parameters: [(any PostgresEncodable)?]
    ) async throws -> [DataFinding] {
        let columns = Set(words.map(\.column)).sorted()
        guard !columns.isEmpty else { return [] }
        let sql = look.words(in: columns)
        let parameters = parameters + [words.flatMap(\.texts)]
        let findings = try await glimpse { () -> [DataFinding]? in
            guard try await isCheap(sql, parameters) else { return nil }
            let rows = try await connection.query(sql, parameters: parameters)
                .decode(Int64.self, String.self, Int64.self, Int64.self)
            return look.findings(
                about: words, in: columns, of: rows.map { (place: $0.0, word: $0.1, rows: $0.2, all: $0.3) })
        }
        return findings ?? []
    }

    /// That a relation that templates measure has nothing to be measured; nil where that may well be so.
    ///
    /// Whether it has rows of other times is asked where that is soon answered.
    private func empty(_ relation: SourceRelation, against ground: DataGround) async throws -> DataFinding? {
        let table = "\(schema).\(relation.name)"
        let isThere = "select exists (select from \(quoted(schema)).\(quoted(relation.name)))"
        let hasAny = try await glimpse { () -> Bool? in
            guard try await isCheap(isThere, []) else { return nil }
            return try await connection.query(isThere).one().decode(Bool.self)
        }
        if hasAny == false {
            return DataFinding(
                .empty, of: relation.name, "\(table) has no row at all, and templates measure it",
                "fill it, or take what measures it out of the templates"
            ).matchingNobody
        }
        guard relation.name == "ticket" || ground.busyBefore.contains(relation.name) else { return nil }
        return DataFinding(
            .empty, of: relation.name, "\(table) has no row in the period\(hasAny == true ? ", and has others" : "")",
            "see whether a load is missing, and whether the period's days and time zone are what was meant"
        ).matchingNobody
    }

    /// Relations beside those that are measured that Merit reads, and columns of those that it would read, if it might.
    private func unread(beside plan: MeasurePlan) async throws -> [DataFinding] {
        var findings: [DataFinding] = []
        let measured = Set(plan.statements.map(\.relation.name))
        for (name, columns) in Self.always.sorted(by: { $0.key < $1.key })
        where !measured.contains(name) && name != "employee" {
            guard let relation = catalog.relations[name] else { continue }
            let there = columns.filter { relation.column($0) != nil }
            guard !there.isEmpty else { continue }
            let list = there.map { quoted($0) }.joined(separator: ", ")
            let sql = "select \(list) from \(quoted(schema)).\(quoted(name)) limit 1"
            try await connection.script("savepoint trying")
            try await connection.limit(locks: .seconds(1), statements: .seconds(2))
            do {
                // What this server refuses it refuses to plan as well. No other one is asked.
                if try await isCheap(sql, []) {
                    try await connection.reduceRows(into: (), sql) { _, _ in }
                }
            } catch let error as PostgresError where error.isFaultOfSource {
                findings.append(
                    DataFinding(
                        .unreadable, of: name, "\(schema).\(name) cannot be read: \(error.message)",
                        "merit source check says by which GRANT, or which rows to mend"))
            } catch let error as PostgresError where error.code == .server {
                // What takes too long now may not the next time.
            }
            try await connection.script("rollback to savepoint trying; release savepoint trying")
        }
        if let attendance = catalog.relations["attendance"], attendance.spared.contains("portion") {
            findings.append(
                DataFinding(
                    .unreadable, of: "attendance",
                    "portion of \(schema).attendance may not be read, so that each day of leave counts whole",
                    "GRANT SELECT (portion) ON \(schema).attendance to the role that reads"))
        }
        return findings
    }

    /// Rows of people whom `employee` does not name on any day.
    private func findings(about strangers: [Measured.Strangers], in measured: Measured) async throws -> [DataFinding] {
        var findings: [DataFinding] = []
        for found in strangers where !found.ids.isEmpty {
            let ids = found.ids.keys.sorted().prefix(10_000).map(\.id)
            let sql = Statements.unnamedPeople.replacing("merit_source.employee", with: "\(quoted(schema)).employee")
            let unnamed = try await glimpse { try await connection.query(sql, ids).decode(String.self) }
            guard let unnamed else { continue }
            if let finding = try measured.finding(about: found, unnamed: unnamed) { findings.append(finding) }
        }
        return findings
    }
}

/// Which relations were looked at once more, and why others were not.
struct Looked {
    private(set) var relations: Set<String> = []
    private(set) var spared: [(relation: String, why: Unlooked)] = []

    fileprivate mutating func add(_ relation: String, _ unlooked: Unlooked?) {
        if let unlooked {
            spared.append((relation, unlooked))
        } else {
            relations.insert(relation)
        }
    }

    /// A line for the log.
    var sparing: String { spared.map { "\($0.relation): \($0.why.words)" }.joined(separator: "; ") }
}

extension MeasurePlan {
    /// What some templates measure, and what customers say beside, by relation; the relation of attendance is read in any case.
    fileprivate func measures(of templates: [Template], in catalog: SourceCatalog) -> [(
        SourceRelation, [CheckedMeasure]
    )] {
        var asked = templates.flatMap { places[$0.code] ?? [] }.map(\.place)
        if let recommendation { asked.append(recommendation.responses) }
        if let satisfaction { asked.append(satisfaction.responses) }
        var measures: [String: [CheckedMeasure]] = [:]
        for place in asked {
            let measure = statements[place.statement].measures[place.measure]
            if measures[measure.definition.from]?.contains(measure) != true {
                measures[measure.definition.from, default: []].append(measure)
            }
        }
        if let attendance = catalog.relations["attendance"],
            ["employee_id", "day", "kind"].allSatisfy({ attendance.readable($0) != nil })
        {
            measures["attendance"] = measures["attendance"] ?? []
        }
        return measures.sorted { $0.key < $1.key }.compactMap { name, measures in
            catalog.relations[name].map { ($0, measures) }
        }
    }
}
