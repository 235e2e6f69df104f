#include "harness.hpp"

#include <array>
#include <regex>

using namespace lmsection::test;

namespace {

/// The row that `appoint` answers with.
Table appointed(const Section& section, const Words& arguments) {
    Words words{"appoint"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Table answer = section.csv(words);
    CAPTURE(arguments);
    REQUIRE(answer.size() == 1);
    return answer;
}

std::string term(const Table& answer) {
    return answer.at(0, "start") + " to " + answer.at(0, "end");
}

/// "Person 7 <person7@lib.example>": someone new for each number.
std::string someone(int number) {
    const std::string digits = std::to_string(number);
    return "Person " + digits + " <person" + digits + "@lib.example>";
}

std::int64_t histories(const Section& section) {
    return number_in(section.database(), "SELECT count(*) FROM history");
}

/// What `person show` tells of somebody, in CSV.
Table record(const Section& section, const std::string& person) {
    return section.csv({"person", "show", person});
}

}    // namespace

// ---- the dates chosen

TEST_CASE("from July to December a term starts today and ends on the June 30 it would have had") {
    const std::vector<std::pair<std::string, std::string>> terms{
        {"2026-07-01", "2026-07-01 to 2028-06-30"},
        {"2026-07-02", "2026-07-02 to 2028-06-30"},
        {"2026-09-30", "2026-09-30 to 2028-06-30"},
        {"2026-11-24", "2026-11-24 to 2028-06-30"},
        {"2026-12-31", "2026-12-31 to 2028-06-30"}};
    Section section;
    int number = 0;
    for (const auto& [today, dates] : terms) {
        section.today(today);
        CHECK(term(appointed(section, {someone(++number), "member-experience"})) == dates);
    }
}

TEST_CASE("from January to June a term starts on the July 1 that comes") {
    Section section;
    int number = 0;
    for (const char* today : {"2027-01-01", "2027-02-28", "2027-04-30", "2027-06-30"}) {
        section.today(today);
        CHECK(term(appointed(section, {someone(++number), "member-experience"})) ==
              "2027-07-01 to 2029-06-30");
    }
    section.today("2028-02-29");
    CHECK(term(appointed(section, {someone(++number), "member-experience"})) ==
          "2028-07-01 to 2030-06-30");
}

TEST_CASE("a one-year term that fills a vacancy ends on the June 30 that comes") {
    const Section section;
    CHECK(term(appointed(section, {someone(1), "member-experience", "--years", "1"})) ==
          "2026-11-24 to 2027-06-30");
}

TEST_CASE(
    "the option --year starts the term on July 1 of that program year, in all parts of the year") {
    Section section;
    int number = 0;
    for (const char* today : {"2026-07-01", "2026-11-24", "2027-01-01", "2027-06-30"}) {
        section.today(today);
        CHECK(term(appointed(section, {someone(++number), "middle", "--year", "2026"})) ==
              "2026-07-01 to 2028-06-30");
        CHECK(term(appointed(section, {someone(++number), "member-experience", "--year", "2027",
                                       "--years", "1"})) == "2027-07-01 to 2028-06-30");
    }
}

TEST_CASE("the option --year takes a program year as it is shown, 2027-28") {
    const Section section;
    CHECK(term(appointed(section, {someone(1), "middle-managers", "--year", "2027-28"})) ==
          "2027-07-01 to 2029-06-30");
}

TEST_CASE(
    "the option --start sets the first day, and the term ends on the June 30 it would have had") {
    const Section section;
    CHECK(term(appointed(section, {someone(1), "middle", "--start", "2026-09-14"})) ==
          "2026-09-14 to 2028-06-30");
    CHECK(term(appointed(section, {someone(2), "middle", "--start", "2027-03-01", "--years",
                                   "1"})) == "2027-03-01 to 2027-06-30");
    CHECK(term(appointed(section, {someone(3), "middle", "--start", "2027-06-30", "--years",
                                   "1"})) == "2027-06-30 to 2027-06-30");
}

TEST_CASE("the option --start takes days as people type them") {
    const std::vector<std::pair<std::string, std::string>> days{
        {"today", "2026-11-24"},      {"tomorrow", "2026-11-25"},   {"+30d", "2026-12-24"},
        {"+2w", "2026-12-08"},        {"next month", "2026-12-01"}, {"dec", "2026-12-01"},
        {"march 2027", "2027-03-01"}, {"2027-02-28", "2027-02-28"}};
    const Section section;
    int number = 0;
    for (const auto& [typed, day] : days) {
        CAPTURE(typed);
        CHECK(appointed(section, {someone(++number), "human", "--start", typed}).at(0, "start") ==
              day);
    }
}

TEST_CASE("the option --start and --year go together only when the day lies in that program year") {
    const Section section;
    CHECK(term(appointed(section, {someone(1), "middle", "--year", "2027", "--start",
                                   "2028-01-10"})) == "2028-01-10 to 2029-06-30");
    const std::string error = section.refuses(3, {"appoint", someone(2), "middle", "--year", "2027",
                                                  "--start", "2026-12-01"});
    CHECK(holds(error, "2027-28"));
}

TEST_CASE("a term has two years by default, one for who chairs an interest group") {
    const std::vector<std::array<std::string, 3>> defaults{
        {"leadership-team", "member", "2"},      {"leadership-team", "chair", "2"},
        {"leadership-team", "vice-chair", "2"},  {"member-experience", "member", "2"},
        {"member-experience", "chair", "2"},     {"human-resources-development", "co-chair", "2"},
        {"middle-managers", "member", "2"},      {"middle-managers", "chair", "1"},
        {"library-consulting", "co-chair", "1"}, {"leadership-management", "member", "2"},
        {"leadership-management", "chair", "2"}};
    const Section section;
    int number = 0;
    for (const auto& [group, role, years] : defaults) {
        CAPTURE(group, role);
        const Table answer = appointed(section, {someone(++number), group, "--role", role});
        CHECK(answer.at(0, "years") == years);
        CHECK(answer.at(0, "end") == (years == "1" ? "2027-06-30" : "2028-06-30"));
    }
}

TEST_CASE("the dates chosen are printed, also for people") {
    const Section section;
    const std::string shown = section.done({"appoint", someone(1), "middle-managers"}).out;
    CHECK(holds(shown, "2026-11-24"));
    CHECK(holds(shown, "2028-06-30"));
    CHECK(holds(shown, "Middle Managers"));
    CHECK(holds(shown, "Person 1"));
}

// ---- who

TEST_CASE("someone new is recorded with name and address") {
    const Section section;
    appointed(section, {"Ana Diaz <Ana@Lib.Example>", "middle-managers"});
    const Table people = section.csv({"person", "list"});
    REQUIRE(people.size() == 1);
    CHECK(people.at(0, "name") == "Ana Diaz");
    CHECK(people.at(0, "email") == "Ana@Lib.Example");
    CHECK(people.at(0, "groups") == "middle-managers");
}

TEST_CASE("someone known is named by e-mail, full name or a part, and is not recorded twice") {
    const Section section;
    appointed(section, {"Zoë Brackenridge <zoe@lib.example>", "middle-managers"});
    const std::vector<std::pair<std::string, std::string>> ways{
        {"zoe@lib.example", "member-experience"},
        {"ZOE@LIB.example", "human-resources-development"},
        {"Zoë Brackenridge", "consortium-management"},
        {"zoe brackenridge", "library-consulting"},
        {"Bracken", "dialogue-with-directors"},
        {"Zoë Brackenridge <zoe@lib.example>", "new-leaders-and-managers"}};
    for (const auto& [typed, group] : ways) {
        CAPTURE(typed);
        const Table answer = appointed(section, {typed, group});
        CHECK(answer.at(0, "name") == "Zoë Brackenridge");
        CHECK(answer.at(0, "email") == "zoe@lib.example");
    }
    CHECK(section.csv({"person", "list"}).size() == 1);
}

TEST_CASE("a name that fits two people is refused with the addresses of both") {
    const SampleSection section;
    for (const char* typed : {"Jordan Avery", "avery", "JORDAN"}) {
        const std::string error = section.refuses(3, {"appoint", typed, "library-leaders"});
        CHECK(holds(error, "jordan.avery@riverside.example"));
        CHECK(holds(error, "javery@northlake.example"));
        CHECK(count_lines(error) == 1);
    }
}

TEST_CASE("each of two people of one name is appointed by address") {
    const SampleSection section;
    CHECK(
        appointed(section, {"javery@northlake.example", "library-leaders"}).at(0, "institution") ==
        "Northlake Technical University");
    CHECK(appointed(section, {"jordan.avery@riverside.example", "library-leaders"})
              .at(0, "institution") == "Riverside Regional Library");
    const Table serving = section.csv({"roster", "library-leaders"});
    CHECK(serving.column("email") ==
          Words{"javery@northlake.example", "jordan.avery@riverside.example"});
}

TEST_CASE("someone new who bears a known name is recorded, with a warning") {
    const SampleSection section;
    const Result result = section.done(
        {"appoint", "Ana Díaz <ana.d@other.example>", "library-leaders"});
    CHECK(holds(result.err, "ana.diaz@riverside.example"));
    CHECK(section.csv({"person", "list", "Ana Díaz"}).size() == 2);
}

TEST_CASE("an unknown name is refused with the nearest on record") {
    const SampleSection section;
    const std::string error = section.refuses(3, {"appoint", "Ana Dias", "library-leaders"});
    CHECK(holds(error, "Ana Dias"));
    CHECK(holds(error, "did you mean"));
    CHECK(holds(error, "Ana Díaz"));
}

TEST_CASE("an unknown name with nothing near is refused with how to record someone new") {
    const Section section;
    CHECK(holds(section.refuses(3, {"appoint", "Nobody Atall", "middle"}),
                "\"Full Name <name@lib.example>\""));
    CHECK(holds(section.refuses(3, {"appoint", "nobody@lib.example", "middle"}),
                "\"Full Name <name@lib.example>\""));
}

TEST_CASE("an address on record under another name is refused, naming its owner") {
    const SampleSection section;
    const std::string error = section.refuses(
        3, {"appoint", "Somebody Else <ana.diaz@riverside.example>", "library-leaders"});
    CHECK(holds(error, "Ana Díaz"));
}

TEST_CASE("a person that cannot be read is a wrong command line") {
    const Section section;
    section.refuses(2, {"appoint", "Ana Diaz <nope>", "middle"});
    section.refuses(2, {"appoint", "Ana Diaz <ana@lib.example", "middle"});
    section.refuses(2, {"appoint", "Ana\nDiaz <ana@lib.example>", "middle"});
}

// ---- where

TEST_CASE("a group is named by slug, full name or a unique beginning of either") {
    const Section section;
    int number = 0;
    for (const char* typed :
         {"middle-managers", "Middle Managers", "middle managers", "MIDDLE", "middle-m", "mid"}) {
        CAPTURE(typed);
        CHECK(appointed(section, {someone(++number), typed}).at(0, "group_slug") ==
              "middle-managers");
    }
}

TEST_CASE("an ambiguous group is refused with the candidates") {
    const Section section;
    const std::string error = section.refuses(3, {"appoint", someone(1), "m"});
    CHECK(holds(error, "management-best-practices"));
    CHECK(holds(error, "member-experience"));
    CHECK(holds(error, "middle-managers"));
}

TEST_CASE("an unknown group is refused with the nearest") {
    const Section section;
    CHECK(holds(section.refuses(3, {"appoint", someone(1), "midle-managers"}), "middle-managers"));
    CHECK(section.csv({"person", "list"}).size() == 0);
}

// ---- roles

TEST_CASE("a committee should have one chair: a second is a warning with §1") {
    const Section section;
    appointed(section, {someone(1), "member-experience", "--role", "chair"});
    for (const char* role : {"chair", "co-chair"}) {
        const std::string error = section.refuses(3, {"appoint", someone(2), "member-experience",
                                                      "--role", role, "--strict"});
        CHECK(holds(error, "Person 1"));
        CHECK(holds(error, "§1"));
    }
    const Result second = section.done(
        {"appoint", someone(2), "member-experience", "--role", "chair"});
    CHECK(holds(second.err, "warning"));
    CHECK(holds(second.err, "§1, chair-roles"));
}

TEST_CASE("a committee should have no third co-chair") {
    const Section section;
    appointed(section, {someone(1), "member-experience", "--role", "co-chair"});
    appointed(section, {someone(2), "member-experience", "--role", "co-chair"});
    const Words third{"appoint", someone(3), "member-experience", "--role", "co-chair"};
    CHECK(holds(section.done(third).err, "§1, chair-roles"));
}

TEST_CASE("an interest group or a working group may have any leaders") {
    const Section section;
    for (const char* group : {"middle-managers", "leadership-management"}) {
        int number = 0;
        for (const char* role : {"chair", "co-chair", "vice-chair"}) {
            CAPTURE(group, role);
            CHECK(section.done({"appoint", someone(++number), group, "--role", role}).err.empty());
        }
    }
}

TEST_CASE("the Leadership Team has two co-chairs, or a chair and a vice chair") {
    const Section with_chair;
    appointed(with_chair, {someone(1), "leadership-team", "--role", "chair"});
    appointed(with_chair, {someone(2), "leadership-team", "--role", "vice-chair"});
    with_chair.refuses(3, {"appoint", someone(3), "leadership-team", "--role", "vice-chair"});
    with_chair.refuses(3, {"appoint", someone(3), "leadership-team", "--role", "co-chair"});
    const Section with_co_chairs;
    appointed(with_co_chairs, {someone(1), "leadership-team", "--role", "co-chair"});
    with_co_chairs.refuses(3, {"appoint", someone(2), "leadership-team", "--role", "chair"});
    appointed(with_co_chairs, {someone(2), "leadership-team", "--role", "co-chair"});
    with_co_chairs.refuses(3, {"appoint", someone(3), "leadership-team", "--role", "co-chair"});
}

TEST_CASE("a committee should have no vice chair") {
    const Section section;
    const Words vice{"appoint", someone(1), "member-experience", "--role", "vice-chair"};
    CHECK(holds(section.done(vice).err, "has no vice-chair"));
}

TEST_CASE("a chair whose term follows the present one is appointed ahead of time") {
    const Section section;
    appointed(section, {someone(1), "member-experience", "--role", "chair", "--years", "1"});
    const Table next = appointed(section, {someone(2), "member-experience", "--role", "chair",
                                           "--year", "2027"});
    CHECK(term(next) == "2027-07-01 to 2029-06-30");
}

TEST_CASE("a chair from outside the committee is warned of with §1, and refused with --strict") {
    const Section section;
    appointed(section, {someone(1), "member-experience", "--year", "2025"});
    const Words stranger{"appoint", someone(2), "member-experience", "--role", "chair"};
    Words strict = stranger;
    strict.emplace_back("--strict");
    CHECK(holds(section.refuses(3, strict), "§1"));
    const Result result = section.done(stranger);
    CHECK(holds(result.err, "warning"));
    CHECK(holds(result.err, "Person 2"));
    CHECK(holds(result.err, "§1"));
}

TEST_CASE("a chair drawn from the committee's members is not warned of") {
    const Section section;
    appointed(section, {someone(1), "member-experience", "--year", "2025", "--years", "1"});
    CHECK(
        section.done({"appoint", "Person 1", "member-experience", "--role", "chair"}).err.empty());
}

TEST_CASE("a chair's second term in a row is warned of with §1, and refused with --strict") {
    const Section section;
    appointed(section, {someone(1), "member-experience", "--role", "chair", "--year", "2025",
                        "--years", "1"});
    const Words again{"appoint", "Person 1", "member-experience", "--role", "chair",
                      "--year",  "2026"};
    Words strict = again;
    strict.emplace_back("--strict");
    CHECK(holds(section.refuses(3, strict), "§1"));
    const Result result = section.done(again);
    CHECK(holds(result.err, "rotat"));
    CHECK(holds(result.err, "§1"));
}

// ---- sizes, terms and overriding

TEST_CASE("a committee's thirteenth member is a warning with §3, and refused with --strict") {
    const SampleSection section;    // Member Experience has thirteen already
    const Words more{"appoint", someone(1), "member-experience"};
    Words strict = more;
    strict.emplace_back("--strict");
    CHECK(holds(section.refuses(3, strict), "§3"));
    const Result result = section.done(more);
    CHECK(holds(result.err, "warning"));
    CHECK(holds(result.err, "the maximum is 12"));
    CHECK(holds(result.err, "§3, committee-most"));
}

TEST_CASE("a committee takes twelve") {
    const Section section;
    for (int number = 1; number <= 12; ++number) {
        CHECK(appointed(section, {someone(number), "member-experience"}).size() == 1);
    }
    section.refuses(3, {"appoint", someone(13), "member-experience", "--strict"});
    CHECK(section.csv({"roster", "member-experience"}).size() == 12);
}

TEST_CASE("the Leadership Team takes eight, and the ninth is refused with §2") {
    const Section section;
    for (int number = 1; number <= 8; ++number) {
        appointed(section, {someone(number), "leadership-team"});
    }
    CHECK(holds(section.refuses(3, {"appoint", someone(9), "leadership-team"}), "§2"));
}

TEST_CASE("a seat that will be free by then can be given now") {
    const Section section;
    for (int number = 1; number <= 12; ++number) {
        appointed(section,
                  {someone(number), "member-experience", "--years", number == 1 ? "1" : "2"});
    }
    CHECK(appointed(section, {someone(13), "member-experience", "--year", "2027"}).size() == 1);
    section.refuses(3, {"appoint", someone(14), "member-experience", "--year", "2027", "--strict"});
}

TEST_CASE("an interest group's fourth is warned of with §4, and refused with --strict") {
    const Section section;
    for (int number = 1; number <= 3; ++number) {
        CHECK(section.done({"appoint", someone(number), "middle"}).err.empty());
    }
    CHECK(holds(section.refuses(3, {"appoint", someone(4), "middle", "--strict"}), "§4"));
    const Result result = section.done({"appoint", someone(4), "middle"});
    CHECK(holds(result.err, "§4"));
    CHECK(section.csv({"roster", "middle"}).size() == 4);
}

TEST_CASE(
    "the option --override lets a must through, says so, and keeps the reason with the record") {
    const Section section;
    for (int number = 1; number <= 8; ++number) {
        appointed(section, {someone(number), "leadership-team"});
    }
    const Result result = section.done({"appoint", someone(9), "leadership-team", "--override",
                                        "Two projects at once; agreed in June"});
    CHECK(holds(result.err, "§2"));
    CHECK(record(section, "Person 9").column("override_reason") ==
          Words{"Two projects at once; agreed in June"});
    CHECK(holds(section.done({"person", "show", "Person 9", "--wide"}).out,
                "Two projects at once; agreed in June"));
    CHECK(record(section, "Person 8").column("override_reason") == Words{""});
}

TEST_CASE("the option --override without a reason is a wrong command line") {
    const Section section;
    section.refuses(2, {"appoint", someone(1), "middle", "--override", ""});
    section.refuses(2, {"appoint", someone(1), "middle", "--override", "   "});
    section.refuses(2, {"appoint", someone(1), "middle", "--override"});
}

TEST_CASE("a term of three years is refused with §1, and may be overridden") {
    const Section section;
    CHECK(holds(section.refuses(3, {"appoint", someone(1), "middle", "--years", "3"}), "§1"));
    CHECK(term(appointed(section, {someone(1), "middle", "--years", "3", "--override",
                                   "Asked by the Board"})) == "2026-11-24 to 2029-06-30");
}

TEST_CASE("who serves in a group is not appointed to it again for the same time") {
    const Section section;
    appointed(section, {someone(1), "middle"});
    const std::string error = section.refuses(3, {"appoint", "Person 1", "middle", "--role",
                                                  "chair", "--year", "2027"});
    CHECK(holds(error, "2028-06-30"));
    CHECK(appointed(section, {"Person 1", "middle", "--year", "2028"}).size() == 1);
    CHECK(appointed(section, {"Person 1", "member-experience"}).size() == 1);
}

TEST_CASE("the option --replace ends the running term the day before the new one starts") {
    const Section section;
    appointed(section, {someone(1), "member-experience", "--year", "2026"});
    const Result result = section.done(
        {"appoint", "Person 1", "member-experience", "--role", "co-chair", "--replace"});
    CHECK(holds(result.err, "2026-11-23"));
    const Table served = record(section, "Person 1");
    CHECK(served.column("role") == Words{"member", "co-chair"});
    CHECK(served.column("start") == Words{"2026-07-01", "2026-11-24"});
    CHECK(served.column("end") == Words{"2026-11-23", "2028-06-30"});
}

TEST_CASE("a refused --replace does not advise --replace") {
    const SampleSection section;
    section.done({"appoint", "New One <new@lib.example>", "middle-managers", "--year", "2027"});
    Words typed{"appoint", "New One", "middle-managers", "--year", "2026", "--years", "2"};
    CHECK(holds(section.refuses(3, typed), "--replace"));
    typed.emplace_back("--replace");
    const std::string error = section.refuses(3, typed);
    CHECK_FALSE(holds(error, "--replace"));
    CHECK(holds(error, "begins on 2027-07-01"));
    CHECK(holds(error, "lmsection appoint end"));
}

TEST_CASE("a term on record with another note is not the same, and --replace changes the note") {
    const SampleSection section;
    section.done({"appoint", "New One <new@lib.example>", "middle-managers", "--year", "2027"});
    Words typed{"appoint", "New One", "middle-managers", "--year", "2027"};
    CHECK(holds(section.done(typed).err, "nothing was changed"));
    typed.insert(typed.end(), {"--note", "For the survey"});
    CHECK(holds(section.refuses(3, typed), "--replace"));
    typed.emplace_back("--replace");
    section.done(typed);
    CHECK(holds(section.done(typed).err, "nothing was changed"));
    const Result chair = section.done({"appoint", "New One", "middle-managers", "--year", "2027",
                                       "--role", "chair", "--replace"});
    CHECK(holds(chair.err, "its note was 'For the survey'"));
    CHECK(ask_database(section.database(),
                       "SELECT note FROM appointments WHERE start_on = '2027-07-01' AND person_id "
                       "= (SELECT id FROM people WHERE name = 'New One')") ==
          std::vector<Words>{{"For the survey"}});
}

TEST_CASE("the option --replace in spring lets the running term last until June 30") {
    Section section;
    section.today("2027-03-01");
    appointed(section, {someone(1), "member-experience", "--year", "2026"});
    appointed(section, {"Person 1", "member-experience", "--role", "chair", "--replace"});
    const Table served = record(section, "Person 1");
    CHECK(served.column("end") == Words{"2027-06-30", "2028-06-30"});
    CHECK(served.column("start") == Words{"2026-07-01", "2027-07-01"});
}

// ---- what is kept, shown and left alone

TEST_CASE("a note and an institution are kept") {
    const Section section;
    appointed(section, {someone(1), "middle", "--note", "Fills a vacant seat", "--institution",
                        "City Library"});
    CHECK(record(section, "Person 1").column("note") == Words{"Fills a vacant seat"});
    CHECK(section.csv({"roster", "middle"}).column("institution") == Words{"City Library"});
}

TEST_CASE("appoint answers with a roster's columns") {
    const Section section;
    CHECK(appointed(section, {someone(1), "middle"}).columns == section.csv({"roster"}).columns);
}

TEST_CASE("appoint answers in every format") {
    const Section section;
    const auto answer = [&](int number, const std::string& format) {
        return section.done({"appoint", someone(number), "leadership-team", "--format", format})
            .out;
    };
    const Table csv = read_csv(answer(1, "csv"));
    CHECK(csv.at(0, "name") == "Person 1");
    CHECK(holds(answer(2, "tsv"), "\tPerson 2\tperson2@lib.example\t\t2026-11-24\t2028-06-30\t2"));
    const auto json = nlohmann::json::parse(answer(3, "json"));
    REQUIRE(json.size() == 1);
    CHECK(json[0]["name"] == "Person 3");
    CHECK(json[0]["institution"].is_null());
    CHECK(json[0]["years"] == 2);
    const std::string jsonl = answer(4, "jsonl");
    CHECK(count_lines(jsonl) == 1);
    CHECK(nlohmann::json::parse(jsonl)["name"] == "Person 4");
    CHECK(holds(answer(5, "md"), "| Person 5 |"));
    CHECK(holds(answer(6, "table"), "Person 6"));
}

TEST_CASE("the option --dry-run answers as the real thing does and changes nothing") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    const Words line{"appoint", someone(1), "library-leaders", "--role", "chair", "-f", "csv"};
    Words dry = line;
    dry.emplace_back("--dry-run");
    const Result tried = section.done(dry);
    CHECK(bytes_of(section.database()) == before);
    CHECK(holds(tried.err, "nothing was changed"));
    CHECK(section.done(line).out == tried.out);
    CHECK(bytes_of(section.database()) != before);
}

