import CLibPQ

/// One attempt to connect to one address, from the first packet to a session that is set up, within one deadline.
struct ConnectionAttempt {
    private let pointer: OpaquePointer
    private let limit: Duration
    private let isToWrite: Bool
    private let deadline: ContinuousClock.Instant

    /// - Parameter isToWrite: Whether a server that cannot be written to is refused.
    init(pointer: OpaquePointer, limit: Duration, isToWrite: Bool) {
        self.pointer = pointer
        self.limit = limit
        self.isToWrite = isToWrite
        deadline = .now + limit
    }

    /// - Returns: the backend that serves the session.
    func run() throws(PostgresError) -> Int32 {
        try connect()
        guard PQparameterStatus(pointer, "client_encoding").map({ String(cString: $0) }) == "UTF8" else {
            throw PostgresError(.cannotConnect, "the session does not use UTF-8")
        }
        guard let state = SessionState(try ask(SessionSetting.statement(forTransaction: false))) else {
            throw PostgresError(.cannotConnect, "\(place): the server did not say how the session is set")
        }
        if isToWrite && state.isReadOnly {
            throw state.isStandby
                ? PostgresError(.cannotConnect, "\(place): it is a standby, which takes no writes")
                : .readOnly(by: try origin(of: "default_transaction_read_only"))
        }
        if let schema = state.schemaBeforeCatalog {
            // Merit's own is in its place by now, and who had set this one is to be said.
            _ = try ask("RESET search_path")
            throw try unfit(
                "search_path", "one with \(schema) before pg_catalog", "objects there stand in for the server's own")
        }
        for (setting, value) in zip(SessionSetting.demanded, state.demanded) {
            if case .required(let consequence) = setting.handling, value != setting.value, !isHarmless(setting, value) {
                throw try unfit(setting.name, value, consequence)
            }
        }
        return state.backend
    }

    /// Triggers fire in a session that is `local` too; a setting that the server does not have has no value.
    private func isHarmless(_ setting: SessionSetting, _ value: String) -> Bool {
        value.isEmpty || setting.name == "session_replication_role" && value == "local"
    }

    private func connect() throws(PostgresError) {
        guard PQstatus(pointer) != CONNECTION_BAD else { throw failure }
        // The first wait is for writing, as libpq's manual says.
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            try wait(forWriting: state == PGRES_POLLING_WRITING)
            state = PQconnectPoll(pointer)
            guard state != PGRES_POLLING_FAILED else { throw failure }
        }
    }

    /// Waits for the socket, no longer than the deadline.
    private func wait(forWriting: Bool = false) throws(PostgresError) {
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            guard ContinuousClock.now < deadline else {
                throw PostgresError(.cannotConnect, "\(place): no answer within \(limit.inSeconds) s")
            }
            // Readiness ends the wait; the slice only bounds how late a cancellation is seen.
            if Readiness.wait(PQsocket(pointer), forWriting: forWriting, milliseconds: 100) { return }
        }
    }

    /// The first row that answers a statement, as text; nothing where it is refused.
    private func ask(_ sql: String) throws(PostgresError) -> [String?] {
        guard PQsendQuery(pointer, sql) == 1 else { throw failure }
        var (row, refusal): ([String?], PostgresError?) = ([], nil)
        while true {
            while PQisBusy(pointer) == 1 {
                try wait()
                guard PQconsumeInput(pointer) == 1 else { throw failure }
            }
            guard let next = PQgetResult(pointer) else { break }
            defer { PQclear(next) }
            if PQresultStatus(next) == PGRES_TUPLES_OK, PQntuples(next) > 0 {
                row = (0..<PQnfields(next)).map { column in
                    PQgetisnull(next, 0, column) == 1 ? nil : PQgetvalue(next, 0, column).map { String(cString: $0) }
                }
            } else if PQresultStatus(next) == PGRES_FATAL_ERROR {
                let message = PQresultErrorMessage(next).map { oneLine(String(cString: $0)) } ?? "no reason given"
                refusal = PostgresError(.cannotConnect, "\(place): the session could not be set up: \(message)")
            }
        }
        if let refusal { throw refusal }
        return row
    }

    /// Why a setting refuses the session, with who has set it and how it is taken back.
    private func unfit(_ name: String, _ value: String, _ consequence: String) throws(PostgresError) -> PostgresError {
        let origin = try origin(of: name)
        var error = PostgresError(.unfit, "\(name) is \(value), set by \(origin): \(consequence)")
        error.hint = origin.advice(name)
        return error
    }

    private func origin(of name: String) throws(PostgresError) -> SettingOrigin {
        SettingOrigin(try ask(SettingOrigin.statement(name)).map { $0 ?? "" })
    }

    /// What libpq says; by the host's name too, where it was told an address beside.
    private var failure: PostgresError {
        let message = oneLine(String(cString: PQerrorMessage(pointer)))
        let (host, address) = (PQhost(pointer), PQhostaddr(pointer))
        guard let host = host.map({ String(cString: $0) }), let address = address.map({ String(cString: $0) }),
            !address.isEmpty, host != address
        else { return PostgresError(.cannotConnect, message) }
        return PostgresError(
            .cannotConnect, message.replacing("server at \"\(address)\"", with: "server at \"\(host)\" (\(address))"))
    }

    /// Which server it is, as libpq says it.
    private var place: String {
        let host = PQhost(pointer).map { String(cString: $0) } ?? ""
        let address = PQhostaddr(pointer).map { String(cString: $0) } ?? ""
        let port = PQport(pointer).map { String(cString: $0) } ?? ""
        let shown = address.isEmpty || address == host ? "" : " (\(address))"
        return "connection to server at \"\(host)\"\(shown), port \(port) failed"
    }
}

extension Duration {
    /// To a tenth.
    fileprivate var inSeconds: String {
        let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
