@testable import Charts

extension Samples {
    private static func band(_ name: String, _ label: String, _ best: String, _ worst: String) -> ScaleStrip.Band {
        ScaleStrip.Band(name: name, label: label, best: figure(best), worst: figure(worst))
    }

    static let satisfaction = [
        band("95% and above", "5", "100", "95"), band("90% to 95%", "3", "95", "90"), band("below 90%", "0", "90", "0"),
    ]
    static let repair = [
        band("90% and above", "12–15", "100", "90"), band("80% to 90%", "8–11", "90", "80"),
        band("below 80%", "0–7", "80", "0"),
    ]
    static let response = [
        band("1 小时以内", "8–10", "0", "1"), band("1–2 小时", "4–7", "1", "2"), band("超过 2 小时", "0–3", "2", "8"),
    ]
    static let grades = [
        band("A", "A", "100", "90"), band("B", "B", "90", "80"), band("C", "C", "80", "70"), band("D", "D", "70", "60"),
        band("E", "E", "60", "0"),
    ]
    static let nps = [
        band("50 and above", "10", "100", "50"), band("0 to 50", "5–9", "50", "0"), band("below 0", "0", "0", "-100"),
    ]

    static let strips: [Sample] = [
        Sample(
            name: "strip",
            chart: ScaleStrip(
                caption("s1", "Repair success rate"), bands: repair, value: figure("87.50", " %"),
                interval: Stretch(figure("82.1"), figure("91.6")), peers: Stretch(figure("84"), figure("92")),
                target: figure("90"))),
        Sample(
            name: "strip-zh",
            chart: ScaleStrip(
                caption("s2", "响应时效", .zhHans), bands: response, value: figure("1.30", " 小时"),
                interval: Stretch(figure("1.10"), figure("1.50")), peers: Stretch(figure("0.8"), figure("1.9")),
                target: figure("1"))),
        Sample(
            name: "strip-total",
            chart: ScaleStrip(
                caption("s3", "Total"), bands: grades, value: figure("84.37"),
                interval: Stretch(figure("80.9"), figure("87.8")), peers: Stretch(figure("76.2"), figure("88.1")))),
        Sample(
            name: "strip-peers-all-over",
            chart: ScaleStrip(
                caption("s10", "Repair success rate"), bands: repair, value: figure("87.50", " %"),
                interval: Stretch(figure("82.1"), figure("91.6")), peers: Stretch(figure("3"), figure("99")),
                target: figure("90"))),
        Sample(
            name: "strip-zero",
            chart: ScaleStrip(caption("s4", "Satisfaction"), bands: satisfaction, value: figure("0", " %"))),
        Sample(
            name: "strip-hundred",
            chart: ScaleStrip(
                caption("s5", "Satisfaction"), bands: satisfaction, value: figure("100", " %"),
                interval: Stretch(figure("96.3"), figure("100")), target: figure("95"))),
        Sample(
            name: "strip-negative",
            chart: ScaleStrip(
                caption("s6", "NPS"), bands: nps, value: figure("-6.58"),
                interval: Stretch(figure("-51.13"), figure("51.13")), peers: Stretch(figure("10"), figure("40")),
                target: figure("50"))),
        Sample(
            name: "strip-beyond",
            chart: ScaleStrip(
                caption("s7", "Response time"), bands: response, value: figure("500", " h"),
                interval: Stretch(figure("9"), figure("900")), peers: Stretch(figure("0.8"), figure("1.9")))),
        Sample(
            name: "strip-a-little-beyond",
            chart: ScaleStrip(
                caption("s8", "Response time"), bands: response, value: figure("8.7", " h"), target: figure("1"))),
        Sample(
            name: "strip-equal",
            chart: ScaleStrip(
                caption("s9", "Repair success rate"), bands: repair, value: figure("90"),
                interval: Stretch(figure("90"), figure("90")), peers: Stretch(figure("90"), figure("90")),
                target: figure("90"))),
        Sample(
            name: "strip-hostile",
            chart: ScaleStrip(
                caption("s10\" onload=\"x", hostile),
                bands: [band(hostile, hostile, "10", "5"), band(arabic, arabic, "5", "0")],
                value: Figure("5", shown: hostile))),
        Sample(name: "strip-no-data", chart: ScaleStrip(caption("s11", "没有数据", .zhHans), bands: [], value: nil)),
        Sample(name: "strip-no-bands", chart: ScaleStrip(caption("s13", "Tickets"), bands: [], value: figure("148"))),
        Sample(
            name: "strip-no-value",
            chart: ScaleStrip(
                caption("s12", "Repair success rate"), bands: repair, value: nil,
                peers: Stretch(figure("84"), figure("92")))),
    ]
}
