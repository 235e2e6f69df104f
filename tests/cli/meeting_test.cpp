#include "harness.hpp"
#include "lmsection/base/date.hpp"

using namespace lmsection::test;

namespace {

const std::string file_of_sample = "data/sample/meetings.csv";

/// The sample section with its meetings.
struct MetSection : SampleSection {
    MetSection() { done({"meeting", "add", "--from", source_file(file_of_sample), "-q"}); }
};

Table counts_of(const Section& section, const std::string& group, const Words& more = {}) {
    Words words{"meeting", "list", "--counts"};
    words.insert(words.end(), more.begin(), more.end());
    return section.csv(words).only("group_slug", group);
}

}    // namespace

TEST_CASE("meeting and its kin have the columns of the contract, in their order") {
    const Section section;
    const Words columns{"group_slug", "group",  "kind",    "date", "meeting", "with_chairs",
                        "status",     "agenda", "minutes", "note", "id"};
    CHECK(section.csv({"meeting", "list"}).columns == columns);
    CHECK(section.csv({"meeting", "add", "member", "--on", "2026-11-03"}).columns == columns);
    CHECK(section.csv({"meeting", "edit", "member", "--on", "2026-11-03", "--note", "x"}).columns ==
          columns);
    CHECK(section.csv({"meeting", "remove", "member", "--on", "2026-11-03"}).columns == columns);
    CHECK(section.csv({"meeting", "list", "--counts"}).columns ==
          Words{"group_slug", "group", "kind", "year", "held", "planned", "wanted", "missing",
                "with_chairs", "with_chairs_wanted", "last", "free_months"});
}

TEST_CASE("meeting add keeps all that is said of a meeting") {
    const Section section;
    section.done({"meeting", "add", "leadership-team", "--on", "2026-10-05", "--kind", "email",
                  "--with-chairs", "--agenda", "https://drive.example/a", "--minutes",
                  "https://drive.example/m", "--note", "Goals of the year"});
    const Table list = section.csv({"meeting", "list"});
    REQUIRE(list.size() == 1);
    Words cells = list.rows[0];
    CHECK(cells.back().size() > 10);    // the id
    cells.pop_back();
    CHECK(cells == Words{"leadership-team", "Leadership Team", "leadership-team", "2026-10-05",
                         "email", "true", "held", "https://drive.example/a",
                         "https://drive.example/m", "Goals of the year"});
    CHECK(section.json({"meeting", "list"})[0]["with_chairs"] == true);
}

TEST_CASE("after a meeting is added people are told how many are held and which months remain") {
    const Section section;
    const Result result = section.done({"meeting", "add", "member", "--on", "2026-11-03"});
    CHECK(holds(result.err, "Member Experience: 1 of the 4 wanted held in 2026-27; remaining "
                            "months without one: Dec, Jan, Feb, Mar, Apr, May, Jun."));
    const Result chairs = section.done(
        {"meeting", "add", "leadership-team", "--on", "2026-11-04", "--with-chairs"});
    CHECK(holds(chairs.err, "1 of the 6 wanted held in 2026-27; with the chairs: 1 of the 2"));
    CHECK(section.done({"meeting", "add", "member", "--on", "2026-11-05", "-q"}).err.empty());
}

TEST_CASE("a meeting to come is planned and does not count until its day") {
    Section section;
    section.done({"meeting", "add", "member", "--on", "2027-02-10"});
    CHECK(section.csv({"meeting", "list"}).at(0, "status") == "planned");
    CHECK(counts_of(section, "member-experience").at(0, "held") == "0");
    CHECK(counts_of(section, "member-experience").at(0, "planned") == "1");
    CHECK(counts_of(section, "member-experience").at(0, "free_months") ==
          "2026-11 2026-12 2027-01 2027-03 2027-04 2027-05 2027-06");
    section.today("2027-02-10");
    CHECK(section.csv({"meeting", "list"}).at(0, "status") == "held");
    CHECK(counts_of(section, "member-experience").at(0, "held") == "1");
    CHECK(counts_of(section, "member-experience").at(0, "missing") == "3");
}

