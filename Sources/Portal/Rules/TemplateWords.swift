import Appraisal
import Pages
import Reports

/// What stands on pages about templates.
struct TemplateWords: Sendable {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    func status(_ status: String) -> String {
        switch status {
        case "draft": say("草稿，等待检查", "draft, to be checked")
        case "checked": say("草稿，检查通过", "draft, checked")
        case "rejected": say("草稿，未通过检查", "draft with problems")
        case "published": say("已发布", "published")
        default: say("已停用", "retired")
        }
    }

    /// What a form calls a field.
    func label(_ field: TemplateField) -> String {
        if field.subject == .added {
            switch field.what {
            case .zh: return say("中文名称", "Name in Chinese")
            case .en: return say("英文名称", "Name in English")
            default: break
            }
        }
        let subject = subject(field.subject)
        let what = what(field.what)
        return subject.isEmpty ? what : say("\(subject)：\(what)", "\(subject): \(what)")
    }

    func hint(_ field: TemplateField) -> String? {
        switch field.what {
        case .last: say("留空表示整个区间分数相同。", "Left empty: the same points in the whole band.")
        case .high: say("留空表示只有一个分数。", "Left empty: one number of points.")
        case .step: say("留空表示按直线计算。", "Left empty: points run straight.")
        case .filter: say("留空表示全部计入，如 status <> 'spam'。", "Left empty: all of them; such as status <> 'spam'.")
        case .unit: say("如 percent、hour、count；可留空。", "Such as percent, hour or count; may be left empty.")
        case .minSample: say("少于这么多行则不计分；留空表示没有限制。", "With fewer rows it is not scored; left empty: always.")
        case .whenEmpty: say("留空表示没有数据就不计分。", "Left empty: without rows it is not scored.")
        default: nil
        }
    }

    private func subject(_ subject: TemplateField.Subject) -> String {
        switch subject {
        case .template, .added: ""
        case .titled(let title): Self.short(language.of(title))
        case .perspective(let kind): Words(language).perspective(kind)
        case .grade(let name): say("等级 \(Self.short(name))", "Grade \(Self.short(name))")
        case .band(let name): say("区间“\(Self.short(name))”", "Band \(Self.short(name))")
        case .level(let title):
            say("水平“\(Self.short(title.zh))”", "Level \(Self.short(title.en))")
        }
    }

    /// Names are written out where they are asked for; beside each field of theirs a long one would fill the page.
    private static func short(_ name: String) -> String { name.count <= 60 ? name : "\(name.prefix(59))…" }

    private func what(_ what: TemplateField.What) -> String {
        switch what {
        case .weight: say("权重（%）", "weight in percent")
        case .atLeast: say("总分不低于", "from a total of")
        case .coefficient: say("系数", "coefficient")
        case .nearCut: say("距等级线多少分以内算接近", "How many points from a grade count as near")
        case .points: say("满分", "full points")
        case .name: say("名称", "name")
        case .unit: say("单位", "Unit")
        case .minSample: say("最小样本", "Least sample")
        case .from: say("数据", "Rows of")
        case .at: say("时间列", "Time column")
        case .filter: say("条件：哪些行计入", "Which rows count")
        case .formula: say("计算方式", "Computed")
        case .whenEmpty: say("没有数据时的值", "The value without rows")
        case .best: say("最好值", "best value")
        case .worst: say("最差值", "worst value")
        case .first: say("最好值的分数", "points at the best value")
        case .last: say("最差值的分数", "points at the worst value")
        case .step: say("每差多少扣一次分", "the step in which points fall")
        case .low: say("最低分", "lowest points")
        case .high: say("最高分", "highest points")
        case .zh: say("中文说明", "in Chinese")
        case .en: say("英文说明", "in English")
        }
    }
}

extension TemplateWords {
    /// What two versions say differently, line by line, as `TemplateDifference` names it.
    ///
    /// - Parameter outline: titles of both, for what has one.
    func place(_ place: String, _ outline: TemplateOutline) -> String {
        let words = place.split(separator: " ", maxSplits: 1).map { String($0) }
        switch (words.first, words.count) {
        case ("template", 1): return say("整份规则", "The template")
        case ("source", 2): return Words(language).perspective(words[1])
        case ("grade", 2): return say("等级 \(words[1])", "Grade \(words[1])")
        case ("streak", 2): return say("连续 \(words[1])", "\(words[1]) in a row")
        case ("outcome", 2): return say("建议“\(words[1])”", "Outcome \(words[1])")
        case ("cap", 2): return say("第 \(words[1]) 条等级上限", "Cap \(words[1])")
        default: return outline.title(of: place).map { language.of($0) } ?? place
        }
    }

