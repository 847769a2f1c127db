import NIOCore
import NIOHTTPTypes

/// Ends connections of clients that take too long for one step of a request, however busy they look.
///
/// Whoever sends letter by letter is never idle. A step has a deadline that no single byte puts off: the head of a request, then its body,
/// then the reading of the answer. So a connection may stand for hours and be used by a browser again and again, and none is cut off in the
/// middle of an answer that is read.
final class RequestPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    struct Limits: Sendable {
        /// Until a request has begun, from the connection's beginning or the end of the answer before.
        var head = Duration.seconds(30)
        var body = Duration.seconds(20)
        /// For working out the answer, and for the client to read it.
        var answer = Duration.seconds(60)
    }

    private let limits: Limits
    private var end: Scheduled<Void>?

    init(_ limits: Limits) {
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        expect(within: limits.head, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: expect(within: limits.body, context)
        case .body: break
        case .end: expect(within: limits.answer, context)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        written.futureResult.whenSuccess {
            let (handler, context) = bound.value
            handler.expect(within: handler.limits.head, context)
        }
        context.write(data, promise: written)
    }

    private func expect(within limit: Duration, _ context: ChannelHandlerContext) {
        end?.cancel()
        let channel = context.channel
        end = context.eventLoop.scheduleTask(in: TimeAmount(limit)) { channel.close(promise: nil) }
    }
}
