import HTTPTypes

/// With what somebody signed in, in a word or two: enough to know a session of one's own again, and too little to know anybody by.
enum UserAgent {
    static func short(_ headers: HTTPFields) -> String? {
        guard let text = headers[.userAgent] else { return nil }
        let program = [
            ("wxwork", "WeCom"), ("DingTalk", "DingTalk"), ("MicroMessenger", "WeChat"), ("Lark", "Feishu"),
            ("Edg", "Edge"),
            ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
        ].first { text.contains($0.0) }?.1
        let system = [
            ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "HarmonyOS"),
            ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("Linux", "Linux"),
        ].first { text.contains($0.0) }?.1
        let words = [program, system].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }
}