TEST_CASE("the option --dry-run refuses what would be refused") {
    const SampleSection section;
    section.refuses(3, {"appoint", someone(1), "member-experience", "--years", "3", "-n"});
    section.refuses(3, {"appoint", "Jordan Avery", "library-leaders", "-n"});
}

TEST_CASE("each command that changes something is kept in the history, once, with who and what") {
    const Section section;
    const auto before = histories(section);
    section.done({"appoint", someone(1), "middle", "--note", "it's new"});
    section.done({"appoint", someone(2), "middle", "--actor", "Corinne"});
    CHECK(histories(section) == before + 2);
    const auto rows = ask_database(section.database(),
                                   "SELECT actor, command, at FROM history ORDER BY id DESC");
    CHECK(rows[0][0] == "Corinne");
    CHECK(rows[1][0] == "tester");
    CHECK(holds(rows[1][1], "appoint"));
    CHECK(holds(rows[1][1], "person1@lib.example"));
    CHECK(std::regex_match(rows[0][2], std::regex{R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"}));
}

TEST_CASE("what reads, what is refused and what is tried leaves no entry in the history") {
    const SampleSection section;
    const auto before = histories(section);
    section.done({"roster"});
    section.done({"appoint", someone(1), "middle", "--dry-run"});
    section.fails(3, {"appoint", someone(1), "member-experience", "--years", "3"});
    section.fails(3, {"appoint", someone(1), "nowhere"});
    CHECK(histories(section) == before);
}

TEST_CASE("a refused appointment of someone new leaves no one behind") {
    const SampleSection section;
    section.refuses(3, {"appoint", someone(1), "member-experience", "--years", "3"});
    CHECK(section.csv({"person", "list", "Person 1"}).size() == 0);
}

TEST_CASE("options that cannot be read are a wrong command line, one line each") {
    const Section section;
    for (const Words& more : std::vector<Words>{{"--role", "boss"},
                                                {"--years", "two"},
                                                {"--years", "1.5"},
                                                {"--year", "soon"},
                                                {"--year", "26"},
                                                {"--start", "2026-02-30"},
                                                {"--start", "someday"},
                                                {"--format", "doc"},
                                                {"--today", "2026-13-01"},
                                                {"--no-such-option"}}) {
        Words words{"appoint", someone(1), "middle"};
        words.insert(words.end(), more.begin(), more.end());
        CHECK(count_lines(section.refuses(2, words)) == 1);
    }
}

TEST_CASE("an option that is given twice, but takes one value, is a wrong command line") {
    const Program program;
    const std::string said = program.fails(2, {"roster", "--on", "today", "--on", "tomorrow"});
    CHECK(holds(said, "--on is given more than once"));
    CHECK(holds(program.fails(2, {"roster", "--on"}), "--on needs a value"));
}

TEST_CASE("a value that cannot be read is a wrong command line even without a database") {
    const Program program;
    for (const Words& words : std::vector<Words>{{"roster", "--on", "someday"},
                                                 {"roster", "--role", "boss"},
                                                 {"check", "--year", "soon"},
                                                 {"program", "list", "--status", "lost"},
                                                 {"volunteer", "list", "--state", "lost"},
                                                 {"volunteer", "appoint", "ana", "--years", "two"},
                                                 {"undo", "--override", ""}}) {
        INFO(words.front());
        CHECK(count_lines(program.fails(2, words)) == 1);
    }
}

TEST_CASE("appoint without a person or a group, or with a word too many, is a wrong command line") {
    const Section section;
    CHECK(holds(section.refuses(2, {"appoint"}), "PERSON"));
    CHECK(holds(section.refuses(2, {"appoint", someone(1)}), "GROUP"));
    section.refuses(2, {"appoint", someone(1), "middle", "managers"});
}

TEST_CASE("appoint without a database fails with status 4 and says how to make one") {
    const Program program;
    CHECK(holds(program.fails(4, {"appoint", someone(1), "middle"}), "lmsection init"));
    CHECK_FALSE(std::filesystem::exists(program.database()));
}

TEST_CASE("a start without a year is the next such day, and it is shown as it was read") {
    const Section section;
    const Result july = section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers",
                                      "--start", "july", "-f", "csv"});
    CHECK(read_csv(july.out).at(0, "start") == "2027-07-01");
    CHECK(holds(july.err, "'july' is read as July 1, 2027."));
    CHECK_FALSE(holds(july.err, "warning"));
    const Result slashes = section.done({"appoint", "Bo Long <bo@lib.example>", "middle-managers",
                                         "--start", "1/2/2027", "-f", "csv"});
    CHECK(read_csv(slashes.out).at(0, "start") == "2027-01-02");
    CHECK(holds(slashes.err, "'1/2/2027' is read as January 2, 2027."));
}

TEST_CASE("a start in the past and a year far away are warned about") {
    const Section section;
    CHECK(holds(
        section.done({"appoint", "A One <a1@lib.example>", "human", "--start", "2026-09-01"}).err,
        "warning: September 1, 2026 is in the past"));
    CHECK(holds(
        section.done({"appoint", "A Two <a2@lib.example>", "human", "--start", "2020-12-16"}).err,
        "warning: December 16, 2020 is 6 years ago; check the year"));
    CHECK(
        holds(section.done({"appoint", "A Three <a3@lib.example>", "human", "--year", "2062"}).err,
              "warning: program year 2062-63 is 36 years away; check the year"));
    CHECK_FALSE(holds(
        section.done({"appoint", "A Four <a4@lib.example>", "human", "--start", "2027-07-01"}).err,
        "in the past"));
}

TEST_CASE("a role changed in mid-term ends when the term that it replaces would have") {
    const Section section;
    section.done({"appoint", "Linnea Holm <linnea@lib.example>", "human", "--years", "1"});
    const Words change{"appoint",  "linnea",  "human",      "--role",
                       "co-chair", "--start", "2027-02-01", "--replace"};
    const Result result = section.done([&] {
        Words words = change;
        words.insert(words.end(), {"-f", "csv"});
        return words;
    }());
    CHECK(read_csv(result.out).at(0, "start") == "2027-02-01");
    CHECK(read_csv(result.out).at(0, "end") == "2027-06-30");
    CHECK(read_csv(result.out).at(0, "years") == "1");
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done(change).err, "already serves in"));
    CHECK(bytes_of(section.database()) == before);
    section.done({"undo"});
    Words longer = change;
    longer.insert(longer.end(), {"--years", "2", "-f", "csv"});
    CHECK(read_csv(section.done(longer).out).at(0, "end") == "2028-06-30");
    section.done({"undo"});
    Words to = change;
    to.insert(to.end(), {"--end", "2028-06-30", "-f", "csv"});
    CHECK(read_csv(section.done(to).out).at(0, "end") == "2028-06-30");
}

