extension SecondOpinion {
    /// What somebody says of somebody.
    struct Evaluation {
        let employee: String
        let source: String
        let rater: String?
        /// Nil: one overall number.
        let indicator: String?
        let points: Fraction

        /// What PostgreSQL holds to be one evaluation.
        var identity: [Key?] { [employee, source, rater, indicator].map { $0.map(SecondOpinion.key) } }

        /// Whoever is their own supervisor is not evaluated by nobody in particular.
        func isUsable(under template: Document, of employment: Employment) -> Bool {
            guard template.sources[source] != nil else { return false }
            let supervisor = employment.row.text("supervisor_id").map(SecondOpinion.key)
            if source == "supervisor", rater == nil, supervisor == SecondOpinion.key(employment.id) { return false }
            guard let indicator else { return points >= 0 && points <= 100 }
            return template.indicators.contains { candidate in
                candidate.code == indicator
                    && (candidate.rated ?? []).contains { $0.points.first <= points && points <= $0.points.last }
            }
        }

        var statement: String {
            let texts = [employee, source, rater, indicator].map { $0.map { Cell.text($0).literal } ?? "null" }
            return """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
                select period_id, \(texts.joined(separator: ", ")), \(points) from merit.appraisal_period where period_id = 1;
                """
        }
    }
}

extension SecondOpinion.Evaluation {
    typealias Fraction = SecondOpinion.Fraction

    /// What people say of each other under the templates they are on, and now and then what nobody can use.
    static func generated(
        of people: [(id: String, template: SecondOpinion.Document)], _ dice: inout SecondOpinion.Dice
    ) -> [Self] {
        var evaluations: [Self] = []
        for (id, template) in people {
            for (source, percent) in [("self", 70), ("supervisor", 80), ("peer", 40)] where dice.happens(percent) {
                for rater in 1...(source == "self" ? 1 : dice.pick([1, 1, 2, 3])) {
                    let rater = dice.happens(90) ? source == "self" ? id : "R\(rater)" : nil
                    evaluations += given(to: id, by: rater, source, under: template, &dice)
                }
            }
        }
        evaluations += [
            Self(employee: "nobody", source: "self", rater: "nobody", indicator: nil, points: 50),
            Self(employee: people.first?.id ?? "nobody", source: "peer", rater: "x", indicator: "no_such", points: 1),
        ]
        var seen: Set<[SecondOpinion.Key?]> = []
        return evaluations.filter { seen.insert($0.identity).inserted }
    }

    private static func given(
        to id: String, by rater: String?, _ source: String, under template: SecondOpinion.Document,
        _ dice: inout SecondOpinion.Dice
    ) -> [Self] {
        var given: [Self] = []
        if dice.happens(12) {
            let points = Fraction(dice.pick(["0", "100", "89.995", "77.777", "59.99", "\(dice.number(0...100))"])) ?? 0
            given.append(Self(employee: id, source: source, rater: rater, indicator: nil, points: points))
        }
        for indicator in template.indicators where dice.happens(indicator.rated == nil ? 3 : 85) {
            let level = indicator.rated.map { dice.pick($0) }
            let low = level?.points.first ?? 0
            let high = level?.points.last ?? 1
            let third = (high - low) * Fraction(dice.number(0...4)) / 4
            let stray: [Fraction] = [low, high, 9.thousandths + high, 100]
            let points = dice.happens(90) ? low + (third ?? 0) : dice.pick(stray)
            given.append(
                Self(employee: id, source: source, rater: rater, indicator: indicator.code, points: points))
        }
        return given
    }
}

extension Int {
    fileprivate var thousandths: SecondOpinion.Fraction { (SecondOpinion.Fraction(self) / 1000) ?? 0 }
}
