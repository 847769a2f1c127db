import Appraisal
import Reports

extension Words {
    /// Why an evaluation does not count, as `EvaluationProblem` says it; what it does not say stays as it stands.
    ///
    /// - Parameters:
    ///   - indicator: what the evaluation is about.
    ///   - names: of what has a title; the rest is called by its code.
    package func problem(_ problem: String, about indicator: String? = nil, _ names: RuleNames = RuleNames()) -> String
    {
        for sentence in Self.ofEvaluations {
            let said = sentence.said(problem, in: language) { names.inProblem($0, about: indicator, self) }
            if let said { return said }
        }
        return problem
    }

    private static let ofEvaluations: [KnownSentence] =
        Perspective.Kind.allCases.flatMap { kind -> [KnownSentence] in
            let name = Words(.zhHans).perspective(kind.rawValue)
            return [
                KnownSentence(en: "% does not count the source \(kind.rawValue)", zh: "[0] 不采用“\(name)”"),
                KnownSentence(en: "nobody is their own \(kind.rawValue)", zh: "“\(name)”不能由本人给出"),
            ]
        } + [
            KnownSentence(en: "% has no indicator %", zh: "[0] 没有指标 [1]"),
            KnownSentence(en: "% is measured by %, not rated", zh: "指标 [0] 在 [1] 中由数据计算，不由人评分"),
            KnownSentence(en: "%: % is outside the levels %", zh: "指标 [0]：{1} 分不在任何水平之内（[2]）"),
            KnownSentence(en: "overall: % is outside 0–100", zh: "总体评分 {0} 不在 0–100 之内"),
            KnownSentence(en: "a self-evaluation cannot be given by %", zh: "自评不能由 {0} 给出"),
            KnownSentence(
                en: "nobody is their own supervisor, and % is in the employee relation; name in rater_id who gave it",
                zh: "数据源中 {0} 的上级是本人，不能给自己作上级评价；请注明评价人"),
            KnownSentence(
                en: "% is not the supervisor; that is % in the employee relation", zh: "{0} 不是上级；数据源中的上级是 {1}"),
            KnownSentence(
                en: "% is not the supervisor; there is none in the employee relation", zh: "{0} 不是上级；数据源中没有上级"),
            KnownSentence(en: "fewer peers rated this than count (setting least_peers)", zh: "评价的同事人数不足，不计入"),
        ]
}
