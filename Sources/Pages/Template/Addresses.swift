import Appraisal

/// Where pages stand, as links lead to them.
enum Addresses: Sendable {
    /// Files of a folder.
    ///
    /// - root: how one comes from the page to the folder, such as `../`.
    case folder(root: String)
    /// Pages of a period at the portal, as one reader is led to them.
    case portal(period: String, reader: String)

    /// Nil where there is nothing to be led to.
    func text(of link: Link) -> String? {
        switch self {
        case .folder(let root): link.file.map { root + $0 }
        case .portal(let period, let reader): link.path(period: period.inAddress, reader: reader)
        }
    }
}

extension Link {
    /// As a folder has it: `people/E017.html`.
    var file: String? {
        switch self {
        case .overview: "index.html"
        case .department(_, let place, let page):
            page == 1 ? "departments/\(place + 1).html" : "departments/\(place + 1)-\(page).html"
        case .departments(let page): "departments\(page == 1 ? "" : "-\(page)").html"
        case .words(let employee, let page): "words/\(employee.fileName)\(page == 1 ? "" : "_\(page)").html"
        case .person(let employee): "people/\(employee.fileName).html"
        case .history(let employee): "history/\(employee.fileName).html"
        case .rules(let reference, let page):
            "rules/\(reference.code.fileName)-\(reference.version)\(page == 1 ? "" : "_\(page)").html"
        case .quarter: "quarter.html"
        case .table(let name): name
        case .form, .interview, .rows, .sheet, .standing, .team, .trainings: nil
        }
    }

    /// As the portal has it: `/month/2026-09/of/E017`.
    fileprivate func path(period: String, reader: String) -> String? {
        switch self {
        case .overview: "/period/\(period)"
        case .department(let name, _, let page):
            "/period/\(period)/department?\(name.map { "name=\($0.inAddress)&" } ?? "")page=\(page)"
        case .departments(let page): "/period/\(period)/departments\(page == 1 ? "" : "?page=\(page)")"
        case .words(let employee, let page):
            "/month/\(period)/of/\(employee.inAddress)/words\(page == 1 ? "" : "?page=\(page)")"
        case .person(let employee):
            employee == reader ? "/month/\(period)" : "/month/\(period)/of/\(employee.inAddress)"
        case .history(let employee): "/month/\(period)/of/\(employee.inAddress)/history"
        case .interview(let employee): "/month/\(period)/of/\(employee.inAddress)/interview"
        case .trainings(let employee):
            employee == reader ? "/trainings" : "/month/\(period)/of/\(employee.inAddress)/trainings"
        case .rows(let employee, let indicator):
            "/month/\(period)/of/\(employee.inAddress)/rows/\(indicator.inAddress)"
        case .standing(let employee):
            employee == reader ? "/standing/\(period)" : "/standing/\(period)/of/\(employee.inAddress)"
        case .rules(let reference, let page):
            "/period/\(period)/rules/\(reference.code.inAddress)/\(reference.version)\(page == 1 ? "" : "?page=\(page)")"
        case .sheet(let reference, let page, let shelf):
            (shelf == .officers
                ? "/templates/\(reference.code.inAddress)/\(reference.version)/sheet"
                : "/rules/\(reference.code.inAddress)/\(reference.version)")
                + (page == 1 ? "" : "?page=\(page)")
        case .quarter: "/period/\(period)/quarter"
        case .team(let label, let page): "/team/\(label.inAddress)\(page == 1 ? "" : "?page=\(page)")"
        case .table: nil
        case .form(.confirm): "/month/\(period)/confirm"
        case .form(.object): "/month/\(period)/object"
        case .form(.appeal(let number)): "/appeal/\(number)"
        case .form(.proposal(let number)): "/proposal/\(number)"
        case .form(.task(let number)): "/task/\(number)"
        case .form(.indicator(let reference, let indicator)):
            "/templates/\(reference.code.inAddress)/\(reference.version)/edit/\(indicator.inAddress)"
        case .form(.newIndicator(let reference, let isRated)):
            "/templates/\(reference.code.inAddress)/\(reference.version)/add/\(isRated ? "rated" : "measured")"
        case .form(.raters): "/raters?period=\(period)"
        case .form(.oddRows): "/period/\(period)/desk/findings"
        case .form(.finding(let number)): "/finding/\(number)"
        case .form(.theme(let number)): "/theme/\(number)"
        case .form(.rate(let employee)): "/evaluate/\(period)/\(employee.inAddress)"
        case .form(.interview(let employee)): "/month/\(period)/of/\(employee.inAddress)/interview/record"
        }
    }
}

extension String {
    /// With everything escaped that means something in an address or a form.
    package var inAddress: String {
        let digits = Array("0123456789ABCDEF")
        return utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded.append("%")
                encoded.append(digits[Int(byte >> 4)])
                encoded.append(digits[Int(byte & 15)])
            }
        }
    }
}
