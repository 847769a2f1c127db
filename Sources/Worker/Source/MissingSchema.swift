/// That the schema of the source is not where it was looked for.
struct MissingSchema {
    let finding: String
    /// Most often it is the wrong database.
    let advice = "is --source-database (MERIT_SOURCE_URL) missing or wrong? merit source install creates it here"

    init(_ schema: String) {
        finding = "no schema \(schema) in this database"
    }

    var sentence: String { "\(finding); \(advice)" }
}
