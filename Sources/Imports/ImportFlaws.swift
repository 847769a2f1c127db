/// All that keeps a file from coming in.
package struct ImportFlaws: Error, Sendable {
    package let list: [ImportFlaw]

    init(_ list: [ImportFlaw]) {
        self.list = list
    }
}
