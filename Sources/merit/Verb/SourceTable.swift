import Reports
import Worker

/// What was found about the source, and what was seen there, a line each.
enum SourceTable {
    static func of(_ findings: [SourceCheck.Finding], _ sights: [SourceCheck.Sight]) -> Table {
        var table = Table([.init("relation"), .init("kind"), .init("finding"), .init("advice")])
        for finding in findings {
            table.add([finding.relation, finding.isFault ? "fault" : "advice", finding.finding, finding.advice])
        }
        for sight in sights { table.add([sight.relation, "seen", sight.words, nil]) }
        return table
    }
}
