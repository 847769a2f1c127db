/// The templates that stand in the .yaml files beside this one, embedded in the binary.
package enum ShippedTemplates {
    package struct File: Sendable {
        package let name: String
        package let yaml: String
    }

    /// Those for the relations of `merit_source` as they are documented, which may all be published together.
    package static let all: [File] = [
        file("after-sales.yaml", PackageResources.after_sales_yaml),
        file("ecommerce-service.yaml", PackageResources.ecommerce_service_yaml),
        file("field-engineer.yaml", PackageResources.field_engineer_yaml),
        file("service-desk-agent.yaml", PackageResources.service_desk_agent_yaml),
        file("service-desk-measured.yaml", PackageResources.service_desk_measured_yaml),
        file("technician.yaml", PackageResources.technician_yaml),
    ]

    /// Those fitted to what a help desk's own tables say, each by the name of its adapter.
    package static let desks: [File] = [
        file("chatwoot-agent.yaml", PackageResources.chatwoot_agent_yaml),
        file("glpi-agent.yaml", PackageResources.glpi_agent_yaml),
        file("odoo-agent.yaml", PackageResources.odoo_agent_yaml),
        file("zammad-agent.yaml", PackageResources.zammad_agent_yaml),
    ]

    private static func file(_ name: String, _ bytes: [UInt8]) -> File {
        File(name: name, yaml: String(decoding: bytes, as: UTF8.self))
    }
}
