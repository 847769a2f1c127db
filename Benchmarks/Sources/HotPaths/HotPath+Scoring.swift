import Appraisal
import Exact
import Foundation
import Measures

extension HotPath {
    /// By the shipped template with ratings and measures: from facts and evaluations to the result.
    static let person = HotPath(name: "person scored by after-sales", times: 500) { times, _ in
        let template = try template("Templates/after-sales.yaml")
        let appraiser = Appraiser(template)
        let facts = template.measuredIndicators.indices.map { place in
            Fact(
                rows: 40, sample: 38, numerator: BigDecimal(mantissa: Whole(31_415 + 577 * place), scale: 3),
                denominator: BigDecimal(38))
        }
        let indicators = template.dimensions.flatMap(\.indicators).filter { $0.measure == nil }
        let evaluations = [Perspective.Kind.`self`, .supervisor].flatMap { source in
            indicators.enumerated().map { place, indicator in
                Evaluation(id: Int64(place), perspective: source, rater: nil, indicator: indicator.code, points: 4)
            }
        }
        let assignment = Assignment(
            employeeID: "1", department: "service", post: "technician", supervisorID: nil, from: nil, to: nil)
        guard let employment = Employment(of: [assignment], in: 0...30) else { preconditionFailure("not employed") }
        let days = WorkingDays(count: 22, onLeave: 2, fullTimeEquivalent: nil)
        let person = Person(
            employment, daysOnLeave: 2, workingDays: days, facts: facts, evaluations: evaluations)
        var peers: [String: PeerMean] = [:]
        appraiser.add(person, to: &peers)
        let means = peers.compactMapValues(\.mean)
        for _ in 0..<times {
            let result = appraiser.appraise(person, means: means)
            guard case .scored = result.status else { preconditionFailure("\(result.status)") }
        }
    }

    /// From the texts of a template to the statements that are sent.
    static let measures = HotPath(name: "measures of desk-data compiled", times: 200) { times, _ in
        let measures = try template("Benchmarks/Templates/desk-data.yaml").measuredIndicators.compactMap(\.measure)
        let relations = Dictionary(grouping: measures, by: \.from).sorted { $0.key < $1.key }.map(\.value)
        for _ in 0..<times {
            for measures in relations {
                let checked = try measures.map { measure in
                    try CheckedMeasure.check(
                        .init(from: measure.from, at: measure.at, filter: measure.filter, value: measure.value),
                        in: catalog
                    ).get()
                }
                let statement = RelationStatement(relation: relation(measures[0].from), measures: checked)
                precondition(!statement.sql.isEmpty)
            }
        }
    }

    /// The template of the project's folder.
    private static func template(_ file: String) throws -> Template {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        return try TemplateDocument(yaml: String(contentsOf: root.appending(path: file), encoding: .utf8)).template()
    }

    private static func relation(_ name: String) -> SourceRelation {
        SourceRelation(name: name, columns: [("employee_id", .bigint)] + (columns[name] ?? []))
    }

    private static let catalog = SourceCatalog(
        relations: Dictionary(uniqueKeysWithValues: columns.keys.map { ($0, relation($0)) }))

    private static let columns: [String: [SourceRelation.Column]] = [
        "ticket": [
            ("ticket_id", .bigint), ("category", .text), ("opened_at", .timestamptz),
            ("first_response_at", .timestamptz), ("target_at", .timestamptz), ("resolved_at", .timestamptz),
            ("closed_at", .timestamptz), ("status", .text), ("reopened", .boolean), ("escalated", .boolean),
        ],
        "satisfaction_response": [("score", .smallint), ("responded_at", .timestamptz)],
        "task": [("due_at", .timestamptz), ("done_at", .timestamptz)],
        "attendance": [("day", .date), ("kind", .text)],
        "violation": [("day", .date), ("severity", .text)],
    ]
}
