import Appraisal
import Exact
import Reports

/// A version of a template as a sheet that anybody can read.
struct RulePage: Page {
    let rules: Rules
    let part: RulePart
    /// Which of the pages of the sheet it is, from 1.
    let page: Int
    /// How many there are.
    let pages: Int
    /// Where the sheet of a version is read; nil of the rules of a period.
    let shelf: SheetShelf?

    /// All pages of a version, in order.
    static func all(of rules: Rules, on shelf: SheetShelf? = nil) -> [RulePage] {
        let parts = RulePart.all(of: rules.template)
        return parts.enumerated().map { place, part in
            RulePage(rules: rules, part: part, page: place + 1, pages: parts.count, shelf: shelf)
        }
    }

    var link: Link { link(to: page) }

    private func link(to page: Int) -> Link {
        let reference = rules.template.reference
        return shelf.map { .sheet(reference, page: page, on: $0) } ?? .rules(reference, page: page)
    }

    func title(_ words: Words) -> String { words.of(rules.template.title) }

    func fill(_ scope: inout Scope, _ words: Words) {
        let template = rules.template
        scope.text("rule", words.of(template.title))
        scope.text("version", words.version(template.reference.version))
        scope.text("code", shelf == .officers ? template.reference.code : nil)
        scope.text("posts", posts(words))
        scope.flag("is_first", part.isFirst)
        scope.text("page", "\(page)")
        scope.text("pages", pages > 1 ? "\(pages)" : nil)
        scope.link("previous_link", page > 1 ? link(to: page - 1) : nil)
        scope.link("next_link", page < pages ? link(to: page + 1) : nil)
        scope.text("published_on", words.day(rules.publishedOn))
        scope.text("consulted_on", words.day(rules.consultedOn))
        scope.text("min_days", "\(template.minDays)")
        scope.text("min_coverage", "\(template.minCoverage.normalized)")
        scope.list("sources", of: template.perspectives) { scope, perspective in
            scope.text("source", words.perspective(perspective.kind.rawValue))
            scope.text("source_weight", "\(perspective.weight.normalized)")
            scope.flag("source_required", perspective.required)
        }
        scope.flag("measured_apart", template.measuredIn == .data)
        scope.list("grades", of: template.grades) { scope, grade in
            scope.text("grade_name", grade.name)
            scope.text("grade_from", "\(grade.atLeast.normalized)")
            scope.text("grade_coefficient", "\(grade.coefficient)")
            scope.text(
                "grade_outcomes", cut(grade.outcomes.map { words.outcome($0) }, to: RulePart.mostOfOutcomes, words))
        }
        scope.list("streaks", of: template.streaks) { scope, streak in
            scope.text(
                "streak",
                words.say(
                    "连续 \(streak.periods) 期为 \(streak.grade)：\(words.outcome(streak.outcome))",
                    "\(streak.grade) in \(streak.periods) periods in a row: \(words.outcome(streak.outcome))"))
        }
        scope.list("caps", of: template.caps) { scope, cap in
            scope.text("cap", sentence(cap, words))
        }
        scope.list("dimensions", of: part.sections) { scope, section in
            scope.text("dimension", words.of(section.dimension.title))
            scope.text("dimension_weight", "\(section.dimension.weight.normalized)")
            scope.list("indicators", of: section.pieces) { fill(&$0, $1, words) }
        }
    }

    private func sentence(_ cap: Cap, _ words: Words) -> String {
        let indicator = rules.template.indicator(cap.indicator)
        let name = indicator.map { words.of($0.title) } ?? cap.indicator
        let from =
            switch cap.bound {
            case .atLeast(let least):
                words.say(
                    "达到 \(words.value(least, unit: indicator?.unit))",
                    "is \(words.value(least, unit: indicator?.unit)) or more")
            case .atMost(let most):
                words.say(
                    "不超过 \(words.value(most, unit: indicator?.unit))",
                    "is \(words.value(most, unit: indicator?.unit)) or less")
            }
        return words.say(
            "\(words.of(cap.title))：\(name)\(from)时，无论总分多少，等级最高为 \(cap.grade)。",
            "\(words.of(cap.title)): where \(name) \(from), the grade is \(cap.grade) at best, whatever the total.")
    }

    /// Which row counts of several.
    private func chosen(_ choice: Measure.OnePer.Choice, _ words: Words) -> String {
        switch choice {
        case .latest: words.say("最近", "latest")
        case .first: words.say("最早", "first")
        case .worst: words.say("最差", "worst")
        case .mean: words.say("平均", "mean")
        }
    }

    private func posts(_ words: Words) -> String? {
        let posts = rules.template.posts
        return posts.isEmpty ? nil : cut(posts.map(words.post), to: Self.mostOfPosts, words)
    }

    /// Of many names the first ones, and how many there are.
    ///
    /// - Parameter most: bytes that they take in the page.
    private func cut(_ names: [String], to most: Int, _ words: Words) -> String {
        var (shown, bytes) = ([String](), 0)
        for name in names {
            bytes += name.inHTML.utf8.count
            if bytes > most, !shown.isEmpty { break }
            shown.append(name)
        }
        let list = words.list(shown)
        guard shown.count < names.count else { return list }
        return words.say("\(list)…（共 \(names.count) 个）", "\(list) … (\(names.count) in all)")
    }

    /// Bytes of posts that a page names.
    private static let mostOfPosts = 3000

    private func fill(_ scope: inout Scope, _ piece: RulePart.Piece, _ words: Words) {
        let indicator = piece.indicator
        scope.flag("goes_on", piece.goesOn)
        scope.text("indicator", words.of(indicator.title))
        scope.text("max_points", words.number(indicator.points))
        switch indicator.basis {
        case .rated(let levels):
            scope.flag("measured", false)
            scope.list("steps", of: levels[piece.steps]) { scope, level in
                scope.text("step", words.of(level.title))
                scope.text("step_points", level.points)
            }
        case .measured(let measure, let scale):
            scope.flag("measured", true)
            let names = MeasureWords(words)
            scope.text("measure_words", names.sentence(of: measure))
            scope.text("measure", measure.value)
            scope.text("relation", measure.from)
            scope.text("filter", measure.filter)
            scope.flag("as_of", measure.asOfEnd)
            scope.flag("of_department", measure.isOfDepartment)
            let (thing, isMean) = (measure.onePer.map { names.column($0.column) }, measure.onePer?.choice == .mean)
            scope.text("thing", isMean ? nil : thing)
            scope.text("averaged", isMean ? thing : nil)
            scope.text("chosen", measure.onePer.map { chosen($0.choice, words) })
            scope.text("credit", measure.credit.map(names.column))
            scope.flag("relative", indicator.isRelative)
            scope.flag("change", indicator.isChange)
            scope.text("min_sample", indicator.minSample > 1 ? "\(indicator.minSample)" : nil)
            scope.list("steps", of: scale.bands[piece.steps]) { scope, band in
                let (best, worst) = (
                    words.value(band.best, unit: indicator.unit), words.value(band.worst, unit: indicator.unit)
                )
                scope.text("step", best == worst ? best : "\(best) … \(worst)")
                scope.text(
                    "step_points",
                    band.first == band.last
                        ? words.number(band.first) : "\(words.number(band.last))–\(words.number(band.first))")
            }
        }
    }
}
