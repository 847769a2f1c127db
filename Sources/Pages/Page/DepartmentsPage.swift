import Charts
import Exact
import Reports

/// The departments of a period, on as many pages as they take.
struct DepartmentsPage: Page {
    struct Entry: Sendable {
        /// Its place among the departments of the period, from 0.
        let place: Int
        let figures: DepartmentFigures
        /// Whether it has a page of its own.
        var hasPage: Bool { place < OverviewPage.mostDepartments }

        func fill(_ scope: inout Scope, _ words: Words) {
            let name = figures.name ?? words.say("未分部门", "no department")
            scope.text("department", LongText(name).beginning(Self.mostOfName))
            scope.link("department_link", hasPage ? .department(figures.name, place: place, page: 1) : nil)
            scope.text("department_people", "\(figures.people)")
            scope.text("department_mean", figures.meanTotal?.description)
            scope.text("department_nps", figures.meanNPS.map { "\($0)".withMinus })
        }

        private static let mostOfName = 200

        /// Bytes of its row: the name stands in its address as well, each byte as three.
        fileprivate var size: Int { 250 + min(name.inHTML.utf8.count, Self.mostOfName) + 3 * name.utf8.count }
        private var name: String { figures.name ?? "" }
    }

    let period: ReportPeriod
    let entries: [Entry]
    let page: Int
    let pages: Int

    var link: Link { .departments(page: page) }
    func title(_ words: Words) -> String { "\(words.say("部门", "Departments")) · \(period.label)" }

    /// As many pages as they take; never none.
    static func all(of departments: [DepartmentFigures], in period: ReportPeriod) -> [DepartmentsPage] {
        let parts = parts(of: departments, most: 44_000)
        return parts.enumerated().map { place, entries in
            DepartmentsPage(period: period, entries: entries, page: place + 1, pages: parts.count)
        }
    }

    /// - Parameter most: bytes of markup that each part has room for.
    static func parts(of departments: [DepartmentFigures], most: Int) -> [[Entry]] {
        var (parts, left): ([[Entry]], Int) = ([[]], most)
        for (place, figures) in departments.enumerated() {
            let entry = Entry(place: place, figures: figures)
            if entry.size > left, !parts[parts.count - 1].isEmpty {
                parts.append([])
                left = most
            }
            parts[parts.count - 1].append(entry)
            left -= entry.size
        }
        return parts
    }

    func fill(_ scope: inout Scope, _ words: Words) {
        scope.text("page", "\(page)")
        scope.text("pages", pages > 1 ? "\(pages)" : nil)
        scope.link("previous_link", page > 1 ? .departments(page: page - 1) : nil)
        scope.link("next_link", page < pages ? .departments(page: page + 1) : nil)
        scope.list("departments", of: entries) { $1.fill(&$0, words) }
        scope.link("month_link", .overview)
    }
}
