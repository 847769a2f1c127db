import NIOCore

/// Takes little in of a connection at a time, and lets little of its answers wait.
///
/// Thousands of requests that are sent at once would all be read before anybody else's turn comes; and what a client does not read
/// would fill the memory of the machine.
final class ConnectionShare: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    /// Bytes that are read before others have their turn: what asks for health or metrics is shorter.
    private static let turn = 512

    /// Bytes of answers that the system keeps for a client.
    private static let backlog = 16_384

    func handlerAdded(context: ChannelHandlerContext) {
        let options = context.channel.syncOptions
        // A connection that takes none of them serves as well.
        try? options?.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.turn))
        try? options?.setOption(.maxMessagesPerRead, value: 1)
        try? options?.setOption(.socketOption(.so_sndbuf), value: SocketOptionValue(Self.backlog))
    }
}