TEST_CASE("a role replaced on the first day of its term leaves no trace of the old one") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "human", "--start", "today"});
    const Result result = section.done(
        {"appoint", "ana", "human", "--role", "co-chair", "--replace", "-f", "csv"});
    CHECK(holds(result.err, "is replaced"));
    CHECK(section.csv({"person", "show", "ana"}).column("role") == Words{"co-chair"});
}

TEST_CASE("a term may end on a day that is named") {
    const Section section;
    const Result early = section.done(
        {"appoint", "Ana Diaz <ana@lib.example>", "human", "--end", "march 31", "-f", "csv"});
    CHECK(read_csv(early.out).at(0, "end") == "2027-03-31");
    CHECK(read_csv(early.out).at(0, "years") == "1");
    CHECK(holds(early.err, "not on June 30 (§1)"));
    section.refuses(3, {"appoint", "Bo Long <bo@lib.example>", "human", "--end", "2026-01-01"});
    section.refuses(3, {"appoint", "Bo Long <bo@lib.example>", "human", "--years", "1", "--end",
                        "2028-06-30"});
}

TEST_CASE("appointing who is appointed already changes nothing and says so") {
    const Section section;
    const Words appoint{"appoint", "Ana Diaz <ana@lib.example>", "human"};
    section.done(appoint);
    const std::string before = bytes_of(section.database());
    const Result again = section.done(appoint);
    CHECK(holds(again.err, "Ana Diaz already serves in Human Resources Development as member from "
                           "2026-11-24 to 2028-06-30; nothing was changed."));
    section.done({"appoint", "ana", "human", "--years", "2"});
    section.done({"appoint", "ana", "human", "--start", "2026-11-24"});
    section.done({"appoint", "ana", "human", "--year", "2026"});
    CHECK(bytes_of(section.database()) == before);
    // Anything else is another appointment, which overlaps.
    section.refuses(3, {"appoint", "ana", "human", "--years", "1"});
    section.refuses(3, {"appoint", "ana", "human", "--role", "co-chair"});
    section.refuses(3, {"appoint", "ana", "human", "--start", "2026-12-01"});
}

