package import Appraisal
import Exact

/// How sure the grades of a draft would be in a period, and which of its indicators could be left out.
package struct TriedDraft: Sendable {
    package let period: String
    package let sureness: DraftSureness
    /// In template order.
    package let indicators: [IndicatorWorth]

    package init(period: String, sureness: DraftSureness, indicators: [IndicatorWorth]) {
        self.period = period
        self.sureness = sureness
        self.indicators = indicators
    }

    /// A line for each draft and period.
    package static func sureness(_ drafts: [TriedDraft]) -> Table {
        var table = Table([
            .init("period"), .init("template"), .init("people", isNumber: true), .init("error_known", isNumber: true),
            .init("kept_percent", isNumber: true), .init("unsure", isNumber: true),
            .init("unsure_percent", isNumber: true), .init("reliability", isNumber: true), .init("grades"),
            .init("grades_of_another_draw"),
        ])
        for draft in drafts {
            let (whole, grades) = (draft.sureness.whole, draft.grades)
            table.add([
                draft.period, draft.sureness.template.reference.description, "\(draft.sureness.graded)",
                "\(whole.people)", whole.keptPercent?.description, "\(whole.unsure)", draft.unsurePercent?.description,
                whole.reliability?.description, grades.map { "\($0.name) \($0.now)" }.joined(separator: ", "),
                whole.people == 0 ? nil : grades.map { "\($0.name) \($0.drawn)" }.joined(separator: ", "),
            ])
        }
        return table
    }

    /// A line for each indicator of each draft: what the grades would be without it.
    package static func indicators(_ drafts: [TriedDraft], in language: Language) -> Table {
        var table = Table([
            .init("period"), .init("template"), .init("indicator"), .init("title"),
            .init("reliability", isNumber: true), .init("other_grades", isNumber: true),
            .init("kept_percent", isNumber: true), .init("kept_change", isNumber: true),
            .init("reliability_of_totals", isNumber: true), .init("could_be_left_out"),
        ])
        for draft in drafts {
            for one in draft.indicators {
                table.add([
                    draft.period, draft.sureness.template.reference.description, one.indicator.code,
                    language.of(one.indicator.title), one.reliability?.description, "\(one.regraded)",
                    one.without.keptPercent?.description, draft.change(without: one)?.description,
                    one.without.reliability?.description, one.spare?.rawValue,
                ])
            }
        }
        return table
    }

    /// How much of the grades' sureness is won without an indicator, in percent points; nil where it is not known.
    private func change(without one: IndicatorWorth) -> BigDecimal? {
        sureness.whole.keptPercent.flatMap { before in one.without.keptPercent.map { $0 - before } }
    }

    private var unsurePercent: BigDecimal? {
        Rational(100 * sureness.whole.unsure).divided(by: Rational(sureness.whole.people))?.rounded(to: 1)
    }

    /// The grades in the template's order, with how many have them, and how many would in another draw.
    private var grades: [(name: String, now: Int, drawn: BigDecimal)] {
        sureness.template.grades.map {
            ($0.name, sureness.grades[$0.name] ?? 0, sureness.whole.drawn($0.name))
        }
    }
}

extension TriedDraft {
    /// The same in sentences, one a line.
    package func sentences(in language: Language) -> [String] {
        [sure(language), shares(language), unknown(language)].compactMap(\.self) + spares(language)
    }

    private func sure(_ language: Language) -> String {
        let (name, whole) = (sureness.template.reference, sureness.whole)
        guard let kept = whole.keptPercent, let percent = unsurePercent else {
            return language.text(
                zh: "\(period) \(name)：没有一个指标的误差已知，等级有多确定无从说起",
                en:
                    "\(period) \(name): no indicator's error is known, so nothing can be said of how sure its grades are"
            )
        }
        return language.text(
            zh:
                "\(period) \(name)：同样的工作再抽一次，\(kept)% 的等级会相同；\(whole.people) 人中有 \(whole.unsure) 人（\(percent)%）的等级更可能不同",
            en: """
                \(period) \(name): another draw of the same work would bring \(kept)% of the grades again; of \(whole.unsure) of \
                \(whole.people) people (\(percent)%) the grade would more likely be another
                """)
    }

    /// Of what differs between totals, and what becomes of the grades.
    private func shares(_ language: Language) -> String? {
        guard sureness.whole.people > 0 else { return nil }
        let all = grades.map { "\($0.name) \($0.now) → \($0.drawn)" }.joined(
            separator: language.text(zh: "，", en: ", "))
        let line = language.text(
            zh: "各等级人数，现在 → 再抽一次：\(all)", en: "people by grade, now → in another draw: \(all)")
        guard let (people, chance) = sureness.whole.reliability.map(Self.parts) else { return line }
        return line
            + language.text(
                zh: "；总分的差别中 \(people)% 是人，\(chance)% 是偶然",
                en: "; of what differs between totals \(people)% is people and \(chance)% chance")
    }

    private func unknown(_ language: Language) -> String? {
        let count = sureness.graded - sureness.whole.people
        guard count > 0, sureness.whole.people > 0 else { return nil }
        return language.text(
            zh: "\(count) 人的总分误差未知，未计入", en: "the error of \(count) totals is not known; they are left out here")
    }

    /// What could be left out, at what loss.
    private func spares(_ language: Language) -> [String] {
        let spares = indicators.filter { $0.spare != nil }
        guard sureness.graded >= ReviewLimit.results else {
            return [
                language.text(
                    zh: "有总分的不到 \(ReviewLimit.results) 人，看不出哪些指标可以省去",
                    en:
                        "fewer than \(ReviewLimit.results) people have a total: too few to tell which indicators could be left out"
                )
            ]
        }
        guard !spares.isEmpty else {
            return [language.text(zh: "没有可以省去的指标", en: "no indicator could be left out")]
        }
        return spares.map { one in
            let (title, loss) = (language.of(one.indicator.title), loss(without: one, language))
            if one.spare == .chance, let (person, chance) = one.reliability.map(Self.parts) {
                return language.text(
                    zh: "可以省去 \(title)：人与人的差别中 \(person)% 是人，\(chance)% 是偶然；\(loss)",
                    en:
                        "\(title) could be left out: of what differs between people in it \(person)% is the person and \(chance)% chance; \(loss)"
                )
            }
            return language.text(
                zh: "可以省去 \(title)：几乎没有等级取决于它；\(loss)",
                en: "\(title) could be left out: hardly a grade rests on it; \(loss)")
        }
    }

    private func loss(without one: IndicatorWorth, _ language: Language) -> String {
        let grades = language.text(
            zh: "没有它，\(sureness.graded) 个等级中有 \(one.regraded) 个不同",
            en: "without it \(one.regraded) of \(sureness.graded) grades would be others")
        guard let before = sureness.whole.keptPercent, let after = one.without.keptPercent else { return grades }
        return grades
            + language.text(
                zh: "，再抽一次会相同的从 \(before)% 变为 \(after)%",
                en: ", and another draw would bring \(after)% of the grades again instead of \(before)%")
    }

    /// A share as whole percent, and the rest.
    private static func parts(_ share: BigDecimal) -> (BigDecimal, BigDecimal) {
        let percent = (share * 100).rounded(to: 0)
        return (percent, 100 - percent)
    }
}
