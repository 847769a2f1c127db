import Appraisal
import Measures
import Store

/// What upheld appeals ask to be measured again of one person: the indicators that they name, or everything.
struct Wish {
    let employeeID: String
    /// The newest result, without indicators.
    let record: ResultRecord
    let template: Template
    /// Measured ones, and none of a whole department: who belongs to it is only asked when everyone is measured.
    private(set) var indicators: [Indicator] = []
    /// Whether the whole result is, the customers' voice and the days of leave too.
    private(set) var isWhole = false

    init(_ record: ResultRecord, under template: Template) {
        employeeID = record.employeeID
        self.record = record
        self.template = template
    }

    /// Nothing of the source is asked for.
    var isEmpty: Bool { indicators.isEmpty && !isWhole }

    func asks(for indicator: String) -> Bool { indicators.contains { $0.code == indicator } }

    mutating func take(_ appeal: StoredAppeal) {
        switch appeal.decision {
        case .again:
            isWhole = true
            indicators = template.measuredIndicators.filter { !$0.isOfDepartment }
        case .value where !appeal.followsExclusion:
            // What was measured stays beside the value, and the rows that it rests on are the same.
            return
        case .value, .excluded:
            guard let code = appeal.indicator, !asks(for: code), let indicator = template.indicator(code),
                indicator.measure != nil, !indicator.isOfDepartment
            else { return }
            indicators.append(indicator)
        }
    }
}
