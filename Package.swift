// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let bigInt: Target.Dependency = .product(name: "BigInt", package: "BigInt")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let http: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let httpCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let signatures: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let client: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let httpTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(
    name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux]))

let package = Package(
    name: "merit",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "merit", targets: ["merit"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CRename"),
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
        .target(name: "Exact", dependencies: [bigInt], swiftSettings: strict),
        .target(name: "JSON", dependencies: ["Exact"], swiftSettings: strict),
        .target(name: "Postgres", dependencies: ["CLibPQ", "Exact", log], swiftSettings: strict),
        .target(name: "Statistics", dependencies: ["Exact"], swiftSettings: strict),
        .target(
            name: "Appraisal", dependencies: ["Exact", "JSON", "Statistics", yams],
            swiftSettings: strict),
        .target(name: "Measures", dependencies: ["Exact", "Statistics"], swiftSettings: strict),
        .plugin(name: "EmbedTexts", capability: .buildTool()),
        .target(
            name: "Schema", path: "SQL", exclude: ["Adapters/incident_desk.sql"],
            swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(
            name: "ShippedTemplates", path: "Templates", swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(
            name: "Store", dependencies: ["Appraisal", "Exact", "JSON", "Postgres", "Schema", "Statistics"],
            swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(
            name: "Jobs", dependencies: ["Postgres", log, lifecycle, metrics], swiftSettings: strict,
            plugins: ["EmbedTexts"]),
        .target(name: "Charts", swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(name: "Sheets", dependencies: ["CExpat", "CXLSXWriter", "CZip"], swiftSettings: strict),
        .target(
            name: "Imports", dependencies: ["Appraisal", "Measures", "Postgres", "Sheets", yams],
            swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(
            name: "Drafts", dependencies: ["Appraisal", "Exact", "Imports", "Sheets"], swiftSettings: strict),
        .target(
            name: "Worker",
            dependencies: [
                "Appraisal", "Exact", "JSON", "Jobs", "Measures", "Postgres", "Statistics", "Store", log, metrics,
            ],
            swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(
            name: "Ops",
            dependencies: ["Jobs", "Postgres", "Reports", "Store", http, httpCore, metrics, log, lifecycle],
            swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(
            name: "Portal",
            dependencies: [
                "Appraisal", "Exact", "Measures", "Ops", "Pages", "Postgres", "Reports", "Store", client, crypto, http,
                httpCore,
                httpTLS, lifecycle, log, metrics, mustache, signatures,
            ], swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(
            name: "Reports", dependencies: ["Appraisal", "Exact", "JSON", "Sheets", "Statistics", "Store"],
            swiftSettings: strict),
        .target(
            name: "Pages",
            dependencies: [
                "Appraisal", "Charts", "CRename", "Exact", "Measures", "Postgres", "Reports", "Statistics", mustache,
            ],
            swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(name: "ScratchServer", dependencies: ["Postgres", subprocess, system], swiftSettings: strict),
        .executableTarget(
            name: "merit",
            dependencies: [
                "Appraisal", "CMalloc", "Drafts", "Exact", "Imports", "Jobs", "Measures", "Ops", "Pages", "Portal",
                "Postgres",
                "Reports",
                "ScratchServer", "Schema", "Sheets", "ShippedTemplates", "Store", "Worker",
                arguments, configuration, crypto, log, lifecycle, metrics, signals, system, yams,
            ], swiftSettings: strict, plugins: ["EmbedTexts"]),

        .target(
            name: "Support",
            dependencies: [
                "Jobs", "Postgres", "ScratchServer", "ShippedTemplates", "Schema", "Store", "Worker", "Appraisal",
                "Measures", log, subprocess, system,
            ], path: "Tests/Support", exclude: ["Hostile", "People"], swiftSettings: strict),
        .testTarget(name: "ExactTests", dependencies: ["Exact", bigInt], swiftSettings: strict),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Exact", "Statistics", "Support"], swiftSettings: strict),
        .testTarget(
            name: "PostgresTests", dependencies: ["Exact", "Postgres", "ScratchServer", "Support", log],
            swiftSettings: strict),
        .testTarget(
            name: "AppraisalTests", dependencies: ["Appraisal", "Exact", "JSON", "Statistics", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "MeasuresTests", dependencies: ["Measures", "Exact", "Postgres", "Statistics", "Support"],
            swiftSettings: strict),
        .testTarget(name: "ChartsTests", dependencies: ["Charts"], exclude: ["Golden"], swiftSettings: strict),
        .testTarget(name: "SheetsTests", dependencies: ["CZip", "Sheets", "Support"], swiftSettings: strict),
        .testTarget(
            name: "ImportsTests",
            dependencies: ["Appraisal", "Imports", "Postgres", "Sheets", "Support"], swiftSettings: strict),
        .testTarget(
            name: "DraftsTests", dependencies: ["Appraisal", "Drafts", "Exact", "Sheets", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Appraisal", "Exact", "Postgres", "Schema", "Statistics", "Store", "Support"],
            exclude: ["Earlier", "Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "JobsTests",
            dependencies: ["Jobs", "Postgres", "ScratchServer", "Schema", "Store", "Support", log, lifecycle],
            swiftSettings: strict),
        .testTarget(
            name: "WorkerTests",
            dependencies: [
                "Appraisal", "Exact", "Jobs", "Measures", "Pages", "Postgres", "Reports", "ShippedTemplates", "Schema",
                "Store", "Support", "Worker", bigInt, log, subprocess,
            ], swiftSettings: strict),
        .testTarget(
            name: "OpsTests", dependencies: ["Jobs", "Ops", metrics, log], swiftSettings: strict),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Appraisal", "Measures", "Portal", "Postgres", "Reports", "Store", "Support", client, crypto,
                signatures,
                subprocess,
                system,
            ],
            exclude: ["Chromium"], swiftSettings: strict),
        .testTarget(
            name: "ReportsTests", dependencies: ["Appraisal", "Exact", "Reports", "Store"], swiftSettings: strict),
        .testTarget(
            name: "PagesTests", dependencies: ["Exact", "Pages", "Postgres", "Reports", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "MeritTests",
            dependencies: [
                "merit", "Postgres", "ScratchServer", "Schema", "Sheets", "Store", "Support", arguments, subprocess,
                system,
            ],
            exclude: ["Desks"],
            swiftSettings: strict),
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "merit", "Jobs", "Measures", "Ops", "Postgres", "ScratchServer", "Schema", "Store", "Support",
                "Worker",
                subprocess, system, yams,
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
