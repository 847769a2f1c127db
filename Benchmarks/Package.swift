// swift-tools-version: 6.2
import PackageDescription

// The modules under measurement are the project's own, by link: what they have is for one package alone.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let bigInt: Target.Dependency = .product(name: "BigInt", package: "BigInt")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(
    name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux]))

let package = Package(
    name: "merit-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .target(name: "Exact", dependencies: [bigInt], swiftSettings: strict),
        .target(name: "JSON", dependencies: ["Exact"], swiftSettings: strict),
        .target(name: "Postgres", dependencies: ["CLibPQ", "Exact", log], swiftSettings: strict),
        .target(name: "Statistics", dependencies: ["Exact"], swiftSettings: strict),
        .target(name: "Appraisal", dependencies: ["Exact", "JSON", "Statistics", yams], swiftSettings: strict),
        .target(name: "Measures", dependencies: ["Exact", "Statistics"], swiftSettings: strict),
        .plugin(name: "EmbedTexts", capability: .buildTool()),
        .target(
            name: "Schema", exclude: ["Adapters/incident_desk.sql"],
            swiftSettings: strict, plugins: ["EmbedTexts"]),
        .target(
            name: "Jobs", dependencies: ["Postgres", log, lifecycle, metrics], swiftSettings: strict,
            plugins: ["EmbedTexts"]),
        .target(name: "ScratchServer", dependencies: ["Postgres", subprocess, system], swiftSettings: strict),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "Appraisal", "Exact", "Jobs", "Measures", "Postgres", "Schema", "ScratchServer", arguments,
                subprocess,
                system, log,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "HotPaths", dependencies: ["Appraisal", "Exact", "Measures", "Postgres"],
            swiftSettings: strict,
            // Valgrind gives up at what the compiler tells debuggers.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-debug"])]),
    ],
    swiftLanguageModes: [.v6]
)
