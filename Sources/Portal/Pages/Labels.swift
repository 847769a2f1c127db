import Reports

/// What stands on forms and around pages, in both languages: `{{frame.t.draft}}`.
///
/// What results, states and acts are called stands in `Words` of Pages.
enum Labels {
    static func table(_ language: Language) -> [String: String] { language == .en ? english : chinese }

    private static let english = all.mapValues(\.en)
    private static let chinese = all.mapValues(\.zh)

    static func of(_ key: String, _ language: Language) -> String {
        all[key].map { language.text(zh: $0.zh, en: $0.en) } ?? key
    }

    static let all: [String: (zh: String, en: String)] = [
        "acts": ("待办", "What you owe"),
        "confirm": ("确认结果", "Confirm"),
        "confirmHint": ("确认表示同意。不答复不视为同意。", "To confirm is to agree. Silence is no agreement."),
        "deliver": ("送达结果", "Deliver results"),
        "deviceBack": ("放回表单", "Put it back"),
        "deviceOffer": ("您在此设备上写过的内容还没有提交。", "What you wrote on this device is not handed in yet."),
        "deviceOffline": (
            "没有网络，尚未提交。您写的内容保留在此设备上，有网络后再提交。",
            "There is no network, and nothing is handed in. What you wrote is kept on this device; send it when the network is back."
        ),
        "draft": ("保存草稿", "Keep as a draft"),
        "due": ("期限", "Due"),
        "dueBy": ("期限", "Due by"),
        "end": ("结束", "End"),
        "evidence": ("证据链", "The evidence chain"),
        "officers": ("工作台", "For your duties"),
        "grade": ("等级", "Grade"),
        "home": ("首页", "Home"),
        "indicator": ("指标", "Indicator"),
        "keptNote": ("您上次写的内容已保留，尚未提交。", "What you wrote is kept, and not handed in yet."),
        "link": ("登录链接", "a link"),
        "linkButton": ("登录", "Sign in"),
        "linkHint": ("此链接只能使用一次。请在您自己的设备上点击按钮。", "This link works once. Touch the button on a device of your own."),
        "months": ("我的月份", "My months"),
        "navigation": ("导航", "Pages"),
        "next": ("下一页", "Next"),
        "noActs": ("目前没有待办。", "Nothing is owed."),
        "noMonths": ("还没有送达的结果。", "No result has been delivered yet."),
        "object": ("提出异议", "Object"),
        "openid": ("公司账号", "the company's account"),
        "openID": ("用公司账号登录", "Sign in with the company's account"),
        "otherLanguage": ("English", "中文"),
        "period": ("考核期", "Period"),
        "periods": ("各考核期结果", "Results by period"),
        "overdue": ("逾期", "overdue"),
        "pick": ("这是示例公司，选择以谁的身份进入：", "This is a sample company. Pick whom to be:"),
        "previous": ("上一页", "Previous"),
        "proxy": ("公司门户", "the company's portal"),
        "retry": ("再次提交", "Send it again"),
        "seenAt": ("最近使用", "Last used"),
        "sessions": ("登录记录", "Sessions"),
        "signIn": ("登录", "Sign in"),
        "signInKept": (
            "登录已到期。您写的内容已保留，登录后可以继续。",
            "The session has ended. What you wrote is kept: it is there when you are signed in."
        ),
        "signInLink": (
            "请使用公司发给您的登录链接；链接失效时请索取新的链接。",
            "Use the link that your company sends you; when it is over, ask for a new one."
        ),
        "signInProxy": ("请通过公司门户进入。", "Come by the company's own portal."),
        "signOut": ("退出", "Sign out"),
        "skip": ("跳到内容", "Skip to the content"),
        "standings": ("我的目前状况（暂定）", "My standing so far, provisional"),
        "startedAt": ("开始时间", "Since"),
        "state": ("状态", "State"),
        "thisOne": ("当前", "this one"),
        "total": ("总分", "Total"),
        "way": ("方式", "How"),
        "words": ("说明（可选）", "Words, if you like"),
    ]
}
