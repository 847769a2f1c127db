import Exact

/// A template without one of its indicators.
struct Omission: Sendable {
    let indicator: String
    private let appraiser: Appraiser

    /// Nil where nothing would be left.
    init?(of indicator: String, from template: Template) {
        guard let rest = template.without(indicator) else { return nil }
        self.indicator = indicator
        appraiser = Appraiser(rest)
    }

    /// What a result would be without the indicator; nil where it would have no total.
    ///
    /// - Parameter errors: standard errors in points, by indicator.
    func graded(_ result: AppraisalResult, errors: [String: BigDecimal]) -> Graded? {
        let omitted = result.indicators.first { $0.indicator == indicator }
        let scores = result.indicators.filter { $0.indicator != indicator }
        let sheets = result.sheets.compactMap { sheet -> Sheet? in
            guard case .dimensions = sheet.basis else { return sheet }
            let kind = sheet.perspective.kind
            // Who spoke of nothing else would not have spoken.
            let isSilent = omitted?.given(by: kind) != nil && !scores.contains { $0.given(by: kind) != nil }
            return isSilent ? nil : Sheet(of: appraiser.template, from: sheet.perspective, scores: scores)
        }
        guard case .scored(let total) = appraiser.status(of: sheets, coverage: sheets.heaviest?.coverage, scores) else {
            return nil
        }
        let rest = errors.filter { $0.key != indicator }
        return Graded(
            total, Confidence(of: total, sheets, scores, errors: rest, under: appraiser.template),
            under: appraiser.template)
    }
}

extension Template {
    /// The same without one indicator; nil where nothing is left.
    ///
    /// The rest of its dimension takes its points' place, the other dimensions that of an empty one.
    fileprivate func without(_ code: String) -> Template? {
        let rest = dimensions.compactMap { dimension -> Dimension? in
            let indicators = dimension.indicators.filter { $0.code != code }
            return indicators.isEmpty
                ? nil
                : Dimension(
                    code: dimension.code, title: dimension.title, weight: dimension.weight, indicators: indicators)
        }
        let weight = rest.reduce(BigDecimal.zero) { $0 + $1.weight }
        // Of the weight that is left as large a part has to be scored as before of the whole.
        guard !rest.isEmpty,
            let part = Rational(minCoverage * weight).divided(by: Rational(100))?.rounded(to: 6)
        else { return nil }
        // A sheet of one kind covers what there is of that kind.
        let coverage = measuredIn == .data ? minCoverage : part
        return Template(
            code: self.code, version: version, title: title, isDefault: isDefault, posts: posts,
            perspectives: perspectives, measuredIn: measuredIn, minDays: minDays, minCoverage: coverage, plan: plan,
            nearCut: nearCut,
            grades: grades, streaks: streaks, caps: caps.filter { $0.indicator != code }, dimensions: rest)
    }
}
