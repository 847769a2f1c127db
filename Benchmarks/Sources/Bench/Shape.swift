/// How the table of tickets is laid out and indexed: a schema that `indexes.sql` makes.
struct Shape {
    let schema: String
    let name: String

    static let all = [
        Shape(schema: "in_order", name: "no index"),
        Shape(schema: "two_btree", name: "B-tree on two of the three"),
        Shape(schema: "three_btree", name: "B-tree on each of the three"),
        Shape(schema: "three_brin", name: "BRIN on all three"),
        Shape(schema: "shuffled_btree", name: "shuffled, B-tree on each"),
        Shape(schema: "shuffled_brin", name: "shuffled, BRIN on all three"),
        Shape(schema: "parted", name: "partitioned by `opened_at`, no index"),
        Shape(schema: "parted_btree", name: "partitioned, B-tree on each"),
        Shape(schema: "parted_brin", name: "partitioned, BRIN on all three"),
    ]
}