TEST_CASE("the sample's meetings load from its file and count by program year") {
    const MetSection section;
    CHECK(section.csv({"meeting", "list", "--year", "2025"}).size() +
              section.csv({"meeting", "list"}).size() ==
          46);
    const Table member = counts_of(section, "member-experience");
    CHECK(member.at(0, "held") == "0");
    CHECK(member.at(0, "missing") == "4");
    const Table last_year = counts_of(section, "member-experience", {"--year", "2025"});
    CHECK(last_year.at(0, "held") ==
          std::to_string(section.csv({"meeting", "list", "member", "--year", "2025"}).size()));
    CHECK(last_year.at(0, "free_months").empty());
    CHECK(counts_of(section, "middle-managers").at(0, "wanted").empty());
}

TEST_CASE("meetings --from records all or none, and names every bad line") {
    const Section section;
    const std::string file = section.file("meetings.csv",
                                          "group,date,kind,with_chairs,agenda,note\n"
                                          "member-experience,2026-09-01,virtual,,,\n"
                                          "nobody-here,2026-09-02,virtual,,,\n"
                                          "member-experience,2026-13-01,virtual,,,\n"
                                          "member-experience,2026-09-03,zoom,,,\n"
                                          "leadership-team,2026-09-04,virtual,perhaps,,\n"
                                          "member-experience,2026-09-05,virtual,yes,,\n"
                                          "member-experience,2026-09-06,virtual,no,no-link,\n"
                                          "member-experience,2026-09-01,virtual,,,again\n");
    const Words said = lines_of(section.refuses(3, {"meeting", "add", "--from", file}));
    REQUIRE(said.size() == 7);
    for (std::size_t i = 0; i < said.size(); ++i) {
        CHECK(holds(said[i], "line " + std::to_string(i + 3)));
    }
    CHECK(section.csv({"meeting", "list"}).size() == 0);
}

TEST_CASE("meetings come from standard input too, and a dry run records none") {
    const Section section;
    const std::string csv = "date,group,with_chairs\n2026-09-01,leadership-team,yes\n";
    section.done({"meeting", "add", "--from", "-", "--dry-run"}, csv);
    CHECK(section.csv({"meeting", "list"}).size() == 0);
    section.done({"meeting", "add", "--from", "-"}, csv);
    CHECK(section.csv({"meeting", "list"}).at(0, "with_chairs") == "true");
    section.done({"meeting", "add", "member", "--on", "2026-09-01", "--dry-run"});
    section.done({"meeting", "remove", "leadership-team", "--on", "2026-09-01", "--dry-run"});
    section.done({"meeting", "edit", "leadership-team", "--on", "2026-09-01", "--note", "x", "-n"});
    CHECK(section.csv({"meeting", "list"}).size() == 1);
    CHECK(section.csv({"meeting", "list"}).at(0, "note").empty());
}

TEST_CASE("the same meeting is not recorded twice, another kind on the same day is") {
    const Section section;
    const Words add{"meeting", "add", "member", "--on", "2026-11-03"};
    section.done(add);
    CHECK(holds(section.done(add).err, "nothing was changed"));
    Words other = add;
    other.insert(other.end(), {"--note", "Budget"});
    CHECK(holds(section.refuses(3, other), "meeting edit member-experience --on 2026-11-03"));
    section.done({"meeting", "add", "member", "--on", "2026-11-03", "--kind", "in-person"});
    CHECK(section.csv({"meeting", "list", "member"}).size() == 2);
    CHECK(holds(section.refuses(3, {"meeting", "remove", "member", "--on", "2026-11-03"}),
                "--kind in-person or --kind virtual"));
    section.done({"meeting", "remove", "member", "--on", "2026-11-03", "--kind", "virtual"});
    CHECK(section.csv({"meeting", "list"}).column("meeting") == Words{"in-person"});
}

TEST_CASE("minutes are added later, and what is not given stays") {
    const Section section;
    section.done({"meeting", "add", "leadership-team", "--on", "2026-11-03", "--with-chairs",
                  "--agenda", "https://drive.example/a"});
    section.done({"meeting", "edit", "leadership-team", "--on", "2026-11-03", "--minutes",
                  "https://drive.example/m"});
    const Table list = section.csv({"meeting", "list"});
    CHECK(list.at(0, "agenda") == "https://drive.example/a");
    CHECK(list.at(0, "minutes") == "https://drive.example/m");
    CHECK(list.at(0, "with_chairs") == "true");
    section.done({"meeting", "edit", "leadership-team", "--on", "2026-11-03", "--without-chairs"});
    CHECK(section.csv({"meeting", "list"}).at(0, "with_chairs") == "false");
}

