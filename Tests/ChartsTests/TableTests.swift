import Testing

@testable import Charts

/// Behind each drawing stands a table with the same figures: each is drawn, and nothing else is.
@Suite struct TableTests {
    private func samples(_ prefix: String) -> [Samples.Sample] { Samples.all.filter { $0.name.hasPrefix(prefix) } }

    private func filled(_ chart: any Chart, column: Int) -> Int {
        chart.table.rows.count { !$0[column].isEmpty }
    }

    /// How often a path begins anew.
    private func pieces(_ elements: [Drawn.Element]) -> Int {
        elements.reduce(0) { $0 + ($1.attributes["d"] ?? "").count { $0 == "M" } }
    }

    @Test func everyBandOfAScale() throws {
        for sample in samples("strip") {
            let strip = try #require(sample.chart as? ScaleStrip)
            let drawn = try Drawn(sample.svg)
            let bands = drawn.all("rect").count { $0.names.contains { $0.wholeMatch(of: /b[1-5]/) != nil } }
            #expect(bands == strip.bands.count)
            #expect(
                drawn.all("circle", "dot").count + drawn.all("path", "dot").count
                    == (strip.value == nil || strip.bands.isEmpty ? 0 : 1))
            #expect(drawn.all("rect", "box").count == (strip.peers == nil ? 0 : 1))
            #expect(drawn.all("path", "target").count == (strip.target == nil ? 0 : 1))
            #expect(drawn.all("path", "thin").count == (strip.interval == nil ? 0 : 1))
            let figures = [strip.value, strip.target].compactMap { $0?.text }
            let intervals = [strip.interval, strip.peers].compactMap { $0 }.map(strip.language.stretch)
            #expect(Set(strip.table.rows.map { $0[1] }).isSuperset(of: figures + intervals))
        }
    }

    @Test func everyDimension() throws {
        for sample in samples("radar") {
            let chart = try #require(sample.chart as? RadarChart)
            let drawn = try Drawn(sample.svg)
            #expect(drawn.all("circle", "dot").count == filled(chart, column: 1), "\(sample.name)")
            #expect(chart.table.rows.count == chart.dimensions.count)
        }
    }

    @Test func everyMonth() throws {
        for sample in samples("trend") {
            let drawn = try Drawn(sample.svg)
            let marks = drawn.all("circle", "dot").count + drawn.all("path", "mark").count
            #expect(marks == filled(sample.chart, column: 1))
            #expect(pieces(drawn.all("path", "faint")) == filled(sample.chart, column: 2))
        }
    }

    /// Of a crowd, the sum of those alone and of the heaps.
    @Test func everyPersonOfATeam() throws {
        for sample in samples("funnel") {
            let chart = try #require(sample.chart as? FunnelChart)
            let drawn = try Drawn(sample.svg)
            let circles = ["ring", "full", "dot"].reduce(0) { $0 + drawn.all("circle", $1).count }
            let alone = circles + pieces(drawn.all("path", "mark"))
            #expect(alone == filled(chart, column: 2))
            let heaps = chart.table.rows.filter { $0[2].isEmpty }.compactMap { Int($0[0].prefix { $0.isNumber }) }
            #expect(alone + heaps.reduce(0, +) == chart.people.count)
        }
    }

    @Test func everyGrade() throws {
        for sample in samples("distribution") {
            let drawn = try Drawn(sample.svg)
            #expect(drawn.all("rect", "bar").count + drawn.all("rect", "k").count == sample.chart.table.rows.count)
        }
    }

    @Test func everyDepartment() throws {
        for sample in samples("departments") {
            let drawn = try Drawn(sample.svg)
            let columns = sample.chart.table.columns.count
            let last = sample.chart.table.rows.count { !$0[columns - 1].isEmpty && columns > 1 }
            #expect(pieces(drawn.all("path", "ends")) == last)
            #expect(drawn.all("text", "b").count == last)
        }
    }

    @Test func everyCause() throws {
        for sample in samples("pareto") {
            let chart = try #require(sample.chart as? ParetoChart)
            let drawn = try Drawn(sample.svg)
            let bars = drawn.all("rect", "bar").count + drawn.all("rect", "k").count
            #expect(bars == chart.table.rows.count)
            #expect(chart.table.rows.compactMap { Int($0[1]) }.reduce(0, +) == chart.causes.reduce(0) { $0 + $1.count })
            #expect(bars == 0 || chart.table.rows.last?[3] == "100%")
        }
    }

    @Test func everyRating() throws {
        for sample in samples("self-supervisor") {
            let drawn = try Drawn(sample.svg)
            #expect(drawn.all("circle", "ring").count == filled(sample.chart, column: 1))
            #expect(drawn.all("circle", "dot").count == filled(sample.chart, column: 2))
        }
    }

    @Test func everyRater() throws {
        for sample in samples("raters") {
            let chart = try #require(sample.chart as? RaterAxis)
            let drawn = try Drawn(sample.svg)
            let marks =
                drawn.all("circle", "ring").count + drawn.all("circle", "dot").count + drawn.all("path", "mark").count
            let others = chart.table.rows.filter { $0[0] == "others" }
            #expect(marks == chart.table.rows.count - others.count)
            #expect(pieces(drawn.all("path", "cell")) == others.count)
        }
    }

    @Test func aTableIsHTML() {
        let table = ChartTable(
            [.init("<a>"), .init("n", isNumber: true)], [["\"&\u{202E}x", "1"], [Samples.arabic, ""]])
        #expect(
            table.html == """
                <table class="chart-table"><thead><tr><th scope="col">&lt;a&gt;</th>\
                <th scope="col" class="n">n</th></tr></thead>
                <tbody>
                <tr><td><bdi>&quot;&amp;x</bdi></td><td class="n"><bdi>1</bdi></td></tr>
                <tr><td><bdi>مريم</bdi></td><td class="n"><bdi></bdi></td></tr>
                </tbody></table>
                """)
    }
}
