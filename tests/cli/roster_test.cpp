// `roster`, held against the sample's own lines: who serves when is worked out here again.
#include "harness.hpp"

#include <algorithm>
#include <set>

using namespace lmsection::test;

namespace {

const Words columns{"group_slug", "group",       "kind",  "role", "name",
                    "email",      "institution", "start", "end",  "years"};

const Words groups_in_order{"leadership-team",
                            "human-resources-development",
                            "management-best-practices",
                            "member-experience",
                            "new-leaders-and-managers",
                            "consortium-management",
                            "dialogue-with-directors",
                            "library-consulting",
                            "library-leaders-and-managers",
                            "middle-managers",
                            "technical-services-managers-in-academic-libraries",
                            "leadership-management-competencies-working-group"};

std::string slug_of(std::string name) {
    std::string slug;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter) {
            slug += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    return slug;
}

/// A line of the sample, with the term that the handbook gives it.
struct Line {
    std::string name, email, group, role, years, start, end;
};

std::vector<Line> sample_lines() {
    std::vector<Line> lines;
    for (const char* file : {"data/sample/appointments.csv", "data/sample/over.csv"}) {
        const Table table = read_csv(bytes_of(source_file(file)));
        for (std::size_t i = 0; i < table.size(); ++i) {
            const int year = std::stoi(table.at(i, "year"));
            const int years = std::stoi(table.at(i, "years"));
            const std::string start = table.at(i, "start");
            lines.push_back({table.at(i, "name"), table.at(i, "email"),
                             slug_of(table.at(i, "group")), table.at(i, "role"),
                             table.at(i, "years"),
                             start.empty() ? std::to_string(year) + "-07-01" : start,
                             std::to_string(year + years) + "-06-30"});
        }
    }
    return lines;
}

using Seats = std::multiset<std::string>;

/// The sample's lines that fit, each as one text.
template <class Fits>
Seats expected(Fits fits) {
    Seats seats;
    for (const Line& line : sample_lines()) {
        if (fits(line)) {
            seats.insert(line.group + " " + line.role + " " + line.email + " " + line.start + " " +
                         line.end + " " + line.years);
        }
    }
    return seats;
}

Seats seats_of(const Table& roster) {
    Seats seats;
    for (std::size_t i = 0; i < roster.size(); ++i) {
        seats.insert(roster.at(i, "group_slug") + " " + roster.at(i, "role") + " " +
                     roster.at(i, "email") + " " + roster.at(i, "start") + " " +
                     roster.at(i, "end") + " " + roster.at(i, "years"));
    }
    return seats;
}

const SampleSection& sample() {
    static const SampleSection section;
    return section;
}

/// A column with equal neighbours counted once.
Words runs_of(const Table& roster, const std::string& column) {
    Words cells = roster.column(column);
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    return cells;
}

}    // namespace

TEST_CASE("a roster has the columns of the contract, in their order") {
    CHECK(sample().csv({"roster"}).columns == columns);
    CHECK(sample().csv({"roster", "--vacancies"}).columns == columns);
    CHECK(sample().csv({"roster", "--public"}).columns == columns);
    CHECK(sample().csv({"roster", "--history"}).columns == columns);
    CHECK(sample().csv({"roster", "library-leaders-and-managers"}).columns == columns);
}

TEST_CASE("a roster lists who serves today, and nobody else") {
    const Table roster = sample().csv({"roster"});
    CHECK(seats_of(roster) == expected([](const Line& line) {
              return line.start <= "2026-11-24" && "2026-11-24" <= line.end;
          }));
    CHECK(roster.size() == 58);
}

TEST_CASE("the option --on lists who serves on that day, in all parts of the years") {
    for (const char* day :
         {"2023-06-30", "2023-07-01", "2024-06-30", "2024-07-01", "2025-11-02", "2025-11-03",
          "2026-01-11", "2026-01-12", "2026-06-30", "2026-07-01", "2026-09-13", "2026-09-14",
          "2027-06-30", "2027-07-01", "2028-06-30", "2029-06-30", "2029-07-01"}) {
        CAPTURE(day);
        CHECK(seats_of(sample().csv({"roster", "--on", day})) ==
              expected([&](const Line& line) { return line.start <= day && day <= line.end; }));
    }
}

TEST_CASE("the option --today moves the roster's day as --on does") {
    CHECK(sample().csv({"roster", "--today", "2024-02-29"}).rows ==
          sample().csv({"roster", "--on", "2024-02-29"}).rows);
}

