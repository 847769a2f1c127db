import Appraisal
import Imports
import Postgres
import Reports
import Sheets
import Store
import Worker

extension ImportCommand {
    /// Writes a workbook to fill in to the standard output.
    func writeForm(_ settings: Settings) async throws {
        try WorkbookForm.refuseTerminal()
        let form: SheetDraft
        if isOfMerit {
            form = try await evaluationForm(settings)
        } else {
            form = try await settings.sourceDatabase("import").withConnection { connection in
                try await BlankForm.of(
                    .load(what, schema: settings.schema, in: connection), isChinese: language.language == .zhHans)
            }
        }
        try WorkbookForm.write([form])
    }

    private func evaluationForm(_ settings: Settings) async throws -> SheetDraft {
        let label = period ?? ""
        return try await settings.withSource("import") { source in
            try await settings.database("import").withConnection { connection in
                guard let period = try await Period.find(label, in: connection) else {
                    throw NotFound("there is no period \"\(label)\"; merit period status lists them")
                }
                let form = try await source.ratingForm(for: period, by: connection)
                return BlankForm.ofEvaluations(
                    label,
                    form.people.flatMap { form.lines(of: $0.employment, by: $0.template, in: language.language) },
                    isChinese: language.language == .zhHans)
            }
        }
    }
}

extension RatingForm {
    /// What a person and their supervisor are asked: each rated indicator, or one number where there is none.
    fileprivate func lines(of employment: Employment, by template: Template, in language: Language) -> [BlankForm.Line]
    {
        let rated = template.indicators.compactMap { indicator -> (Indicator, [Level])? in
            if case .rated(let levels) = indicator.basis { (indicator, levels) } else { nil }
        }
        return template.perspectives.filter { $0.kind == .self || $0.kind == .supervisor }.flatMap { perspective in
            let line = BlankForm.Line(
                employeeID: employment.employeeID, employeeName: employment.name, source: perspective.kind.rawValue,
                raterID: perspective.kind == .self ? employment.employeeID : employment.supervisorID, indicator: nil,
                title: language == .en ? "overall" : "总体评价", levels: "0–100")
            guard !rated.isEmpty else { return [line] }
            return rated.map { indicator, levels in
                var line = line
                line.indicator = indicator.code
                line.title = language.of(indicator.title)
                line.levels = levels.map { "\(language.of($0.title)) \($0.points)" }.joined(separator: "; ")
                return line
            }
        }
    }
}
