extension Array where Element: Equatable {
    /// Each element once, where it comes first.
    var uniqued: Self {
        reduce(into: []) { distinct, element in
            if !distinct.contains(element) { distinct.append(element) }
        }
    }
}
