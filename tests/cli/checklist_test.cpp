#include "harness.hpp"
#include "lmsection/base/date.hpp"

using namespace lmsection::test;

namespace {

const Words columns{"month",  "item",    "title",   "audience", "optional",
                    "status", "done_on", "done_by", "section"};

const Words months{"2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12",
                   "2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06"};

/// The handbook's items of a month, each by words that its title cannot do without.
const std::vector<std::vector<Words>>& handbook_items() {
    static const std::vector<std::vector<Words>> items{
        {{"goals"}, {"virtual meetings"}, {"ALA Annual", "could not"}, {"ideas", "program"}},
        {{"ALA Annual", "proposal"}, {"meeting"}, {"new committee members"}},
        {{"ALA Annual", "proposals"}},
        {{"Core Forum"}},
        {{"Core Forum", "could not"}},
        {{"declined", "Core Forum", "webinar"}, {"webinar ideas"}, {"December report"}},
        {{"webinar proposals"}, {"Core Board"}},
        {{"goals", "progress"}, {"Core Forum", "proposal"}},
        {{"meeting"}},
        {{"volunteers", "interest groups", "committees"}},
        {{"Core Forum", "proposals"}, {"co-chairs", "this section's leadership"}, {"May report"}},
        {{"ALA Annual"}, {"meeting", "in person", "ALA Annual"}}};
    return items;
}

const char* month_name(std::size_t number) {
    static const char* const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    return names[number - 1];
}

Table item_now(const Section& section, const std::string& item) {
    return section.csv({"checklist", "--year"}).only("item", item);
}

}    // namespace

TEST_CASE("a checklist has the columns of the contract, in their order") {
    const Section section;
    CHECK(section.csv({"checklist"}).columns == columns);
    CHECK(section.csv({"checklist", "--year"}).columns == columns);
    CHECK(section.csv({"checklist", "--open", "--group", "middle"}).columns == columns);
    CHECK(section.csv({"checklist", "done", "attend-core"}).columns == columns);
}

TEST_CASE("the year's checklist has the handbook's 24 items, July first, in the handbook's order") {
    const Section section;
    const Table year = section.csv({"checklist", "--year", "2026"});
    REQUIRE(year.size() == 24);
    std::size_t row = 0;
    for (std::size_t month = 0; month < 12; ++month) {
        for (const Words& words : handbook_items()[month]) {
            CHECK(year.at(row, "month") == months[month]);
            for (const std::string& word : words) {
                CAPTURE(year.at(row, "title"), word);
                CHECK(holds(year.at(row, "title"), word));
            }
            ++row;
        }
    }
}

TEST_CASE("the item may follow the program year that it is done in") {
    const Section section;
    const Table item = section.csv({"checklist", "done", "--year", "2026", "recruit-members"});
    CHECK(item.at(0, "status") == "done");
    CHECK(item.at(0, "month") == "2026-08");
}

TEST_CASE("every item names the checklist as its section and has a slug of its own") {
    const Section section;
    const Table year = section.csv({"checklist", "--year"});
    for (std::size_t i = 0; i < year.size(); ++i) {
        CHECK(year.at(i, "section") == "Checklist");
        CHECK(year.at(i, "status") == "open");
        CHECK(year.at(i, "done_on").empty());
        CHECK(year.at(i, "done_by").empty());
        CHECK(year.only("item", year.at(i, "item")).size() == 1);
    }
}

TEST_CASE("the items that the handbook only encourages are optional, and no others") {
    const Section section;
    const Table optional = section.csv({"checklist", "--year"}).where("optional", "true");
    CHECK(optional.column("month") == Words{"2026-10", "2027-06", "2027-06"});
    CHECK(section.csv({"checklist", "--year"}).where("optional", "false").size() == 21);
}

TEST_CASE("each month's items come by number, name, beginning, name with year, and ISO month") {
    const Section section;
    for (std::size_t i = 0; i < 12; ++i) {
        const std::size_t number = (i + 6) % 12 + 1;
        const std::string name = month_name(number);
        const std::string iso = months[i];
        const Table items = section.csv({"checklist", "--month", iso});
        CAPTURE(iso);
        CHECK(items.size() == handbook_items()[i].size());
        CHECK(items.column("month") == Words(items.size(), iso));
        for (const std::string& typed : Words{std::to_string(number), name, name.substr(0, 3),
                                              name + " " + iso.substr(0, 4), iso}) {
            CAPTURE(typed);
            CHECK(section.csv({"checklist", "--month", typed}).rows == items.rows);
        }
    }
}

