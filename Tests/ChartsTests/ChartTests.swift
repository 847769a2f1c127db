import Testing
@testable import Charts
@Suite struct ChartTests { @Test func numbers() { #expect(SVG.number(-0.001) == "0") } }
