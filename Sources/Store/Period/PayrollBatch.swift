package import Postgres

/// A batch of results that payroll was given.
package struct PayrollBatch: Sendable {
    package struct Row: Sendable {
        package let employeeID: String
        package let name: String?
        package let department: String?
        package let grade: String?
        package let coefficient: String?
        /// The one that payroll was given before.
        package let previousCoefficient: String?
        /// Nil in a first batch.
        package let difference: String?
        package let revision: Int
        /// As `merit.delivery_state` says.
        package let confirmation: String
        package let hasOpenAppeal: Bool
        package let approvedBy: String
    }

    /// By which way batches are made and read.
    package enum Way: Sendable {
        /// As `merit_hr`, who reads the tables.
        case tables
        /// As whoever the session acts for, by schema `merit_api`.
        case viewer
    }

    package let number: Int64
    package let period: String
    package let isDelta: Bool
    package let madeBy: String
    package let madeAt: String
    /// Seconds since 1970.
    package let madeAtSeconds: Int64
    package let count: Int64
    /// Results that were not delivered.
    package let leftOut: Int64
    package let checksum: String

    /// - Returns: its number; nil where nothing changed since the batch before.
    package static func make(
        of period: String, by way: Way = .tables, in connection: PostgresConnection
    ) async throws -> Int64? {
        let sql = way == .tables ? Statements.makePayroll : Statements.makeShownPayroll
        return try await connection.query(sql, period).one().decode(Int64?.self)
    }

    package static func all(
        of period: String?, by way: Way = .tables, in connection: PostgresConnection
    ) async throws -> [PayrollBatch] {
        let sql = way == .tables ? Statements.payrollBatches : Statements.shownPayrollBatches
        return try await connection.query(sql, period).map { row in
            PayrollBatch(
                number: try row["batch_id"], period: try row["period"], isDelta: try row["is_delta"],
                madeBy: try row["made_by"], madeAt: try row["made_at"], madeAtSeconds: try row["made_at_seconds"],
                count: try row["rows"], leftOut: try row["left_out"], checksum: try row["checksum"])
        }
    }

    package func rows(by way: Way = .tables, in connection: PostgresConnection) async throws -> [Row] {
        let sql = way == .tables ? Statements.payrollRows : Statements.shownPayrollRows
        return try await connection.query(sql, number).map { row in
            Row(
                employeeID: try row["employee_id"], name: try row["name"], department: try row["department"],
                grade: try row["grade"], coefficient: try row["coefficient"],
                previousCoefficient: try row["previous_coefficient"], difference: try row["difference"],
                revision: try row["revision"], confirmation: try row["confirmation"],
                hasOpenAppeal: try row["has_open_appeal"], approvedBy: try row["approved_by"])
        }
    }
}
