import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import Reports
import Store

extension Portal {
    func payroll(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await visiting(request, context) { visit, connection in
            try answer(try await PayrollPage.load(page: Self.page(request), visit, connection), visit, request)
        }
    }

    func payrollFile(_ request: Request, _ context: PortalContext) async throws -> Response {
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

    /// A file that is kept, not shown.
    static func file(_ bytes: ByteBuffer, _ type: String, _ name: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: .init(byteBuffer: bytes))
    }
}
