import Pages
import Postgres

/// Somebody who owes something in a period, as officers see it.
struct Owing: Sendable {
    struct Act: Sendable {
        let what: String
        let open: String
        let overdue: String
        let due: String?
    }

    let person: String
    private(set) var acts: [Act]
    /// The day of the last reminder, and who reminded them; nil: nobody has.
    let remindedOn: String?
    let remindedBy: String?

    /// In the order of ids; nil for whoever has no duty, and where there is no such period.
    static func all(in period: String, _ connection: PostgresConnection) async throws -> [Owing]? {
        guard try await !connection.query(Statements.deskPeriod, period).isEmpty,
            try await Duties.load(connection).delivers
        else { return nil }
        var owing: [Owing] = []
        for row in try await connection.query(Statements.deskReminders, period) {
            let (person, what, open, overdue, due, on, by) = try row.decode(
                String.self, String.self, String.self, String.self, String?.self, String?.self, String?.self)
            let act = Act(what: what, open: open, overdue: overdue, due: due)
            if owing.last?.person == person {
                owing[owing.count - 1].acts.append(act)
            } else {
                owing.append(Owing(person: person, acts: [act], remindedOn: on, remindedBy: by))
            }
        }
        return owing
    }

    /// `reminded on 30 Nov 2026 by Wang Fang`; nil where nobody has.
    ///
    /// - Parameter names: of those who remind.
    func reminded(by names: Names, _ words: Words) -> String? {
        guard let day = words.day(remindedOn) else { return nil }
        let officer = remindedBy.map(names.of) ?? "–"
        return words.say("\(day)已由\(officer)提醒", "reminded on \(day) by \(officer)")
    }
}
