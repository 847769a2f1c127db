import Appraisal
import Exact
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// Reads the complaints of a quarter, as far as the source keeps them.
    func hearComplaints(of review: QuarterReview, into heard: inout ReviewQuarter.Heard) async throws {
        guard let relation = catalog.relations["complaint"], relation.column("received_at") != nil else {
            heard.remarks.append(
                LocalizedText(
                    zh: "数据源中没有带 received_at 的 complaint，无法分析投诉",
                    en: "the source has no complaint with received_at: complaints are not analysed"))
            return
        }
        var sql = Statements.complaintThemes
        for column in ["category", "root_cause", "customer_id", "ticket_id"] where relation.column(column) == nil {
            sql = sql.replacing("complaint.\(column)", with: "null")
        }
        for column in ["customer_id", "category"] where relation.column(column) == nil {
            let missing = LocalizedText(zh: "数据源的 complaint 没有 \(column) 列", en: "complaint has no column \(column)")
            heard.lacking += ["repeats", "repeat_percent"].map { ($0, missing) }
        }
        let reports = catalog.relations["repair_report"]
        let wanted = ["report_id", "ticket_id", "parts_wait_hours"]
        let hasWaits = relation.column("ticket_id") != nil && wanted.allSatisfy { reports?.column($0) != nil }
        if !hasWaits {
            sql = sql.replacing(
                "merit_source.repair_report report",
                with: "(select null as report_id, null as ticket_id, null as parts_wait_hours where false) report")
            heard.lacking.append(
                (
                    "parts_wait_hours",
                    LocalizedText(
                        zh: "数据源没有投诉的 ticket_id 或维修报告的 parts_wait_hours",
                        en: "the source lacks complaint.ticket_id, or repair_report with ticket_id and parts_wait_hours"
                    )
                ))
        }
        heard.knowsCauses = relation.column("root_cause") != nil
        heard.themes = try await reading("complaint") {
            try await connection.query(
                sql.qualified(in: schema), review.previous.start, review.span.start, review.span.end
            ).map { row in
                ComplaintTheme(
                    category: try row["category"], rootCause: try row["root_cause"],
                    complaints: try row["complaints"], previous: try row["previous"],
                    customers: try row["customers"], known: try row["known"], repeats: try row["repeats"],
                    partsWait: try row["parts_wait", as: BigDecimal?.self]?.rounded(to: 2),
                    partsWaits: try row["parts_waits"])
            }
        }.ranked
        try await hearWhose(review, relation, into: &heard)
    }

    /// Whose complaints the proposed themes are.
    private func hearWhose(
        _ review: QuarterReview, _ relation: SourceRelation, into heard: inout ReviewQuarter.Heard
    ) async throws {
        let proposed = heard.themes.filter(\.isProposed)
        guard !proposed.isEmpty, relation.column("employee_id") != nil else { return }
        var sql = Statements.complaintPeople
        if !heard.knowsCauses { sql = sql.replacing("complaint.root_cause", with: "null") }
        let rows = try await reading("complaint") {
            try await connection.query(
                sql.qualified(in: schema), review.span.start, review.span.end, proposed.map(\.theme.category),
                proposed.map(\.theme.rootCause))
        }
        for row in rows {
            let (category, cause, employee, count) = try row.decode(
                String.self, String.self, String.self, Int64.self)
            guard let theme = proposed.first(where: { $0.theme.category == category && $0.theme.rootCause == cause })
            else { continue }
            heard.people[theme, default: []].append((employee, count))
        }
    }
}

extension String {
    /// The statement with the source's real schema.
    fileprivate func qualified(in schema: String) -> String { replacing("merit_source.", with: "\(quoted(schema)).") }
}
