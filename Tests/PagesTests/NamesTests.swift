import Testing

@testable import Pages

@Suite struct NamesTests {
    @Test func peopleStandByTheirNamesAndByTheIdWhereTwoHaveOne() {
        let names = Names(["E1": "Li Na", "E2": "Li Na", "E3": "Wang Wei", "E4": nil])
        #expect(["E1", "E2", "E3", "E4", "E5"].map(names.of) == ["Li Na · E1", "Li Na · E2", "Wang Wei", "E4", "E5"])
    }
}
