import Configuration
import Foundation
import Synchronization
import SystemPackage

/// What holds for this call of the program, and where it came from.
struct Settings: Sendable {
    enum Origin: Sendable, Equatable {
        case flag
        case variable
        case file(String)
        case preset
    }

    struct Value: Sendable {
        let text: String
        let origin: Origin
    }

    private let values: [Setting: Value]

    /// Reads what the flags leave open from the variables, and then from the file.
    ///
    /// - Parameters:
    ///   - flags: what was given as flags.
    ///   - file: path of the file; where it is nil, MERIT_CONFIG names it.
    /// - Throws: ``WrongSettings``, all problems at once.
    static func load(
        flags: [Setting: String], file: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Settings {
        let given = environment.filter { $0.key.hasPrefix("MERIT_") && !$0.value.isEmpty }
        let path = file ?? given[Setting.fileVariable]
        var problems = unknown(given.keys)
        if let path { problems += try SettingsFile.problems(at: path) }
        guard problems.isEmpty else { throw WrongSettings(problems) }

        let arguments = InMemoryProvider(
            name: "flags",
            values: Dictionary(
                uniqueKeysWithValues: flags.map {
                    (AbsoluteConfigKey($0.key.configKey), ConfigValue(.string($0.value), isSecret: false))
                }))
        let variables = EnvironmentVariablesProvider(environmentVariables: given).prefixKeys(with: "merit")
        var providers: [any ConfigProvider] = [arguments, variables]
        var origins: [Origin] = [.flag, .variable]
        if let path {
            providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)))
            origins.append(.file(path))
        }
        let witness = Witness()
        let reader = ConfigReader(providers: providers, accessReporter: witness)
        var values: [Setting: Value] = [:]
        for setting in Setting.all {
            let given = reader.string(forKey: setting.configKey)
            // Empty counts as unset, as a variable does.
            guard let text = given, !text.isEmpty || setting.kind == .name else {
                values[setting] = setting.preset.map { Value(text: $0, origin: .preset) }
                continue
            }
            let value = Value(text: text, origin: witness.provider.map { origins[$0] } ?? .preset)
            values[setting] = value
            if let problem = setting.problem(with: text) {
                problems.append("\(value.origin.name(of: setting)): \(problem)")
            }
        }
        guard problems.isEmpty else { throw WrongSettings(problems) }
        return Settings(values: values)
    }

    subscript(_ setting: Setting) -> Value? { values[setting] }

    /// A number that was checked, and has a preset.
    func number(_ setting: Setting) -> Int { values[setting].flatMap { Int($0.text) } ?? 0 }

    func text(_ setting: Setting) -> String? { values[setting]?.text }

    private static func unknown(_ variables: some Sequence<String>) -> [String] {
        let known = Setting.all.map(\.variable) + [Setting.fileVariable]
        return variables.filter { !known.contains($0) }.sorted().map { name in
            let guess = Setting.closest(to: name, among: known)
            return "the environment sets \(name), which Merit does not know\(guess); unset it"
        }
    }

    /// Remembers which provider gave the value that was read last.
    private final class Witness: AccessReporter {
        private let index = Mutex<Int?>(nil)

        var provider: Int? { index.withLock(\.self) }

        func report(_ event: AccessEvent) {
            let found = event.providerResults.firstIndex { (try? $0.result.get())?.value != nil }
            index.withLock { $0 = found }
        }
    }
}

extension Settings.Origin {
    /// As messages and `merit config` call it.
    func name(of setting: Setting) -> String {
        switch self {
        case .flag: setting.flag
        case .variable: setting.variable
        case .file(let path): "\(path): \(setting.key)"
        case .preset: "default"
        }
    }
}

/// Settings that cannot be; the program does nothing then.
struct WrongSettings: Error, CustomStringConvertible {
    let problems: [String]

    init(_ problems: [String]) {
        self.problems = problems
    }

    var description: String { (problems + ["merit config --reference lists all settings"]).joined(separator: "\n") }
}

extension Setting {
    var configKey: ConfigKey { ConfigKey(key.split(separator: ".").map(String.init)) }
}
