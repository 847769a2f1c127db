/// Scripts that set things up, embedded in the binary.
package enum Scripts {
    package static let bootstrap = PackageResources.bootstrap_sql

    package static let grantSource = PackageResources.grant_sql
    package static let installSource = ([sourceSchema] + SourceScript.all.map(\.sql)).joined(separator: "\n")
    package static let sourceSchema = PackageResources.source_schema_sql

    package static let demoCompany = PackageResources.company_sql
    package static let demoEvaluations = PackageResources.evaluations_sql
    package static let demoPeriods = PackageResources.periods_sql
}
