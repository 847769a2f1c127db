/// How charts look: the part of a page's style sheet that is theirs.
package enum ChartStyle {
    /// With colours for light, dark and paper; every rule is bound to `.chart`, `.chart-figure` or `.chart-table`.
    package static let sheet = PackageResources.charts_css
}