TEST_CASE("a month of another program year is named with its year") {
    const Section section;
    CHECK(section.csv({"checklist", "--month", "2025-11"}).column("month") == Words{"2025-11"});
    CHECK(section.csv({"checklist", "--month", "may 2024"}).column("month") == Words(3, "2024-05"));
    CHECK(section.csv({"checklist", "--month", "nov", "--today", "2027-02-10"}).column("month") ==
          Words{"2026-11"});
}

TEST_CASE("the checklist is this month's by default, and next month's with --month next") {
    Section section;
    for (std::size_t i = 0; i < 12; ++i) {
        section.today(months[i] + "-28");
        CAPTURE(months[i]);
        CHECK(section.csv({"checklist"}).rows ==
              section.csv({"checklist", "--month", months[i]}).rows);
        const std::string next = i == 11 ? "2027-07" : months[i + 1];
        CHECK(section.csv({"checklist", "--month", "next"}).rows ==
              section.csv({"checklist", "--month", next}).rows);
    }
}

TEST_CASE("the option --year without a year is the running program year, else the one named") {
    Section section;
    CHECK(section.csv({"checklist", "--year"}).rows ==
          section.csv({"checklist", "--year", "2026"}).rows);
    CHECK(section.csv({"checklist", "--year", "2025"}).at(23, "month") == "2026-06");
    section.today("2027-06-30");
    CHECK(section.csv({"checklist", "--year"}).at(0, "month") == "2026-07");
    section.today("2027-07-01");
    CHECK(section.csv({"checklist", "--year"}).at(0, "month") == "2027-07");
}

TEST_CASE("the option --group lists the items that are for that group") {
    const Section section;
    const Table interest = section.csv({"checklist", "--year", "--group", "middle"});
    CHECK(interest.column("month") == Words{"2026-12", "2027-05"});
    CHECK(holds(interest.at(0, "title"), "December report"));
    CHECK(holds(interest.at(1, "title"), "May report"));
    const Table all = section.csv({"checklist", "--year"});
    const Table committee = section.csv({"checklist", "--year", "--group", "member-experience"});
    Words for_committees;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (holds(all.at(i, "audience"), "committee")) {
            for_committees.push_back(all.at(i, "item"));
        }
    }
    CHECK(committee.column("item") == for_committees);
    CHECK(committee.size() == 24);
    section.refuses(3, {"checklist", "--group", "nowhere"});
}

TEST_CASE("the call for volunteers is the Leadership Team's, who appoint them") {
    const Section section;
    const Table team = section.csv({"checklist", "--group", "leadership-team", "--month", "april"});
    CHECK(team.size() == 1);
    CHECK(section.csv({"checklist", "--group", "middle", "--month", "april"}).size() == 0);
}

TEST_CASE("an item is marked done, today and by whom") {
    const Section section;
    const Table answer = section.csv({"checklist", "done", "recruit-members"});
    CHECK(answer.at(0, "status") == "done");
    const Table now = item_now(section, "recruit-members");
    CHECK(now.at(0, "status") == "done");
    CHECK(now.at(0, "done_on") == "2026-11-24");
    CHECK(now.at(0, "done_by") == "tester");
}

TEST_CASE("an item is marked done on another day, by another, by the beginning of its slug") {
    const Section section;
    section.done({"checklist", "done", "recruit", "--on", "2026-08-30", "--actor", "Ana Diaz"});
    const Table now = item_now(section, "recruit-members");
    CHECK(now.at(0, "done_on") == "2026-08-30");
    CHECK(now.at(0, "done_by") == "Ana Diaz");
}

TEST_CASE("an item is done in the running program year, and open in every other") {
    const Section section;
    section.done({"checklist", "done", "complete-may-report"});
    CHECK(section.csv({"checklist", "--month", "2027-05", "--open"}).size() == 2);
    CHECK(section.csv({"checklist", "--month", "2026-05", "--open"}).size() == 3);
    section.done({"checklist", "done", "complete-may-report", "--year", "2025"});
    CHECK(section.csv({"checklist", "--month", "2026-05", "--open"}).size() == 2);
    CHECK(section.csv({"checklist", "--month", "2028-05", "--open"}).size() == 3);
}

TEST_CASE("marking done twice changes nothing, and says so") {
    const Section section;
    section.done({"checklist", "done", "recruit-members", "--on", "2026-08-30"});
    const std::string before = bytes_of(section.database());
    const Result again = section.done({"checklist", "done", "recruit-members"});
    CHECK(bytes_of(section.database()) == before);
    CHECK(holds(again.err, "already"));
    CHECK(item_now(section, "recruit-members").at(0, "done_on") == "2026-08-30");
}

