import Appraisal
import Measures
import Pages
import Reports

/// How a form asks what is measured: rows among those that are known, an aggregate of the language, and of what.
enum MeasureChoice {
    private static let ground = "measure.ground"
    private static let aggregate = "measure.how"
    private static let operand = "measure.of"
    /// In place of an aggregate: what is written is the whole value.
    private static let formula = "formula"

    /// What is asked for in the place of a template's field; nil where that field is asked for itself.
    static func fields(
        of field: TemplateField, among grounds: [MeasuredGround], _ words: TemplateWords
    ) -> [FormPage.Field]? {
        switch field.what {
        case .from:
            let options = grounds.map { ground in
                FormPage.Field.Option(
                    value: "\(ground.from) \(ground.at)",
                    label:
                        "\(Words(words.language).relation(ground.from)) · \(Words(words.language).column(ground.at))")
            }
            return [.choice(Self.ground, words.say("数据：数据表 · 时间列", "Rows of: relation · time column"), options)]
        case .at: return []
        case .formula:
            let options = words.aggregates.map { FormPage.Field.Option(value: $0.name, label: $0.label) }
            return [
                .choice(aggregate, words.say("计算方式", "Computed"), options),
                .line(
                    operand, words.say("对什么计算", "Of what"),
                    hint: words.say(
                        "条件或数值，如 score >= 4；hours(elapsed(opened_at, first_response_at))；百分位数：90, 数值。行数可留空。",
                        "A condition or a number, such as score >= 4; hours(elapsed(opened_at, first_response_at)); for a percentile 90, number. May be left empty for the number of rows."
                    )),
            ]
        default: return nil
        }
    }

    /// What is chosen, as the template's fields have it.
    static func texts(_ form: FormData) -> [String: String] {
        var texts: [String: String] = [:]
        if let chosen = form[ground] {
            let parts = chosen.split(separator: " ", maxSplits: 1).map { String($0) }
            texts["measure.from"] = parts.first ?? ""
            texts["measure.at"] = parts.count > 1 ? parts[1] : ""
        }
        if let how = form[aggregate] {
            let of = form[operand]?.trimmed ?? ""
            texts["measure.value"] = how == formula ? of : "\(how)(\(of))"
        }
        return texts
    }

    /// Of the form's fields the one where a template's field is asked for.
    static func name(of field: TemplateField) -> String {
        switch field.what {
        case .from, .at: ground
        case .formula: operand
        default: field.name
        }
    }

    /// What is to be said against a measure without looking at the source, which the portal may not read.
    static func problems(with measure: Measure, at place: String) -> [Problem] {
        let definition = MeasureDefinition(
            from: measure.from, at: measure.at, filter: measure.filter, value: measure.value, mix: measure.mix,
            isAsOfEnd: measure.asOfEnd,
            onePer: measure.onePer.map { .init(column: $0.column, choice: $0.choice == .first ? .first : .latest) },
            credit: measure.credit, isOfDepartment: measure.isOfDepartment)
        return CheckedMeasure.syntaxProblems(of: definition).list.map { problem in
            let position = problem.position.map { " position \($0)" } ?? ""
            return Problem(place: "\(place) \(problem.part.rawValue)\(position)", reason: problem.reason)
        }
    }
}

extension TemplateWords {
    fileprivate var aggregates: [(name: String, label: String)] {
        [
            ("count", say("行数，或满足条件的行数", "number of rows, or of those that fulfil a condition")),
            ("share", say("满足条件的占比（%）", "share that fulfils a condition, in percent")),
            ("avg", say("平均值", "mean")), ("sum", say("合计", "sum")), ("median", say("中位数", "median")),
            ("percentile", say("百分位数", "percentile")), ("min", say("最小值", "least")),
            ("max", say("最大值", "greatest")), ("nps", say("净推荐值", "net promoter score")),
            (
                "formula",
                say("公式，如 100 * sum(actual) / sum(budget)", "a formula, such as 100 * sum(actual) / sum(budget)")
            ),
        ]
    }
}
