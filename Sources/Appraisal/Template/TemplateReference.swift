/// One version of one template, written `CODE@VERSION`.
package struct TemplateReference: Sendable, Hashable {
    package let code: String
    package let version: Int

    package init(code: String, version: Int) {
        self.code = code
        self.version = version
    }
}

extension TemplateReference: LosslessStringConvertible {
    /// Reads `CODE@VERSION`; nil where the code is no usable name or the version no whole number from 1 up.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Code.isUsable(parts[0]), let version = Int(parts[1]), version >= 1,
            String(version) == parts[1]
        else { return nil }
        self.init(code: String(parts[0]), version: version)
    }

    package var description: String { "\(code)@\(version)" }
}