TEST_CASE("the option --year lists all who serve in that program year on any day") {
    for (const int year : {2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029}) {
        const std::string first = std::to_string(year) + "-07-01";
        const std::string last = std::to_string(year + 1) + "-06-30";
        CAPTURE(year);
        CHECK(seats_of(sample().csv({"roster", "--year", std::to_string(year)})) ==
              expected([&](const Line& line) { return line.start <= last && first <= line.end; }));
    }
}

TEST_CASE(
    "the option --ending with a year lists whose term ends on the June 30 of that program year") {
    for (const int year : {2022, 2023, 2025, 2026, 2027, 2028}) {
        const std::string last = std::to_string(year + 1) + "-06-30";
        CAPTURE(year);
        CHECK(seats_of(sample().csv({"roster", "--ending", std::to_string(year)})) ==
              expected([&](const Line& line) { return line.end == last; }));
    }
}

TEST_CASE("the option --ending without a year means the running program year, and a group may "
          "follow it") {
    CHECK(sample().csv({"roster", "--ending"}).rows ==
          sample().csv({"roster", "--ending", "2026"}).rows);
    CHECK(sample().csv({"roster", "--ending", "--today", "2026-06-30"}).rows ==
          sample().csv({"roster", "--ending", "2025"}).rows);
    const Table ending = sample().csv({"roster", "--ending", "middle-managers"});
    CHECK(ending.column("name") == Words{"Fitzgerald Moonaghan", "Ezekiel Barnstable"});
    CHECK(sample().csv({"roster", "middle-managers", "--ending"}).rows == ending.rows);
    CHECK(sample().csv({"roster", "--ending", "2026", "middle-managers"}).rows == ending.rows);
}

TEST_CASE("whose term was ended on another day does not end with the program year") {
    const SampleSection section;
    section.done({"appoint", "end", "Ezekiel Barnstable", "middle", "--on", "2027-05-31"});
    CHECK(section.csv({"roster", "middle", "--ending"}).column("name") ==
          Words{"Fitzgerald Moonaghan"});
}

TEST_CASE("the option --history lists all who ever served, or will") {
    CHECK(seats_of(sample().csv({"roster", "--history"})) ==
          expected([](const Line&) { return true; }));
    CHECK(sample().csv({"roster", "--history"}).size() == 160);
}

TEST_CASE("groups stand in order: Leadership Team, committees, interest groups, working groups") {
    Words occupied = groups_in_order;
    std::erase(occupied, "library-leaders-and-managers");    // vacant
    CHECK(runs_of(sample().csv({"roster"}), "group_slug") == occupied);
    CHECK(runs_of(sample().csv({"roster", "--history"}), "group_slug") == groups_in_order);
    CHECK(runs_of(sample().csv({"roster"}), "kind") ==
          Words{"leadership-team", "committee", "interest-group", "working-group"});
}

TEST_CASE("in a group chairs stand first, then the others by name as people sort names") {
    CHECK(sample().csv({"roster", "leadership-team"}).column("name") ==
          Words{"Ana Díaz", "Nguyễn Thị Lan Chi", "Jürgen Müller-Hartwald", "Łukasz Wiśnioch",
                "Maeve O'Brien", "Søren Aalbæk", "Tessa D'Angelo"});
    CHECK(sample().csv({"roster", "member-experience"}).column("name") ==
          Words{"Henrietta Dovecote", "Mateus Figueirôa", "Clementine Ashwater",
                "Cordelia Plumridge", "Dashiell Kettlewick", "Evangeline Stroudwater",
                "Imani Larkspurton", "İpek Çağlayan",
                "Maximiliana Theodora Featherstonehaugh-Vandenbroucke Ashby", "Odalys Ferrante",
                "Percival Oakhaven", "Philippa Thornquist", "森本 はるの"});
    CHECK(sample().csv({"roster", "leadership-team", "--on", "2025-01-01"}).column("role") ==
          Words{"chair", "vice-chair", "member", "member", "member", "member"});
}

TEST_CASE("a roster of groups lists those groups, each once, in the order of rosters") {
    const Table two = sample().csv({"roster", "middle", "leadership-team", "Middle Managers"});
    CHECK(runs_of(two, "group_slug") == Words{"leadership-team", "middle-managers"});
    CHECK(two.size() == 7 + 3);
}

