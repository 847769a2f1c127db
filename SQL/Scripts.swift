/// Scripts that set things up, embedded in the binary.
package enum Scripts {
    package static let bootstrap = text(PackageResources.bootstrap_sql)

    package static let grantSource = text(PackageResources.grant_sql)
    package static let installSource = ([sourceSchema] + SourceScript.all.map(\.sql)).joined(separator: "\n")
    package static let sourceSchema = text(PackageResources.source_schema_sql)

    package static let demoCompany = text(PackageResources.company_sql)
    package static let demoEvaluations = text(PackageResources.evaluations_sql)
    package static let demoPeriods = text(PackageResources.periods_sql)

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
