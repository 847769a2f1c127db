import Appraisal
import Exact
import Testing

@Suite struct ShippedTemplateTests {
    @Test(arguments: Shipped.names)
    func reads(_ name: String) throws {
        let template = try Shipped.template(name)
        #expect(template.code == name)
        #expect(template.dimensions.reduce(0) { $0 + $1.weight } == 100)
    }

    @Test(arguments: Shipped.names)
    func isTheSameAfterStorage(_ name: String) throws {
        let document = try Shipped.flattened(name)
        let stored = try TemplateDocument(yaml: document.json)
        #expect(try stored.template() == document.template())
        #expect(stored.json == document.json)
    }
}