TEST_CASE("what is wrong with a meeting is told in one line and nothing is written") {
    const Section section;
    section.refuses(2, {"meeting", "add", "member"});
    section.refuses(2, {"meeting", "add", "--on", "2026-11-03"});
    section.refuses(2, {"meeting", "add", "member", "--on", "soonish"});
    section.refuses(2, {"meeting", "add", "member", "--on", "1899-12-31"});
    section.refuses(2, {"meeting", "add", "member", "--on", "3000-01-01"});
    section.refuses(2, {"meeting", "add", "member", "--on", "2026-11-03", "--kind", "zoom"});
    section.refuses(2, {"meeting", "add", "member", "--on", "2026-11-03", "--agenda", "here"});
    section.refuses(2, {"meeting", "add", "member", "--from", "x.csv"});
    section.refuses(2, {"meeting", "edit", "member", "--on", "2026-11-03"});
    section.refuses(2, {"meeting", "list", "--exit-code"});
    section.refuses(2, {"meeting", "list", "--year", "soon"});
    section.refuses(3, {"meeting", "list", "nobody-here"});
    section.refuses(3, {"meeting", "add", "nobody-here", "--on", "2026-11-03"});
    section.refuses(3, {"meeting", "add", "member", "--on", "2026-11-03", "--with-chairs"});
    section.refuses(3, {"meeting", "remove", "member", "--on", "2026-11-03"});
    CHECK(holds(section.refuses(3, {"meeting", "edit", "member", "--on", "2026-11-03", "--kind",
                                    "email", "--note", "x"}),
                "no email meeting of Member Experience on 2026-11-03"));
}

TEST_CASE("the counts end with 1 when asked to, while a group has not met often enough") {
    Section section;
    const Words words{"meeting", "list", "member", "--counts", "--exit-code"};
    CHECK(section.run(words).status == 1);
    for (const char* const day : {"2026-09-01", "2026-09-02", "2026-10-01", "2026-11-01"}) {
        section.done({"meeting", "add", "member", "--on", day});
    }
    CHECK(section.run(words).status == 0);
}

TEST_CASE("the counts are told without a database, out of the handbook") {
    const NoSection nowhere;
    CHECK(counts_of(nowhere, "leadership-team").at(0, "wanted") == "6");
    CHECK(counts_of(nowhere, "leadership-team").at(0, "with_chairs_wanted") == "2");
    CHECK(nowhere.csv({"meeting", "list", "--counts"}).size() == 12);
}

TEST_CASE("group show tells how often a group met in the running program year") {
    const Section section;
    section.done({"meeting", "add", "member", "--on", "2026-11-03"});
    section.done({"meeting", "add", "member", "--on", "2027-02-10"});
    CHECK(section.csv({"group", "show", "member"}).only("topic", "meetings").at(0, "text") ==
          "1 held in 2026-27 (4 wanted), 1 planned");
}

