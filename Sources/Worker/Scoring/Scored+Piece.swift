import Appraisal
import Postgres
import Statistics
import Store

extension Scored {
    /// What came out for some people.
    struct Piece: Sendable {
        let results: ResultRecord.Rows
        let confidences: ConfidenceRecord.Rows
        let tasks: CopyRows
        /// What is to be written to evaluations.
        let marks: CopyRows
        let findings: Findings

        init(
            _ batch: Candidates.Batch, scoring: Scoring, comparison: Comparison, burdens: Burdens, owners: Owners,
            period: Int64
        ) throws {
            var findings = Findings()
            var tasks = CopyWriter()
            var marks = CopyWriter()
            var confidences: [ConfidenceRecord] = []
            // Who is not in the period any more is kept as such.
            var changed = batch.gone.compactMap { comparison.change(of: $0.gone(because: $1), since: $0) }
            findings.changed = changed.map(\.employeeID)
            for stray in batch.strays {
                let problem = comparison.reason(againstStray: stray.employeeID)
                findings.add(stray, problem)
                try stray.mark(problem, in: &marks)
            }
            for (record, evaluations) in batch.settled {
                findings.add(record.status)
                for (evaluation, problem) in evaluations {
                    findings.add(evaluation, problem)
                    try evaluation.mark(problem, in: &marks)
                }
            }
            for candidate in batch.candidates {
                let result = scoring.appraise(candidate)
                let record = ResultRecord(
                    result, daysOnLeave: candidate.person.daysOnLeave, workingDays: candidate.person.workingDays)
                findings.add(record.status)
                for (evaluation, problem) in candidate.judged {
                    findings.add(evaluation, problem)
                    try evaluation.mark(problem, in: &marks)
                }
                guard let change = comparison.change(of: record, since: candidate.kept) else { continue }
                changed.append(change)
                findings.changed.append(record.employeeID)
                confidences.append(ConfidenceRecord(candidate, result, standings: scoring.standings(of: candidate)))
                guard let template = candidate.template, template.plan.atMost > 0 else { continue }
                findings.planned.append(record.employeeID)
                let owner = owners.owner(insteadOf: record.supervisorID, in: record.department)
                for (place, spot) in template.improvementPlan(for: result).enumerated() {
                    // What was not measured again keeps the tickets that were found when it was.
                    let isKept = spot.score.appeal == nil && candidate.person.kept[spot.indicator.code] != nil
                    let burden = isKept ? nil : burdens.place(of: spot, in: template)
                    if let burden { findings.weak[burden, default: []].append(record.employeeID) }
                    let task = ImprovementTask(
                        ownerID: owner.id, ownerReason: owner.reason, priority: place + 1, spot: spot,
                        belowPercent: template.plan.belowPercent)
                    try tasks.startRow(columns: 3 + ImprovementTask.columnCount)
                    tasks.write(record.employeeID)
                    tasks.write(isKept)
                    tasks.write(burden.map(Int32.init))
                    try task.write(to: &tasks)
                }
            }
            results = try ResultRecord.Rows(changed, period: period)
            self.confidences = try ConfidenceRecord.Rows(confidences, period: period)
            self.tasks = try tasks.rows()
            self.marks = try marks.rows()
            self.findings = findings
        }
    }

    /// What is told of results, and counted.
    struct Findings: Sendable {
        /// Whose results are new or differ from the kept ones.
        var changed: [String] = []
        /// The same in the byte order of their ids.
        var changedInOrder: [String] { changed.sorted { EmployeeKey($0) < EmployeeKey($1) } }
        /// Of those, whose template plans improvement.
        var planned: [String] = []
        /// Who is weak, by the place of the burden.
        var weak: [Int: [String]] = [:]
        private(set) var people = 0
        private(set) var byStatus: [String: Int] = [:]
        private(set) var evaluations = 0
        private(set) var unusable = 0

        /// Takes in a person by the status of the result.
        mutating func add(_ status: String) {
            people += 1
            byStatus[status, default: 0] += 1
        }

        mutating func add(_ other: Findings) {
            changed += other.changed
            planned += other.planned
            weak.merge(other.weak, uniquingKeysWith: +)
            people += other.people
            byStatus.merge(other.byStatus, uniquingKeysWith: +)
            evaluations += other.evaluations
            unusable += other.unusable
        }

        /// - Parameter problem: why it cannot be used; nil where it can.
        mutating func add(_ evaluation: StoredEvaluation, _ problem: String?) {
            evaluations += 1
            unusable += problem == nil ? 0 : 1
        }
    }

    /// How results are held against those that were kept before.
    struct Comparison: Sendable {
        /// Why a person's result changed, where no appeal is the reason.
        let reasonOtherwise: String
        let unseen: Unseen
        /// Whether people are those that have a result, instead of those that the source names.
        let isPartial: Bool

        /// Why an evaluation of somebody who is not in the period cannot be used.
        func reason(againstStray employee: String) -> String {
            isPartial
                ? "\(employee) was not among the people of this period when everyone was measured last; a full scoring looks again"
                : "\(employee) is not among the people of this period"
        }

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

extension ConfidenceRecord {
    /// - Parameter candidate: whose rows were measured, but for values that are kept.
    fileprivate init(
        _ candidate: Candidate, _ result: AppraisalResult,
        standings: [(indicator: String, cells: [CellSum], standing: CaseMix.Standing)]
    ) {
        let person = candidate.person
        let measured = result.indicators.isEmpty ? [] : candidate.template?.measuredIndicators ?? []
        self.init(
            employeeID: person.employment.employeeID, confidence: result.confidence,
            sums: zip(measured, person.facts).compactMap { indicator, fact in
                guard person.kept[indicator.code] == nil else { return nil }
                return fact.scatter.map { RowSum(of: indicator.code, $0) }
            },
            standings: measured.isEmpty ? [] : standings.map { MixStanding(of: $0, $2, cells: $1) })
    }
}
