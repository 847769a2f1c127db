import Foundation
import Testing

@testable import Charts

/// What holds of every drawing, whatever its figures are.
@Suite struct DrawingTests {
    @Test(arguments: Samples.all) func isTheOneWrittenDown(_ sample: Samples.Sample) throws {
        let golden = Self.golden.appending(path: "\(sample.name).svg")
        let found = sample.svg.replacing("><", with: ">\n<") + "\n"
        if Self.isWriting {
            try found.write(to: golden, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: golden, encoding: .utf8)
        let difference = found.split(separator: "\n").difference(from: written.split(separator: "\n"))
        #expect(
            difference.isEmpty,
            """
            The drawing is not the one in \(golden.path()). If it is meant to change, look at it (GalleryTests) and run \
            the test again with TEST_GOLDEN=write.
            """
        )
    }

    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let isWriting = ProcessInfo.processInfo.environment["TEST_GOLDEN"] == "write"

    @Test(.enabled(if: !isWriting)) func noGoldenFileIsLeftOver() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.golden.path())
        #expect(Set(files) == Set(Samples.all.map { "\($0.name).svg" }))
    }

    @Test(arguments: Samples.all) func everythingStandsWithinIt(_ sample: Samples.Sample) throws {
        let drawn = try Drawn(sample.svg)
        let box = try #require(drawn.elements.first?.attributes["viewBox"]).split(separator: " ").compactMap {
            Double($0)
        }
        try #require(box.count == 4 && box[0] == 0 && box[1] == 0)
        for place in drawn.places {
            #expect((-0.01...box[2] + 0.01).contains(place.x) && (-0.01...box[3] + 0.01).contains(place.y), "\(place)")
        }
    }

    /// A strict Content-Security-Policy forbids styles of an element's own, and a drawing asks nobody for anything.
    @Test(arguments: Samples.all) func isMadeOfPlainShapes(_ sample: Samples.Sample) throws {
        let elements: Set = ["svg", "title", "desc", "defs", "pattern", "rect", "circle", "path", "text"]
        let attributes: Set = [
            "class", "id", "viewBox", "role", "aria-labelledby", "aria-describedby", "width", "height", "patternUnits",
            "fill", "x", "y", "cx", "cy", "r", "d",
        ]
        for element in try Drawn(sample.svg).elements {
            #expect(elements.contains(element.name))
            #expect(attributes.isSuperset(of: element.attributes.keys), "\(element)")
            if let fill = element.attributes["fill"] { #expect(fill == "url(#\(sample.chart.caption.id)-h)") }
        }
    }

    @Test(arguments: Samples.all) func sayWhatItShows(_ sample: Samples.Sample) throws {
        let drawn = try Drawn(sample.svg)
        let (svg, id) = (try #require(drawn.elements.first), sample.chart.caption.id)
        #expect(svg.attributes["role"] == "img")
        let title = try #require(drawn.elements.first { $0.attributes["id"] == svg.attributes["aria-labelledby"] })
        let words = try #require(drawn.elements.first { $0.attributes["id"] == svg.attributes["aria-describedby"] })
        #expect(title.name == "title" && !title.text.isEmpty && title.attributes["id"] == "\(id)-t")
        #expect(words.name == "desc" && words.text == sample.chart.summary && !words.text.isEmpty)
    }

    @Test func idsAreDifferent() throws {
        let ids = try Samples.all.flatMap { try Drawn($0.svg).elements.compactMap { $0.attributes["id"] } }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.wholeMatch(of: /c-[A-Za-z0-9_-]+/) != nil })
    }

    @Test(arguments: Samples.all) func isSmall(_ sample: Samples.Sample) {
        let isLong = sample.name == "departments-60-long-names"
        #expect(sample.svg.utf8.count <= (isLong ? 16_000 : 8_000))
    }

    @Test(arguments: Samples.all) func isTheSameEachTime(_ sample: Samples.Sample) {
        #expect(sample.chart.svg == sample.svg)
        #expect(sample.svg.firstMatch(of: /[0-9]\.[0-9]{3}|nan|inf|[0-9]e[0-9]/) == nil)
    }

    /// What a person wrote stays text, and turns nothing round.
    @Test(arguments: Samples.all) func isEscaped(_ sample: Samples.Sample) {
        for text in [sample.chart.figure, sample.svg] {
            #expect(!text.contains("<script"))
            #expect(
                !text.unicodeScalars.contains {
                    $0 != "\n" && ($0.value < 0x20 || (0x202A...0x202E).contains($0.value))
                })
        }
        let isolates = sample.svg.unicodeScalars.filter { $0 == "\u{2068}" || $0 == "\u{2069}" }
        #expect(zip(isolates, isolates.dropFirst()).allSatisfy { $0 != $1 } && isolates.count.isMultiple(of: 2))
    }

    // MARK: - Words

    @Test(arguments: Samples.all.filter { $0.name.contains("-zh") }) func chineseIsWhole(_ sample: Samples.Sample)
        throws
    {
        let chart = sample.chart
        let texts =
            try Drawn(sample.svg).elements.map(\.text) + chart.table.columns.map(\.title) + chart.table.rows.joined()
        #expect(texts.filter { $0.firstMatch(of: /[A-Za-z]{2}/) != nil } == [])
    }

    @Test(arguments: [
        "strip", "radar", "trend", "funnel", "distribution", "departments", "pareto", "self-supervisor", "raters",
    ])
    func englishIsWhole(of name: String) throws {
        let sample = try #require(Samples.all.first { $0.name == name })
        let chart = sample.chart
        let texts =
            try Drawn(sample.svg).elements.map(\.text) + chart.table.columns.map(\.title) + chart.table.rows.joined()
        #expect(texts.filter { $0.unicodeScalars.contains { $0.value > 0x2FFF } } == [])
    }

    // MARK: - Style sheet

    @Test func everyClassHasARuleAndEveryRuleIsUsed() throws {
        let used = try Samples.all.reduce(into: Set<String>()) { names, sample in
            for element in try Drawn(sample.svg).elements { names.formUnion(element.names) }
        }
        let rules = ChartStyle.sheet.replacing(/\/\*(?:.|\n)*?\*\//, with: "").matches(of: /\.([a-z][a-z0-9-]*)/)
        let named = Set(rules.map { String($0.output.1) }).subtracting(["chart-figure", "chart-table", "n"])
        #expect(used.subtracting(named) == [])
        #expect(named.subtracting(used) == [])
    }

    @Test func theSheetAsksNobody() {
        #expect(ChartStyle.sheet.firstMatch(of: /url\(|@import|http/) == nil)
        #expect(ChartStyle.sheet.contains("prefers-color-scheme: dark"))
    }
}
