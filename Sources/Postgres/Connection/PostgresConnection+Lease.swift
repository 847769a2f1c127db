import CLibPQ

extension PostgresConnection {
    /// True where the connection can serve whoever comes next: open, idle, with nothing under way.
    func isReady() -> Bool {
        guard let link, isSettled, listeners.isEmpty else { return false }
        return link.consumeInput() && link.transactionStatus == PQTRANS_IDLE
    }

    /// Ends what a lease has left behind; false where the connection is no longer fit for use.
    func restore() async -> Bool {
        if let link, link.transactionStatus != PQTRANS_IDLE { await rollBack() }
        return isReady()
    }
}
