/// What a session says of itself before anything is asked of it.
struct SessionState {
    /// Its columns, ahead of those for the settings that are demanded.
    static let columns = [
        "pg_catalog.pg_backend_pid()", "pg_catalog.current_setting('transaction_read_only')",
        "pg_catalog.pg_is_in_recovery()",
        "(pg_catalog.current_schemas(true))[1]",
        "pg_catalog.array_position(pg_catalog.current_schemas(true), 'pg_catalog'::pg_catalog.name)",
    ]

    let backend: Int32
    let isReadOnly: Bool
    let isStandby: Bool
    /// A schema whose objects stand in for the server's own; temporary ones never do, where they are functions or operators.
    let schemaBeforeCatalog: String?
    /// In the order of ``SessionSetting/demanded``; empty for what the server does not have.
    let demanded: [String]

    /// - Parameter row: as text.
    init?(_ row: [String?]) {
        let row = row.map { $0 ?? "" }
        let end = Self.columns.count + SessionSetting.demanded.count
        guard row.count >= end, let backend = Int32(row[0]) else { return nil }
        self.backend = backend
        (isReadOnly, isStandby) = (row[1] == "on", row[2] == "t")
        let isSound = row[4] == "1" || row[4] == "2" && row[3].hasPrefix("pg_temp_")
        schemaBeforeCatalog = isSound ? nil : row[3]
        demanded = Array(row[Self.columns.count..<end])
    }
}
