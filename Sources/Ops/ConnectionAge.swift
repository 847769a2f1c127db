import NIOCore

/// Closes a connection that has stood for so long, whatever is under way on it.
///
/// Whoever sends a body letter by letter, or asks and reads no answer, is never idle, and would keep others out for ever.
final class ConnectionAge: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let most: TimeAmount
    private var end: Scheduled<Void>?

    init(most: Duration) {
        self.most = TimeAmount(most)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        end = context.eventLoop.scheduleTask(in: most) { channel.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end?.cancel()
    }
}
