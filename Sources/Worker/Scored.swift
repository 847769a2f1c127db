import Appraisal
import Exact
import Jobs
import Postgres
import Store

/// The results of a period, before they are kept.
struct Scored {
    let records: [ResultRecord]
    let means: [Run.Mean]
    let evaluations: [StoredEvaluation]
    /// What makes an evaluation unusable, by its id.
    let problems: [Int64: String]

    init(_ measured: Measured, evaluations: [StoredEvaluation], by templates: [Template]) {
        let given = Dictionary(grouping: evaluations) { EmployeeKey($0.employeeID) }
        let groups = Dictionary(grouping: measured.members) { $0.template?.code }
        var records: [ResultRecord] = []
        var means: [Run.Mean] = []

        for template in templates {
            let members = groups[template.code] ?? []
            let appraiser = Appraiser(template)
            let people = members.map { member in
                Person(
                    member.employment, daysOnLeave: member.daysOnLeave, facts: member.facts,
                    evaluations: (given[EmployeeKey(member.employment.employeeID)] ?? []).map(\.evaluation),
                    voice: member.voice)
            }
            let values = people.map(appraiser.measure)
            let peers = appraiser.peerMeans(of: values)
            for (index, member) in members.enumerated() {
                let result = appraiser.appraise(
                    people[index], measured: values[index], means: peers.compactMapValues(\.mean))
                records.append(ResultRecord(result, name: member.name, daysOnLeave: member.daysOnLeave))
            }
            means += peers.sorted { $0.key < $1.key }.compactMap { indicator, peer in
                peer.mean.map { Run.Mean(template: template.code, indicator: indicator, people: peer.count, mean: $0) }
            }
        }
        for member in groups[nil] ?? [] {
            let result = AppraisalResult.notAppraised(
                member.employment, voice: member.voice, template: nil, reason: .noTemplate(post: member.employment.post)
            )
            records.append(ResultRecord(result, name: member.name, daysOnLeave: member.daysOnLeave))
        }
        self.records = records.sorted { EmployeeKey($0.employeeID) < EmployeeKey($1.employeeID) }
        self.means = means
        self.evaluations = evaluations
        problems = Self.problems(of: evaluations, members: measured.members)
    }

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
                    "\(stored.employeeID) is not employed in this period"
                }
        }
        return problems
    }
}
