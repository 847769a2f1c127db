@testable import Appraisal
import Exact

/// A worked example: a month of one person on `after-sales`.
enum WorkedExample {
    /// Facts that come to the values of the example, in template order.
    static let facts: [Fact] = [
        // response_time: 9000 s over 2 tickets
        Fact(rows: 2, sample: 2, numerator: 9000, denominator: 2, factor: perHour),
        // satisfaction: 15 of 16
        Fact(rows: 17, sample: 16, numerator: 15, denominator: 16, factor: Rational(100)),
        // repair_success: 108 of 125
        Fact(rows: 125, sample: 125, numerator: 108, denominator: 125, factor: Rational(100)),
        // repair_time: 112.5%
        Fact(rows: 10, sample: 10, numerator: 9, denominator: 8, factor: Rational(100)),
        // ticket_volume: 44 in 20 working days is 2.2 a day, of a mean of 2.1
        Fact(rows: 44, sample: 44, numerator: 44),
        // task_timeliness: one late
        Fact(rows: 6, sample: 6, numerator: 1),
        // attendance: late twice
        Fact(rows: 21, sample: 21, numerator: 2),
        // compliance: nothing, which `when_empty` makes 0
        .nothing,
    ]

    static let means: [String: BigDecimal] = BigDecimal("2.100000").map { ["ticket_volume": $0] } ?? [:]

    static let supervisor = ["communication": "12.5", "learning": "3", "team": "5", "cross_team": "2.5"]
    static let selfEvaluation = ["communication": "14", "learning": "5", "team": "5", "cross_team": "3"]

    static func evaluations(from perspective: Perspective.Kind, _ points: [String: String], rater: String = "r")
        -> [Evaluation]
    {
        points.sorted { $0.key < $1.key }.enumerated().compactMap { index, given in
            BigDecimal(given.value).map {
                Evaluation(id: Int64(index), perspective: perspective, rater: rater, indicator: given.key, points: $0)
            }
        }
    }

    static let evaluations =
        evaluations(from: .supervisor, supervisor) + evaluations(from: .`self`, selfEvaluation)

    private static let perHour = Rational(1).divided(by: Rational(3600)) ?? .zero

    /// Employed from day 1 to `days`, all in one stretch.
    static func employment(_ id: String = "ann", days: Int = 21, post: String? = nil) -> Employment {
        let assignment = Assignment(
            employeeID: id, department: "repairs", post: post, supervisorID: "bob", from: 1, to: days)
        return Employment(of: [assignment], in: 1...max(days, 1)) ?? .ended(id, name: nil)
    }

    static func person(facts: [Fact] = facts, evaluations: [Evaluation] = evaluations, days: Int = 21) -> Person {
        Person(
            employment(days: days), daysOnLeave: 1, workingDays: WorkingDays(days, onLeave: 1), facts: facts,
            evaluations: evaluations)
    }
}

extension WorkingDays {
    /// Of somebody whose calendar has work on every day.
    init(_ count: Int, onLeave: BigDecimal = 0) {
        self.init(count: count, onLeave: onLeave, fullTimeEquivalent: nil)
    }
}

extension Appraiser {
    /// Appraises everyone as a scoring does: first the means of the peers, then each person against them.
    func appraise(_ people: [Person]) -> (results: [AppraisalResult], means: [String: BigDecimal]) {
        var peers: [String: PeerMean] = [:]
        for person in people { add(person, to: &peers) }
        let means = peers.compactMapValues(\.mean)
        return (people.map { appraise($0, means: means) }, means)
    }
}

extension AppraisalResult {
    /// The score of one perspective's sheet.
    func score(of perspective: Perspective.Kind) -> BigDecimal? {
        sheets.first { $0.perspective.kind == perspective }?.score
    }
}

extension Indicator {
    /// The levels of a rated indicator; none for a measured one.
    var levels: [Level] {
        if case .rated(let levels) = basis { levels } else { [] }
    }
}