TEST_CASE("a change that does not make a group larger is not refused for its size") {
    const SampleSection section;    // Member Experience has 13 people by an override
    const Table chairs = section.csv({"roster", "member-experience", "--role", "co-chair"});
    REQUIRE(chairs.size() > 0);
    const Result role = section.done({"appoint", chairs.at(0, "email"), "member-experience",
                                      "--replace", "--start", "tomorrow"});
    CHECK_FALSE(holds(role.err, "would have"));
    // One leaves, another takes the seat the day after.
    const Table members = section.csv({"roster", "member-experience", "--role", "member"});
    section.done({"appoint", "end", members.at(0, "email"), "member-experience"});
    const Result swap = section.done(
        {"appoint", "New Person <new@lib.example>", "member-experience", "--start", "tomorrow"});
    CHECK_FALSE(holds(swap.err, "would have"));
    // One more is one too many.
    const Result more = section.run({"appoint", "Other Person <other@lib.example>",
                                     "member-experience", "--start", "tomorrow"});
    CHECK(holds(more.err, "14 people"));
}

TEST_CASE("someone new is appointed with --email, or with --new without an address") {
    const SampleSection section;
    const std::string refused = section.refuses(3, {"appoint", "Zed Zimmer", "middle-managers"});
    CHECK(holds(refused, "--email ADDRESS"));
    CHECK(holds(refused, "--new"));
    section.done({"appoint", "Zed Zimmer", "middle-managers", "--email", "zed@lib.example"});
    CHECK(section.csv({"person", "show", "zed@lib.example"}).column("start").size() == 1);
    const Words typed{"appoint", "Yan Young", "middle-managers", "--new"};
    section.done(typed);
    CHECK(holds(section.done(typed).err, "nothing was changed"));
    CHECK(section.csv({"person", "list", "Yan Young"}).at(0, "email").empty());
    // A part of another name is not that person.
    section.done({"appoint", "Dovecote", "middle-managers", "--new"});
    CHECK(section.csv({"person", "list", "Dovecote"}).size() == 2);
    section.refuses(3, {"appoint", "Jordan Avery", "middle-managers", "--new"});
    section.refuses(2, {"appoint", "Al <al@lib.example>", "middle-managers", "--email",
                        "bo@lib.example"});
    section.refuses(2, {"appoint", "--from", "-", "--new"});
}
