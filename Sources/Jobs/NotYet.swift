/// The job was begun too early: it waits again as if it had not begun.
package struct NotYet: Error, Hashable {
    /// How long it is to wait, by the database's clock.
    package let delay: Duration

    package init(after delay: Duration) {
        self.delay = delay
    }
}
