// `appoint --from`: many at once, all or none.
#include "harness.hpp"

#include <fmt/format.h>

using namespace lmsection::test;

namespace {

std::int64_t count(const Section& section, const std::string& table) {
    return number_in(section.database(), "SELECT count(*) FROM " + table);
}

Table appoint_all(const Section& section, const std::string& csv, Words more = {}) {
    Words words{"appoint", "--from", "-", "--format", "csv"};
    words.insert(words.end(), more.begin(), more.end());
    return read_csv(section.done(words, csv).out);
}

/// The beginnings of the error's lines, up to the number of the input's line: "line 3".
Words numbers_of(const std::string& error) {
    Words numbers;
    for (const std::string& line : lines_of(error)) {
        const auto at = line.find("line ");
        CAPTURE(line);
        REQUIRE(at != std::string::npos);
        numbers.push_back(line.substr(at, line.find(':', at) - at));
    }
    return numbers;
}

}    // namespace

TEST_CASE("a file appoints everybody in it, and the answer has a row for each in its order") {
    const Section section;
    const std::string file = section.file(
        "many.csv", "name,email,group,role,years,year,start,institution,note\n"
                    "Ana Diaz,ana@lib.example,middle-managers,chair,1,2026,,City Library,First\n"
                    "Zoë Long,zoe@lib.example,Member Experience,member,,,2026-09-14,,\n");
    const Table answer = section.csv({"appoint", "--from", file});
    CHECK(answer.rows ==
          std::vector<Words>{{"middle-managers", "Middle Managers", "interest-group", "chair",
                              "Ana Diaz", "ana@lib.example", "City Library", "2026-07-01",
                              "2027-06-30", "1"},
                             {"member-experience", "Member Experience", "committee", "member",
                              "Zoë Long", "zoe@lib.example", "", "2026-09-14", "2028-06-30", "2"}});
    CHECK(section.csv({"person", "show", "Ana Diaz"}).column("note") == Words{"First"});
}

TEST_CASE("a file's header may stand in any order, in any case, and hold only what is needed") {
    const Section section;
    CHECK(appoint_all(section, "GROUP,Email,name\nmiddle,ana@lib.example,Ana Diaz\n").size() == 1);
    CHECK(appoint_all(section, "years,name,group\n1,Ana Diaz,member-experience\n").column("end") ==
          Words{"2027-06-30"});
    CHECK(appoint_all(section, "email,group\nana@lib.example,human\n").column("name") ==
          Words{"Ana Diaz"});
}

TEST_CASE("a column that is not known is refused by name, unless --ignore-extra passes over it") {
    const Section section;
    const std::string csv = "name,shoe size,email,group\nAna Diaz,38,ana@lib.example,middle\n";
    const std::string error = section.refuses(3, {"appoint", "--from", "-"}, csv);
    CHECK(holds(error, "shoe size"));
    CHECK(holds(error, "line 1"));
    CHECK(holds(error, "--ignore-extra"));
    CHECK(appoint_all(section, csv, {"--ignore-extra"}).column("name") == Words{"Ana Diaz"});
}

TEST_CASE("a header without a group, or with a column twice, is refused") {
    const Section section;
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-"}, "name,email\nAna,a@b.example\n"),
                "group"));
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-"},
                                "name,group,Group\nAna,middle,middle\n"),
                "group"));
}

TEST_CASE("a file appoints all or none, and each bad line is told by its number") {
    const Section section;
    const std::string csv = "name,email,group,role,years,year,start\n"
                            "Ana Diaz,ana@lib.example,middle,,,,\n"
                            "Bo Long,bo@lib.example,nowhere,,,,\n"
                            "Cy Marsh,not-an-address,middle,,,,\n"
                            "Di Ngo,di@lib.example,middle,boss,,,\n"
                            "Ed Orr,ed@lib.example,middle,,9x,,\n"
                            "Fay Penn,fay@lib.example,middle,,,soon,\n"
                            "Gil Quist,gil@lib.example,middle,,,,2026-02-30\n"
                            ",,middle,,,,\n"
                            "Ida Stone,ida@lib.example,middle,,,,\n";
    const std::string error = section.refuses(3, {"appoint", "--from", "-"}, csv);
    CHECK(numbers_of(error) ==
          Words{"line 3", "line 4", "line 5", "line 6", "line 7", "line 8", "line 9"});
    CHECK(count(section, "people") == 0);
    CHECK(count(section, "appointments") == 0);
}

TEST_CASE("two faults of one line are both told") {
    const Section section;
    const std::string error = section.refuses(
        3, {"appoint", "--from", "-"},
        "name,email,group,role\nAna,ana@lib.example,middle,boss\n"
        "Nobody Known,nobody@lib,nowhere,\n");
    CHECK(numbers_of(error) == Words{"line 2", "line 3", "line 3"});
}

