import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import Reports
import Store

extension Portal {
    /// What payroll was given: the list, and each batch as a file.
    func addPayroll(to router: Router<PortalContext>) {
        router.get("payroll") { request, context in
            try await visiting(request, context) { visit, connection in
                try answer(try await PayrollPage.load(visit, connection), visit, request)
            }
        }
        router.get("payroll/:number/:format") { request, context in
            try await visiting(request, context) { visit, connection in
                guard let number = Int64(try Self.parameter("number", context)),
                    // Whoever may not read them sees none.
                    let batch = try await PayrollBatch.all(of: nil, by: .viewer, in: connection).first(where: {
                        $0.number == number
                    })
                else { throw NotThere() }
                let rows = try await batch.rows(by: .viewer, in: connection)
                switch try Self.parameter("format", context) {
                case "csv":
                    let text = PayrollFile.csv(of: batch, rows, language: visit.language)
                    return Self.file(ByteBuffer(string: text), "text/csv; charset=utf-8", "payroll-\(number).csv")
                case "xlsx":
                    let bytes = try PayrollFile.workbook(of: batch, rows, language: visit.language)
                    return Self.file(
                        ByteBuffer(bytes: bytes),
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "payroll-\(number).xlsx")
                default: throw NotThere()
                }
            }
        }
    }

    /// A file that is kept, not shown.
    static func file(_ bytes: ByteBuffer, _ type: String, _ name: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: .init(byteBuffer: bytes))
    }
}
