import Testing

@testable import Charts

/// The charts that golden files, properties and the gallery share: usual figures, and those at every edge.
enum Samples {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let chart: any Chart
        /// Drawn once; some of them take a while.
        let svg: String

        init(name: String, chart: some Chart) {
            (self.name, self.chart, svg) = (name, chart, chart.svg)
        }

        var testDescription: String { name }
    }

    static let all: [Sample] =
        [strips, radars, trends, funnels, distributions, departments, paretos, comparisons, raters, hostiles].flatMap {
            $0
        }

    static func figure(_ digits: String, _ unit: String = "") -> Figure {
        Figure(digits, shown: digits + unit) ?? Figure(0)
    }

    static func figures(_ digits: String...) -> [Figure] { digits.map { figure($0) } }

    static func caption(_ id: String, _ title: String, _ language: ChartLanguage = .en) -> Caption {
        Caption(id: id, title: title, language: language)
    }

    static let hostile = "<script>alert('x')</script> & \"\u{202E}dlrow\u{7}\u{0}\u{2067}"
    static let arabic = "مريم"
}
