import HTTPTypes
import Reports

/// A sentence, and where one can go on; perhaps with what was written, to be sent again.
struct MessagePage: PortalPage {
    struct Field: Sendable {
        let name: String
        let value: String
    }

    let title: String
    let text: String
    var action = ""
    var fields: [Field] = []
    var again = false
    /// What was written, for the person to copy.
    var said: [Field] = []
    var hasSaid = false
}

extension MessagePage {
    /// What a page is called that says that something did not work.
    static func title(of status: HTTPResponse.Status, _ language: Language) -> String {
        switch status {
        case .unauthorized: language.text(zh: "需要登录", en: "Please sign in")
        case .forbidden: language.text(zh: "未被接受", en: "Not accepted")
        case .notFound: language.text(zh: "没有此页面", en: "Not found")
        case .tooManyRequests: language.text(zh: "请稍候", en: "Please wait")
        case .serviceUnavailable: language.text(zh: "暂时无法处理", en: "Not just now")
        case .badRequest, .contentTooLarge: language.text(zh: "无法接收", en: "It cannot be taken")
        default: language.text(zh: "出错了", en: "Something went wrong")
        }
    }
}
