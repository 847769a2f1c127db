import Measures
import Postgres

extension SourceSnapshot {
    /// Why a department is nobody's in the source, whatever the day; nil where it is somebody's, and where there are too many to tell.
    package func unknownDepartment(_ department: String) async throws -> String? {
        guard catalog.relations["employee"]?.readable("department") != nil else { return nil }
        try await connection.limit(locks: .seconds(2), statements: .seconds(5))
        let names = try await connection.query(
            """
            select distinct department::text collate "C" from \(quoted(schema)).employee
            where department <> '' order by 1 limit \(Measured.mostNames + 1)
            """
        ).decode(String.self)
        guard names.count <= Measured.mostNames, !names.contains(where: { $0.utf8.elementsEqual(department.utf8) })
        else { return nil }
        let hint = Measured.departments(like: department, among: names)
        return "nobody in \(schema).employee belongs to the department \"\(department)\": \(hint)"
    }
}
