import CZip

/// The parts of a workbook: files in a ZIP archive.
final class Archive {
    private let pointer: OpaquePointer

    init(_ path: String) throws(SheetError) {
        var code: Int32 = 0
        guard let pointer = zip_open(path, ZIP_RDONLY, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw SheetError(.workbook(String(cString: zip_error_strerror(&error))))
        }
        self.pointer = pointer
    }

    deinit {
        zip_discard(pointer)
    }

    /// The part of that name, upper and lower case alike; nil where there is none.
    func part(_ name: String) throws(SheetError) -> ArchivePart? {
        let index = zip_name_locate(pointer, name, zip_flags_t(ZIP_FL_NOCASE))
        guard index >= 0 else { return nil }
        guard let file = zip_fopen_index(pointer, zip_uint64_t(index), 0) else {
            throw SheetError(.workbook("\(name): \(String(cString: zip_strerror(pointer)))"))
        }
        return ArchivePart(file, name: name, archive: self)
    }
}

/// One part, read piece by piece.
final class ArchivePart {
    let name: String
    private let pointer: OpaquePointer
    /// Lives as long as its parts.
    private let archive: Archive

    fileprivate init(_ pointer: OpaquePointer, name: String, archive: Archive) {
        (self.pointer, self.name, self.archive) = (pointer, name, archive)
    }

    deinit {
        zip_fclose(pointer)
    }

    /// - Returns: how many bytes were read; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SheetError) -> Int {
        let count = zip_fread(pointer, buffer.baseAddress, zip_uint64_t(buffer.count))
        guard count >= 0 else {
            throw SheetError(.workbook("\(name): \(String(cString: zip_file_strerror(pointer)))"))
        }
        return Int(count)
    }
}