TEST_CASE("a line of a file that breaks a rule is refused with its number and section") {
    const Section section;
    std::string csv = "name,email,group\n";
    for (int number = 1; number <= 14; ++number) {
        csv += "P" + std::to_string(number) + ",p" + std::to_string(number) +
               "@lib.example,member-experience\n";
    }
    const std::string error = section.refuses(3, {"appoint", "--from", "-", "--strict"}, csv);
    CHECK(numbers_of(error) == Words{"line 14", "line 15"});
    CHECK(holds(error, "§3"));
    CHECK(appoint_all(section, csv, {"--override", "All of them, for a year"}).size() == 14);
    CHECK(number_in(section.database(), "SELECT count(*) FROM appointments "
                                        "WHERE override_reason <> ''") == 2);
}

TEST_CASE("a file's warnings refuse it with --strict") {
    const Section section;
    const std::string csv = "name,email,group\nA,a@lib.example,middle\nB,b@lib.example,middle\n"
                            "C,c@lib.example,middle\nD,d@lib.example,middle\n";
    CHECK(numbers_of(section.refuses(3, {"appoint", "--from", "-", "--strict"}, csv)) ==
          Words{"line 5"});
    const Result result = section.done({"appoint", "--from", "-"}, csv);
    CHECK(holds(result.err, "§4"));
    CHECK(count(section, "appointments") == 4);
}

TEST_CASE("a line may name who an earlier line recorded") {
    const Section section;
    const Table answer = appoint_all(section, "name,email,group\nAna Diaz,ana@lib.example,middle\n"
                                              "Ana Diaz,,human\n,ana@lib.example,member-exp\n");
    CHECK(answer.column("email") == Words(3, "ana@lib.example"));
    CHECK(count(section, "people") == 1);
}

TEST_CASE("two hundred lines are appointed by one command, kept as one entry of the history") {
    const Section section;
    const auto before = count(section, "history");
    std::string csv = "name,email,group,year,years\n";
    for (int number = 0; number < 200; ++number) {
        const std::string digits = std::to_string(number);
        csv += "Person " + digits + ",p" + digits + "@lib.example,leadership-management," +
               std::to_string(2020 + number % 10) + ",1\n";
    }
    CHECK(appoint_all(section, csv).size() == 200);
    CHECK(count(section, "people") == 200);
    CHECK(count(section, "history") == before + 1);
    CHECK(section.csv({"roster", "leadership-management", "--year", "2024"}).size() == 20);
}

TEST_CASE("quotes, commas, CRLF, a byte order mark and blank lines are read as CSV has them") {
    const Section section;
    const Table answer = appoint_all(
        section, "\xef\xbb\xbfname,email,group,note\r\n"
                 "\"Ellery, \"\"Bob\"\" Jr.\",bob@lib.example,middle,\"a, b\"\r\n"
                 "\r\n"
                 "Ana Diaz,ana@lib.example,middle,\r\n");
    CHECK(answer.column("name") == Words{"Ellery, \"Bob\" Jr.", "Ana Diaz"});
    CHECK(section.csv({"person", "show", "bob@lib.example"}).column("note") == Words{"a, b"});
}

TEST_CASE("lines are counted as an editor counts them, also after a cell with a line break") {
    const Section section;
    const std::string error = section.refuses(3, {"appoint", "--from", "-", "--ignore-extra"},
                                              "name,email,group,remark\n"
                                              "A,a@lib.example,middle,\"one\ntwo\nthree\"\n"
                                              "B,b@lib.example,nowhere,\n");
    CHECK(numbers_of(error) == Words{"line 5"});
}

TEST_CASE("a line with too few or too many cells is refused with its number") {
    const Section section;
    CHECK(numbers_of(section.refuses(3, {"appoint", "--from", "-"},
                                     "name,email,group\nA,a@lib.example\n"
                                     "B,b@lib.example,middle\nC,c@lib.example,middle,x\n")) ==
          Words{"line 2", "line 4"});
}

TEST_CASE("a name that is not on record and has no address is a new person") {
    const Section section;
    const Table answer = appoint_all(section, "name,group\nHal Rook,middle\nHal Rook,human\n");
    CHECK(answer.column("name") == Words{"Hal Rook", "Hal Rook"});
    CHECK(count(section, "people") == 1);
    appoint_all(section, "name,group\nHal,human\n");
    CHECK(count(section, "people") == 2);
}

TEST_CASE(
    "a file in Windows-1252 is read and said to be, and a quote that never closes is refused") {
    const Section section;
    const Result read = section.done({"appoint", "--from", "-"}, "name,email,group\nAna D\xed"
                                                                 "az,a@lib.example,middle\n");
    CHECK(holds(read.err, "read as Windows-1252"));
    CHECK(section.csv({"roster"}).column("name") == Words{"Ana D\u00ed"
                                                          "az"});
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-"},
                                "name,email,group\n\"Ana,a@lib.example,middle\n"),
                "line 2"));
}

TEST_CASE("an empty file is refused, and one with only a header appoints nobody") {
    const Section section;
    section.refuses(3, {"appoint", "--from", "-"}, "");
    CHECK(appoint_all(section, "name,email,group\n").size() == 0);
}

