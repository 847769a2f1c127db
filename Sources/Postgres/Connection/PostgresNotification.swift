/// What another session sent by NOTIFY.
package struct PostgresNotification: Hashable, Sendable {
    package let channel: String
    package let payload: String
    /// The backend that sent it.
    package let processID: Int32
}
