package import Exact

/// What one period says of one person.
package struct AppraisalResult: Sendable, Hashable {
    package enum Status: Sendable, Hashable {
        case scored(Total)
        /// Sheets, coverage and indicators are there, a total is not.
        case incomplete([IncompleteReason])
        /// Nothing but the customers' voice is there.
        case notAppraised(NotAppraisedReason)
    }

    package let employment: Employment
    /// Nil where the person has no template.
    package let template: TemplateReference?
    package let status: Status
    /// Of the perspectives that have one, in template order.
    package let sheets: [Sheet]
    /// Of the heaviest sheet.
    package let coverage: BigDecimal?
    /// All indicators of the template, in its order; none where the person is not appraised.
    package let indicators: [IndicatorScore]
    package let voice: CustomerVoice
    /// How far chance could have moved the total; nil without one.
    package let confidence: Confidence?

    package static func notAppraised(
        _ employment: Employment, voice: CustomerVoice, template: TemplateReference?, reason: NotAppraisedReason
    ) -> AppraisalResult {
        AppraisalResult(
            employment: employment, template: template, status: .notAppraised(reason), sheets: [], coverage: nil,
            indicators: [], voice: voice, confidence: nil)
    }

    package var total: Total? {
        if case .scored(let total) = status { total } else { nil }
    }

    /// As `merit.result` has it.
    package var statusName: String {
        switch status {
        case .scored: "scored"
        case .incomplete: "incomplete"
        case .notAppraised: "not_appraised"
        }
    }

    /// Why there is no total; nil where there is one.
    package var reason: LocalizedText? {
        switch status {
        case .scored: nil
        case .incomplete(let reasons):
            LocalizedText(
                zh: reasons.map(\.text.zh).joined(separator: "；"), en: reasons.map(\.text.en).joined(separator: "; "))
        case .notAppraised(let reason): reason.text
        }
    }
}
