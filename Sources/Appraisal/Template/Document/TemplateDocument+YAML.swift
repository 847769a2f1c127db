extension TemplateDocument {
    /// Reads one YAML document; JSON is one too.
    ///
    /// - Parameters:
    ///   - text: the document, at most 262,144 bytes.
    ///   - file: its name for problems, while it does not say its own code and version.
    /// - Throws: what cannot be read at all; a readable document with wrong content is told by ``template()``.
    package init(yaml text: String, file: String? = nil) throws(Problems) {
        let name = file ?? "template"
        do throws(Unreadable) {
            self.init(root: try TemplateNode(yaml: text), name: name)
        } catch {
            throw Problems([Problem(place: name, reason: error.reason)])
        }
        guard case .mapping = root else {
            throw Problems([
                Problem(place: name, reason: "expected a mapping that begins with 'template:', found \(root.kind)")
            ])
        }
    }
    /// Reads the bytes of a file.
    ///
    /// - Throws: what cannot be read at all, with its line where it is no UTF-8.
    package init(utf8 bytes: some Collection<UInt8>, file: String) throws(Problems) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            // Whoever reads no further than the limit may have cut a letter.
            let reason =
                bytes.count > TemplateLimit.bytes.most
                ? "longer than \(TemplateLimit.bytes.most) bytes"
                : "line \(bytes.lineOfFirstInvalid): a byte there is no UTF-8; save the file in that encoding"
            throw Problems([Problem(place: file, reason: reason)])
        }
        try self.init(yaml: text, file: file)
    }
}

extension Collection<UInt8> {
    /// The line, from 1, of the first byte that is no UTF-8; behind the last where all are.
    fileprivate var lineOfFirstInvalid: Int {
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = makeIterator()
        var line = 1
        while case .valid(let letter) = parser.parseScalar(from: &bytes) {
            if letter.first == UInt8(ascii: "\n") { line += 1 }
        }
        return line
    }
}
