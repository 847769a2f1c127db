@testable import Charts

extension Samples {
    private static func grade(_ name: String, _ people: Int, _ before: Int? = nil) -> GradeDistribution.Grade {
        GradeDistribution.Grade(name: name, people: people, before: before)
    }

    static let distributions: [Sample] = [
        Sample(
            name: "distribution",
            chart: GradeDistribution(
                caption("d1", "Grades"),
                grades: [
                    grade("A", 12, 9), grade("B", 61, 55), grade("C", 44, 52), grade("D", 17, 18), grade("E", 3, 4),
                ], without: 6)),
        Sample(
            name: "distribution-zh-first-month",
            chart: GradeDistribution(
                caption("d2", "等级分布", .zhHans),
                grades: [grade("优秀", 2), grade("良好", 5), grade("合格", 0), grade("待改进", 1)])),
        Sample(
            name: "distribution-one-person",
            chart: GradeDistribution(caption("d3", "Grades"), grades: [grade("A", 0), grade("B", 1), grade("C", 0)])),
        Sample(
            name: "distribution-10000",
            chart: GradeDistribution(
                caption("d4", "Grades"),
                grades: [
                    grade("A", 812, 640), grade("B", 4_310, 4_120), grade("C", 3_900, 4_300), grade("D", 800, 700),
                    grade("E", 178, 240),
                ])),
        Sample(
            name: "distribution-none-graded",
            chart: GradeDistribution(caption("d5", "Grades"), grades: [grade("A", 0, 3), grade("B", 0, 4)], without: 7)),
        Sample(name: "distribution-no-data", chart: GradeDistribution(caption("d6", "Grades"), grades: [])),
    ]

