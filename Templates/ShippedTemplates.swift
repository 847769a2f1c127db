/// The templates that stand in the .yaml files beside this one, embedded in the binary.
package enum ShippedTemplates {
    package struct File: Sendable {
        package let name: String
        package let yaml: String
    }

    /// Those for the relations of `merit_source` as they are documented, which may all be published together.
    package static let all: [File] = [
        File(name: "after-sales.yaml", yaml: PackageResources.after_sales_yaml),
        File(name: "ecommerce-service.yaml", yaml: PackageResources.ecommerce_service_yaml),
        File(name: "field-engineer.yaml", yaml: PackageResources.field_engineer_yaml),
        File(name: "service-desk-agent.yaml", yaml: PackageResources.service_desk_agent_yaml),
        File(name: "service-desk-measured.yaml", yaml: PackageResources.service_desk_measured_yaml),
        File(name: "technician.yaml", yaml: PackageResources.technician_yaml),
    ]

    /// Those fitted to what a help desk's own tables say, each by the name of its adapter.
    package static let desks: [File] = [
        File(name: "chatwoot-agent.yaml", yaml: PackageResources.chatwoot_agent_yaml),
        File(name: "glpi-agent.yaml", yaml: PackageResources.glpi_agent_yaml),
        File(name: "odoo-agent.yaml", yaml: PackageResources.odoo_agent_yaml),
        File(name: "osticket-agent.yaml", yaml: PackageResources.osticket_agent_yaml),
        File(name: "zammad-agent.yaml", yaml: PackageResources.zammad_agent_yaml),
    ]
}