TEST_CASE("the option --kind lists the groups of that kind") {
    const std::vector<std::pair<std::string, std::size_t>> sizes{{"leadership-team", 7},
                                                                 {"committee", 7 + 8 + 13 + 4},
                                                                 {"interest-group", 4 * 3 + 2},
                                                                 {"working-group", 5}};
    for (const auto& [kind, size] : sizes) {
        const Table roster = sample().csv({"roster", "--kind", kind});
        CAPTURE(kind);
        CHECK(runs_of(roster, "kind") == Words{kind});
        CHECK(roster.size() == size);
    }
}

TEST_CASE("the option --role lists those who serve in that role") {
    for (const char* role : {"chair", "co-chair", "vice-chair", "member"}) {
        CAPTURE(role);
        CHECK(seats_of(sample().csv({"roster", "--role", role, "--year", "2024"})) ==
              expected([&](const Line& line) {
                  return line.role == role && line.start <= "2025-06-30" &&
                         "2024-07-01" <= line.end;
              }));
    }
}

TEST_CASE("the options of a roster narrow it together") {
    CHECK(sample()
              .csv({"roster", "--kind", "committee", "--role", "co-chair", "--ending", "2026"})
              .column("name") == Words{"Marguerite Solberg", "Henrietta Dovecote",
                                       "Augustine Fairbairnley", "Vikram Chandelwar"});
    CHECK(sample().csv({"roster", "middle", "--history", "--role", "chair"}).column("start") ==
          Words{"2024-07-01", "2025-07-01", "2026-07-01", "2023-07-01"});
    CHECK(sample().csv({"roster", "middle", "--kind", "committee"}).size() == 0);
    const Table led = sample().csv(
        {"roster", "--on", "2024-01-01", "--role", "chair", "--kind", "working-group", "--public"});
    CHECK(led.column("name") == Words{"Thaddeus Ruxbridge"});
    CHECK(led.column("email") == Words{""});
}

TEST_CASE("the option --vacancies on the sample are the planted ones, and no others") {
    const Table vacant = sample().csv({"roster", "--vacancies"});
    std::vector<Words> seats;
    for (std::size_t i = 0; i < vacant.size(); ++i) {
        seats.push_back({vacant.at(i, "group_slug"), vacant.at(i, "role")});
        for (const char* column : {"name", "email", "institution", "start", "end", "years"}) {
            CHECK(vacant.at(i, column).empty());
        }
    }
    CHECK(seats == std::vector<Words>{{"human-resources-development", "co-chair"},
                                      {"new-leaders-and-managers", "member"},
                                      {"new-leaders-and-managers", "member"},
                                      {"library-leaders-and-managers", "chair"},
                                      {"library-leaders-and-managers", "member"}});
}

TEST_CASE("the option --vacancies of a new section are all the seats that the handbook asks for") {
    const Section section;
    const Table vacant = section.csv({"roster", "--vacancies"});
    const auto seats = [&](const std::string& group) {
        return vacant.where("group_slug", group).size();
    };
    CHECK(seats("leadership-team") == 4);
    CHECK(seats("member-experience") == 6);
    CHECK(seats("middle-managers") == 2);
    CHECK(seats("leadership-management-competencies-working-group") == 0);
    CHECK(vacant.size() == 4 + 4 * 6 + 6 * 2);
}

TEST_CASE("the option --vacancies narrow by group, kind and role, and look at --on") {
    CHECK(sample().csv({"roster", "--vacancies", "--kind", "interest-group"}).column("role") ==
          Words{"chair", "member"});
    CHECK(sample().csv({"roster", "--vacancies", "--role", "co-chair"}).column("group_slug") ==
          Words{"human-resources-development"});
    CHECK(sample().csv({"roster", "new-leaders", "--vacancies"}).size() == 2);
    CHECK(sample().csv({"roster", "leadership-team", "--vacancies"}).size() == 0);
    CHECK(sample().csv({"roster", "middle", "--vacancies", "--on", "2027-07-01"}).column("role") ==
          Words{"chair"});
}

TEST_CASE("the option --public leaves the addresses out, in every format") {
    for (const char* format : {"csv", "tsv", "json", "jsonl", "md", "table"}) {
        CAPTURE(format);
        const std::string with = sample().done({"roster", "--history", "--wide", "-f", format}).out;
        const std::string without =
            sample().done({"roster", "--history", "--public", "--wide", "-f", format}).out;
        CHECK(holds(with, "@"));
        CHECK_FALSE(holds(without, "@"));
        CHECK(holds(without, "Fitzgerald Moonaghan"));
    }
    CHECK(sample().csv({"roster", "--public"}).column("email") == Words(58, ""));
}

