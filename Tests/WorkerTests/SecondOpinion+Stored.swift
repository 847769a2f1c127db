import Postgres

extension SecondOpinion {
    /// What a period's scoring stored.
    struct Stored: Equatable {
        var results: [Key: [String: String?]] = [:]
        var indicators: [Key: [String: [String: String?]]] = [:]
        /// In the order of the INSERTs: what is wrong with each evaluation.
        var problems: [String?] = []

        private static let texts = [
            "department", "post", "supervisor_id", "days_employed", "template_code", "template_version", "status",
            "grade", "near_cut", "nps_responses", "satisfaction_responses", "rank_in_department", "reason",
            "grade_chance", "capped_by",
        ]
        private static let numbers = [
            "self_score", "supervisor_score", "peer_score", "data_score", "total", "coefficient", "coverage", "nps",
            "nps_margin", "satisfaction", "total_error", "total_low", "total_high", "measured_percent", "known_percent",
        ]
        private static let indicatorTexts = ["dimension", "kind", "state", "sample", "band"]
        private static let indicatorNumbers = [
            "value", "raw_value", "previous_value", "numerator", "denominator", "points", "max_points", "self_points",
            "supervisor_points", "peer_points",
        ]
        private static let mixNumbers = ["rows", "value", "expected", "adjusted", "z"]

        /// Reads the newest revision of the period, which is the first.
        static func read(_ connection: PostgresConnection) async throws -> Stored {
            var stored = Stored()
            let results = try await connection.query(select(texts, numbers, from: "current_result"))
            for row in results {
                stored.results[key(try row[0])] = try columns(of: row, texts + numbers)
            }
            for (person, told) in try await proposed(connection) {
                stored.results[key(person)]?["proposed"] = told
            }
            let scores = try await connection.query(
                select(["indicator"] + indicatorTexts, indicatorNumbers, from: "current_indicator_score"))
            for row in scores {
                var columns = try columns(of: row, ["indicator"] + indicatorTexts + indicatorNumbers)
                if let code = columns.removeValue(forKey: "indicator") ?? nil {
                    stored.indicators[key(try row[0]), default: [:]][code] = columns
                }
            }
            let standings = try await connection.query(
                select(["indicator"], mixNumbers, from: "current_mix_standing"))
            for row in standings {
                let columns = try columns(of: row, ["indicator"] + mixNumbers.map { "mix_\($0)" })
                if let code = columns["indicator"] ?? nil {
                    stored.indicators[key(try row[0]), default: [:]][code, default: [:]].merge(
                        columns.filter { $0.key != "indicator" }
                    ) { $1 }
                }
            }
            let evaluations = try await connection.query("select problem from merit.evaluation order by evaluation_id")
            stored.problems = try evaluations.map { try $0[0] }
            return stored
        }

        private static func select(_ texts: [String], _ numbers: [String], from view: String) -> String {
            let columns = texts.map { "\($0)::text" } + numbers.map { "trim_scale(\($0))::text" }
            return "select employee_id, \(columns.joined(separator: ", ")) from merit.\(view) where period_id = 1"
        }

        private static func columns(of row: PostgresRow, _ names: [String]) throws -> [String: String?] {
            var columns: [String: String?] = [:]
            for (place, name) in names.enumerated() { columns[name] = try row[place + 1, as: String?.self] }
            return columns
        }
    }
}

extension SecondOpinion.Stored {
    /// Where what is stored is not what it should be, for a reader.
    func differences(from verdicts: [SecondOpinion.Key: SecondOpinion.Verdict]) -> [String] {
        var differences: [String] = []
        for person in Set(results.keys).union(verdicts.keys).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let name = String(decoding: person.prefix(40), as: UTF8.self)
            guard let verdict = verdicts[person], var stored = results[person] else {
                differences.append(
                    "\(name): \(results[person] == nil ? "no result is stored" : "no result should be there")")
                continue
            }
            let reason = stored.removeValue(forKey: "reason") ?? nil
            if (reason == nil) != (verdict.result["status"] == "scored") {
                differences.append("\(name): the reason is \(reason ?? "missing")")
            }
            differences += Self.compare(stored, verdict.result, at: name)
            let codes = Set(verdict.indicators.keys).union(indicators[person].map { Array($0.keys) } ?? [])
            for code in codes.sorted() {
                var found = indicators[person]?[code] ?? [:]
                let wanted = verdict.indicators[code] ?? [:]
                // Of other measures the two may be scaled as one likes.
                if wanted["denominator"] == nil {
                    found["numerator"] = nil
                    found["denominator"] = nil
                }
                // With arithmetic around a share, which of two numbers its condition is does not show.
                if (wanted["mix_z"] ?? nil) == nil { found["mix_z"] = nil }
                differences += Self.compare(found, wanted, at: "\(name) \(code)")
            }
        }
        return differences
    }

    private static func compare(_ stored: [String: String?], _ wanted: [String: String?], at place: String) -> [String]
    {
        Set(stored.keys).union(wanted.keys).sorted().compactMap { column in
            let (found, right) = (stored[column] ?? nil, wanted[column] ?? nil)
            return found == right ? nil : "\(place) \(column): stored \(found ?? "NULL"), expected \(right ?? "NULL")"
        }
    }
}
