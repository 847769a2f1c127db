extension String {
    /// A number with the sign that is a minus, and no hyphen.
    package var withMinus: String { hasPrefix("-") ? "−\(dropFirst())" : self }
}
