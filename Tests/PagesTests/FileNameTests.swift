import Foundation
import Testing

@testable import Pages

/// Ids are anything; files are called by what every system takes.
@Suite struct FileNameTests {
    @Test(arguments: [
        ("E017", "E017"), ("a-b", "a-b"), ("a_b", "a_5fb"), ("../etc", "_2e_2e_2fetc"), ("", ""),
        ("张 三", "_e5_bc_a0_20_e4_b8_89"),
        ("\u{202E}", "_e2_80_ae"),
    ])
    func eachByteIsALetterOrTwoDigits(id: String, name: String) {
        #expect(id.fileName == name)
    }

    @Test func longOnesStayApart() {
        let (one, other) = (String(repeating: "张", count: 200), String(repeating: "张", count: 199) + "三")
        #expect(one.fileName != other.fileName)
        #expect(one.fileName.utf8.count < 180)
    }
}
