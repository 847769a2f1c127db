import Appraisal
import Exact
import Reports

/// The figures of the people of a report, as lines of CSV.
struct ReportTables {
    static let results = "results.csv"
    static let indicators = "indicators.csv"

    private static let resultColumns: [Table.Column] = [
        .init("employee_id"), .init("name"), .init("department"), .init("post"), .init("template"), .init("status"),
        .init("total", isNumber: true), .init("grade"), .init("coefficient", isNumber: true), .init("near_cut"),
        .init("nps", isNumber: true), .init("nps_responses", isNumber: true), .init("satisfaction", isNumber: true),
        .init("satisfaction_responses", isNumber: true), .init("delivery"),
        .init("capped_by"),
    ]

    private static let indicatorColumns: [Table.Column] = [
        .init("employee_id"), .init("dimension"), .init("indicator"), .init("state"), .init("value", isNumber: true),
        .init("sample", isNumber: true), .init("points", isNumber: true), .init("max_points", isNumber: true),
        .init("self_points", isNumber: true), .init("supervisor_points", isNumber: true),
        .init("peer_points", isNumber: true),
    ]

    static func begin(in folder: ReportFolder.Writer) throws {
        try folder.write(text(Table(resultColumns), isFirst: true), to: results)
        try folder.write(text(Table(indicatorColumns), isFirst: true), to: indicators)
    }

    static func append(_ people: [PersonMonth], to folder: ReportFolder.Writer) throws {
        var results = Table(resultColumns)
        var indicators = Table(indicatorColumns)
        for person in people {
            let result = person.result
            results.add([
                result.employee, result.name, result.department, result.post, result.template?.description,
                result.status,
                result.total?.description, result.grade, result.coefficient?.description,
                result.isNearCut ? "yes" : "no",
                result.nps?.description, result.npsResponses.map { "\($0)" }, result.satisfaction?.description,
                result.satisfactionResponses.map { "\($0)" }, person.delivery?.state,
                result.cappedBy,
            ])
            for score in person.scores {
                indicators.add([
                    result.employee, score.dimension, score.indicator, score.state, score.value?.description,
                    score.sample.map { "\($0)" }, score.points?.description, score.maxPoints.description,
                    score.own?.description,
                    score.supervisors?.description, score.peers?.description,
                ])
            }
        }
        try folder.append(text(results, isFirst: false), to: Self.results)
        try folder.append(text(indicators, isFirst: false), to: Self.indicators)
    }

    /// Lines are ended as RFC 4180 has it.
    private static func text(_ table: Table, isFirst: Bool) -> String {
        (isFirst ? table.csvLines[...] : table.csvLines.dropFirst()).map { "\($0)\r\n" }.joined()
    }
}
