import Appraisal
import Exact
import Measures
import Postgres
import Store

/// What the relations said of each person: for each statement a table of people by measures.
struct Facts {
    private var byStatement: [[Fact?]] = []
    private var measureCounts: [Int] = []
    private(set) var rowsRead: [String: Int64] = [:]

    /// - Parameter rows: for each person who has any, the position and one fact for each measure.
    mutating func add(_ statement: RelationStatement, people: Int, rows: [(position: Int, facts: [Fact])]) {
        let count = statement.measures.count
        var table = [Fact?](repeating: nil, count: people * count)
        for (position, facts) in rows {
            for (measure, fact) in facts.enumerated() { table[position * count + measure] = fact }
            rowsRead[statement.relation.name, default: 0] += facts.reduce(0) { $0 + $1.rows }
        }
        byStatement.append(table)
        measureCounts.append(count)
    }

    func fact(at place: MeasurePlan.Place, of position: Int) -> Fact {
        byStatement[place.statement][position * measureCounts[place.statement] + place.measure] ?? .nothing
    }

    func voice(_ plan: MeasurePlan, of position: Int) -> CustomerVoice {
        func count(_ place: MeasurePlan.Place) -> Int64 {
            (fact(at: place, of: position).numerator?.mantissa).map { Int64($0) } ?? 0
        }
        return CustomerVoice(
            recommendation: plan.recommendation.map {
                .init(promoters: count($0.good), detractors: count($0.bad), responses: count($0.all))
            },
            satisfaction: plan.satisfaction.map { .init(satisfied: count($0.good), responses: count($0.all)) })
    }
}

extension SourceSnapshot {
    /// Reads every relation of the plan once.
    func facts(
        _ plan: MeasurePlan, of employments: [Employment], index: [EmployeeKey: Int], in period: Period
    ) async throws -> Facts {
        var facts = Facts()
        let ids = plan.isNamed ? employments.map(\.employeeID) : nil
        for statement in plan.statements {
            let rows = try await rows(of: statement, index: index, named: ids, in: period.span)
            facts.add(statement, people: employments.count, rows: rows)
        }
        return facts
    }
}
