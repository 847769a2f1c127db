import Foundation
import Testing

@testable import Charts

/// All samples on one page, to be looked at: `TEST_GALLERY=/tmp/gallery.html swift test --filter GalleryTests`.
@Suite struct GalleryTests {
    private static let target = ProcessInfo.processInfo.environment["TEST_GALLERY"]

    @Test(.enabled(if: target != nil)) func gallery() throws {
        let figures = Samples.all.map { "<section><h2>\($0.name)</h2>\($0.chart.figure)</section>" }
        let page = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><title>Charts</title>
            <style>
            :root { --paper: #fff; } body { margin: 16px; font: 16px/1.4 sans-serif; background: var(--paper); }
            @media (prefers-color-scheme: dark) { :root { --paper: #14191f; } body { color: #e8ecf1; } }
            h2 { font-size: 12px; font-weight: 400; opacity: .8; margin: 20px 0 4px; }
            body { column-width: 328px; column-gap: 40px; } section { break-inside: avoid; }
            \(ChartStyle.sheet)
            </style></head><body>
            \(figures.joined(separator: "\n"))
            </body></html>
            """
        try page.write(toFile: Self.target ?? "", atomically: true, encoding: .utf8)
    }
}