TEST_CASE("a roster in JSON is its CSV, row for row and key for key") {
    const Table csv = sample().csv({"roster", "--history"});
    const auto json = sample().json({"roster", "--history"});
    REQUIRE(json.size() == csv.size());
    for (std::size_t i = 0; i < csv.size(); ++i) {
        REQUIRE(json[i].size() == csv.columns.size());
        for (const std::string& column : csv.columns) {
            const auto& value = json[i].at(column);
            const std::string text = value.is_null()     ? ""
                                     : value.is_number() ? value.dump()
                                                         : value.get<std::string>();
            CHECK(text == csv.at(i, column));
        }
        CHECK(json[i]["years"].is_number_integer());
    }
}

TEST_CASE("absent values are null in JSON, never empty text") {
    const auto vacant = sample().json({"roster", "--vacancies"});
    REQUIRE(vacant.size() == 5);
    for (const char* column : {"name", "email", "institution", "start", "end", "years"}) {
        CHECK(vacant[0].at(column).is_null());
    }
    const auto tessa = sample().json({"roster", "library-consulting", "--on", "2025-12-01"});
    CHECK(tessa[0]["name"] == "Tessa D'Angelo");
    CHECK(tessa[0]["institution"].is_null());
}

TEST_CASE("a roster without rows is a header in CSV and an empty array in JSON") {
    CHECK(sample().csv({"roster", "library-leaders-and-managers"}).size() == 0);
    CHECK(sample().json({"roster", "library-leaders-and-managers"}) == nlohmann::json::array());
    CHECK(sample().done({"roster", "library-leaders", "-f", "jsonl"}).out.empty());
}

TEST_CASE("JSONL holds the JSON's objects, a line each") {
    const auto json = sample().json({"roster"});
    const Words lines = lines_of(sample().done({"roster", "-f", "jsonl"}).out);
    REQUIRE(lines.size() == json.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        CHECK(nlohmann::json::parse(lines[i]) == json[i]);
    }
}

TEST_CASE("TSV holds the CSV's cells, a row a line") {
    const Table csv = sample().csv({"roster"});
    const Words lines = lines_of(sample().done({"roster", "-f", "tsv"}).out);
    REQUIRE(lines.size() == csv.size() + 1);
    const auto joined = [](const Words& cells) {
        std::string line;
        for (const std::string& cell : cells) {
            line += (line.empty() ? "" : "\t") + cell;
        }
        return line;
    };
    CHECK(lines[0] == joined(csv.columns));
    for (std::size_t i = 0; i < csv.size(); ++i) {
        CHECK(lines[i + 1] == joined(csv.rows[i]));
    }
}

TEST_CASE("Markdown has a header, a rule and a row for each, and the table every name") {
    const Table csv = sample().csv({"roster"});
    const Words lines = lines_of(sample().done({"roster", "-f", "md"}).out);
    REQUIRE(lines.size() == csv.size() + 2);
    CHECK(lines[1].find_first_not_of("|- :") == std::string::npos);
    const std::string table = sample().done({"roster", "--wide"}).out;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        CHECK(holds(lines[i + 2], "| " + csv.at(i, "name") + " |"));
        CHECK(holds(table, csv.at(i, "name")));
        CHECK(holds(table, csv.at(i, "group")));
    }
}

TEST_CASE("CSV lines end as RFC 4180 has it") {
    const std::string csv = sample().done({"roster", "-f", "csv"}).out;
    CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) == 59);
    for (auto at = csv.find('\n'); at != std::string::npos; at = csv.find('\n', at + 1)) {
        REQUIRE(csv[at - 1] == '\r');
    }
}

TEST_CASE(
    "a cell that a spreadsheet would run is made harmless in CSV, and stays as it is in JSON") {
    const Section section;
    for (const char* first : {"=", "+", "-", "@"}) {
        const std::string institution = std::string{first} + "HYPERLINK(\"x\")";
        section.done({"appoint",
                      "P" + std::to_string(int{*first}) + " <p" + std::to_string(int{*first}) +
                          "@lib.example>",
                      "leadership-team", "--institution=" + institution});
    }
    for (const std::string& cell : section.csv({"roster"}).column("institution")) {
        CAPTURE(cell);
        CHECK(std::string_view{"=+-@"}.find(cell.front()) == std::string_view::npos);
        CHECK(holds(cell, "HYPERLINK(\"x\")"));
    }
    CHECK(section.json({"roster"})[0]["institution"] == "+HYPERLINK(\"x\")");
}

