import Appraisal
import Postgres
import Store

extension Scored {
    /// What came out for some people.
    struct Piece: Sendable {
        let results: ResultRecord.Rows
        let tasks: CopyRows
        let findings: Findings

        /// - Parameter kept: the newest kept results of these people.
        init(
            _ outcomes: [Scoring.Outcome], comparison: Comparison, kept: [EmployeeKey: ResultRecord],
            burdens: Burdens, period: Int64
        ) throws {
            var findings = Findings()
            var tasks = CopyWriter()
            var changed: [ResultRecord] = []
            for outcome in outcomes {
                findings.add(outcome)
                let record = outcome.record
                guard let change = comparison.change(of: record, since: kept[EmployeeKey(record.employeeID)]) else {
                    continue
                }
                changed.append(change)
                findings.changed.append(record.employeeID)
                guard let template = outcome.template, template.plan.atMost > 0 else { continue }
                findings.planned.append(record.employeeID)
                for (place, spot) in template.improvementPlan(for: outcome.result).enumerated() {
                    let burden = burdens.place(of: spot, in: template)
                    if let burden { findings.weak[burden, default: []].append(record.employeeID) }
                    let task = ImprovementTask(
                        employeeID: record.employeeID, ownerID: record.supervisorID, priority: place + 1, spot: spot,
                        plan: template.plan)
                    try tasks.startRow(columns: 3)
                    tasks.write(record.employeeID)
                    tasks.write(burden.map(Int32.init))
                    tasks.write(task.members)
                }
            }
            results = try ResultRecord.Rows(changed, period: period)
            self.tasks = try tasks.rows()
            self.findings = findings
        }

        /// - Parameter kept: results of people who are not in the period any more; they are kept as such.
        init(ofGone kept: [EmployeeKey: ResultRecord], comparison: Comparison, period: Int64) throws {
            let changed = kept.values.compactMap { comparison.change(of: $0.notEmployed(), since: $0) }
            results = try ResultRecord.Rows(changed, period: period)
            tasks = try CopyWriter().rows()
            findings = Findings(changed: changed.map(\.employeeID))
        }
    }

    /// What is told of results, and counted.
    struct Findings: Sendable {
        /// Whose results are new or differ from the kept ones.
        var changed: [String] = []
        /// Of those, whose template plans improvement.
        var planned: [String] = []
        /// Who is weak, by the place of the burden.
        var weak: [Int: [String]] = [:]
        private(set) var people = 0
        private(set) var byStatus: [String: Int] = [:]
        private(set) var evaluations = 0
        private(set) var unusable = 0
        /// What is to be written to evaluations.
        private(set) var marks: [StoredEvaluation.Mark] = []

        init(changed: [String] = []) {
            self.changed = changed
        }

        mutating func add(_ outcome: Scoring.Outcome) {
            people += 1
            byStatus[outcome.record.status, default: 0] += 1
            for (evaluation, problem) in outcome.evaluations { add(evaluation, problem) }
        }

        /// - Parameter strays: evaluations of people who are not in the period.
        mutating func add(strays: [StoredEvaluation]) {
            for stray in strays { add(stray, "\(stray.employeeID) is not among the people of this period") }
        }

        mutating func add(_ other: Findings) {
            changed += other.changed
            planned += other.planned
            weak.merge(other.weak, uniquingKeysWith: +)
            people += other.people
            byStatus.merge(other.byStatus, uniquingKeysWith: +)
            evaluations += other.evaluations
            unusable += other.unusable
            marks += other.marks
        }

        private mutating func add(_ evaluation: StoredEvaluation, _ problem: String?) {
            evaluations += 1
            unusable += problem == nil ? 0 : 1
            if let mark = evaluation.mark(problem) { marks.append(mark) }
        }
    }

    /// How results are held against those that were kept before.
    struct Comparison: Sendable {
        /// Why a person's result changed, where no appeal is the reason.
        let reasonOtherwise: String
        let unseen: Unseen

        /// The record with what differs from the kept one; nil where nothing does.
        func change(of record: ResultRecord, since kept: ResultRecord?) -> ResultRecord? {
            guard let kept else { return record }
            let reason = unseen.reason(for: EmployeeKey(record.employeeID), otherwise: reasonOtherwise)
            return record.difference(from: kept, why: reason).map { difference in
                var changed = record
                changed.changed = difference
                return changed
            }
        }
    }
}
