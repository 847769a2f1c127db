import Postgres

/// The statements that take rows from the temporary table of an import into their own.
///
/// Names of columns come from the catalog and are quoted; values never stand in them. `$1` and `$2` are the first and the last line.
struct ImportStatement {
    private let target: ImportTarget
    private let columns: [ImportColumn]

    static let staged = "pg_temp.merit_import"

    init(_ target: ImportTarget, columns: [ImportColumn]) {
        self.target = target
        self.columns = columns
    }

    /// Makes the temporary table.
    var staging: String {
        let columns = columns.map { ", \(quoted($0.name)) text" }.joined()
        return "create temporary table merit_import (line integer\(columns)) on commit drop"
    }

    var copying: String {
        "copy \(Self.staged) from stdin (format binary)"
    }

    /// Lines whose key stands on an earlier one, with the first of them; null where the key is all of a row.
    var duplicates: String? {
        guard !keys.isEmpty else { return nil }
        let names = keys.filter(columns.contains).map { quoted($0.name) }.joined(separator: ", ")
        return """
            select line, first from (select line, min(line) over (partition by \(names)) as first from \(Self.staged)) as numbered
            where line > first order by line limit $1
            """
    }

    /// Ids that no employee has, and in how many rows.
    var strangers: String {
        """
        select employee_id, count(*) from \(Self.staged) as given
        where employee_id is not null
            and not exists (
                select from \(quoted(target.schema)).employee as known where known.employee_id::text = given.employee_id)
        group by employee_id order by count(*) desc, employee_id limit 5
        """
    }

    /// Takes the rows, and gives how many were added and how many changed.
    var taking: String {
        switch target.kind {
        case .evaluations: takingEvaluations
        case .relation: keys.isEmpty ? takingWholeRows : takingKeyedRows
        }
    }

    private var table: String { "\(quoted(target.schema)).\(quoted(target.relation))" }
    private var names: String { columns.map { quoted($0.name) }.joined(separator: ", ") }
    /// The whole key, also those of its columns that the file lacks; empty if the file lacks its first column.
    private var keys: [ImportColumn] {
        guard let first = target.key.first, columns.contains(first) else { return [] }
        return target.key
    }

    private var rows: String {
        let values = columns.map { "\(quoted($0.name))::\($0.type) as \(quoted($0.name))" }.joined(separator: ", ")
        return "select \(values) from \(Self.staged) where line between $1 and $2"
    }

    private var takingWholeRows: String {
        """
        with given as (\(rows)),
            added as (
                insert into \(table) (\(names))
                select * from given except all select \(names) from \(table)
                returning 1)
        select count(*) as added, 0::bigint as changed from added
        """
    }

    private var takingKeyedRows: String {
        let isSame = keys.enumerated().map { index, key in
            let value = columns.contains(key) ? "given.\(quoted(key.name))" : "null::\(key.type)"
            return "kept.\(quoted(key.name)) \(index == 0 ? "=" : "is not distinct from") \(value)"
        }.joined(separator: " and ")
        let others = columns.filter { !keys.contains($0) }.map { quoted($0.name) }
        let changed =
            others.isEmpty
            ? "select 1 where false"
            : """
            update \(table) as kept set \(others.map { "\($0) = given.\($0)" }.joined(separator: ", "))
            from given
            where \(isSame)
                and (\(others.map { "kept.\($0)" }.joined(separator: ", "))) is distinct from (\(others.map { "given.\($0)" }.joined(separator: ", ")))
            returning 1
            """
        return """
            with given as materialized (\(rows)),
                changed as (\(changed)),
                added as (
                    insert into \(table) (\(names))
                    select \(names) from given where not exists (select from \(table) as kept where \(isSame))
                    returning 1)
            select (select count(*) from added) as added, (select count(*) from changed) as changed
            """
    }

    private var takingEvaluations: String {
        let given = columns.filter { $0.name != "period" }
        let names = given.map { quoted($0.name) }.joined(separator: ", ")
        let values = given.map { "given.\(quoted($0.name))::\($0.type)" }.joined(separator: ", ")
        let others = given.filter { !$0.isKey }.map { quoted($0.name) }
        let settling =
            others.isEmpty
            ? "nothing"
            : """
            update set \(others.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
            where (\(others.map { "kept.\($0)" }.joined(separator: ", "))) is distinct from (\(others.map { "excluded.\($0)" }.joined(separator: ", ")))
            """
        return """
            with taken as (
                insert into merit.evaluation as kept (period_id, \(names))
                select period.period_id, \(values)
                from \(Self.staged) as given join merit.appraisal_period as period on period.label = given.period
                where given.line between $1 and $2
                order by given.line
                on conflict on constraint evaluation_given_once do \(settling)
                returning kept.xmax = 0 as is_new)
            select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from taken
            """
    }
}