TEST_CASE("a part of a cell is made harmless that a reader with other separators would run") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "leadership-team"});
    struct Case {
        std::string text;
        std::string csv;
        std::string tsv;
    };
    for (const auto& [text, csv, tsv] : std::vector<Case>{
             {"x;=1+1", "x;'=1+1", "x;'=1+1"},
             {"x;-1;+1;@A", "x;'-1;'+1;'@A", "x;'-1;'+1;'@A"},
             {"x; =1+1", "x;' =1+1", "x;' =1+1"},
             {"x;\"=1+1\"", "x;'\"=1+1\"", "x;'\"=1+1\""},
             {"x,=1+1", "x,=1+1", "x,'=1+1"},
             {"=1;=2", "'=1;'=2", "'=1;'=2"},
             {"Talks; - and more", "Talks; - and more", "Talks; - and more"},
             {"a;b, c", "a;b, c", "a;b, c"},
             {"a;", "a;", "a;"},
         }) {
        CAPTURE(text);
        section.done({"person", "edit", "ana@lib.example", "--institution=" + text});
        CHECK(section.csv({"roster"}).column("institution") == Words{csv});
        const Words lines = lines_of(section.done({"roster", "-f", "tsv"}).out);
        CHECK(holds(lines.at(1), "\t" + tsv + "\t"));
        CHECK(section.json({"roster"})[0]["institution"] == text);
    }
    // Other programs may put line ends and tabs into a text.
    run_sql(section.database(), "UPDATE people SET institution = 'x' || char(9) || '=1' || "
                                "char(13) || char(10) || '@A'");
    CHECK(section.csv({"roster"}).column("institution") == Words{"x\t'=1\r\n'@A"});
}

TEST_CASE("unknown groups, roles, kinds and days are told apart by their status") {
    const SampleSection section;
    section.refuses(3, {"roster", "nowhere"});
    section.refuses(3, {"roster", "m"});
    section.refuses(2, {"roster", "--role", "boss"});
    section.refuses(2, {"roster", "--kind", "circle"});
    section.refuses(2, {"roster", "--on", "2026-02-30"});
    section.refuses(2, {"roster", "--year", "soon"});
    section.refuses(2, {"roster", "--ending", "20266"});
}

TEST_CASE("options of a roster that contradict each other are a wrong command line") {
    const SampleSection section;
    section.refuses(2, {"roster", "--year", "2026", "--on", "2026-09-01"});
    section.refuses(2, {"roster", "--history", "--vacancies"});
    section.refuses(2, {"roster", "--ending", "2026", "--year", "2025"});
}

TEST_CASE("a roster without a database fails with status 4, and prints no header") {
    const Program program;
    CHECK(holds(program.fails(4, {"roster", "-f", "csv"}), "lmsection init"));
}

TEST_CASE("the option --leads lists everyone who leads, and --role may be repeated") {
    const Table all = sample().csv({"roster"});
    const Table leads = sample().csv({"roster", "--leads"});
    CHECK(leads.size() == 15);
    CHECK(leads.where("role", "member").size() == 0);
    CHECK(leads.size() == all.size() - all.where("role", "member").size());
    CHECK(sample()
              .csv({"roster", "--role", "co-chair", "--role", "chair", "--role", "vice-chair"})
              .rows == leads.rows);
    CHECK(sample().csv({"roster", "--role", "chair,member"}).size() ==
          all.where("role", "chair").size() + all.where("role", "member").size());
    const std::string line = sample().done({"roster", "--leads", "--format", "emails"}).out;
    CHECK(std::count(line.begin(), line.end(), '@') == 15);
    CHECK(sample().csv({"roster", "--leads", "--vacancies"}).where("role", "member").size() == 0);
    sample().refuses(2, {"roster", "--leads", "--role", "chair"});
}

TEST_CASE("the option --ending takes a day, and says which day it lists") {
    const Result year = sample().done({"roster", "--ending", "2027", "-f", "csv"});
    CHECK(holds(year.err, "Terms ending June 30, 2028 (program year 2027-28)."));
    for (const char* typed : {"2027-06-30", "6/30/2027", "June 30, 2027", "june", "2027-06"}) {
        INFO(typed);
        const Result day = sample().done({"roster", "--ending", typed, "-f", "csv"});
        CHECK(holds(day.err, "Terms ending June 30, 2027 (program year 2026-27)."));
        CHECK(read_csv(day.out).rows == sample().csv({"roster", "--ending", "2026"}).rows);
    }
    CHECK(sample().csv({"roster", "--ending", "2027-06-29"}).size() == 0);
}
