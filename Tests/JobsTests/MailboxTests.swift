import Testing

@testable import Jobs

@Suite struct MailboxTests {
    @Test func whatWaitsToBeReadIsNotPutInAgain() async {
        let mailbox = Mailbox<String>()
        for _ in 1...1000 { mailbox.put("hint") }
        mailbox.put("beat")
        for _ in 1...1000 { mailbox.put("hint") }
        var read: [String] = []
        for await event in mailbox.events {
            mailbox.take(event)
            read.append(event)
            if read.count == 2 { mailbox.put("hint") }
            if read.count == 3 { break }
        }
        #expect(read == ["hint", "beat", "hint"])
    }
}
