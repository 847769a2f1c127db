import Foundation
import Postgres

/// A generated company over the third quarter of 2026, healthy or with faults planted in what it appraises by.
///
/// People have an ability, and a push that sells to customers what they do not want. Ability shows in every healthy indicator and in
/// what customers say.
package struct QuarterCompany {
    /// What can be wrong with it.
    package enum Fault: String, CaseIterable, Sendable {
        /// `arrival`: everybody has full points.
        case ceiling
        /// `tidiness`: nothing but chance.
        case noise
        /// `upselling`: those who do well at it have unhappy customers.
        case againstCustomers
        /// `reports`: 40% of the results have none.
        case missing
        /// Supervisor `s3` gives everybody too much for `manner`.
        case lenientRater
        /// Supervisor `s5` gives everybody the same for `advice`.
        case sameForAll
        /// Complaints about double charges come back.
        case repeatingTheme
    }

    package let database: TestDatabase
    package let faults: Set<Fault>
    package var people = 96
    package var months = [7, 8, 9]
    static let supervisors = 8

    private static let measured = ["solved", "speed", "arrival", "tidiness", "upselling", "reports"]
    private static let rated = ["manner", "advice", "teamwork"]

    /// What every healthy or faulty indicator is: an average out of one row of each person and month.
    package static let template: String = {
        let measured = QuarterCompany.measured.map { code in
            """
                  - code: \(code)
                    title: {zh: \(code), en: \(code)}
                    points: 10
                    unit: percent
                    measure: {from: observation, at: day, value: "avg(\(code))"}
                    scale: [{band: all, best: 100, worst: 0, points: [10, 0]}]
            """
        }
        let rated = QuarterCompany.rated.map { code in
            """
                  - code: \(code)
                    title: {zh: \(code), en: \(code)}
                    points: 10
                    rated: [{level: any, title: {zh: 任意, en: Any}, points: [0, 10]}]
            """
        }
        return """
            template: desk
            version: 1
            title: {zh: 服务台, en: Desk}
            default: true
            posts: []
            sources: {self: {weight: 20}, supervisor: {weight: 80, required: true}}
            eligibility: {min_days: 10}
            coverage: {min_percent: 40}
            grades: [{grade: A, at_least: 80, coefficient: 1.2}, {grade: B, at_least: 0, coefficient: 0.8}]
            dimensions:
              - code: work
                title: {zh: 工作, en: Work}
                weight: 60
                indicators:
            \(measured.joined(separator: "\n"))
              - code: attitude
                title: {zh: 态度, en: Attitude}
                weight: 40
                indicators:
            \(rated.joined(separator: "\n"))
            """
    }()

    package init(faults: Set<Fault>) throws {
        self.faults = faults
        database = try TestDatabase.current
    }

    /// Makes the company, asks for its months, rates everybody and has everything scored.
    package func scored(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        let cast = (0..<people).map { Person(number: $0, dice: &dice) }
        let rows = months.flatMap { month in cast.map { Month(of: $0, in: month, faults, dice: &dice) } }
        let complaints = self.complaints(dice: &dice)
        try await prepare()
        try await insert(cast, rows)
        try await insert(complaints)
        try await database.publish(yaml: [Self.template])
        for month in months {
            let (first, last) = ("2026-\(month.padded)-01", month == 9 ? "2026-09-30" : "2026-\(month.padded)-31")
            try await database.ask("2026-\(month.padded)", from: first, to: last)
        }
        try await rate(rows)
        try await database.work()
    }

    /// Asks for the review, and has it done; returns its number.
    @discardableResult
    package func review(_ quarter: String = "2026-07-01") async throws -> String {
        let id = try await database.line(
            "insert into merit.quarter_review (quarter) values ($1::text::date) returning review_id::text", quarter,
            user: "merit_hr")
        try await database.work()
        return id
    }

    private func prepare() async throws {
        _ = try await database.withConnection { connection in
            try await connection.script(
                """
                create table if not exists merit_source.observation (employee_id text, day date, \
                \(Self.measured.map { "\($0) numeric" }.joined(separator: ", ")));
                grant select on merit_source.observation to merit_reader, merit_hr;
                update merit.setting set value = '0' where name in ('quiet_seconds', 'review_quarters');
                """)
        }
    }

    private struct Person {
        let id: String
        let supervisor: String
        let ability: Double
        let push: Double

        init(number: Int, dice: inout Dice) {
            id = "p\(number)"
            supervisor = "s\(number % QuarterCompany.supervisors)"
            (ability, push) = (dice.normal(), dice.normal())
        }
    }

    private struct Month {
        let person: Person
        let month: Int
        /// In the order of ``measured``.
        let values: [Double?]
        /// In the order of ``rated``.
        let points: [Double]
        let selfPoints: [Double]
        let scores: [Int]

        init(of person: Person, in month: Int, _ faults: Set<Fault>, dice: inout Dice) {
            self.person = person
            self.month = month
            func value(_ signal: Double) -> Double { min(95, max(5, 55 + 13 * signal)) }
            let healthy = (0..<6).map { _ in value(0.8 * person.ability + 0.6 * dice.normal()) }
            let noise = value(dice.normal())
            let pushed = value(0.5 * person.ability + 1.1 * person.push + 0.3 * dice.normal())
            let isMissing = Int.random(in: 0..<100, using: &dice) < 40
            values = [
                healthy[0], healthy[1], faults.contains(.ceiling) ? 100 : healthy[2],
                faults.contains(.noise) ? noise : healthy[3],
                faults.contains(.againstCustomers) ? pushed : healthy[4],
                faults.contains(.missing) && isMissing ? nil : healthy[5],
            ]
            func rating(_ bonus: Double) -> Double {
                let points = 5 + 1.2 * person.ability + 0.9 * dice.normal() + bonus
                return (2 * min(9.5, max(0.5, points))).rounded() / 2
            }
            let isLenient = faults.contains(.lenientRater) && person.supervisor == "s3"
            let isSame = faults.contains(.sameForAll) && person.supervisor == "s5"
            points = [rating(isLenient ? 5 : 0), isSame ? 5 : rating(0), rating(0)]
            selfPoints = [rating(0.5), rating(0.5), rating(0.5)]
            let trouble = faults.contains(.againstCustomers) ? person.push : 0
            scores = (0..<4).map { _ in
                min(10, max(0, Int((7.5 + 1.2 * person.ability - 1.6 * trouble + 1.5 * dice.normal()).rounded())))
            }
        }
    }

    private struct Complaint {
        let category: String
        let cause: String
        let customer: Int
        /// Of the quarter, from 0.
        let day: Int
        let person: Int
    }

    /// Nine causes with some twenty complaints each, of customers who complain once; the planted one comes back.
    private func complaints(dice: inout Dice) -> [Complaint] {
        var customer = 0
        var complaints: [Complaint] = []
        for (category, causes) in [
            ("billing", ["double charge", "late bill"]), ("repair", ["part missing", "not fixed", "scratched"]),
            ("visit", ["late", "no show"]), ("phone", ["long wait", "rude"]),
        ] {
            for cause in causes {
                let isPlanted = faults.contains(.repeatingTheme) && cause == "double charge"
                for _ in 0..<(isPlanted ? 40 : Int.random(in: 15...25, using: &dice)) {
                    customer += 1
                    let day = Int.random(in: 0..<60, using: &dice)
                    let person = Int.random(in: 0..<people, using: &dice)
                    complaints.append(
                        Complaint(category: category, cause: cause, customer: customer, day: day, person: person))
                    guard isPlanted, Int.random(in: 0..<10, using: &dice) < 3 else { continue }
                    let later = day + Int.random(in: 3...28, using: &dice)
                    complaints.append(
                        Complaint(category: category, cause: cause, customer: customer, day: later, person: person))
                }
            }
        }
        return complaints
    }

    private func insert(_ cast: [Person], _ rows: [Month]) async throws {
        let observed = rows.flatMap { row in
            zip(row.values, Self.measured).map { value, _ in value.map { String(format: "%.3f", $0) } }
        }
        let width = Self.measured.count
        _ = try await database.withConnection { connection in
            try await connection.execute(
                """
                insert into merit_source.employee (employee_id, name, post, department, supervisor_id)
                select id, upper(id), 'agent', 'desk', supervisor from unnest($1::text[], $2::text[]) p (id, supervisor)
                """, cast.map(\.id), cast.map(\.supervisor))
            try await connection.execute(
                """
                insert into merit_source.observation
                select id, make_date(2026, month, 15), \((1...width).map { "(v[\($0)])::numeric" }.joined(separator: ", "))
                from (
                    select r.id, r.month, (select array_agg(nullif(x, '') order by n)
                        from unnest($3::text[]) with ordinality v (x, n) where (n - 1) / \(width) = r.place - 1) as v
                    from unnest($1::text[], $2::integer[]) with ordinality r (id, month, place)) row
                """, rows.map(\.person.id), rows.map { Int32($0.month) }, observed.map { $0 ?? "" })
            try await connection.execute(
                """
                insert into merit_source.nps_response (employee_id, score, responded_at)
                select id, score, make_date(2026, month, 20) from unnest($1::text[], $2::integer[], $3::integer[]) r (id, month, score)
                """, rows.flatMap { row in row.scores.map { _ in row.person.id } },
                rows.flatMap { row in row.scores.map { _ in Int32(row.month) } },
                rows.flatMap { row in row.scores.map { Int32($0) } })
        }
    }

    private func insert(_ complaints: [Complaint]) async throws {
        _ = try await database.withConnection { connection in
            try await connection.execute(
                """
                insert into merit_source.complaint (complaint_id, employee_id, received_at, category, root_cause, customer_id)
                select 'c' || row_number() over (), 'p' || person, '2026-07-01 12:00+00'::timestamptz + day * interval '24 hours', category,
                    cause, 'k' || customer
                from unnest($1::integer[], $2::integer[], $3::text[], $4::text[], $5::integer[]) c (person, day, category, cause, customer)
                """, complaints.map { Int32($0.person) }, complaints.map { Int32($0.day) }, complaints.map(\.category),
                complaints.map(\.cause), complaints.map { Int32($0.customer) })
        }
    }

    private func rate(_ rows: [Month]) async throws {
        let given = rows.flatMap { row in
            Self.rated.indices.flatMap { place in
                [
                    (row, "supervisor", row.person.supervisor, Self.rated[place], row.points[place]),
                    (row, "self", row.person.id, Self.rated[place], row.selfPoints[place]),
                ]
            }
        }
        _ = try await database.withConnection { connection in
            try await connection.execute(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
                select period_id, id, source, rater, indicator, points::numeric
                from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) e (id, label, source, rater, indicator, points)
                    join merit.appraisal_period using (label)
                """, given.map(\.0.person.id), given.map { "2026-\($0.0.month.padded)" }, given.map(\.1),
                given.map(\.2),
                given.map(\.3), given.map { "\($0.4)" })
        }
    }
}

extension QuarterCompany {
    /// What a review found, one line for each finding.
    package func findings(of review: String) async throws -> Set<String> {
        let lines = try await database.line(
            """
            select indicator || ': ' || recommendation from merit.indicator_review
            where review_id = $1::text::bigint and recommendation <> 'keep'
            union all
            select format('%s: %s is lenient', indicator, rater_id) from merit.rater_review
            where review_id = $1::text::bigint and stands_out and leniency > 0
            union all
            select format('%s: %s is severe', indicator, rater_id) from merit.rater_review
            where review_id = $1::text::bigint and stands_out and leniency < 0
            union all
            select format('%s: %s gives all the same', indicator, rater_id) from merit.rater_review
            where review_id = $1::text::bigint and same_for_all
            union all
            select format('complaints: %s / %s', category, root_cause) from merit.complaint_theme
            where review_id = $1::text::bigint and proposal is not null
            """, review)
        return Set(lines.split(separator: "\n").map(String.init))
    }

    /// What it should find.
    package static func planted(_ faults: Set<Fault>) -> Set<String> {
        Set(
            faults.flatMap { fault -> [String] in
                switch fault {
                case .ceiling: ["arrival: raise_target"]
                case .noise: ["tidiness: too_noisy"]
                case .againstCustomers: ["upselling: examine"]
                case .missing: ["reports: fix_data"]
                case .lenientRater: ["manner: train_raters", "manner: s3 is lenient"]
                case .sameForAll: ["advice: s5 gives all the same"]
                case .repeatingTheme: ["complaints: billing / double charge"]
                }
            })
    }
}

extension Dice {
    /// A number of the standard normal distribution, by Box and Muller.
    fileprivate mutating func normal() -> Double {
        let (radius, angle) = (Double.random(in: 1e-12..<1, using: &self), Double.random(in: 0..<1, using: &self))
        return (-2 * log(radius)).squareRoot() * cos(2 * .pi * angle)
    }
}

extension Int {
    fileprivate var padded: String { self < 10 ? "0\(self)" : "\(self)" }
}