    /// - Parameter place: where it differs, by which a level has its title.
    func difference(_ what: String, at place: String, _ outline: TemplateOutline) -> String {
        guard what.hasPrefix("level "), let title = outline.title(of: "\(place) \(what)") else {
            return difference(what)
        }
        return say("水平“\(title.zh)”", "level \(title.en)")
    }

    func difference(_ what: String) -> String {
        for (prefix, zh) in [("band ", "区间"), ("level ", "水平")] where what.hasPrefix(prefix) {
            let name = what.dropFirst(prefix.count)
            return say("\(zh)“\(name)”", "\(prefix)\(name)")
        }
        return switch what {
        case "title": say("名称", "title")
        case "default": say("用于其他岗位", "for all other posts")
        case "posts": say("岗位", "posts")
        case "measured_in": say("数据指标计入哪些评价", "sheets with what is measured")
        case "min_days": say("最少在岗天数", "days employed at least")
        case "coverage": say("可计分权重至少", "weight scored at least")
        case "plan": say("改进计划", "plan of improvement")
        case "near_cut": say("接近等级线", "near a grade")
        case "cap": say("等级上限", "cap on the grade")
        case "weight": say("权重", "weight")
        case "at_least": say("总分不低于", "from a total of")
        case "coefficient": say("系数", "coefficient")
        case "outcomes": say("提出的建议", "what is proposed")
        case "points": say("满分", "full points")
        case "unit": say("单位", "unit")
        case "min_sample": say("最小样本", "least sample")
        case "from": say("数据", "rows of")
        case "where": say("条件", "rows that count")
        case "value": say("计算方式", "measure")
        case "of": say("谁的数据", "whose rows")
        case "mix": say("业务类型", "kinds of work")
        case "scored_on": say("计分所用的值", "what is scored")
        case "per": say("除以", "divided by")
        case "relative_to": say("对照", "held against")
        case "when_empty": say("没有数据时", "without rows")
        default: Words(language).outcome(what)
        }
    }

    /// `90 to 80: 11 to 8 points, in steps of 1`, as `TemplateDifference` writes a band.
    func value(_ value: String?, of what: String) -> String? {
        guard let value, what.hasPrefix("band ") || what == "plan" || what == "default" || what.hasSuffix("_cut")
        else { return value }
        guard language != .en else { return value }
        return [
            ("in steps of", "步长"), (" to ", " 到 "), (" points", " 分"), ("below ", "低于 "), ("at most ", "最多 "),
            ("yes", "是"), ("no", "否"), (", ", "，"), (": ", "："),
        ].reduce(value) { $0.replacing($1.0, with: $1.1) }
    }
}

/// Titles of dimensions, indicators and levels, as differences name them: `skill`, `skill/repair_success`, `skill/manner level warm`.
struct TemplateOutline: Sendable {
    private let titles: [String: LocalizedText]

    /// - Parameter templates: the one that counts most first.
    init(_ templates: [Template]) {
        var titles: [String: LocalizedText] = [:]
        for dimension in templates.flatMap(\.dimensions) {
            titles[dimension.code] = titles[dimension.code] ?? dimension.title
            for indicator in dimension.indicators {
                let place = "\(dimension.code)/\(indicator.code)"
                titles[place] = titles[place] ?? indicator.title
                guard case .rated(let levels) = indicator.basis else { continue }
                for level in levels {
                    titles["\(place) level \(level.code)"] = titles["\(place) level \(level.code)"] ?? level.title
                }
            }
        }
        self.titles = titles
    }

    /// Of a document that may have problems.
    init(_ document: TemplateDocument) {
        var titles: [String: LocalizedText] = [:]
        for dimension in document.outline {
            guard let code = dimension.code else { continue }
            titles[code] = dimension.title
            for indicator in dimension.indicators {
                let place = "\(code)/\(indicator.code)"
                titles[place] = indicator.title
                for level in document.levels(of: indicator.code) {
                    titles["\(place) level \(level.code)"] = level.title
                }
            }
        }
        self.titles = titles
    }

    func title(of place: String) -> LocalizedText? { titles[place] }
}
