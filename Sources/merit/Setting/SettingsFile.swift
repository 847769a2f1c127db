import Foundation
import Postgres
import Yams

/// The file that holds settings: YAML, or JSON, which is YAML too.
enum SettingsFile {
    /// Everything in it that is no setting, with its line.
    ///
    /// - Throws: ``WrongSettings`` where it cannot be read at all.
    static func problems(at path: String) throws -> [String] {
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch {
            throw WrongSettings(["\(path): it cannot be read: \(error.localizedDescription)"])
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw WrongSettings(["\(path)\(complaint(error))"])
        }
        guard case .mapping(let mapping) = root else {
            throw WrongSettings(["\(path): it holds no settings, such as \"database:\" with \"url: …\" below it"])
        }
        return unknown(in: mapping, under: [], path: path) + open(path, mapping)
    }

    /// Line and reason, without the line itself: a password may stand there.
    private static func complaint(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ":\(mark.line): it is no YAML: \(problem)"
        default: ": it is no YAML"
        }
    }

    private static func unknown(in mapping: Node.Mapping, under parents: [String], path: String) -> [String] {
        mapping.flatMap { name, value -> [String] in
            let place = "\(path)\(name.mark.map { ":\($0.line)" } ?? "")"
            let name = name.string ?? "?"
            if name.contains(".") {
                return ["\(place): write \(name) in levels, such as \"worker:\" with \"jobs: 2\" below it"]
            }
            let parts = parents + [name]
            let key = parts.joined(separator: ".")
            let inside = Setting.all.map(\.key).filter { $0.hasPrefix("\(key).") }
            if !inside.isEmpty {
                guard case .mapping(let inner) = value else {
                    return ["\(place): \(key) is a section, which holds \(inside.joined(separator: ", "))"]
                }
                return unknown(in: inner, under: parts, path: path)
            }
            guard Setting.all.contains(where: { $0.key == key }) else {
                return [
                    "\(place): there is no setting \(key)\(Setting.closest(to: key, among: names))"
                ]
            }
            if value.null != nil {
                return ["\(place): \(key) has no value; give it one, or leave the line out"]
            }
            guard case .scalar = value else { return ["\(place): \(key) takes one value"] }
            return []
        }
    }

    /// Of settings and of the sections that hold them.
    private static let names = Setting.all.flatMap { [$0.key, String($0.key.prefix { $0 != "." })] }

    /// A password that others on this machine can read.
    private static func open(_ path: String, _ mapping: Node.Mapping) -> [String] {
        // Of the file itself: a link to it is open to all.
        let file = URL(filePath: path).resolvingSymlinksInPath().path()
        let mode = (try? FileManager.default.attributesOfItem(atPath: file))?[.posixPermissions] as? NSNumber
        guard let mode, mode.intValue & 0o044 != 0 else { return [] }
        let holdsSecret = Setting.all.contains { setting in
            guard setting.kind == .conninfo else { return false }
            let value = setting.key.split(separator: ".").reduce(Node.mapping(mapping) as Node?) { $0?[String($1)] }
            return value?.string.flatMap { try? PostgresConfiguration($0) }?.holdsSecret ?? false
        }
        guard holdsSecret else { return [] }
        return ["\(path): it holds a password that others may read; chmod 600 \(path), or use a passfile"]
    }
}
