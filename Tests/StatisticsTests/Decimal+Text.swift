import Exact
import Testing

/// Reads a number that a test writes as text; a test that writes none fails.
func decimal(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> BigDecimal {
    try #require(BigDecimal(text), sourceLocation: sourceLocation)
}
