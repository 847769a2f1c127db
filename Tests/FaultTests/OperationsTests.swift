import Foundation
import Ops
import Support
import Testing

/// The documentation for operators says what there is, and the rules and panels ask for what there is.
@Suite struct OperationsTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Repository.file(path), encoding: .utf8)
    }

    @Test func everyAlertHasARunbook() throws {
        let rules = try Self.text("Operations/prometheus/merit.rules.yml")
        let page = try Self.text("docs/operations.md")
        let alerts = rules.matches(of: /- alert: (\w+)/).map { String($0.1) }
        #expect(alerts.count == 11)
        for alert in alerts {
            #expect(rules.contains("runbook: docs/operations.md#\(alert.lowercased())"))
            let section = page.split(separator: "\n### ").first { $0.hasPrefix("\(alert)\n") }
            for part in ["**Means.**", "**Look.**", "**Do.**"] {
                #expect(section?.contains(part) == true, "\(alert) has no \(part)")
            }
            #expect(try Self.text("Operations/prometheus/merit.test.yml").contains("alertname: \(alert)"))
        }
    }

    @Test(arguments: ["Operations/prometheus/merit.rules.yml", "Operations/grafana/dashboards/merit.json"])
    func onlyMetricsThatThereAreAreAskedFor(path: String) throws {
        let known = Set(
            MetricFamily.all.flatMap { family in
                family.kind.name == "histogram"
                    ? ["_bucket", "_sum", "_count"].map { family.name + $0 } : [family.name]
            })
        let asked = try Self.text(path).matches(of: /\bmerit_([a-z_]+)\b(?=[{\[\s)>"])/).map { String($0.1) }
        #expect(asked.count > 10)
        for name in asked where !["dashboard"].contains(name) { #expect(known.contains(name), "merit_\(name)") }
    }

    @Test func everyMetricIsDocumented() throws {
        for (path, families) in [("docs/operations.md", MetricFamily.all), ("docs/portal.md", MetricFamily.portal)] {
            let page = try Self.text(path)
            for family in families {
                let labels = family.labels.isEmpty ? "" : "{\(family.labels.joined(separator: ","))}"
                let row = "| `merit_\(family.name)\(labels)` | \(family.kind.name) | \(family.help) |"
                #expect(page.contains(row), "\(row)")
            }
        }
    }
}
