import Postgres
import Testing

@Suite struct ConfigurationTests {
    @Test func settingsReplaceWhatTheStringSays() throws {
        let configuration = try PostgresConfiguration(
            "postgresql://ann:secret@db.example:5433/hr", settings: ["user": "bob", "application_name": "merit"])
        #expect(configuration.redacted == "host=db.example port=5433 dbname=hr user=bob")
        #expect(
            configuration.conninfo == """
                application_name='merit' dbname='hr' host='db.example' password='secret' port='5433' user='bob'
                """)
        #expect(try configuration.withDatabase("other").redacted == "host=db.example port=5433 dbname=other user=bob")
    }

    @Test func descriptionsHoldNoPassword() throws {
        let configuration = try PostgresConfiguration("host=db user=ann password=secret")
        #expect("\(configuration)" == "host=db user=ann")
    }

    @Test(arguments: ["it's", #"back\slash"#, "with space", "'\u{301}", ""])
    func valuesAreQuoted(_ name: String) throws {
        let configuration = try PostgresConfiguration("host=db", settings: ["dbname": name])
        #expect(try PostgresConfiguration(configuration.conninfo) == configuration)
        #expect(configuration.redacted == "host=db dbname=\(name)")
    }

    @Test(arguments: [
        ("host=db colour=red", #"invalid connection option "colour""#),
        ("postgresql://db/hr?colour=red", #"invalid URI query parameter: "colour""#),
        (
            "password=top secret",
            #"the connection string is neither "keyword=value …" nor "postgresql://user@host/database""#
        ),
        ("host=h password=my secret=x", "the connection string has a keyword that libpq does not know"),
        (
            "postgresql://ann:secret@db:54x32:/hr?a",
            #"the connection string is neither "keyword=value …" nor "postgresql://user@host/database""#
        ),
    ])
    func whatLibpqCannotReadIsRefusedWithoutThePassword(_ conninfo: String, _ message: String) {
        let error = #expect(throws: PostgresError.self) { try PostgresConfiguration(conninfo) }
        #expect(error?.code == .configuration)
        #expect(error?.description == message)
    }

    @Test(arguments: [
        "postgresql://ann:top/secret@db/hr", "postgresql://ann:top@secret@db/hr",
        "dbname=postgresql://ann:secret@db/hr",
        "host=ann:secret@db", "postgresql://ann:to:p/secret@db/hr",
    ])
    func aPasswordThatStrayedIntoANameIsNotQuoted(_ conninfo: String) {
        let error = #expect(throws: PostgresError.self) { try PostgresConfiguration(conninfo) }
        #expect(error?.code == .configuration)
        #expect(error?.description.contains("%40") == true || error?.description.contains("neither") == true)
        #expect(error?.description.contains("secret") == false)
    }

    @Test func anUnknownSettingIsRefused() {
        let error = #expect(throws: PostgresError.self) {
            try PostgresConfiguration("host=db", settings: ["colour": "red"])
        }
        #expect(error?.description == #"invalid connection option "colour""#)
    }
}
