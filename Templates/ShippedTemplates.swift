/// The templates that stand in the .yaml files beside this one, embedded in the binary.
package enum ShippedTemplates {
    package struct File: Sendable {
        package let name: String
        package let yaml: String
    }

    package static let all: [File] = [
        file("after-sales.yaml", PackageResources.after_sales_yaml),
        file("ecommerce-service.yaml", PackageResources.ecommerce_service_yaml),
        file("field-engineer.yaml", PackageResources.field_engineer_yaml),
        file("service-desk-agent.yaml", PackageResources.service_desk_agent_yaml),
        file("service-desk-measured.yaml", PackageResources.service_desk_measured_yaml),
        file("technician.yaml", PackageResources.technician_yaml),
    ]

    private static func file(_ name: String, _ bytes: [UInt8]) -> File {
        File(name: name, yaml: String(decoding: bytes, as: UTF8.self))
    }
}
