package import Store

/// What an evidence file says, as a table and as a page to print.
package struct EvidencePage: Sendable {
    let employee: String
    let period: String
    let file: EvidenceFile
    let language: Language

    package init(_ file: EvidenceFile, of employee: String, in period: String, language: Language) {
        (self.file, self.employee, self.period, self.language) = (file, employee, period, language)
    }

    private func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    package var table: Table {
        var table = Table([
            .init("proposal", isNumber: true), .init("kind"), .init("link", isNumber: true), .init("part"),
            .init("state"), .init("says"), .init("at"), .init("who"), .init("source"),
        ])
        for proposal in file.proposals {
            for link in proposal.links {
                table.add([
                    "\(proposal.number)", proposal.kind, "\(link.number)", link.part, link.state,
                    say(link.saysInChinese, link.says), link.at, link.who, link.source,
                ])
            }
        }
        return table
    }

    /// Whether a link is missing, or a figure does not hold.
    package var isMissingSomething: Bool {
        !file.verification.isEmpty || file.proposals.contains { $0.links.contains { $0.state == "missing" } }
    }

    /// What the whole rests on.
    package var remarks: [String] {
        var remarks: [String] = []
        if file.proposals.isEmpty {
            remarks.append(
                say(
                    "本考核期没有对 \(employee) 不利的建议", "there is no proposal that hurts \(employee) in this period"))
        }
        remarks.append(
            file.verification.isEmpty
                ? say("已重新计算结果，每一位数字都一致", "the result was worked out again, and every digit agrees")
                : say(
                    "重新计算后有 \(file.verification.count) 个数字不一致",
                    "figures that come out otherwise: \(file.verification.count)"))
        remarks.append(
            file.head.map {
                say("封存链第 \($0.number) 号：\($0.hash)", "head of the chain of seals, number \($0.number): \($0.hash)")
            }
                ?? say("尚未封存", "nothing is sealed yet"))
        remarks.append(say("本页不是法律意见。", "This page is no legal advice."))
        return remarks
    }

    /// One page of HTML that prints as it is.
    package var html: String {
        let title = say("证据清单：\(employee)，\(period)", "Evidence: \(employee), \(period)")
        let sections = file.proposals.map { proposal in
            let rows = proposal.links.map { link in
                let cells = [
                    "\(link.number)", link.part, state(link.state), say(link.saysInChinese, link.says), link.at ?? "",
                    link.who ?? "", link.source ?? "",
                ]
                return "<tr class=\"\(link.state)\">" + cells.map { "<td>\($0.inHTML)</td>" }.joined() + "</tr>"
            }
            let heads = [
                "", say("环节", "part"), say("状态", "state"), say("说明", "what there is"), say("时间", "when"),
                say("谁", "who"),
                say("出处", "where it is kept"),
            ]
            return "<h2>\(proposal.number) \(proposal.kind.inHTML) (\(proposal.status.inHTML))</h2>\n<table><tr>"
                + heads.map { "<th>\($0)</th>" }.joined() + "</tr>\n" + rows.joined(separator: "\n") + "\n</table>"
        }
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(title.inHTML)</title>
            <style>
            @page { size: A4; margin: 15mm }
            body { font: 10pt/1.5 sans-serif } table { border-collapse: collapse; width: 100% }
            td, th { border: 0.5pt solid #888; padding: 2pt 4pt; text-align: left; vertical-align: top }
            tr.missing td { font-weight: bold }
            </style></head><body>
            <h1>\(title.inHTML)</h1>
            \((sections + remarks.map { "<p>\($0.inHTML)</p>" }).joined(separator: "\n"))
            </body></html>

            """
    }

    private func state(_ state: String) -> String {
        switch state {
        case "present": say("有", "present")
        case "missing": say("缺失", "missing")
        case "not_needed": say("不需要", "not needed")
        default: say("注", "noted")
        }
    }
}
