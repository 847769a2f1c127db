import Foundation
import Subprocess
import SystemPackage
import Testing

/// LibreOffice, where it is installed.
enum Spreadsheet {
    static let path = ["/usr/bin/soffice", "/usr/local/bin/soffice", "/opt/homebrew/bin/soffice"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What it reads in the first sheet of a workbook: values as they are kept, in lines of CSV.
    static func csv(of workbook: String, in folder: String) async throws -> String {
        let result = try await Subprocess.run(
            .path(.init(try #require(path))),
            arguments: [
                "-env:UserInstallation=file://\(folder)/profile", "--headless", "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false", "--outdir", folder + "/read", workbook,
            ],
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
        let name = URL(filePath: workbook).deletingPathExtension().lastPathComponent
        return try String(contentsOfFile: "\(folder)/read/\(name).csv", encoding: .utf8)
    }
}
