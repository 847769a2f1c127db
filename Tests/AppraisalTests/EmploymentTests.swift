@testable import Appraisal
import Testing

/// "Who is in a period": days 1 to 31.
@Suite struct EmploymentTests {
    private func assignment(
        _ post: String, from: Int? = nil, to: Int? = nil, department: String? = nil
    ) -> Assignment {
        Assignment(
            employeeID: "ann", department: department, post: post, supervisorID: "sup-\(post)", from: from, to: to)
    }

    private func employment(_ assignments: Assignment...) -> Employment? {
        let found = Employment(of: assignments, in: 1...31)
        #expect(found == Employment(of: assignments.reversed(), in: 1...31))
        return found
    }

    @Test(
        arguments: [
            (nil, nil, 31), (1, 31, 31), (-100, 1, 1), (31, 90, 1), (10, 19, 10), (nil, 5, 5), (30, nil, 2),
            (32, nil, nil), (nil, 0, nil), (20, 10, nil),
        ] as [(Int?, Int?, Int?)])
    func bothEndsAreIncludedAndNilIsOpen(_ from: Int?, _ to: Int?, _ days: Int?) {
        #expect(employment(assignment("a", from: from, to: to))?.days == days)
    }

    @Test func daysAreCountedOnce() {
        let found = employment(
            assignment("a", from: 1, to: 10), assignment("b", from: 5, to: 15), assignment("c", from: 20, to: 20),
            assignment("d", from: 16, to: 16))
        #expect(found?.stretches == [1...16, 20...20])
        #expect(found?.days == 17)
        #expect(found?.count(of: [0, 1, 1, 16, 17, 20, 31]) == 3)
    }

    @Test func theLatestDayDecides() {
        let found = employment(assignment("old", from: 10, to: 20), assignment("new", from: 1, to: 21))
        #expect(found?.post == "new")
        #expect(found?.supervisorID == "sup-new")
    }

    @Test func daysAfterThePeriodDoNotDecide() {
        #expect(employment(assignment("longer", from: 1), assignment("later", from: 2, to: 31))?.post == "later")
    }

    @Test func thenTheOneThatBeganLast() {
        #expect(
            employment(assignment("first"), assignment("second", from: -50), assignment("third", from: 3))?.post
                == "third")
    }

    @Test func thenTheChoiceIsTheSameInAnyOrder() {
        #expect(employment(assignment("b", from: 3), assignment("a", from: 3))?.post == "b")
        #expect(employment(assignment("b", from: 3, to: 40), assignment("a", from: 3))?.post == "a")
    }

    @Test func peopleComeInOrderOfTheirIDs() {
        #expect(
            ["o'neil", "李雷", "b c"].map(EmployeeKey.init).sorted() == ["b c", "o'neil", "李雷"].map(EmployeeKey.init))
    }

    @Test func idsThatOnlyLookAlikeAreTwoPeople() {
        #expect("\u{e9}" == "e\u{301}")
        #expect(EmployeeKey("\u{e9}") != EmployeeKey("e\u{301}"))
        #expect(EmployeeKey("e\u{301}") < EmployeeKey("\u{e9}"))
    }

    @Test(arguments: [("clerk", "clerks"), ("driver", "general"), (nil, "general")] as [(String?, String)])
    func aPostHasItsTemplateOrTheDefault(_ post: String?, _ code: String) throws {
        let clerks = try Small.template("template: small", becomes: "template: clerks\nposts: [clerk]")
        let general = try Small.template("template: small", becomes: "template: general\ndefault: true")
        #expect([general, clerks].template(forPost: post)?.code == code)
        #expect([clerks].template(forPost: "driver") == nil)
    }
}
