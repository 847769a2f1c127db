/// A point in time, or a day, in SQL.
struct Moment: Hashable, Sendable {
    /// As it is compared.
    let sql: SQL
    /// As it is calculated with: NULL where it is infinite, for PostgreSQL refuses to subtract that.
    let finite: SQL
    /// Whether `sql` is known, and whether `finite` is, where a look at a column tells.
    var isKnown: SQL? = nil
    var isFinite: SQL? = nil
}

extension Moment {
    /// A column of type timestamptz, timestamp or date.
    ///
    /// - Parameter isFinite: whether infinite and unknown ones are known to be left out.
    init(column: SQL, isFinite: Bool, converted: (SQL) -> SQL = { $0 }) {
        // Where infinite ones are left out, so are unknown ones.
        sql = converted(column).neverNull(if: isFinite)
        finite = isFinite ? sql : ("case when isfinite(\(column)) then \(sql) end" as SQL).atomic
        isKnown = column.isNotNull
        self.isFinite = isFinite ? isKnown : "isfinite(\(column))"
    }

    /// A timestamp without zone is read in the zone of the period.
    static func local(_ timestamp: SQL) -> SQL { "\(timestamp.operand) at time zone $5" }

    /// Of a date: its midnight in the zone of the period.
    var midnight: Moment {
        Moment(
            sql: Self.local(sql.cast(to: "timestamp")), finite: Self.local(finite.cast(to: "timestamp")),
            isKnown: isKnown, isFinite: isFinite)
    }

    /// The moment that lies an interval later (`+`) or earlier (`-`).
    ///
    /// In UTC every day has 24 hours, so that the result does not depend on the session's zone.
    func moved(_ sign: SQL, by interval: SQL) -> Moment {
        let sql: SQL = "((\(finite.operand) at time zone 'UTC') \(sign) \(interval.operand)) at time zone 'UTC'"
        return Moment(sql: sql, finite: sql)
    }
}