TEST_CASE("the option --open leaves out what is done or skipped") {
    const Section section;
    section.done({"checklist", "done", "finalize-webinar-ideas"});
    section.done({"checklist", "skip", "carry-declined-proposals"});
    CHECK(section.csv({"checklist", "--month", "dec", "--open"}).column("item") ==
          Words{"complete-december-report"});
    CHECK(section.csv({"checklist", "--month", "dec"}).column("status") ==
          Words{"skipped", "done", "open"});
    CHECK(section.csv({"checklist", "--year", "--open"}).size() == 22);
}

TEST_CASE("an item is reopened, and reopening an open one changes nothing") {
    const Section section;
    section.done({"checklist", "done", "recruit-members"});
    section.done({"checklist", "reopen", "recruit-members"});
    CHECK(item_now(section, "recruit-members").at(0, "status") == "open");
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done({"checklist", "reopen", "recruit-members"}).err, "already"));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("a skipped item is reopened before it is marked done") {
    const Section section;
    section.done({"checklist", "skip", "attend-core-forum", "--reason", "Not held this year"});
    CHECK(item_now(section, "attend-core-forum").at(0, "status") == "skipped");
    CHECK(holds(section.refuses(3, {"checklist", "done", "attend-core-forum"}), "reopen"));
    section.done({"checklist", "reopen", "attend-core-forum"});
    section.done({"checklist", "done", "attend-core-forum"});
    CHECK(item_now(section, "attend-core-forum").at(0, "status") == "done");
}

TEST_CASE("done for one group leaves the section's item and the other groups' open") {
    const Section section;
    const Words report{"checklist", "--month", "dec", "--group"};
    section.done({"checklist", "done", "complete-december-report", "--group", "middle"});
    const auto status = [&](const std::string& group) {
        Words words = report;
        words.push_back(group);
        return section.csv(words).only("item", "complete-december-report").at(0, "status");
    };
    CHECK(status("middle-managers") == "done");
    CHECK(status("library-consulting") == "open");
    CHECK(status("member-experience") == "open");
    CHECK(item_now(section, "complete-december-report").at(0, "status") == "open");
    section.done({"checklist", "reopen", "complete-december-report", "--group", "middle"});
    CHECK(status("middle-managers") == "open");
}

TEST_CASE("what is done for the whole section is done for each group") {
    const Section section;
    section.done({"checklist", "done", "complete-december-report"});
    CHECK(section.csv({"checklist", "--month", "dec", "--group", "middle"}).at(0, "status") ==
          "done");
}

TEST_CASE("an item that is not for a group is not done for it") {
    const Section section;
    CHECK(holds(section.refuses(3, {"checklist", "done", "recruit-members", "--group", "middle"}),
                "Middle Managers"));
}

TEST_CASE(
    "the option --exit-code is 1 while something of the month is open, and 0 when nothing is") {
    const Section section;
    const Words ask{"checklist", "--month", "dec", "--exit-code", "-f", "csv"};
    CHECK(section.run(ask).status == 1);
    CHECK(read_csv(section.run(ask).out).size() == 3);
    section.done({"checklist", "done", "carry-declined-proposals"});
    section.done({"checklist", "skip", "finalize-webinar-ideas"});
    CHECK(section.run(ask).status == 1);
    section.done({"checklist", "done", "complete-december-report"});
    CHECK(section.run(ask).status == 0);
    CHECK(section.run({"checklist", "--month", "dec"}).status == 0);
}

TEST_CASE("an open item that is only encouraged does not make --exit-code 1") {
    const Section section;
    CHECK(section.run({"checklist", "--month", "oct", "--exit-code"}).status == 0);
    CHECK(section.run({"checklist", "--month", "nov", "--exit-code"}).status == 1);
}

TEST_CASE("a section adds an item of its own") {
    const Section section;
    const Table answer = section.csv(
        {"checklist", "add", "Thank the volunteers", "--month", "may"});
    CHECK(answer.at(0, "item") == "thank-the-volunteers");
    CHECK(answer.at(0, "month") == "2027-05");
    CHECK(answer.at(0, "title") == "Thank the volunteers");
    CHECK(answer.at(0, "optional") == "false");
    const Table may = section.csv({"checklist", "--month", "may"});
    CHECK(may.size() == 4);
    CHECK(may.at(3, "item") == "thank-the-volunteers");
    CHECK(section.csv({"checklist", "--year"}).size() == 25);
}

