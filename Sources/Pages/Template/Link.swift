import Appraisal

/// A page, or a form, that a page leads to.
enum Link: Sendable {
    case overview
    /// - place: among the departments of the period, from 0.
    case department(String?, place: Int, page: Int)
    /// The departments of the period.
    case departments(page: Int)
    case person(String)
    /// All that was written about a month.
    case words(String, page: Int)
    case history(String)
    /// The sheet of an interview, which a folder does not have.
    case interview(String)
    /// Trainings because of a result, which a folder does not have.
    case trainings(String)
    /// The rows behind an indicator, which a folder does not have.
    case rows(String, indicator: String)
    /// How somebody stands in a period that is not over, which a folder does not have.
    case standing(String)
    /// - page: of the sheet, from 1.
    case rules(TemplateReference, page: Int = 1)
    /// The sheet of a version, which a folder does not have.
    case sheet(TemplateReference, page: Int, on: SheetShelf)
    case quarter
    /// A supervisor's people in a period, which a folder does not have.
    case team(String, page: Int = 1)
    /// Figures for other programs, by the name of the file.
    case table(String)
    /// What only a portal has.
    case form(FormLink)
}

/// Who reads the sheet of a version.
package enum SheetShelf: Sendable {
    case officers
    /// Those for whom the rules hold.
    case people
}

/// A form of the portal.
enum FormLink: Sendable {
    case confirm
    case object
    case appeal(Int64)
    case proposal(Int64)
    case task(Int64)
    /// Of a template, to be changed.
    case indicator(TemplateReference, String)
    case newIndicator(TemplateReference, isRated: Bool)
    /// How strict raters were in the period.
    case raters
    /// What was odd about the rows of the period.
    case oddRows
    /// Of one of theirs.
    case rate(String)
    /// About somebody's result.
    case interview(String)
    /// Of what a quarter's review found.
    case finding(Int64)
    /// Of what customers complained about, as a quarter's review has it.
    case theme(Int64)
}
