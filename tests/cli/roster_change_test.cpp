// `roster --starting` and `roster --between`: who came, left and changed role.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

struct Turned : Section {
    Turned() {
        seat("Ana Diaz <ana@lib.example>", "chair", "2025-07-01");
        seat("Ana Diaz <ana@lib.example>", "member", "2026-07-01");
        seat("Bo Long <bo@lib.example>", "member", "2025-07-01");
        seat("Cy Marsh <cy@lib.example>", "member", "2026-07-01");
        seat("Di Park <di@lib.example>", "member", "2025-07-01");
        seat("Di Park <di@lib.example>", "member", "2026-07-01");
        seat("Eve Ray <eve@lib.example>", "member", "2026-08-01");
        done({"appoint", "end", "Eve Ray", "--on", "2026-09-30", "-q"});
    }
    void seat(const std::string& person, const std::string& role, const std::string& start) const {
        done({"appoint", person, "middle-managers", "--role", role, "--start", start, "--years",
              "1", "-q"});
    }
};

}    // namespace

TEST_CASE("the option --between lists who came, left and changed role, one row for each") {
    const Turned section;
    const Table changes = section.csv({"roster", "--between", "2026-06-30", "2026-11-24"});
    CHECK(changes.column("name") == Words{"Ana Diaz", "Bo Long", "Cy Marsh", "Eve Ray"});
    CHECK(changes.column("change") == Words{"changed-role", "left", "came", "came-and-left"});
    CHECK(changes.column("role_before") == Words{"chair", "", "", ""});
    CHECK(changes.column("end") == Words{"2027-06-30", "2026-06-30", "2027-06-30", "2026-09-30"});
    CHECK(changes.columns.back() == "change");
    CHECK(section.csv({"roster", "--between", "2026-06-30", "2026-11-24", "human"}).size() == 0);
    CHECK(section.csv({"roster", "--between", "2026-06-30", "2026-07-01", "middle"}).size() == 3);
    CHECK(section.csv({"roster", "--between", "2026-07-01", "2026-07-02"}).size() == 0);
}

TEST_CASE("the option --between needs two days in order, and tables") {
    const Turned section;
    CHECK(holds(section.refuses(2, {"roster", "--between", "2026-06-30"}), "two values"));
    section.refuses(2, {"roster", "--between", "2026-07-01", "2026-06-30"});
    section.refuses(2, {"roster", "--between", "2026-07-01", "soon"});
    section.refuses(2, {"roster", "--between", "2026-06-30", "2026-07-01", "--history"});
    section.refuses(2, {"roster", "--between", "2026-06-30", "2026-07-01", "-f", "emails"});
}

TEST_CASE("the option --starting lists the terms that start on a day or with a program year") {
    Turned section;
    CHECK(section.csv({"roster", "--starting"}).column("name") ==
          Words{"Ana Diaz", "Cy Marsh", "Di Park"});
    CHECK(section.csv({"roster", "--starting", "2025"}).column("name") ==
          Words{"Ana Diaz", "Bo Long", "Di Park"});
    CHECK(section.csv({"roster", "--starting", "2026-08-01"}).column("name") == Words{"Eve Ray"});
    CHECK(section.csv({"roster", "--starting", "middle-managers"}).size() == 3);
    section.today("2027-02-01");
    const Result none = section.done({"roster", "--starting"});
    CHECK(holds(none.err, "July 1, 2027"));
    CHECK(section.csv({"roster", "--starting"}).size() == 0);
    section.refuses(2, {"roster", "--starting", "2026", "--ending", "2026"});
    section.refuses(2, {"roster", "--starting", "99x"});
}

TEST_CASE("an option that is cut off is completed in the message") {
    const Section section;
    CHECK(holds(section.refuses(2, {"roster", "--end"}), "did you mean --ending?"));
    CHECK(holds(section.refuses(2, {"roster", "--vac"}), "did you mean --vacancies?"));
}

TEST_CASE("appoint --from reads what roster --between writes") {
    const Turned section;
    const std::string file = section.file(
        "changes.csv",
        section.done({"roster", "--between", "2026-06-30", "2026-07-01", "-f", "csv"}).out);
    CHECK(holds(section.done({"appoint", "--from", file}).err, "already on record"));
}
