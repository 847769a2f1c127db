@testable import Charts

/// What people can write into names, in every place where a chart shows one.
extension Samples {
    private static let names = [hostile, arabic, "", "\u{FFFE}\u{2067}\u{202E}", String(repeating: "很长", count: 200)]

    static let hostiles: [Sample] = [
        Sample(
            name: "hostile-radar",
            chart: RadarChart(
                caption("h1", hostile), of: hostile, before: hostile,
                dimensions: names.map { .init(name: $0, value: Figure(50), peers: Figure(60), before: Figure(70)) })),
        Sample(
            name: "hostile-radar-rows",
            chart: RadarChart(
                caption("h2", arabic), of: hostile, before: hostile,
                dimensions: names.prefix(2).map {
                    .init(name: $0, value: Figure(50), peers: Figure(60), before: Figure(70))
                })),
        Sample(
            name: "hostile-trend",
            chart: TrendChart(
                caption("h3", ""), months: names.map { .init(name: $0, total: Figure("75", shown: hostile)) },
                grades: [.init(name: hostile, atLeast: Figure(74))],
                limits: .init(
                    mean: figure("70", hostile), usual: Stretch(figure("60", hostile), figure("70", hostile))))),
        Sample(
            name: "hostile-funnel",
            chart: FunnelChart(
                caption("h4", hostile),
                people: names.enumerated().map {
                    .init(name: $0.element, rows: 5 + $0.offset, value: figure("\(7 * $0.offset)", hostile))
                }, mean: figure("3", hostile), variance: Figure(4), rowsName: hostile)),
        Sample(
            name: "hostile-distribution",
            chart: GradeDistribution(
                caption("h5", hostile), grades: names.map { .init(name: $0, people: 3, before: 2) }, without: 4)),
        Sample(
            name: "hostile-departments",
            chart: DepartmentTrends(
                caption("h6", hostile), months: [hostile, arabic],
                departments: names.map { .init(name: $0, values: [nil, figure("3", hostile)]) })),
        Sample(
            name: "hostile-pareto",
            chart: ParetoChart(
                caption("h7", hostile), causes: names.map { .init(name: $0, count: 3) })),
        Sample(
            name: "hostile-self-supervisor",
            chart: SelfAgainstSupervisor(
                caption("h8", hostile),
                indicators: names.map {
                    .init(
                        name: $0, full: figure("10", hostile), own: figure("3", hostile),
                        supervisors: figure("5", hostile))
                })),
        Sample(
            name: "hostile-raters",
            chart: RaterAxis(
                caption("h9", hostile),
                raters: names.map { .init(name: $0, difference: figure("-3", hostile), isMarked: true) })),
    ]
}
