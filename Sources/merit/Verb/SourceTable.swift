import Reports
import Worker

/// What was found about the source, a line each.
enum SourceTable {
    static func of(_ findings: [SourceCheck.Finding]) -> Table {
        var table = Table([.init("relation"), .init("kind"), .init("finding"), .init("advice")])
        for finding in findings {
            table.add([finding.relation, finding.isFault ? "fault" : "advice", finding.finding, finding.advice])
        }
        return table
    }
}