TEST_CASE("a file that is not there is a failure of status 4") {
    const Section section;
    CHECK(holds(section.refuses(4, {"appoint", "--from", "none.csv"}), "none.csv"));
}

TEST_CASE("a person and --from do not go together") {
    const Section section;
    section.refuses(2, {"appoint", "Ana Diaz <ana@lib.example>", "middle", "--from", "-"},
                    "name,group\n");
}

TEST_CASE("the option --dry-run of a file answers as the real thing does and changes nothing") {
    const Section section;
    const std::string before = bytes_of(section.database());
    const std::string csv = "name,email,group\nAna Diaz,ana@lib.example,middle\n";
    const Result tried = section.done({"appoint", "--from", "-", "-n", "-f", "csv"}, csv);
    CHECK(bytes_of(section.database()) == before);
    CHECK(holds(tried.err, "nothing was changed"));
    CHECK(section.done({"appoint", "--from", "-", "-f", "csv"}, csv).out == tried.out);
}

TEST_CASE(
    "the sample's thirteenth member began before today, so the file is accepted with a warning") {
    Section section;
    section.done({"appoint", "--from", source_file("data/sample/appointments.csv")});
    const std::string over = source_file("data/sample/over.csv");
    const Result result = section.done({"appoint", "--from", over, "-n"});
    CHECK(holds(result.err, "13"));
    CHECK(section.csv({"appoint", "--from", over, "--override", "Agreed"}).size() == 1);
}

TEST_CASE("a file records terms that began before today even where they break a must") {
    const Section section;
    const Words from{"appoint", "--from", "-", "-f", "csv"};
    const Result past = section.done(
        from, "name,email,group,years,year\nAna Diaz,ana@lib.example,human,4,2024\n");
    CHECK(read_csv(past.out).at(0, "end") == "2028-06-30");
    CHECK(holds(past.err, "recorded anyway because the term began before today"));
    section.refuses(3, from, "name,email,group,years,year\nBo Long,bo@lib.example,human,4,2027\n");
    section.refuses(3, {"appoint", "Cy Marsh <cy@lib.example>", "human", "--years", "4", "--year",
                        "2024"});
    // Two overlapping terms are a mistake anywhere.
    CHECK(
        holds(section.refuses(
                  3, from, "name,email,group,years,year\nAna Diaz,ana@lib.example,human,1,2025\n"),
              "already serves"));
}

TEST_CASE("a file of appointments read twice appoints nobody the second time") {
    const Section section;
    const Words from{"appoint", "--from", source_file("data/sample/appointments.csv")};
    section.done(from);
    const std::string before = bytes_of(section.database());
    const Result again = section.done(from);
    CHECK(holds(again.err, "0 appointed"));
    CHECK(holds(again.err, "already on record"));
    CHECK(bytes_of(section.database()) == before);
    CHECK(numbers_of(section.refuses(3, {"appoint", "--from", "-"},
                                     "name,email,group\nA,a@lib.example,middle\n"
                                     "A,a@lib.example,middle\n")) == Words{"line 3"});
}

TEST_CASE("what roster writes as CSV is read back with its starts, ends and years") {
    const SampleSection sample;
    const Result roster = sample.done({"roster", "--history", "-f", "csv"});
    Section section;
    const Result back = section.done({"appoint", "--from", "-", "--ignore-extra", "-f", "csv"},
                                     roster.out);
    CHECK(section.csv({"roster", "--history"}).rows == read_csv(roster.out).rows);
    CHECK(holds(section.done({"appoint", "--from", "-", "--ignore-extra"}, roster.out).err,
                "0 appointed"));
}

TEST_CASE("a file of thousands is one entry of the history, which is taken back and done again") {
    // Too much for the history to hold at once; half of the people are changed after they were
    // made.
    constexpr int people = 6000;
    std::string csv = "name,email,group,start,years,institution\n";
    for (int i = 0; i < people; ++i) {
        const std::string who = fmt::format("Member {0:04},m{0}@lib.example", i);
        csv += fmt::format("{},member-experience,{}-07-01,1,\n", who, 1950 + i / 60);
        csv += i % 2 == 0 ? ""
                          : fmt::format("{},middle-managers,{}-07-01,1,City Library\n", who,
                                        1950 + i / 60);
    }
    const Section section;
    const auto records = [&] { return section.done({"export", "--without-history"}).out; };
    const auto before = records();
    section.done({"appoint", "--from", "-", "-q", "--override", "a test"}, csv);
    const auto after = records();
    CHECK(number_in(section.database(), "SELECT max(length(changes)) FROM history") > 1 << 20);
    CHECK(section.csv({"log"}).column("changes").front() ==
          fmt::format("people +{}, appointments +{}", people, people + people / 2));
    section.done({"undo"});
    CHECK((records() == before));
    section.done({"redo"});
    CHECK((records() == after));
    CHECK(section.done({"doctor"}).status == 0);
}
