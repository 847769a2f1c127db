import Appraisal
import Support
import Testing

/// What a form asks for of a document, and what it leaves alone.
@Suite struct TemplateFieldTests {
    private static func parts(of document: TemplateDocument) -> [TemplateField.Part] {
        [.whole] + document.outline.flatMap(\.indicators).map { .indicator($0.code) }
    }

    private static func texts(_ fields: [TemplateField]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.text) })
    }

    /// What is handed in as it was shown is the document to the letter.
    @Test(arguments: Shipped.names) func whatIsNotChangedStays(name: String) throws {
        let document = try Shipped.flattened(name)
        for part in Self.parts(of: document) {
            let fields = document.fields(of: part)
            #expect(!fields.isEmpty)
            #expect(document.entering(Self.texts(fields), in: part) == document)
            #expect(document.entering([:], in: part) == document)
        }
    }

    /// Each field is one place: another text there changes this one alone, and what is wrong with it is told beside it.
    @Test(arguments: Shipped.names) func eachFieldIsAPlaceOfItsOwn(name: String) throws {
        let document = try Shipped.flattened(name)
        for part in Self.parts(of: document) {
            let fields = document.fields(of: part)
            for field in fields {
                let text = field.what.isText ? "" : "so"
                var others = Self.texts(fields)
                others[field.name] = text
                let changed = document.entering(others, in: part)
                let read = changed.fields(of: part)
                let differing = zip(fields, read).filter { $0.text != $1.text }.map(\.1)
                #expect(differing.map(\.name) == [field.name])
                guard let problem = Self.problems(of: changed).first else {
                    Issue.record("\(field.name) may be '\(text)'")
                    continue
                }
                #expect(read.field(for: problem)?.name == field.name, "\(problem)")
            }
        }
    }

    private static func problems(of document: TemplateDocument) -> [Problem] {
        do throws(Problems) {
            _ = try document.template()
            return []
        } catch {
            return error.list
        }
    }

    private static func small() throws -> TemplateDocument {
        try TemplateDocument(yaml: SmallTemplate.text).flattened { _ in nil }
    }

    /// The same number in other digits is no change, and equal ends are one number.
    @Test func numbersAreHeldAgainstNumbers() throws {
        let document = try Self.small()
        let part = TemplateField.Part.indicator("response")
        #expect(document.entering(["scale.0.first": "10.00", "scale.0.worst": "1.0"], in: part) == document)
        let one = document.entering(["scale.1.first": "2", "scale.1.last": "2"], in: part)
        #expect(one.json.contains(#""worst": 4, "points": 2}"#))
        let left = document.entering(["scale.1.last": ""], in: part)
        #expect(left.json.contains(#""worst": 4, "points": 5}"#))
        let two = one.entering(["scale.1.last": "0"], in: part)
        #expect(two.json.contains(#""worst": 4, "points": [2, 0]}"#))
        let stepped = document.entering(["scale.1.step": "0.5"], in: part)
        #expect(stepped.json.contains(#""step": 0.5"#))
        #expect(stepped.entering(["scale.1.step": ""], in: part) == document)
    }

    /// What is wrong with several together is told at the first of them.
    @Test func whatIsWrongTogetherIsToldAtTheFirst() throws {
        let document = try Self.small()
        for (name, text, place) in [
            ("dimensions.1.weight", "70", "dimensions.0.weight"), ("sources.self.weight", "30", "sources.self.weight"),
            ("grades.1.at_least", "10", "grades.1.at_least"), ("grades.0.at_least", "0", "grades.1.at_least"),
        ] {
            let changed = document.entering([name: text], in: .whole)
            let problem = try #require(Self.problems(of: changed).first)
            #expect(changed.fields(of: .whole).field(for: problem)?.name == place, "\(problem)")
        }
        let changed = document.entering(["own.points": "12"], in: .indicator("response"))
        let problem = try #require(Self.problems(of: changed).first)
        #expect(changed.fields(of: .indicator("response")).field(for: problem)?.name == "scale.0.first")
    }

    /// A key that nobody knows is told by the check, and is nothing that a form may take away.
    @Test func whatNobodyKnowsStays() throws {
        let document = try TemplateDocument(yaml: "note: kept\n" + SmallTemplate.text).flattened { _ in nil }
        let changed = document.entering(["whole.near_cut": "1"], in: .whole)
        #expect(changed != document && changed.json.contains(#""note": "kept""#))
    }

    @Test func whatIsNotThereHasNoFields() throws {
        #expect(try Self.small().fields(of: .indicator("other")).isEmpty)
        #expect(try TemplateDocument(yaml: "dimensions: 3").fields(of: .whole).isEmpty)
        #expect(try TemplateDocument(yaml: "dimensions: [3, {indicators: 4}]").fields(of: .indicator("x")).isEmpty)
    }
}
