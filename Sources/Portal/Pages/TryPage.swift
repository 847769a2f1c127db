import Appraisal
import Exact
import Pages
import Postgres
import Reports

/// A version of a template tried on a month: who changes grade, what it costs, and how sure it is.
struct TryPage {
    /// As many people as a page names.
    private static let most = 120

    private let version: TemplateVersion
    private let template: Template
    private let words: TemplateWords

    /// Nil for whoever may not change templates, and where the version cannot be read or is not there.
    ///
    /// - Parameter period: nil is the newest one.
    static func load(
        _ reference: TemplateReference, on period: String?, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        guard let version = try await TemplateVersion.load(reference, connection), version.isYours,
            let template = version.template
        else { return nil }
        let periods = try await connection.query(Statements.triedPeriods).map { try $0.decode(String.self) }
        let page = TryPage(version: version, template: template, words: TemplateWords(visit.language))
        guard let chosen = period ?? periods.first else {
            return page.nothing(page.say("还没有评分的月份。", "No month is scored yet."))
        }
        do {
            let trial = try await TemplateTrial.of(template, on: chosen, connection)
            return page.shown(trial, on: chosen, among: periods)
        } catch let obstacle as TemplateTrial.Obstacle {
            return page.nothing(page.sentence(obstacle), on: chosen, among: periods)
        }
    }

    private func say(_ zh: String, _ en: String) -> String { words.say(zh, en) }

    private func title(_ period: String?) -> String {
        [say("试算", "Trial"), version.name(words.language), period].compactMap(\.self).joined(separator: " · ")
    }

    private func links(_ chosen: String?, among periods: [String]) -> [FormPage.Link] {
        let others = periods.filter { $0 != chosen }.map {
            FormPage.Link(label: $0, path: "\(version.path)/try?period=\($0.inAddress)")
        }
        return [FormPage.Link(label: version.name(words.language), path: version.path)] + others
    }

    private func nothing(_ why: String, on chosen: String? = nil, among periods: [String] = []) -> ListingPage {
        ListingPage(title: title(chosen), notes: [why], links: links(chosen, among: periods), tables: [])
    }

    private func sentence(_ obstacle: TemplateTrial.Obstacle) -> String {
        switch obstacle {
        case .measured(let titles):
            let names = titles.map { words.language.of($0) }.joined(separator: say("、", ", "))
            return say(
                "以下指标的计算方式与当时不同，须从数据源重新计算（merit simulate）：\(names)",
                "These are measured otherwise than then, so the source has to be asked (merit simulate): \(names)")
        case .days:
            return say(
                "最少在岗天数与当时不同，须从数据源重新计算（merit simulate）。",
                "It appraises people from another number of days on, so the source has to be asked (merit simulate).")
        case .unreadable(let reference):
            return say("当时所用的 \(reference) 无法读取。", "\(reference), by which the month was scored, cannot be read.")
        }
    }

    private func shown(_ trial: TemplateTrial, on period: String, among periods: [String]) -> ListingPage {
        ListingPage(
            title: title(period),
            notes: [
                say(
                    "由已存的数值和现有评价算出，不含您本人。不写入任何内容。",
                    "Worked out from stored values and the evaluations as they stand, without yourself. Nothing is written."
                )
            ] + notes(trial), facts: facts(trial), links: links(period, among: periods),
            tables: [grades(trial), people(trial, period)])
    }

    private func notes(_ trial: TemplateTrial) -> [String] {
        var notes: [String] = []
        if trial.outdated > 0 {
            notes.append(
                say(
                    "\(trial.outdated) 人的结果在评分后又有新的评价或申诉决定，以原版本重新计算也会不同。",
                    "Of \(trial.outdated) people something was given or decided since: by the version of then they would be scored otherwise too."
                ))
        }
        if trial.lost > 0 {
            notes.append(
                say(
                    "\(trial.lost) 条评价落在新的水平之外，不能计入。",
                    "\(trial.lost) evaluations lie outside the new levels, and would not count."))
        }
        return notes
    }

