@testable import Charts

extension Samples {
    private static func dimension(_ name: String, _ value: String, _ peers: String, _ before: String)
        -> RadarChart.Dimension
    {
        .init(name: name, value: Figure(value), peers: Figure(peers), before: Figure(before))
    }

    static let radars: [Sample] = [
        Sample(
            name: "radar",
            chart: RadarChart(
                caption("q1", "Dimensions"), of: "Lin Wei", before: "2026-09",
                dimensions: [
                    dimension("Service attitude", "88", "81", "84"), dimension("Repair skill", "76.5", "82", "70"),
                    dimension("Efficiency", "91", "78", "86"), dimension("Cost control", "64", "75", "66"),
                    dimension("Teamwork and knowledge", "80", "79", "88"),
                ])),
        Sample(
            name: "radar-zh-missing",
            chart: RadarChart(
                caption("q2", "五个维度", .zhHans), of: "林伟", before: "2026-09",
                dimensions: [
                    dimension("服务态度", "100", "81", "84"), dimension("维修技能", "0", "82", "-"),
                    dimension("服务效率", "-", "78", "-"), dimension("成本控制", "64", "-", "66"),
                    dimension("团队协作与知识沉淀以及持续改进", "80", "79", "88"),
                ])),
        Sample(
            name: "radar-equal",
            chart: RadarChart(
                caption("q3", "Dimensions"), of: "Lin Wei", before: "2026-09",
                dimensions: ["One", "Two", "Three"].map { dimension($0, "80", "80", "80") })),
        Sample(
            name: "radar-eight",
            chart: RadarChart(
                caption("q4", "Dimensions"), of: arabic, before: "2026-09",
                dimensions: (1...8).map { dimension("Dimension number \($0)", "\($0 * 12)", "\(100 - $0 * 9)", "50") })),
        Sample(
            name: "radar-two",
            chart: RadarChart(
                caption("q5", "Dimensions"), of: "Lin Wei", before: "2026-09",
                dimensions: [dimension("Service attitude", "88", "87", "86"), dimension("Skill", "0", "100", "-")])),
        Sample(
            name: "radar-no-data",
            chart: RadarChart(
                caption("q6", "Dimensions"), of: "Lin Wei", before: "2026-09",
                dimensions: ["One", "Two", "Three"].map { dimension($0, "-", "-", "-") })),
    ]

    private static let cuts = [("A", 90), ("B", 80), ("C", 70), ("D", 60), ("E", 0)].map {
        TrendChart.Grade(name: $0.0, atLeast: Figure($0.1))
    }

    private static func months(_ totals: String...) -> [TrendChart.Month] {
        totals.enumerated().map {
            .init(name: "2026-\($0.offset < 9 ? "0" : "")\($0.offset + 1)", total: Figure($0.element))
        }
    }

