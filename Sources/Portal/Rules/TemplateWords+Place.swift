import Appraisal
import Pages
import Reports

/// Where something is wrong, in words.
extension TemplateWords {
    /// `small@1 speed/response scale band "quick" points` as `响应 · 分段 · 区间“quick” · 分数`.
    ///
    /// - Parameter outline: titles of what has one.
    func placeInWords(_ place: String, in outline: TemplateOutline?) -> String {
        // The document itself stands first, and everything is in it.
        var rest = Self.pieces(of: place).dropFirst()
        var words: [String] = []
        var (isCap, indicator) = (false, "")
        while let piece = rest.popFirst() {
            switch (piece, rest.first) {
            case ("band", let name?): words.append("区间\(Self.called(name))")
            case ("level", let name?):
                let title = outline?.title(of: "\(indicator) level \(Self.bare(name))")
                words.append("水平\(title.map { "“\(language.of($0))”" } ?? Self.called(name))")
            case ("grade", let name?): words.append("等级 \(name)")
            case ("streak", let number?): words.append("第 \(number) 条连续规则")
            case ("cap", let number?):
                words.append("第 \(number) 条等级上限")
                isCap = true
            case ("at_least", nil) where isCap: words.append("不低于")
            case ("at_most", nil) where isCap: words.append("不高于")
            case ("position", let number?): words.append("第 \(number) 个字符")
            case ("indicator", let number?): words.append("第 \(number) 个指标")
            case ("dimension", let number?): words.append("第 \(number) 个维度")
            default:
                if piece.contains("/") { indicator = piece }
                words.append(outline?.title(of: piece).map { language.of($0) } ?? Self.keys[piece] ?? piece)
                continue
            }
            rest = rest.dropFirst()
        }
        return words.isEmpty ? "考核规则" : words.joined(separator: " · ")
    }

    private static func called(_ name: String) -> String {
        name.hasPrefix("\"") ? "“\(bare(name))”" : " \(name)"
    }

    /// Without its quotation marks.
    private static func bare(_ name: String) -> String {
        name.hasPrefix("\"") ? String(name.dropFirst().dropLast()) : name
    }

    /// What blanks divide outside quotation marks.
    private static func pieces(of place: String) -> [String] {
        var (pieces, piece, isQuoted) = ([String](), "", false)
        for character in place {
            if character == "\"" { isQuoted.toggle() }
            if character == " ", !isQuoted {
                pieces.append(piece)
                piece = ""
            } else {
                piece.append(character)
            }
        }
        return pieces + (piece.isEmpty ? [] : [piece])
    }

    private static let keys = [
        "title": "名称", "zh": "中文", "en": "英文", "points": "分数", "weight": "权重", "unit": "单位", "min_sample": "最小样本",
        "rated": "水平", "measure": "计算", "scale": "分段", "band": "名称", "level": "代码", "best": "最好值", "worst": "最差值",
        "step": "步长", "from": "数据表", "at": "时间列", "where": "条件", "value": "计算方式", "of": "谁的数据", "one_per": "每个只计一行",
        "credit": "份额",
        "mix": "业务类型", "scored_on": "计分所用的值", "per": "除以", "relative_to": "对照", "when_empty": "没有数据时", "as_of": "截至",
        "sources": "评价来源", "self": "自评", "supervisor": "上级", "peer": "同事", "data": "数据", "required": "必需",
        "position": "次序",
        "grades": "等级", "at_least": "总分不低于", "coefficient": "系数", "outcomes": "建议", "streaks": "连续规则", "periods": "期数",
        "outcome": "建议", "grade": "等级", "dimensions": "维度", "indicators": "指标", "code": "代码", "template": "代码",
        "version": "版本", "posts": "岗位", "default": "默认", "extends": "建立在", "weights": "权重", "eligibility": "参与条件",
        "min_days": "最少在岗天数", "coverage": "可计分权重", "min_percent": "百分比", "plan": "改进计划", "below_percent": "低于百分比",
        "at_most": "最多", "caps": "等级上限", "indicator": "指标", "near_cut": "接近等级线", "measured_in": "数据指标计入哪些评价",
    ]
}
