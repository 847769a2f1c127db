import Appraisal
import Exact
import Jobs
import Postgres
import Store

/// The results of a period, before they are kept.
struct Scored {
    let records: [ResultRecord]
    let means: [Run.Mean]
    let given: Given
    /// What makes an evaluation unusable, by its id.
    let problems: [Int64: String]
    /// The results of those whose template plans improvement.
    private let planned: [EmployeeKey: AppraisalResult]

    /// - Parameter storedMeans: what values are held against, by template and indicator, where not everyone was measured; nil:
    ///   the means of those who were.
    init(
        _ measured: Measured, given: Given, by templates: [Template], storedMeans: [String: [String: BigDecimal]]? = nil
    ) async {
        let evaluations = Dictionary(grouping: given.evaluations) { EmployeeKey($0.employeeID) }
        let groups = Dictionary(grouping: measured.members) { $0.template?.code }
        var records: [ResultRecord] = []
        var means: [Run.Mean] = []
        var planned: [EmployeeKey: AppraisalResult] = [:]

        for template in templates {
            let members = groups[template.code] ?? []
            let appraiser = Appraiser(template)
            let people = await members.concurrentMap { member in
                Person(
                    member.employment, daysOnLeave: member.daysOnLeave, facts: member.facts,
                    evaluations: (evaluations[EmployeeKey(member.employment.employeeID)] ?? []).map(\.evaluation),
                    voice: member.voice, rulings: member.rulings)
            }
            let values = await people.concurrentMap { appraiser.measure($0) }
            let peers = storedMeans == nil ? appraiser.peerMeans(of: values) : [:]
            let compared = storedMeans?[template.code] ?? peers.compactMapValues(\.mean)
            let plans = template.plan.atMost > 0
            let found = await people.indices.map(\.self).concurrentMap { index in
                let result = appraiser.appraise(people[index], measured: values[index], means: compared)
                let record = ResultRecord(result, daysOnLeave: members[index].daysOnLeave)
                return (record: record, result: plans ? result : nil)
            }
            for (record, result) in found {
                records.append(record)
                planned[EmployeeKey(record.employeeID)] = result
            }
            means += peers.sorted { $0.key < $1.key }.compactMap { indicator, peer in
                peer.mean.map { Run.Mean(template: template.code, indicator: indicator, people: peer.count, mean: $0) }
            }
        }
        for member in groups[nil] ?? [] {
            let result = AppraisalResult.notAppraised(
                member.employment, voice: member.voice, template: nil, reason: .noTemplate(post: member.employment.post)
            )
            records.append(ResultRecord(result, daysOnLeave: member.daysOnLeave))
        }
        self.records = records.sorted { EmployeeKey($0.employeeID) < EmployeeKey($1.employeeID) }
        self.means = means
        self.planned = planned
        self.given = given
        problems = Self.problems(of: given.evaluations, members: measured.members)
    }

    /// Whose template plans improvement, with the weak spots that become tasks.
    func plans(of records: [ResultRecord], by templates: [Template]) -> [Planned] {
        let templates = Dictionary(uniqueKeysWithValues: templates.map { ($0.reference, $0) })
        return records.compactMap { record in
            guard let result = planned[EmployeeKey(record.employeeID)],
                let template = result.template.flatMap({ templates[$0] })
            else { return nil }
            return Planned(record: record, template: template, spots: template.improvementPlan(for: result))
        }
    }

    /// The ids of rows that upheld appeals leave out.
    var excludedRows: [String] { given.appeals.flatMap(\.excludedRows) }

    private static func problems(of evaluations: [StoredEvaluation], members: [Measured.Member]) -> [Int64: String] {
        let byID = Dictionary(uniqueKeysWithValues: members.map { (EmployeeKey($0.employment.employeeID), $0) })
        var problems: [Int64: String] = [:]
        for stored in evaluations {
            problems[stored.evaluation.id] =
                if let member = byID[EmployeeKey(stored.employeeID)] {
                    if let template = member.template {
                        stored.evaluation.problem(in: template)?.description
                    } else {
                        NotAppraisedReason.noTemplate(post: member.employment.post).text.en
                    }
                } else {
                    "\(stored.employeeID) is not among the people of this period"
                }
        }
        return problems
    }
}
