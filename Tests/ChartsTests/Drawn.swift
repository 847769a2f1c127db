import Foundation
import Testing

@testable import Charts

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A drawing as a reader of XML finds it.
final class Drawn: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]
        /// Its own, without that of what it holds.
        var text = ""
        /// Of its `<title>`, if it has one.
        var title: String?

        var names: Set<String> { Set((attributes["class"] ?? "").split(separator: " ").map(String.init)) }

        func number(_ attribute: String) -> Double { Double(attributes[attribute] ?? "") ?? .nan }
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []

    init(_ svg: String) throws {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        try #require(parser.parse(), "\(parser.parserError.map(String.init(describing:)) ?? "no XML")")
        for index in elements.indices where elements[index].name == "text" { elements[index].title = titles[index] }
    }

    private var titles: [Int: String] = [:]

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard let index = open.popLast() else { return }
        if name == "title", let outer = open.last { titles[outer] = elements[index].text }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        guard let index = open.last else { return }
        elements[index].text += text
    }

    func all(_ name: String, _ style: String? = nil) -> [Element] {
        elements.filter { $0.name == name && (style.map($0.names.contains) ?? true) }
    }

    var texts: [Element] { all("text") }

    // MARK: - Places

    /// Every point that a shape goes through, and the ends of every text.
    var places: [Point] { elements.flatMap(places(of:)) }

    private func places(of element: Element) -> [Point] {
        switch element.name {
        case "rect":
            let (x, y) = (element.number("x"), element.number("y"))
            return [Point(x, y), Point(x + element.number("width"), y + element.number("height"))]
        case "circle":
            return [Point(element.number("cx"), element.number("cy"))]
        case "path" where !element.names.contains("h"):
            return Drawn.points(of: element.attributes["d"] ?? "")
        case "text":
            let style: TextStyle = element.names.contains("b") ? .strong : element.names.contains("q") ? .quiet : .plain
            let anchor: SVG.Anchor = element.names.contains("m") ? .middle : element.names.contains("e") ? .end : .start
            let box = Box(
                element.text, at: Point(element.attributes["x"] == nil ? 0 : element.number("x"), element.number("y")),
                style, anchor)
            return [Point(box.left, box.top), Point(box.right, box.bottom)]
        default: return []
        }
    }

    /// Of the commands that a drawing has: M, L, l, h, v and z.
    private static func points(of path: String) -> [Point] {
        var (points, here) = ([Point](), Point(.nan, .nan))
        for command in path.matches(of: /([MLlhvz])([-0-9. ]*)/) {
            let numbers = command.output.2.split(separator: " ").map { Double($0) ?? .nan }
            switch (command.output.1, numbers.count) {
            case ("M", 2), ("L", 2): here = Point(numbers[0], numbers[1])
            case ("l", 2): here = Point(here.x + numbers[0], here.y + numbers[1])
            case ("h", 1): here = Point(here.x + numbers[0], here.y)
            case ("v", 1): here = Point(here.x, here.y + numbers[0])
            case ("z", 0): continue
            default: here = Point(.nan, .nan)
            }
            points.append(here)
        }
        let rest = path.replacing(/[MLlhvz][-0-9. ]*/, with: "")
        return rest.isEmpty ? points : points + [Point(.nan, .nan)]
    }
}
