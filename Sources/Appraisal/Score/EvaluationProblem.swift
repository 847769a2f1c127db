package import Exact

/// Why an evaluation cannot be used under a template.
package enum EvaluationProblem: Error, Sendable, Hashable {
    /// The template's total has no such perspective.
    case perspectiveNotUsed(Perspective.Kind, TemplateReference)
    /// The template has no such indicator.
    case unknownIndicator(String, TemplateReference)
    /// The template measures it.
    case measuredIndicator(String, TemplateReference)
    /// Outside every level.
    case outsideLevels(indicator: String, points: BigDecimal, levels: [Level])
    /// An overall number outside 0 to 100.
    case overallOutOfRange(BigDecimal)
    /// A supervisor's or a peer's, by the person whom it is about.
    case ratesTheRater(Perspective.Kind)
    /// A self-evaluation by somebody else.
    case speaksForAnother(rater: String)
    /// A supervisor's that names no rater, of somebody who is their own supervisor.
    case ownSupervisor(String)
    /// A supervisor's, by somebody who is not the supervisor.
    case notTheSupervisor(rater: String, supervisor: String?)
    /// A peer's, beside fewer others than have to rate.
    case fewPeers
}

extension EvaluationProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .perspectiveNotUsed(let perspective, let template):
            "\(template) does not count the source \(perspective.rawValue)"
        case .unknownIndicator(let indicator, let template):
            "\(template) has no indicator \(indicator)"
        case .measuredIndicator(let indicator, let template):
            "\(indicator) is measured by \(template), not rated"
        case .outsideLevels(let indicator, let points, let levels):
            "\(indicator): \(points.normalized) is outside the levels \(levels.map(\.points).joined(separator: ", "))"
        case .overallOutOfRange(let points):
            "overall: \(points.normalized) is outside 0–100"
        case .ratesTheRater(let perspective):
            "nobody is their own \(perspective.rawValue)"
        case .speaksForAnother(let rater):
            "a self-evaluation cannot be given by \(rater)"
        case .ownSupervisor(let person):
            "nobody is their own supervisor, and \(person) is in the employee relation; name in rater_id who gave it"
        case .fewPeers:
            "fewer peers rated this than count (setting least_peers)"
        case .notTheSupervisor(let rater, let supervisor):
            "\(rater) is not the supervisor; \(supervisor.map { "that is \($0)" } ?? "there is none") in the employee relation"
        }
    }
}

extension Evaluation {
    /// Why the evaluation cannot be used for someone on `template`; nil where it can.
    ///
    /// - Parameter employment: the person's, which says who the supervisor is.
    package func problem(in template: Template, of employment: Employment) -> EvaluationProblem? {
        if let problem = wrongRater ?? raterProblem(of: employment) { return problem }
        guard template.perspectives.contains(where: { $0.kind == perspective }), perspective.rates else {
            return .perspectiveNotUsed(perspective, template.reference)
        }
        guard let code = indicator else {
            return (0...100).contains(points) ? nil : .overallOutOfRange(points)
        }
        guard let indicator = template.indicator(code) else {
            return .unknownIndicator(code, template.reference)
        }
        switch indicator.basis {
        case .measured: return .measuredIndicator(code, template.reference)
        case .rated(let levels):
            guard !levels.contains(where: { $0.range.contains(points) }) else { return nil }
            return .outsideLevels(indicator: code, points: points, levels: levels)
        }
    }

    /// What only the employee relation knows.
    private func raterProblem(of employment: Employment) -> EvaluationProblem? {
        guard perspective == .supervisor else { return nil }
        let supervisor = employment.supervisorID.map(EmployeeKey.init)
        guard let rater else {
            return supervisor == EmployeeKey(employment.employeeID) ? .ownSupervisor(employment.employeeID) : nil
        }
        guard hasToBeSupervisors, supervisor != EmployeeKey(rater) else { return nil }
        return .notTheSupervisor(rater: rater, supervisor: employment.supervisorID)
    }
}
