/// A relation of `merit_source` that Merit can create: an empty table, or a view of an adapter.
package struct SourceScript: Sendable {
    package let name: String
    /// Creates it, in schema `merit_source`.
    package let sql: String
    /// A table of the help desk without which it is left out: of a module that not everybody has.
    package let needs: String?

    init(_ name: String, _ sql: String, needs: String? = nil) {
        self.name = name
        self.needs = needs
        self.sql = sql
    }

    /// The empty tables, for those who have nothing yet.
    package static let all: [SourceScript] = [
        SourceScript("employee", PackageResources.source_employee_sql),
        SourceScript("ticket", PackageResources.source_ticket_sql),
        SourceScript("nps_response", PackageResources.source_nps_response_sql),
        SourceScript("satisfaction_response", PackageResources.source_satisfaction_response_sql),
        SourceScript("complaint", PackageResources.source_complaint_sql),
        SourceScript("task", PackageResources.source_task_sql),
        SourceScript("attendance", PackageResources.source_attendance_sql),
        SourceScript("violation", PackageResources.source_violation_sql),
        SourceScript("repair_report", PackageResources.source_repair_report_sql),
        SourceScript("collaboration_feedback", PackageResources.source_collaboration_feedback_sql),
        SourceScript("service_order", PackageResources.source_service_order_sql),
        SourceScript("opportunity", PackageResources.source_opportunity_sql),
        SourceScript("maintenance_cost", PackageResources.source_maintenance_cost_sql),
    ]
}
