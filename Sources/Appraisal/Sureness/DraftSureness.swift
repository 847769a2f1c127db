package import Exact

/// How sure the grades under a template would be, and what each of its indicators is to them.
package struct DraftSureness: Sendable {
    package let template: Template
    /// People with a total.
    package private(set) var graded = 0
    /// How many people have a grade, by grade.
    package private(set) var grades: [String: Int] = [:]
    package private(set) var whole = Sureness()
    private var parts: [Part]

    package init(of template: Template) {
        self.template = template
        parts = template.indicators.map { _ in Part() }
    }

    /// What all people come to without one indicator.
    private struct Part: Sendable {
        var sureness = Sureness()
        /// People with a total.
        var graded = 0
        var regraded = 0
    }

    /// Takes in a person.
    package mutating func add(_ outcome: Omissions.Outcome) {
        if let whole = outcome.whole {
            graded += 1
            grades[whole.grade, default: 0] += 1
            self.whole.add(whole)
        }
        for (place, without) in outcome.without.enumerated() {
            if let without {
                parts[place].graded += 1
                parts[place].sureness.add(without)
            }
            if without?.grade != outcome.whole?.grade { parts[place].regraded += 1 }
        }
    }

    /// What it would be without each indicator, in template order.
    ///
    /// - Parameter reliabilities: of the usual person, of measured means of rows, by indicator.
    package func indicators(reliabilities: [String: BigDecimal]) -> [IndicatorWorth] {
        zip(template.indicators, parts).map { indicator, part in
            IndicatorWorth(
                indicator, graded: part.graded, regraded: part.regraded, without: part.sureness, of: self,
                reliability: reliabilities[indicator.code])
        }
    }
}
