import CZip

/// Writes archives of texts.
package enum ZipFile {
    /// - Parameter texts: by the names of their files, in this order.
    /// - Throws: ``SheetError/Reason/unwritten(_:)``; also where there is a file of that name already.
    package static func write(_ texts: [(name: String, text: String)], to path: String) throws(SheetError) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw SheetError(.unwritten(String(cString: zip_error_strerror(&error))))
        }
        // The library reads them when it closes the archive.
        let buffers = texts.map { text in
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(text.text.utf8.count, 1), alignment: 1)
            buffer.copyBytes(from: text.text.utf8)
            return (name: text.name, buffer: buffer, count: text.text.utf8.count)
        }
        defer { buffers.forEach { $0.buffer.deallocate() } }
        for (name, buffer, count) in buffers {
            guard let source = zip_source_buffer(archive, buffer.baseAddress, zip_uint64_t(count), 0) else {
                throw failure(of: archive)
            }
            guard zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0 else {
                zip_source_free(source)
                throw failure(of: archive)
            }
        }
        guard zip_close(archive) == 0 else { throw failure(of: archive) }
    }

    /// What went wrong; the archive is given up.
    private static func failure(of archive: OpaquePointer) -> SheetError {
        let error = SheetError(.unwritten(String(cString: zip_strerror(archive))))
        zip_discard(archive)
        return error
    }
}