TEST_CASE("a meeting recorded twice changes nothing, and a far day is warned about") {
    const Section section;
    const Words add{"meeting", "add", "human", "--on", "2026-11-10", "--note", "Budget"};
    section.done(add);
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done(add).err, "nothing was changed"));
    CHECK(holds(section.done({"meeting", "add", "human", "--on", "11/10/2026"}).err,
                "nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
    section.refuses(3, {"meeting", "add", "human", "--on", "2026-11-10", "--note", "Other"});
    CHECK(holds(section.done({"meeting", "add", "human", "--on", "2062-12-03"}).err,
                "December 3, 2062 is 36 years away; check the year"));
    CHECK(section.done({"meeting", "add", "human", "--on", "2026-12-03"}).err.find("warning") ==
          std::string::npos);
}

TEST_CASE("a meeting on a day without a year is the recent one, else the next") {
    const Section section;
    const Result past = section.done({"meeting", "add", "human", "--on", "Nov 3", "-f", "csv"});
    CHECK(read_csv(past.out).at(0, "date") == "2026-11-03");
    CHECK(holds(past.err, "'Nov 3' is read as November 3, 2026"));
    CHECK(section.csv({"meeting", "add", "human", "--on", "1/15"}).at(0, "date") == "2027-01-15");
}

TEST_CASE("an edited meeting keeps what is not named, and what is replaced is shown") {
    const Section section;
    section.done({"meeting", "add", "human", "--on", "2026-11-10", "--note", "Budget", "--minutes",
                  "https://a.example/1"});
    const Result result = section.done(
        {"meeting", "edit", "human", "--on", "2026-11-10", "--note", "Plans", "-f", "csv"});
    CHECK(holds(result.err, "Changed note from 'Budget' to 'Plans'."));
    CHECK(read_csv(result.out).at(0, "minutes") == "https://a.example/1");
    CHECK(holds(
        section.done({"meeting", "edit", "human", "--on", "2026-11-10", "--note", "Plans"}).err,
        "nothing was changed"));
}

TEST_CASE("a file of meetings read twice changes nothing the second time") {
    const Section section;
    const Words add{"meeting", "add", "--from", source_file("data/sample/meetings.csv")};
    section.done(add);
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done(add).err, "0 recorded"));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("an empty value removes what a meeting has on record, and nothing else") {
    const Section section;
    section.done({"meeting", "add", "member", "--on", "2026-11-03", "--agenda",
                  "https://drive.example/a", "--minutes", "https://drive.example/m", "--note",
                  "Wrong"});
    section.done({"meeting", "edit", "member", "--on", "2026-11-03", "--agenda", ""});
    CHECK(section.csv({"meeting", "list"}).at(0, "agenda").empty());
    CHECK(section.csv({"meeting", "list"}).at(0, "minutes") == "https://drive.example/m");
    section.done(
        {"meeting", "edit", "member", "--on", "2026-11-03", "--minutes", "", "--note=", "-q"});
    const Table list = section.csv({"meeting", "list"});
    CHECK(list.at(0, "minutes").empty());
    CHECK(list.at(0, "note").empty());
    CHECK(list.at(0, "date") == "2026-11-03");
}

TEST_CASE("a meeting is named by its id, wherever it is by group and day") {
    const Section section;
    section.done({"meeting", "add", "member", "--on", "2026-11-03"});
    section.done({"meeting", "add", "member", "--on", "2026-11-03", "--kind", "email"});
    const std::string id = section.csv({"meeting", "list"}).only("meeting", "email").at(0, "id");
    const Table edited = section.csv({"meeting", "edit", id, "--note", "By mail"});
    CHECK(edited.at(0, "meeting") == "email");
    CHECK(section.csv({"meeting", "remove", id}).at(0, "note") == "By mail");
    CHECK(section.csv({"meeting", "list"}).column("meeting") == Words{"virtual"});
    CHECK(holds(section.refuses(3, {"meeting", "remove", id}), "no meeting has the id " + id));
}

TEST_CASE("a meeting is moved to another day and kind, but not onto another meeting") {
    const Section section;
    section.done({"meeting", "add", "middle-managers", "--on", "2026-11-20", "--note", "first"});
    section.done({"meeting", "add", "middle-managers", "--on", "2026-11-22"});
    const Words edit{"meeting", "edit", "middle-managers", "--on", "2026-11-20"};
    Words taken = edit;
    taken.insert(taken.end(), {"--new-date", "2026-11-22"});
    CHECK(holds(section.refuses(3, taken), "already has another virtual meeting on 2026-11-22"));
    Words moved = taken;
    moved.insert(moved.end(), {"--new-kind", "in-person"});
    const Result result = section.done(moved);
    CHECK(holds(result.err, "Changed date from '2026-11-20' to '2026-11-22'."));
    const Table meetings = section.csv({"meeting", "list"});
    CHECK(meetings.column("date") == Words{"2026-11-22", "2026-11-22"});
    CHECK(meetings.only("meeting", "in-person").column("note") == Words{"first"});
    section.done({"undo"});
    CHECK(section.csv({"meeting", "list"}).column("date") == Words{"2026-11-20", "2026-11-22"});
    section.refuses(2, edit);
}