    static let trends: [Sample] = [
        Sample(
            name: "trend",
            chart: TrendChart(
                caption("x1", "Total"),
                months: months(
                    "81.20", "83.40", "79.90", "84.10", "82.00", "86.30", "83.70", "71.50", "82.90", "84.37"),
                grades: cuts,
                limits: .init(mean: figure("81.94"), usual: Stretch(figure("73.1"), figure("90.8"))))),
        Sample(
            name: "trend-zh-gaps",
            chart: TrendChart(
                caption("x2", "总分走势", .zhHans),
                months: [
                    .init(name: "5 月", total: figure("88.1"), interval: Stretch(figure("84"), figure("92"))),
                    .init(name: "6 月", total: nil),
                    .init(name: "7 月", total: figure("90.4"), interval: Stretch(figure("87"), figure("94"))),
                    .init(name: "8 月", total: figure("92"), interval: Stretch(figure("89"), figure("95"))),
                ], grades: cuts)),
        Sample(
            name: "trend-one-month", chart: TrendChart(caption("x3", "Total"), months: months("84.37"), grades: cuts)),
        Sample(
            name: "trend-equal",
            chart: TrendChart(
                caption("x4", "Total"), months: months("100", "100", "100", "100", "100", "100"), grades: cuts,
                limits: .init(mean: figure("100"), usual: Stretch(figure("100"), figure("100"))))),
        Sample(
            name: "trend-zero-and-hundred",
            chart: TrendChart(caption("x5", "Total"), months: months("0", "100", "0"), grades: cuts)),
        Sample(
            name: "trend-five-years",
            chart: TrendChart(
                caption("x6", "Total"),
                months: (0..<60).map {
                    .init(
                        name: "\(2021 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1)",
                        total: Figure("\(70 + ($0 * 17 + $0 * $0) % 23)"))
                }, grades: cuts, limits: .init(mean: figure("81"), usual: Stretch(figure("66"), figure("96"))))),
        Sample(
            name: "trend-negative",
            chart: TrendChart(caption("x7", "NPS"), months: months("-12", "-30.5", "4"), grades: [], full: Figure(100))),
        Sample(name: "trend-no-data", chart: TrendChart(caption("x8", "Total"), months: [], grades: cuts)),
    ]

    private static func person(_ name: String, _ rows: Int, _ value: String, isMarked: Bool = false)
        -> FunnelChart.Person
    {
        .init(name: name, rows: rows, value: figure(value), isMarked: isMarked)
    }

    /// The same numbers each time, without a library's generator.
    private static func crowd(_ count: Int) -> [FunnelChart.Person] {
        (0..<count).map { number in
            let rows = 5 + number * 7_919 % 311
            let noise = (0..<6).reduce(0) { $0 + (number * (7 + $1 * 12) + $1 * 31) % 101 } - 300
            let value = min(8_200 + Int(Double(noise) * 42 / Double(rows).squareRoot()), 10_000)
            return person(
                "Person \(number)", rows, "\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100)",
                isMarked: number == 42)
        }
    }

    static let funnels: [Sample] = [
        Sample(
            name: "funnel",
            chart: FunnelChart(
                caption("f1", "Resolved at first contact"),
                people: [
                    person("Lin Wei", 64, "82.1"), person("Ilse Brandt", 120, "85.0"), person("Zhou Min", 18, "61.1"),
                    person("A. Papadopoulos", 210, "88.6"), person("Wang Lei", 95, "63.2"),
                    person("Sato Yui", 150, "80.7"),
                    person("Noor", 8, "100"), person("Chen Hao", 133, "79.7", isMarked: true),
                ], mean: figure("80.9"), variance: figure("1545"), bounds: 0...100, rowsName: "tickets")),
        Sample(
            name: "funnel-zh-one-person",
            chart: FunnelChart(
                caption("f2", "首次解决率", .zhHans), people: [person("陈浩", 1, "100")], mean: figure("100"),
                variance: figure("0"), bounds: 0...100, rowsName: "工单数")),
        Sample(
            name: "funnel-10000",
            chart: FunnelChart(
                caption("f3", "Resolved at first contact"), people: crowd(10_000), mean: figure("82.0"),
                variance: figure("900"), bounds: 0...100, rowsName: "tickets")),
        Sample(
            name: "funnel-40",
            chart: FunnelChart(
                caption("f4", "Hours to solve"), people: crowd(40), mean: figure("82.0"), variance: figure("300"),
                rowsName: "tickets")),
        Sample(
            name: "funnel-negative",
            chart: FunnelChart(
                caption("f5", "NPS"),
                people: [person("a", 40, "-100", isMarked: true), person("b", 20, "-20"), person("c", 0, "0")],
                mean: figure("-30"), variance: figure("6000"), bounds: -100...100, rowsName: "answers")),
        Sample(
            name: "funnel-no-data",
            chart: FunnelChart(
                caption("f6", "NPS"), people: [], mean: figure("0"), variance: figure("0"), rowsName: "answers")),
    ]
}
