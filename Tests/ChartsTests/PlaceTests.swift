import Testing

@testable import Charts

/// Where things stand: honest, and without covering each other.
@Suite struct PlaceTests {
    @Test(arguments: [(0.0, 300.0), (300.0, 0.0)]) func aMappingKeepsTheOrder(start: Double, end: Double) {
        let place = Mapping(-10, 30, to: start, end)
        let places = stride(from: -15.0, through: 35, by: 0.5).map { place($0) }
        #expect(zip(places, places.dropFirst()).allSatisfy { start < end ? $0 <= $1 : $0 >= $1 })
        #expect(place(-15) == start && place(35) == end && place(10) == 150)
    }

    @Test func aMappingOfOneValueIsItsMiddle() { #expect(Mapping(5, 5, to: 0, 10)(5) == 5) }

    @Test(arguments: [
        ([0.0, 100], 0.0, 100.0), ([62.1, 88.3], 60, 90), ([-30.5, 4], -40, 10), ([0.001, 0.004], 0.001, 0.004),
        ([5, 5], 4, 6), ([0, 12_345], 0, 15_000), ([71], 66, 76),
    ])
    func anAxisEndsOnTicks(values: [Double], low: Double, high: Double) {
        let axis = Axis(holding: values, steps: 4)
        #expect(abs(axis.low - low) < 1e-9 && abs(axis.high - high) < 1e-9, "\(axis)")
        #expect(values.allSatisfy { axis.low - 1e-9 <= $0 && $0 <= axis.high + 1e-9 })
        #expect((2...12).contains(axis.ticks.count))
        let places = Set(axis.ticks.map(axis.text))
        #expect(places.count == axis.ticks.count)
    }

    @Test func anAxisStaysWithinItsLimits() {
        let axis = Axis(holding: [100, 100], steps: 4, within: 0...100)
        #expect(axis.high == 100 && axis.low < 100)
        #expect(Axis(holding: [0, 1], steps: 4, isWhole: true).step == 1)
    }

    @Test(arguments: [[50.0, 50, 50], [0, 0, 100], [100, 99, 98], [10, 90, 40]])
    func labelsInALaneStandApart(_ middles: [Double]) {
        let places = Lane.spread(middles, sizes: [20, 30, 20], gap: 4, within: 0...100)
        let boxes = zip(places, [20.0, 30, 20]).map { ($0 - $1 / 2, $0 + $1 / 2) }.sorted { $0 < $1 }
        #expect(zip(boxes, boxes.dropFirst()).allSatisfy { $0.1 + 4 <= $1.0 + 1e-9 })
        #expect(boxes.allSatisfy { $0.0 >= 0 && $0.1 <= 100 })
    }

    @Test func aLoneLabelStandsAtItsPlace() {
        #expect(Lane.spread([40, 80], sizes: [20, 20], gap: 4, within: 0...100) == [40, 80])
    }

    @Test(arguments: [
        "Regional after-sales technical support centre No. 12", "华东大区售后服务第12技术支持中心", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        "iiiiiiiiiiiiiiiiiiiiiiiiiiii",
        "مريم مريم مريم مريم مريم",
    ])
    func textsAreShortenedToTheirRoom(_ text: String) {
        for room in stride(from: 20.0, through: 400, by: 10) {
            let fitted = TextStyle.plain.fitted(text, to: room)
            #expect(TextStyle.plain.width(of: fitted) <= room)
            #expect(fitted == text || fitted.contains("…"))
            let lines = TextStyle.plain.wrapped(text, to: room)
            #expect(lines.count <= 2 && lines.allSatisfy { TextStyle.plain.width(of: $0) <= room })
        }
        #expect(TextStyle.plain.fitted(text, to: 1_000) == text)
        #expect(TextStyle.plain.wrapped(text, to: 1_000) == [text])
    }

    @Test func wideCharactersAreAsWideAsHigh() {
        #expect(TextStyle.plain.width(of: "服务态度") == 48)
        #expect(TextStyle.plain.width(of: "e\u{301}") == TextStyle.plain.width(of: "e"))
    }

    @Test func theEndOfANameStays() {
        #expect(TextStyle.plain.fitted("华东大区售后服务第12中心", to: 100) == "华东大区…12中心")
        #expect(TextStyle.plain.wrapped("Service attitude", to: 70) == ["Service", "attitude"])
        #expect(TextStyle.plain.wrapped("团队协作与知识沉淀", to: 72) == ["团队协作与知", "识沉淀"])
    }

    @Test(arguments: [
        (0.0, 0.0, -1.0), (0.25, 1, 0), (0.5, 0, 1), (0.75, -1, 0), (0.125, 0.7071067811865476, -0.7071067811865476),
    ])
    func directionsGoClockwiseFromTheTop(turn: Double, x: Double, y: Double) {
        let direction = Direction(turn)
        #expect(abs(direction.x - x) < 1e-12 && abs(direction.y - y) < 1e-12)
    }

    // MARK: - Scales

    private func strip(_ ends: [(Double, Double)], value: Double? = nil) -> ScaleStrip {
        let figure = { (value: Double) in Figure(SVG.number(value)) ?? Figure(0) }
        return ScaleStrip(
            Caption(id: "x", title: "x", language: .en),
            bands: ends.enumerated().map {
                .init(name: "\($0.offset)", label: "", best: figure($0.element.0), worst: figure($0.element.1))
            }, value: value.map(figure))
    }

    /// The better a value is, the further right it stands, whichever way the scale runs.
    @Test(arguments: [[(100.0, 90.0), (90, 80), (80, 0)], [(0, 1), (1, 2), (2, 8)], [(50, 0), (0, -100)]])
    func betterIsFurtherRight(_ ends: [(Double, Double)]) throws {
        let span = try #require(StripSpan(strip(ends)))
        let isMore = ends[0].0 > ends[0].1
        let values = stride(from: -120.0, through: 120, by: 0.1).map { Figure(SVG.number($0)) ?? Figure(0) }
        let places = (isMore ? values : values.reversed()).map(span.x(of:))
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(Set(places.map(SVG.number)).count > 10)
    }

    @Test(arguments: [(90.0, "0"), (89.99, "1"), (0, "2"), (-5, "2"), (500, "0")])
    func aValueIsInTheBandOfItsScale(value: Double, band: String) throws {
        let strip = strip([(100, 90), (90, 80), (80, 0)], value: value)
        #expect(try #require(StripSpan(strip)).band(of: try #require(strip.value))?.name == band)
    }

    @Test func aScaleWithoutWidthIsNone() {
        #expect(StripSpan(strip([])) == nil)
        #expect(StripSpan(strip([(5, 5), (5, 5)])) == nil)
    }

    /// Mean 50, variance 100, 25 rows: a standard error of 2.
    @Test(arguments: [
        ("53.92", FunnelArea.Standing.within), ("53.93", .outside), ("46.07", .outside), ("56.18", .outside),
        ("56.19", .far), ("43.81", .far),
    ])
    func aFunnelsLimitsAreThoseOfChance(value: String, standing: FunnelArea.Standing) throws {
        let person = FunnelChart.Person(name: "a", rows: 25, value: try #require(Figure(value)))
        let chart = FunnelChart(
            Caption(id: "x", title: "x", language: .en), people: [person], mean: Figure(50), variance: Figure(100),
            rowsName: "rows")
        let area = FunnelArea(chart)
        #expect(area.standing(of: person) == standing)
        // What is drawn says the same: the curve at 25 rows, between two of its points, lies below those beyond it.
        let curve = area.curve(FunnelArea.outer)
        let right = try #require(curve.last)
        #expect(abs(right.y - area.y(50 + 3.09 * 10 / area.rows.high.squareRoot())) < 1e-9)
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.x <= $1.x && $0.y <= $1.y })
    }
}