TEST_CASE("an added item may be optional, for some kinds or for one group, and named by --slug") {
    const Section section;
    section.done({"checklist", "add", "Bake", "--month", "jan", "--slug", "bake-cake", "--audience",
                  "interest-group,working-group", "--optional"});
    const Table bake = item_now(section, "bake-cake");
    CHECK(bake.at(0, "optional") == "true");
    CHECK(bake.at(0, "audience") == "interest-group, working-group");
    section.done({"checklist", "add", "Renew the directory", "--month", "jan", "--group",
                  "library-consulting"});
    CHECK(section.csv({"checklist", "--month", "jan", "--group", "library-consulting"})
              .column("item") == Words{"bake-cake", "renew-the-directory"});
    CHECK(section.csv({"checklist", "--month", "jan", "--group", "middle"}).column("item") ==
          Words{"bake-cake"});
}

TEST_CASE("an item without a month is added to this month's") {
    const Section section;
    CHECK(section.csv({"checklist", "add", "Say hello"}).at(0, "month") == "2026-11");
}

TEST_CASE("an item whose slug is taken is refused") {
    const Section section;
    CHECK(holds(section.refuses(3, {"checklist", "add", "Recruit members"}), "recruit-members"));
    section.refuses(2, {"checklist", "add"});
    section.refuses(2, {"checklist", "add", "Say hello", "--month", "13"});
    section.refuses(2, {"checklist", "add", "Say hello", "--audience", "everybody"});
}

TEST_CASE("an item is reworded and moved to another month") {
    const Section section;
    section.done({"checklist", "edit", "recruit-members", "--title", "Find members", "--month",
                  "sep", "--optional"});
    CHECK(section.csv({"checklist", "--month", "aug"}).size() == 2);
    const Table moved =
        section.csv({"checklist", "--month", "sep"}).only("item", "recruit-members");
    CHECK(moved.at(0, "title") == "Find members");
    CHECK(moved.at(0, "optional") == "true");
    section.done({"checklist", "edit", "recruit-members", "--required"});
    CHECK(item_now(section, "recruit-members").at(0, "optional") == "false");
    CHECK(item_now(section, "recruit-members").at(0, "title") == "Find members");
}

TEST_CASE("a mark stays with an item that is reworded") {
    const Section section;
    section.done({"checklist", "done", "recruit-members"});
    section.done({"checklist", "edit", "recruit-members", "--title", "Find members"});
    CHECK(item_now(section, "recruit-members").at(0, "status") == "done");
}

TEST_CASE("an unknown or ambiguous item is refused with the nearest or the candidates") {
    const Section section;
    CHECK(holds(section.refuses(3, {"checklist", "done", "recrut-members"}), "recruit-members"));
    const std::string error = section.refuses(3, {"checklist", "done", "complete"});
    CHECK(holds(error, "complete-december-report"));
    CHECK(holds(error, "complete-may-report"));
}

