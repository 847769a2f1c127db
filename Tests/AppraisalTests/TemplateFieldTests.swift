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

    /// What no field is about stays when something else is changed, and as JSON.
    @Test func whoseRowsCountStays() throws {
        let yaml = SmallTemplate.text.replacing("from: ticket, ", with: "from: ticket, of: department, ")
        let document = try TemplateDocument(yaml: yaml).flattened { _ in nil }
        let fields = document.fields(of: .indicator("response"))
        var texts = Self.texts(fields)
        let worst = try #require(fields.first { $0.text == "4" })
        texts[worst.name] = "5"
        let changed = document.entering(texts, in: .indicator("response"))
        #expect(changed != document)
        for read in [changed, try TemplateDocument(yaml: changed.json)] {
            #expect(try read.template().measuredIndicators.map(\.isOfDepartment) == [true])
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

    /// Rows of a form by their keys: those of the document by their numbers, new ones by others.
    @Test func bandsAndLevelsComeAndGo() throws {
        let document = try Self.small()
        let (response, manner) = (TemplateField.Part.indicator("response"), TemplateField.Part.indicator("manner"))
        #expect(document.entering([:], in: response, rows: ["0", "1"]) == document)
        let between = document.entering(
            [
                "scale.n1.band": "fair", "scale.n1.best": "1", "scale.n1.worst": "2", "scale.n1.first": "6",
                "scale.n1.last": "5", "scale.1.best": "2",
            ], in: response, rows: ["0", "n1", "1"])
        #expect(Self.problems(of: between).isEmpty)
        let bands = try between.template().indicator("response")?.scale?.bands.map(\.name)
        #expect(bands == ["quick", "fair", "slow"])
        #expect(between.entering(["scale.2.best": "1"], in: response, rows: ["0", "2"]) == document)
        let warmer = document.entering(
            [
                "rated.n1.zh": "很热情", "rated.n1.en": "Very warm", "rated.n1.low": "9", "rated.n1.high": "10",
                "rated.0.high": "8.99",
            ], in: manner, rows: ["n1", "0", "1"])
        #expect(Self.problems(of: warmer).isEmpty)
        let fields = document.fields(of: manner, rows: ["n1", "0"], entering: ["rated.n1.zh": "很热情"])
        #expect(fields.map(\.row) == [nil, "n1", "n1", "n1", "n1", "0", "0", "0", "0"])
        // What is left empty is told where it is.
        let empty = document.entering([:], in: response, rows: ["0", "n7"])
        let told = Self.problems(of: empty).compactMap {
            document.fields(of: response, rows: ["0", "n7"]).field(for: $0)?.name
        }
        #expect(told == ["scale.n7.band", "scale.n7.best", "scale.n7.worst", "scale.n7.first"])
    }

    @Test func anIndicatorIsAddedAndTakenAway() throws {
        let document = try Self.small()
        let rated = TemplateField.Part.added(.rated)
        let texts = [
            "dimension": "speed", "own.zh": "主动", "own.en": "Takes the lead!", "own.points": "5",
            "rated.0.zh": "是", "rated.0.en": "Yes", "rated.0.low": "5", "rated.1.zh": "否", "rated.1.en": "No",
            "rated.1.low": "0",
        ]
        let added = document.entering(texts, in: rated)
        #expect(Self.problems(of: added).isEmpty)
        let template = try added.template()
        #expect(template.dimensions.map { $0.indicators.map(\.code) } == [["manner"], ["response", "takes_the_lead"]])
        #expect(added.removing(indicator: "takes_the_lead") == document)
        #expect(added.entering(texts, in: rated).outline[1].indicators.map(\.code).last == "takes_the_lead_2")
        let measured = TemplateField.Part.added(.measured)
        let counted = [
            "own.zh": "数量", "own.en": "数量", "own.points": "10", "own.unit": "count", "own.min_sample": "3",
            "measure.from": "ticket", "measure.at": "closed_at", "measure.value": "count()", "scale.0.band": "many",
            "measure.where": "status <> 'spam'", "scale.0.best": "50", "scale.0.worst": "20", "scale.0.first": "10",
            "scale.1.band": "few", "scale.1.best": "20", "scale.1.worst": "0", "scale.1.first": "5",
            "scale.1.last": "0",
        ]
        let more = try document.entering(counted, in: measured).template()
        let indicator = try #require(more.dimensions[0].indicators.last)
        #expect(indicator.code == "数量" && indicator.unit == "count" && indicator.minSample == 3)
        #expect(indicator.measure?.from == "ticket" && indicator.measure?.filter == "status <> 'spam'")
        // Everything that is asked for and not given is told beside its field.
        let empty = document.entering([:], in: measured)
        let fields = document.fields(of: measured)
        let problems = Self.problems(of: empty)
        #expect(!problems.isEmpty && problems.allSatisfy { fields.field(for: $0) != nil })
        let position = Problem(place: "small@1 attitude/indicator value position 3", reason: "x")
        #expect(fields.field(for: position)?.name == "measure.value")
    }

    @Test func whatIsNotThereHasNoFields() throws {
        #expect(try Self.small().fields(of: .indicator("other")).isEmpty)
        #expect(try TemplateDocument(yaml: "dimensions: 3").fields(of: .whole).isEmpty)
        #expect(try TemplateDocument(yaml: "dimensions: [3, {indicators: 4}]").fields(of: .indicator("x")).isEmpty)
    }
}