    private func facts(_ trial: TemplateTrial) -> [FormPage.Fact] {
        let difference = trial.after.coefficients - trial.before.coefficients
        return [
            .init(label: say("参与试算", "People tried"), value: "\(trial.people)"),
            .init(label: say("等级或系数改变", "Another grade or coefficient"), value: "\(trial.changes.count)"),
            .init(label: say("仅总分改变", "Another total alone"), value: "\(trial.moved)"),
            .init(
                label: say("系数合计", "Sum of coefficients"),
                value: "\(sum(trial.before)) → \(sum(trial.after)) (\(signed(difference)))"),
            .init(
                label: say("等级有多确定", "How sure grades are"),
                value: "\(sure(trial.before.sureness)) → \(sure(trial.after.sureness))"),
        ]
    }

    private func sum(_ spread: TemplateTrial.Spread) -> String { "\(spread.coefficients.normalized)" }

    private func signed(_ number: BigDecimal) -> String {
        RaterDrawing.signed("\(number.normalized)")
    }

    /// How many of the grades another draw of the same work would bring again.
    private func sure(_ sureness: Sureness) -> String {
        sureness.keptPercent.map {
            say("同样的工作再抽一次，\($0)% 相同", "another draw of the same work brings \($0)% again")
        } ?? say("未知", "not known")
    }

    private func grades(_ trial: TemplateTrial) -> ListingPage.Table {
        let named = template.grades.map(\.name)
        let gone = trial.before.grades.keys.filter { !named.contains($0) }.sorted()
        var rows = (named + gone).map { grade -> [ListingPage.Cell] in
            row(grade, trial.before.grades[grade] ?? 0, trial.after.grades[grade] ?? 0)
        }
        rows.append(row(say("没有总分", "without a total"), trial.before.withoutTotal, trial.after.withoutTotal))
        return .init(
            "grades", say("各等级人数", "People by grade"),
            [say("等级", "Grade"), say("原来", "As it is"), say("试算", "As it would be"), say("差", "Difference")], rows,
            none: "–")
    }

    private func row(_ name: String, _ before: Int, _ after: Int) -> [ListingPage.Cell] {
        [.init(name), .init("\(before)"), .init("\(after)"), .init(signed(BigDecimal(after - before)))]
    }

    private func people(_ trial: TemplateTrial, _ period: String) -> ListingPage.Table {
        let sorted = trial.changes.sorted { left, right in
            let (one, other) = (left.cost.magnitude, right.cost.magnitude)
            return one == other ? EmployeeKey(left.employee) < EmployeeKey(right.employee) : one > other
        }
        let rows = sorted.prefix(Self.most).map { change -> [ListingPage.Cell] in
            let chances = change.chances.map { "\($0.grade) \($0.percent)%" }.joined(separator: say("，", ", "))
            return [
                .init(
                    [change.employee, change.name].compactMap(\.self).joined(separator: " "),
                    path: "/month/\(period.inAddress)/of/\(change.employee.inAddress)"),
                .init(pair(change.before.total?.description, change.after.total?.description)),
                .init(pair(change.before.grade, change.after.grade) + because(change.after.cap)),
                .init(
                    pair(
                        change.before.coefficient?.normalized.description,
                        change.after.coefficient?.normalized.description)),
                .init(chances.isEmpty ? nil : chances),
            ]
        }
        let more = trial.changes.count - rows.count
        let heading = say("等级或系数改变的人", "Whose grade or coefficient would be another")
        return .init(
            "people", more > 0 ? "\(heading)\(say("（另有 \(more) 人）", " (and \(more) more)"))" : heading,
            [
                say("员工", "Person"), say("总分", "Total"), say("等级", "Grade"), say("系数", "Coefficient"),
                say("各等级的可能性", "How likely which grade"),
            ], rows, none: say("没有人。", "Nobody."))
    }

    private func because(_ cap: LocalizedText?) -> String {
        cap.map { say("（\($0.zh)）", " (\($0.en))") } ?? ""
    }

    private func pair(_ before: String?, _ after: String?) -> String { "\(before ?? "–") → \(after ?? "–")" }
}

extension BigDecimal {
    fileprivate var magnitude: BigDecimal { signum < 0 ? -self : self }
}