TEST_CASE("checklist commands with --dry-run change nothing") {
    const Section section;
    const std::string before = bytes_of(section.database());
    section.done({"checklist", "done", "recruit-members", "--dry-run"});
    section.done({"checklist", "skip", "recruit-members", "--dry-run"});
    section.done({"checklist", "add", "Say hello", "--dry-run"});
    section.done({"checklist", "edit", "recruit-members", "--title", "X", "--dry-run"});
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("the checklist works with no database, from the built-in handbook") {
    const NoSection nowhere;
    CHECK(nowhere.csv({"checklist"}).column("month") == Words{"2026-11"});
    CHECK(nowhere.csv({"checklist", "--year"}).rows == Section{}.csv({"checklist", "--year"}).rows);
    CHECK(nowhere.csv({"checklist", "--year", "--group", "middle"}).size() == 2);
    CHECK(nowhere.run({"checklist", "--exit-code"}).status == 1);
    CHECK(std::filesystem::is_empty(nowhere.folder().path()));
}

TEST_CASE("marking an item without a database fails with status 4 and says how to make one") {
    const Program program;
    CHECK(holds(program.fails(4, {"checklist", "done", "recruit-members"}), "lmsection init"));
}

TEST_CASE("the December report's item tells people how many reports are in") {
    const SampleSection section;
    CHECK(holds(section.done({"checklist", "--month", "dec", "--wide"}).out, "3 of 10 in"));
    CHECK(holds(section.done({"checklist", "--month", "may", "--wide"}).out, "0 of 10 in"));
    CHECK(holds(section.done({"checklist", "--month", "2026-05", "--wide"}).out, "9 of 10 in"));
    section.done({"report-due", "submit", "middle", "2026-12"});
    CHECK(holds(section.done({"checklist", "--today", "2026-12-05", "--wide"}).out, "4 of 10 in"));
}

TEST_CASE("for scripts the title is the title alone") {
    const SampleSection section;
    const std::string title = Section{}.csv({"checklist", "--month", "dec"}).at(2, "title");
    CHECK(section.csv({"checklist", "--month", "dec"}).at(2, "title") == title);
    CHECK(section.json({"checklist", "--month", "dec"})[2]["title"] == title);
    CHECK_FALSE(holds(section.done({"checklist", "--month", "dec", "-f", "tsv"}).out, " in)"));
    CHECK_FALSE(holds(section.done({"checklist", "--month", "dec", "-f", "jsonl"}).out, " in)"));
}

TEST_CASE("a checklist in JSON is its CSV, with truth values and nulls") {
    const Section section;
    section.done({"checklist", "done", "attend-core-forum"});
    const auto json = section.json({"checklist", "--month", "oct"});
    REQUIRE(json.size() == 1);
    CHECK(json[0]["optional"] == true);
    CHECK(json[0]["done_on"] == "2026-11-24");
    CHECK(section.json({"checklist"})[0]["done_on"].is_null());
    CHECK(section.json({"checklist"})[0]["optional"] == false);
}

TEST_CASE("a month that cannot be read is a wrong command line") {
    const Section section;
    for (const char* month : {"13", "0", "no", "2026-13", "novembre", ""}) {
        CAPTURE(month);
        section.refuses(2, {"checklist", "--month", month});
    }
    section.refuses(2, {"checklist", "--year", "soon"});
}

TEST_CASE("an item done on a day is done in the program year of that day") {
    Section section;
    section.today("2026-07-03");
    const Table marked = section.csv(
        {"checklist", "done", "attend-ala-annual", "--on", "2026-06-29"});
    CHECK(marked.at(0, "month") == "2026-06");
    CHECK(section.csv({"checklist", "--month", "2027-06", "--open"})
              .where("item", "attend-ala-annual")
              .size() == 1);
    // Without a day it is this program year's; the other one is named.
    section.done({"checklist", "reopen", "attend-ala-annual", "--year", "2025"});
    const Result today = section.done({"checklist", "done", "attend-ala-annual"});
    CHECK(holds(today.err, "this marks June 2027; for June 2026, use --year 2025"));
}

TEST_CASE("a done item marked again with another day or note is corrected, and that is shown") {
    const Section section;
    section.done({"checklist", "done", "recruit-members", "--on", "2026-08-30", "--note", "By Bo"});
    const Result day = section.done({"checklist", "done", "recruit-members", "--on", "2026-08-28"});
    CHECK(holds(day.err, "The day was 2026-08-30; it is now 2026-08-28."));
    CHECK(item_now(section, "recruit-members").at(0, "done_on") == "2026-08-28");
    CHECK(ask_database(section.database(), "SELECT note FROM checklist_marks") ==
          std::vector<Words>{{"By Bo"}});
    CHECK(holds(section.done({"checklist", "done", "recruit-members", "--note", "By Cy"}).err,
                "The note was 'By Bo'."));
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done({"checklist", "done", "recruit-members", "--on", "2026-08-28"}).err,
                "nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("an item about reports is marked done with a warning of those that are missing") {
    const SampleSection section;
    const Result early = section.done({"checklist", "done", "complete-december-report"});
    CHECK(holds(early.err, "3 of 10 reports are in"));
    const Result group = section.done(
        {"checklist", "done", "complete-december-report", "--group", "consortium"});
    CHECK_FALSE(holds(group.err, "reports are in"));
    CHECK(holds(
        section.done({"checklist", "done", "complete-december-report", "--group", "middle"}).err,
        "0 of 1 reports are in"));
}

TEST_CASE("an item about proposals is marked done with a warning of those that are missing") {
    const SampleSection section;
    const auto warnings = [&](const std::string& item) {
        return section.done({"checklist", "done", item}).err;
    };
    const std::string webinars = warnings("submit-webinar-proposals");
    CHECK(holds(webinars, "0 of 2 proposals for Webinar are submitted"));
    CHECK(holds(webinars, "lmsection program list --year 2026"));
    CHECK(holds(warnings("submit-core-forum-proposals"),
                "0 of 1 proposals for Core Forum are submitted"));
    section.done({"checklist", "reopen", "submit-core-forum-proposals"});
    section.done({"program", "add", "Leading Small Teams", "--venue", "core-forum"});
    section.done({"program", "submit", "Leading Small Teams"});
    CHECK_FALSE(holds(warnings("submit-core-forum-proposals"), "proposals for"));
    CHECK(
        holds(section.done({"checklist", "--month", "january", "--wide"}).out, "0 of 2 submitted"));
}

TEST_CASE("an item about leaders is marked done with a warning of groups that have none") {
    const SampleSection section;
    const std::string select = section.done({"checklist", "done", "select-co-chairs"}).err;
    CHECK(holds(select, "groups have leaders for 2027-07-01"));
    CHECK(holds(select, "lmsection roster --vacancies --on 2027-07-01"));
    section.done({"appoint", "Ann One <one@lib.example>", "human-resources-development", "--role",
                  "chair", "--start", "2027-07-01", "--override", "new to the group", "--replace"});
    CHECK_FALSE(holds(section
                          .done({"checklist", "done", "select-co-chairs", "--group",
                                 "human-resources-development"})
                          .err,
                      "have leaders"));
}

TEST_CASE("an item about meetings is marked done with a warning of groups that did not meet") {
    const Section section;
    section.done({"meeting", "add", "member-experience", "--on", "2026-08-20"});
    section.done({"meeting", "add", "middle-managers", "--on", "2026-08-21"});
    const std::string err = section.done({"checklist", "done", "hold-august-meeting"}).err;
    CHECK(holds(err, "1 of 4 groups met in August 2026; see 'lmsection meeting list --year 2026'"));
    CHECK_FALSE(holds(
        section.done({"checklist", "done", "hold-august-meeting", "--group", "member-experience"})
            .err,
        "groups met"));
}

TEST_CASE("what an item shows comes from the handbook and not from its name") {
    const Program program;
    std::string text = bytes_of(source_file("tests/data/second_handbook.toml"));
    const std::string item = "id = \"propose-map-fair\"";
    const auto tells = text.find("tells = \"\"", text.find(item));
    REQUIRE(tells != std::string::npos);
    text.replace(tells, 10, "tells = \"proposals:map-fair\"");
    program.done({"init", "--handbook", program.file("maps.toml", text)});
    CHECK(holds(program.done({"checklist", "done", "propose-map-fair"}).err,
                "0 of 3 proposals for Map Fair are submitted"));
    text.replace(tells, 28, "tells = \"proposals:map-fare\"");
    CHECK(holds(program.fails(3, {"handbook", "--check", program.file("wrong.toml", text)}),
                "'map-fare'"));
}

TEST_CASE("reopening an open item names the mark of the year before") {
    Section section;
    section.today("2026-06-29");
    section.done({"checklist", "done", "attend-ala-annual"});
    section.today("2026-07-03");
    const Result result = section.done({"checklist", "reopen", "attend-ala-annual"});
    CHECK(holds(result.err, "done on 2026-06-29, in 2025-26; to reopen that, use --year 2025"));
    CHECK(holds(result.err, "nothing was changed"));
}

TEST_CASE("from April 1 a line under the table names the appointments to make") {
    SampleSection section;
    section.today("2027-03-31");
    CHECK_FALSE(holds(section.done({"checklist"}).out, "seats to fill"));
    section.today("2027-04-01");
    const std::string text = section.done({"checklist"}).out;
    CHECK(holds(text, "seats to fill for 2027-07-01, due by 2027-05-07 (§1)"));
    CHECK(holds(section.done({"checklist", "--group", "library-leaders"}).out,
                "2 seats to fill for 2027-07-01"));
    // It is no row, and no table of another format has it.
    CHECK_FALSE(holds(section.done({"checklist", "-f", "csv"}).out, "seats to fill"));
    section.today("2027-05-08");
    CHECK(holds(section.done({"checklist"}).out, "overdue"));
    const NoSection nowhere;
    CHECK_FALSE(holds(nowhere.done({"checklist", "--today", "2027-04-01"}).out, "seats to fill"));
}

TEST_CASE("the two items for committees and the Leadership Team are for both") {
    const NoSection nowhere;
    const Table year = nowhere.csv({"checklist", "--year"});
    for (const char* item : {"select-core-board-date", "solicit-volunteers"}) {
        CHECK(year.only("item", item).at(0, "audience") == "leadership-team, committee");
    }
}
