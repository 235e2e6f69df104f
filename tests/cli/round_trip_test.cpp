// What one command writes as CSV, the matching command reads: into a copy, where nothing changes,
// and into an empty section, which then lists the same.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

/// The sample section with all that it has files for.
struct FullSection : SampleSection {
    FullSection() {
        done({"meeting", "add", "--from", source_file("data/sample/meetings.csv"), "-q"});
        done({"program", "add", "--from", source_file("data/sample/programs.csv"), "-q"});
        done({"volunteer", "import", source_file("data/sample/volunteers.csv"), "-q"});
    }
};

/// A list of `section`, fed back to it: nothing may change.
Result fed_back(const Section& section, const Words& list, Words reading) {
    Words listing = list;
    listing.insert(listing.end(), {"--format", "csv"});
    const std::string csv = section.done(listing).out;
    const auto records = [&] { return section.done({"export", "--without-history"}).out; };
    const std::string before = records();
    const Result result = section.done(reading, csv);
    CHECK((records() == before));
    CHECK(section.done(listing).out == csv);
    return result;
}

/// A table without some columns.
Table without(Table table, const Words& columns) {
    for (const std::string& column : columns) {
        const std::size_t at = table.index(column);
        table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(at));
        for (Words& row : table.rows) {
            row.erase(row.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    return table;
}

std::string as_csv(const Section& section, Words list) {
    list.insert(list.end(), {"--format", "csv"});
    return section.done(list).out;
}

}    // namespace

TEST_CASE("the files of the sample read twice change nothing the second time") {
    const Section section;
    const std::vector<std::pair<std::string, Words>> files{
        {"appointments", {"appoint", "--from"}},
        {"over", {"appoint", "--override", "agreed", "--from"}},
        {"reports", {"report-due", "submit", "--from"}},
        {"meetings", {"meeting", "add", "--from"}},
        {"programs", {"program", "add", "--from"}},
        {"volunteers", {"volunteer", "import", "--ignore-extra"}}};
    std::string first;
    for (int round = 0; round < 2; ++round) {
        for (const auto& file : files) {
            Words words = file.second;
            words.push_back(source_file("data/sample/" + file.first + ".csv"));
            words.emplace_back("-q");
            section.done(words);
        }
        const std::string bytes = bytes_of(section.database());
        CHECK((round == 0 || bytes == first));
        first = bytes;
    }
}

TEST_CASE("meeting list is read by meeting add --from") {
    const FullSection full;
    const Words list{"meeting", "list", "--year", "2025"};
    fed_back(full, list, {"meeting", "add", "--from", "-"});
    const Section fresh;
    fresh.done({"meeting", "add", "--from", "-", "-q"}, as_csv(full, list));
    const Table copied = without(fresh.csv(list), {"id"});
    CHECK(copied.rows == without(full.csv(list), {"id"}).rows);
    CHECK(copied.size() > 5);
}

TEST_CASE("report-due --all is read by report-due submit --from") {
    const FullSection full;
    const Words list{"report-due", "--all", "--year", "2026"};
    fed_back(full, list, {"report-due", "submit", "--from", "-"});
    const Section fresh;
    fresh.done({"report-due", "submit", "--from", "-", "-q"}, as_csv(full, list));
    CHECK(fresh.csv(list).where("status", "submitted").rows ==
          full.csv(list).where("status", "submitted").rows);
    CHECK(fresh.csv(list).where("status", "submitted").size() == 3);
}

TEST_CASE("roster --history is read by appoint --from") {
    const FullSection full;
    const Words list{"roster", "--history"};
    const Words reading{"appoint", "--from", "-", "--override", "as recorded"};
    fed_back(full, list, reading);
    const Section fresh;
    Words quiet = reading;
    quiet.emplace_back("-q");
    fresh.done(quiet, as_csv(full, list));
    CHECK(fresh.csv(list).rows == full.csv(list).rows);
}

TEST_CASE("program list is read by program add --from") {
    const FullSection full;
    full.done({"program", "decline", "we have always", "-q"});
    full.done({"program", "carry", "we have always", "--to", "core-forum", "-q"});
    const Words list{"program", "list", "--all"};
    const Result again = fed_back(full, list, {"program", "add", "--from", "-"});
    CHECK(holds(again.err, "0 added, 11 already on record."));
    const Section fresh;
    fresh.done({"appoint", "--from", source_file("data/sample/appointments.csv"), "-q"});
    fresh.done({"program", "add", "--from", "-", "-q"}, as_csv(full, list));
    CHECK(without(fresh.csv(list), {"id", "carried_from"}).rows ==
          without(full.csv(list), {"id", "carried_from"}).rows);
    const Table carried = fresh.csv(list).where("status", "carried");
    REQUIRE(carried.size() == 1);
    CHECK(fresh.csv(list).where("carried_from", carried.at(0, "id")).size() == 1);
}

TEST_CASE("a file of programs that is read twice adds them once") {
    const Section section;
    const std::string file = source_file("data/sample/programs.csv");
    section.done({"program", "add", "--from", file, "-q"});
    const Result again = section.done({"program", "add", "--from", file});
    CHECK(holds(again.err, "0 added, 10 already on record."));
    CHECK(section.csv({"program", "list", "--all"}).size() == 10);
    const std::string other = section.file(
        "other.csv", "title,venue,year,note\nManaging When You Used to Be the Colleague,"
                     "ala-annual,2025,Another note\n");
    CHECK(holds(section.refuses(3, {"program", "add", "--from", other}), "is on record"));
}

TEST_CASE("a carried program in a file has to say where it went on") {
    const Section section;
    const std::string file = section.file("carried.csv",
                                          "title,venue,status\nBudgets,ala-annual,carried\n");
    CHECK(holds(section.refuses(3, {"program", "add", "--from", file}), "lmsection program carry"));
}

TEST_CASE("volunteer list is read by volunteer import") {
    const FullSection full;
    full.done({"volunteer", "assign", "quentin", "wisnioch", "-q"});
    full.done({"volunteer", "withdraw", "hollis", "-q"});
    const Words list{"volunteer", "list"};
    const Result again = fed_back(full, list, {"volunteer", "import", "-"});
    CHECK(holds(again.err, "0 added, 18 already on record."));
    const Section fresh;
    fresh.done({"appoint", "--from", source_file("data/sample/appointments.csv"), "-q"});
    fresh.done({"volunteer", "import", "-", "-q"}, as_csv(full, list));
    CHECK(without(fresh.csv(list), {"id"}).rows == without(full.csv(list), {"id"}).rows);
    CHECK(fresh.csv({"volunteer", "list", "--state", "withdrawn"}).size() == 1);
    CHECK(fresh.csv({"volunteer", "list", "--state", "assigned"}).at(0, "reviewer") ==
          "Łukasz Wiśnioch");
}

TEST_CASE("a cell that a spreadsheet would run comes back as it was") {
    const Section section;
    for (const std::string text :
         {"=1+1", "'=1+1", "-5 to go", "@home", "'tis", "''+x", "a;=1+1", "a; '=1", "b;'c;-2"}) {
        section.done({"meeting", "add", "member", "--on", "2026-11-03", "--note", text, "-q"});
        const std::string csv = as_csv(section, {"meeting", "list"});
        section.done({"meeting", "remove", "member", "--on", "2026-11-03", "-q"});
        section.done({"meeting", "add", "--from", "-", "-q"}, csv);
        CHECK(section.json({"meeting", "list"})[0]["note"] == text);
        section.done({"meeting", "remove", "member", "--on", "2026-11-03", "-q"});
    }
}

TEST_CASE("the option --excel writes CSV with a byte order mark, which is read back") {
    const FullSection section;
    const std::string mark = "\xef\xbb\xbf";
    const std::string plain = as_csv(section, {"person", "list"});
    CHECK_FALSE(plain.starts_with(mark));
    CHECK(section.done({"person", "list", "--excel"}).out == mark + plain);
    CHECK(section.done({"--excel", "person", "list", "-f", "csv"}).out == mark + plain);
    const std::string file = section.folder() / "meetings.csv";
    section.done({"meeting", "list", "--excel", "--output", file});
    section.done({"meeting", "add", "--from", file, "-q"});
    CHECK(holds(section.refuses(2, {"roster", "--excel", "--format", "json"}),
                "--excel writes CSV, not json"));
    section.refuses(2, {"page", "--excel"});
}
