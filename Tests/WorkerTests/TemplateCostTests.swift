import Appraisal
import Measures
import Testing

@testable import Worker

/// What makes a month take long is named when the template is checked, and keeps nothing from being used.
@Suite struct TemplateCostTests {
    private static let catalog = SourceCatalog(relations: [
        "ticket": SourceRelation(
            name: "ticket",
            columns: [
                ("employee_id", .text), ("closed_at", .timestamptz), ("status", .text), ("category", .text),
                ("due_at", .timestamptz),
            ])
    ])

    private func warnings(_ value: String, plan: String = "") throws -> [String] {
        let yaml = SmallCompany.template.replacing("share(status = 'resolved')", with: value)
            .replacing("coverage:", with: "\(plan)coverage:")
        let template = try TemplateCheck.check(
            TemplateDocument(yaml: yaml), bases: { _ in nil }, catalog: Self.catalog
        ).template
        return TemplateCheck.warnings(of: template, catalog: Self.catalog).map(\.description)
    }

    @Test func whatAsksLittleIsNotNamed() throws {
        #expect(try warnings("share(status = 'resolved')") == [])
        #expect(try warnings("share(repeated(30, category))", plan: "plan: {below_percent: 70, at_most: 3}\n") == [])
    }

    @Test func manyQuestionsAreNamed() throws {
        let questions = (1...4).map { "count(repeated(\($0), category))" }.joined(separator: " + ")
        #expect(try warnings(questions) == [])
        #expect(
            try warnings(questions, plan: "plan: {below_percent: 70, at_most: 3}\n") == [
                """
                desk@1: repeated() and repeated_after() ask 4 different questions of ticket, up to 4 days beyond the period: its rows are \
                sorted up to 8 times for a month; fewer questions, a shorter time, or a column of the view that answers cost less
                """
            ])
    }

    /// It is right, and says something else than is easily thought.
    @Test func aBacklogOfTheMonthAloneIsNamed() throws {
        #expect(
            try warnings("count(due_at >= period_end)") == [
                """
                desk@1 skill/solved measure: only rows of which closed_at lies in the period are looked at: what is older and still open at \
                its end is not counted; add as_of: period_end to count it
                """
            ])
        #expect(try warnings("count(closed_at >= period_end)") == [])
    }

    /// Of two people one's own figure is what is left of both.
    @Test func whatTellsOfAColleagueIsNamed() throws {
        #expect(
            try warnings("count()\", of: department, where: \"true") == [
                """
                desk@1 skill/solved measure of: in a department of two each can work out the other's figure from this one and their own; it \
                is for departments of five or more
                """
            ])
    }

    @Test func aLongWayIsNamed() throws {
        #expect(try warnings("share(repeated(367, category))").count == 1)
        #expect(try warnings("share(repeated_after(367, category))").count == 1)
    }
}