    private static let sixMonths = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]

    private static func department(_ name: String, _ values: String...) -> DepartmentTrends.Department {
        DepartmentTrends.Department(name: name, values: values.map { Figure($0) })
    }

    static let departments: [Sample] = [
        Sample(
            name: "departments",
            chart: DepartmentTrends(
                caption("t1", "Departments"), months: sixMonths,
                departments: [
                    department("Field service North", "78.2", "79.0", "81.4", "80.9", "83.3", "84.10"),
                    department("Service desk", "88.1", "87.5", "-", "86.0", "85.2", "84.70"),
                    department("Returns", "71.0", "69.4", "74.8", "77.0", "76.1", "78.25"),
                    department("E-commerce", "83.9", "84.0", "84.2", "83.7", "84.1", "-"),
                ], all: figures("80.1", "80.3", "81.0", "81.9", "82.2", "82.70"))),
        Sample(
            name: "departments-60-long-names",
            chart: DepartmentTrends(
                caption("t2", "部门走势", .zhHans), months: (1...12).map { "2026-\($0 < 10 ? "0" : "")\($0)" },
                departments: (1...60).map { number in
                    DepartmentTrends.Department(
                        name: number % 2 == 0
                            ? "华东大区售后服务第\(number)技术支持中心（含备件与返修）"
                            : "Regional after-sales technical support centre No. \(number)",
                        values: (0..<12).map { Figure("\(60 + (number * 7 + $0 * $0 * number) % 35).\($0 % 10)5") })
                })),
        Sample(
            name: "departments-zh",
            chart: DepartmentTrends(
                caption("t5", "部门走势", .zhHans), months: ["2026-09", "2026-10"],
                departments: [department("华东", "80", "81.5"), department("华南", "-", "-")], all: figures("79", "80"))),
        Sample(
            name: "people",
            chart: DepartmentTrends(
                caption("t6", "Each one's totals by month"), of: .people, months: sixMonths,
                departments: [
                    department("Li Na", "78.2", "79.0", "81.4", "80.9", "83.3", "84.10"),
                    department("Wang Wei · E018", "-", "-", "74.8", "77.0", "76.1", "78.25"),
                ])),
        Sample(
            name: "departments-one-month",
            chart: DepartmentTrends(
                caption("t3", "Departments"), months: ["2026-10"],
                departments: [department("North", "80"), department("South", "80")])),
        Sample(
            name: "departments-no-data",
            chart: DepartmentTrends(caption("t4", "Departments"), months: [], departments: [])),
    ]

    static let paretos: [Sample] = [
        Sample(
            name: "pareto",
            chart: ParetoChart(
                caption("p1", "Complaints"),
                causes: [
                    .init(name: "Came later than agreed", count: 41), .init(name: "Part not in stock", count: 28),
                    .init(name: "Fault came back", count: 17), .init(name: "Unfriendly", count: 6),
                    .init(name: "Invoice", count: 5), .init(name: "Reached nobody on the telephone", count: 9),
                ])),
        Sample(
            name: "pareto-zh-many",
            chart: ParetoChart(
                caption("p2", "投诉原因", .zhHans),
                causes: (1...40).map { .init(name: "第 \($0) 类投诉：上门时间与约定不符并且没有提前通知客户", count: 400 / ($0 * $0) + 1) })),
        Sample(
            name: "pareto-one", chart: ParetoChart(caption("p3", "Complaints"), causes: [.init(name: arabic, count: 1)])
        ),
        Sample(
            name: "pareto-equal",
            chart: ParetoChart(caption("p4", "Complaints"), causes: ["a", "b", "c"].map { .init(name: $0, count: 5) })),
        Sample(
            name: "pareto-no-data",
            chart: ParetoChart(caption("p5", "Complaints"), causes: [.init(name: "a", count: 0)])),
    ]

    private static func indicator(_ name: String, _ full: String, _ own: String, _ supervisors: String)
        -> SelfAgainstSupervisor.Indicator
    { .init(name: name, full: figure(full), own: Figure(own), supervisors: Figure(supervisors)) }

    static let comparisons: [Sample] = [
        Sample(
            name: "self-supervisor",
            chart: SelfAgainstSupervisor(
                caption("v1", "Self and supervisor"),
                indicators: [
                    indicator("Communication", "15", "14", "11.5"), indicator("Technical learning", "5", "3", "5"),
                    indicator("Teamwork", "10", "8", "8"), indicator("Documentation", "10", "0", "10"),
                    indicator("Initiative", "10", "-", "7"), indicator("Safety", "5", "-", "-"),
                ])),
        Sample(
            name: "self-supervisor-zh",
            chart: SelfAgainstSupervisor(
                caption("v2", "自评与上级评价", .zhHans),
                indicators: [
                    indicator("沟通态度：是否主动向客户说明处理进度以及预计完成的时间", "15", "15", "15"), indicator("技术学习", "5", "0", "0.5"),
                ])),
        Sample(name: "self-supervisor-no-data", chart: SelfAgainstSupervisor(caption("v3", "Self"), indicators: [])),
    ]

    private static func rater(_ name: String, _ at: String, _ low: String, _ high: String, isMarked: Bool = false)
        -> RaterAxis.Rater
    { .init(name: name, difference: figure(at), interval: Stretch(figure(low), figure(high)), isMarked: isMarked) }

    static let raters: [Sample] = [
        Sample(
            name: "raters",
            chart: RaterAxis(
                caption("r1", "Raters"),
                raters: [
                    rater("Zhou Min", "-4.20", "-6.1", "-2.3"), rater("Ilse Brandt", "-0.80", "-2.2", "0.6"),
                    rater("You", "1.10", "-0.4", "2.6", isMarked: true),
                    rater("A. Papadopoulos", "0.20", "-2.9", "3.3"),
                    rater("Wang Lei", "3.90", "1.8", "6.0"),
                ])),
        Sample(
            name: "raters-one-zh",
            chart: RaterAxis(
                caption("r2", "评分人", .zhHans),
                raters: [.init(name: "欧阳慕容司马上官诸葛夏侯", difference: figure("0"), isMarked: true)])),
        Sample(
            name: "raters-10000",
            chart: RaterAxis(
                caption("r3", "Raters"),
                raters: (0..<10_000).map { number in
                    let spot = (0..<6).reduce(0) { $0 + (number * (7 + $1 * 12) + $1 * 31) % 101 } - 300
                    return .init(
                        name: "Rater \(number)",
                        difference: figure(
                            SVG.number(Double(spot) / 100)
                        ),
                        isMarked: number == 4_711)
                })),
        Sample(name: "raters-no-data", chart: RaterAxis(caption("r4", "Raters"), raters: [])),
    ]
}
