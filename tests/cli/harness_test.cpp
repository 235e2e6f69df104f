#include "harness.hpp"

using namespace lmsection::test;

TEST_CASE("the harness hands over arguments, input and status, and keeps the streams apart") {
    const Section section;
    const Result result = section.run({"appoint", "--from", "-"}, "name,group\nAna Diaz,nowhere\n");
    CHECK(result.status == 3);
    CHECK(result.out.empty());
    CHECK(holds(result.err, "nowhere"));
}

TEST_CASE("the harness shows the program nothing of its own surroundings") {
    NoSection nowhere;
    nowhere.set("LMSECTION_TODAY", "2031-03-02");
    const Table items = nowhere.csv({"checklist"});
    REQUIRE(items.size() > 0);
    CHECK(items.at(0, "month") == "2031-03");
    CHECK(std::filesystem::is_empty(nowhere.folder().path()));
}

TEST_CASE("the harness reads CSV with quotes, commas and line breaks") {
    const Table table = read_csv("a,b\r\n\"x, \"\"y\"\"\nz\",\r\n");
    CHECK(table.columns == Words{"a", "b"});
    CHECK(table.rows == std::vector<Words>{{"x, \"y\"\nz", ""}});
}
