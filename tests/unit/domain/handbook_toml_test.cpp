#include "helpers.hpp"

#include "handbooks.hpp"
#include "lmsection/app/handbook_toml.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace lmsection;
using namespace lmsection::test;

namespace {

/// A handbook with one of everything, and nothing more than it needs.
constexpr std::string_view small_handbook = R"(# a comment
[handbook]
section_name = "Sound Section"
division = "Places"
association = "Archives Association"
version = "May 2024"
revised = "January 2026"
purpose = "Keeps sound."
objectives = ["Listen"]
sister_sections = ["Maps", "Sound"]

[[kinds]]
id = "leadership-team"
title = "Team"
section = "1"
appointed_by = "the president"
member_years = 2
chair_years = 1
chair_patterns = [{ chair = 1 }]

[[kinds]]
id = "committee"
title = "Committees"
section = "1"
appointed_by = "the team"
member_years = 2
chair_years = 2
chair_patterns = [{ chair = 1 }, { co-chair = 2 }]

[[kinds]]
id = "interest-group"
title = "Circles"
section = "1"
appointed_by = "itself"
member_years = 2
chair_years = 3
chair_patterns = [{ co-chair = 3 }]

[[kinds]]
id = "working-group"
title = "Forces"
section = "1"
appointed_by = "the team"
member_years = 4
chair_years = 1
chair_patterns = [{ chair = 1 }]

[[rules]]
id = "committee-size"
section = "3"
measure = "size"
strength = "must"
kinds = ["committee"]
at_least = 2
at_most = 9
says = "A committee has 2 to 9 members."

[[rules]]
id = "fair-programs"
section = "2"
measure = "programs"
strength = "should"
kinds = []
venue = "fair"
at_least = 1
says = "At least 1 program goes to the fair."

[[groups]]
name = "Tape Care"
kind = "committee"
section = "3"
charge = "Cares for tape."

[[groups.activities]]
id = "listen"
title = "Listen to tapes"
times = 12
when = "fair"
section = "3"

[[groups]]
name = "Wax"
kind = "interest-group"
section = "4"

[[checklist]]
id = "rewind"
month = 7
title = "Rewind"
audience = ["committee"]
optional = true
section = "Checklist"
tells = ""

[[checklist]]
id = "report"
month = 12
title = "Report"
audience = ["committee"]
section = "Checklist"
tells = "reports"

[[reports]]
month = 12
day = 15
title = "December report"
kinds = ["committee"]
section = "3"

[[venues]]
id = "fair"
title = "Fair"
finalize = [1]
submit = [2, 3]
section = "2"

[[events]]
id = "fair"
title = "Fair"
when = "set-by-year"
section = "1"

[[facts]]
section = "2"
topic = "Team: skills"
text = "Has rewound a tape before."

[[links]]
title = "Page"
url = "https://sound.example"
section = "1"

[[notes]]
id = "count"
sections = ["1", "4"]
readings = ["Two.", "Three."]
uses = "Two."
)";

/// A change to the small handbook that makes it faulty.
struct Slip {
    const char* what;      ///< what is wrong, in a word or two
    const char* from;      ///< text of the handbook, found once
    const char* to;        ///< what stands there instead
    const char* at;        ///< text that the faulty line begins with, in the changed file
    const char* reason;    ///< part of the reason that is told
};

std::string changed(const Slip& slip) {
    std::string text{small_handbook};
    const auto found = text.find(slip.from);
    if (found == std::string::npos || text.find(slip.from, found + 1) != std::string::npos) {
        throw std::logic_error(std::string{"not once in the handbook: "} + slip.from);
    }
    return text.replace(found, std::string_view{slip.from}.size(), slip.to);
}

/// The number, from 1, of the one line of `text` that begins with `start`.
int line_of(const std::string& text, std::string_view start) {
    int number = 1;
    int found = 0;
    for (std::size_t at = 0; at < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (std::string_view{text}.substr(at, end - at).starts_with(start)) {
            if (found != 0) {
                throw std::logic_error("not one line: " + std::string{start});
            }
            found = number;
        }
        at = end + 1;
    }
    if (found == 0) {
        throw std::logic_error("no line: " + std::string{start});
    }
    return found;
}

/// What the faults of a file say; none when it is read.
std::vector<std::string> faults_of(std::string_view text) {
    std::vector<std::string> found;
    try {
        static_cast<void>(app::read_handbook(text, "sound.toml"));
    } catch (const RefusedError& error) {
        for (const Fault& fault : error.faults()) {
            found.push_back(fault.what);
        }
    }
    return found;
}

/// That `slip` is refused with one fault, on its line and with its reason.
void check_refused(const Slip& slip) {
    const std::string text = changed(slip);
    const auto faults = faults_of(text);
    const std::string head = "sound.toml:" + std::to_string(line_of(text, slip.at)) + ": ";
    CAPTURE(slip.what, head, slip.reason, faults);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].substr(0, head.size()) == head);
    CHECK(holds(faults[0].substr(std::min(head.size(), faults[0].size())), slip.reason));
}

const std::vector<Slip> slips{
    {"a text left open", "title = \"Rewind\"", "title = \"Rewind", "title = \"Rewind", "string"},
    {"the same key twice", "month = 7", "month = 7\nmonth = 8", "month = 8", "month"},
    {"a table that is not closed", "[[venues]]", "[[venues]", "[[venues]", "expected"},
    {"a year of one figure", "chair_years = 3", "chair_years = \"3\"", "chair_years = \"3\"",
     "whole number"},
    {"years with a point", "chair_years = 3", "chair_years = 3.0", "chair_years = 3.0",
     "whole number"},
    {"no years at all", "chair_years = 3", "chair_years = 0", "chair_years = 0", "from 1 to 9"},
    {"too many years", "chair_years = 3", "chair_years = 10", "chair_years = 10", "from 1 to 9"},
    {"an empty title", "title = \"Circles\"", "title = \"\"", "title = \"\"", "needs some text"},
    {"a group of an unknown kind", "kind = \"interest-group\"", "kind = \"club\"",
     "kind = \"club\"", "club"},
    {"a role that is none", "[{ co-chair = 3 }]", "[{ boss = 3 }]", "chair_patterns = [{ boss",
     "chair_patterns"},
    {"a pattern with no seat", "[{ co-chair = 3 }]", "[{ co-chair = 0 }]",
     "chair_patterns = [{ co-chair = 0", "chair_patterns"},
    {"a pattern that is a text", "[{ co-chair = 3 }]", "[\"co-chair\"]",
     "chair_patterns = [\"co-chair", "chair_patterns"},
    {"leaders beside patterns", "[{ co-chair = 3 }]", "[{ co-chair = 3 }]\nleast_leaders = 1",
     "least_leaders = 1", "least_leaders"},
    {"a bad id", "id = \"committee-size\"", "id = \"Committee Size\"", "id = \"Committee Size\"",
     "slug"},
    {"an unknown measure", "measure = \"size\"", "measure = \"weight\"", "measure = \"weight\"",
     "measure"},
    {"an unknown strength", "strength = \"must\"", "strength = \"shall\"", "strength = \"shall\"",
     "must be \"must\" or"},
    {"a rule for no kind of group", "kinds = [\"committee\"]\nat_least",
     "kinds = [\"clubs\"]\nat_least", "kinds = [\"clubs\"]", "kinds of group"},
    {"kinds that are no list", "kinds = [\"committee\"]\nat_least",
     "kinds = \"committee\"\nat_least", "kinds = \"committee\"", "a list"},
    {"a bound that is negative", "at_least = 2", "at_least = -2", "at_least = -2", "whole number"},
    {"a bound upside down", "at_least = 2", "at_least = 10", "at_least = 10", "at_most"},
    {"a measure without its bound", "at_least = 2\nat_most = 9\n", "", "measure = \"size\"",
     "'at_least' or 'at_most'"},
    {"a slip in a key", "at_most = 9", "at_mots = 9", "at_mots = 9", "did you mean at_most"},
    {"an unknown key", "charge = \"Cares for tape.\"", "colour = \"red\"", "colour", "colour"},
    {"a group without a slug", "name = \"Wax\"", "name = \"&\"", "name = \"&\"", "slug"},
    {"a charge in two lines", "charge = \"Cares for tape.\"", "charge = \"a\\nb\"", "charge",
     "one line"},
    {"an activity that is never done", "times = 12", "times = 0", "times = 0", "from 1 to 366"},
    {"a month that is none", "month = 7", "month = 13", "month = 13", "from 1 to 12"},
    {"month nought", "month = 7", "month = 0", "month = 0", "from 1 to 12"},
    {"a month by name", "month = 7", "month = \"July\"", "month = \"July\"", "whole number"},
    {"an item for nobody that there is", "audience = [\"committee\"]\noptional",
     "audience = [\"everyone\"]\noptional", "audience = [\"everyone\"]", "kinds of group"},
    {"optional in words", "optional = true", "optional = \"yes\"", "optional", "true or false"},
    {"something unknown to tell", "tells = \"reports\"", "tells = \"gossip\"", "tells = \"gossip\"",
     "reports"},
    {"a report's day past any month", "day = 15", "day = 32", "day = 32", "from 1 to 31"},
    {"a report's day nought", "day = 15", "day = 0", "day = 0", "from 1 to 31"},
    {"a venue's month that is none", "submit = [2, 3]", "submit = [2, 14]", "submit = [2, 14]",
     "months"},
    {"a note's section that is a number", "sections = [\"1\", \"4\"]", "sections = [\"1\", 4]",
     "sections = [\"1\", 4]", "a list of strings"},
    {"a list that is one table", "[[events]]", "[events]", "[events]", "list of tables"},
    {"an unknown table", "[[links]]", "[[linkz]]", "[[linkz]]", "linkz"},
};

}    // namespace

TEST_CASE("the small handbook that is made faulty below is valid itself") {
    const Handbook handbook = app::read_handbook(small_handbook, "sound.toml");
    CHECK(handbook.section_name == "Sound Section");
    CHECK(handbook.of_kind(GroupKind::interest_group).chair_years == 3);
    CHECK(handbook.of_kind(GroupKind::working_group).member_years == 4);
    CHECK(handbook.of_kind(GroupKind::committee).chair_patterns ==
          std::vector<ChairPattern>{{{Role::chair, 1}}, {{Role::co_chair, 2}}});
    REQUIRE(handbook.rules.size() == 2);
    CHECK(handbook.rules[0].measure == measure::size);
    CHECK(handbook.rules[0].strength == Strength::must);
    CHECK(handbook.rules[0].bound() == "2 to 9");
    CHECK(handbook.rules[1].kinds.empty());
    CHECK(handbook.rules[1].venue == "fair");
    REQUIRE(handbook.groups.size() == 2);
    CHECK(handbook.groups[0].slug == slug("tape-care"));
    REQUIRE(handbook.groups[0].activities.size() == 1);
    CHECK(handbook.groups[0].activities[0].times == 12);
    CHECK(handbook.groups[1].charge.empty());
    CHECK(handbook.groups[1].activities.empty());
    CHECK(handbook.checklist[0].month == date::July);
    CHECK(handbook.checklist[0].optional);
    CHECK_FALSE(handbook.checklist[1].optional);
    CHECK(handbook.checklist[1].tells == "reports");
    CHECK(handbook.reports[0].day == 15U);
    CHECK(handbook.venues[0].submit == std::vector<date::month>{date::February, date::March});
    CHECK(handbook.notes[0].readings == std::vector<std::string>{"Two.", "Three."});
}

TEST_CASE("each of some forty mistakes in a handbook is refused with its line and reason") {
    CHECK(slips.size() >= 25);
    for (const Slip& slip : slips) {
        check_refused(slip);
    }
}

TEST_CASE("a missing key is reported with the first line of its table") {
    const auto fault_of = [](std::string_view from, std::string_view to) {
        std::string text{small_handbook};
        const auto found = text.find(from);
        REQUIRE(found != std::string::npos);
        text.replace(found, from.size(), to);
        const auto faults = faults_of(text);
        REQUIRE(faults.size() == 1);
        return faults[0];
    };
    // The lines, counted by hand in the text above.
    CHECK(fault_of("name = \"Wax\"\n", "").starts_with("sound.toml:81: groups: 'name'"));
    CHECK(fault_of("id = \"committee-size\"\n", "").starts_with("sound.toml:48: rules: 'id'"));
    CHECK(fault_of("title = \"Circles\"\n", "").starts_with("sound.toml:30: kinds: 'title'"));
    CHECK(fault_of("times = 12\n", "times = 12\ntimed = 1\n").starts_with("sound.toml:78: "));
    CHECK(fault_of("month = 7\n", "month = \n").starts_with("sound.toml:88: "));
    CHECK(
        fault_of("version = \"May 2024\"\n", "").starts_with("sound.toml:2: handbook: 'version'"));
}

TEST_CASE("several mistakes in a handbook are all reported at once, each with its line") {
    std::string text{small_handbook};
    const auto replace = [&](std::string_view from, std::string_view to) {
        text.replace(text.find(from), from.size(), to);
    };
    replace("chair_years = 3", "chair_years = 30");
    replace("strength = \"must\"", "strength = \"shall\"");
    replace("month = 7", "month = 13");
    replace("url = ", "uri = ");
    const auto faults = faults_of(text);
    CAPTURE(faults);
    // The link lacks its url and has a key that is none: two faults of one slip.
    REQUIRE(faults.size() == 5);
    const auto told = [&](const char* start) {
        const std::string head = "sound.toml:" + std::to_string(line_of(text, start)) + ": ";
        return std::count_if(faults.begin(), faults.end(),
                             [&](const std::string& fault) { return fault.starts_with(head); });
    };
    CHECK(told("chair_years = 30") == 1);
    CHECK(told("strength = \"shall\"") == 1);
    CHECK(told("month = 13") == 1);
    CHECK(told("uri = ") == 1);
    CHECK(told("[[links]]") == 1);
}

TEST_CASE("a faulty handbook is refused, and each fault says where to find help") {
    try {
        static_cast<void>(app::read_handbook("[handbook]\n", "empty.toml"));
        FAIL("an empty handbook was read");
    } catch (const RefusedError& error) {
        CHECK(error.faults().size() > 4);
        for (const Fault& fault : error.faults()) {
            CHECK(holds(fault.what, "empty.toml:"));
            CHECK(holds(fault.remedy, "docs/handbook-file.md"));
            CHECK(is_one_clean_line(fault));
        }
    }
}

TEST_CASE("a handbook that is empty, of another kind or too large is refused") {
    CHECK_FALSE(faults_of("").empty());
    CHECK_FALSE(faults_of("# nothing but a comment\n").empty());
    CHECK_FALSE(faults_of("name,email\nAna,ana@lib.example\n").empty());
    CHECK_FALSE(faults_of("\xff\xfe binary").empty());
    CHECK_FALSE(faults_of("x = " + std::string(100'000, '[')).empty());
    const std::string large = std::string{small_handbook} + "# " + std::string(4'000'000, 'x') +
                              "\n";
    const auto faults = faults_of(large);
    REQUIRE(faults.size() == 1);
    CHECK(holds(faults[0], "4 MB"));
}

TEST_CASE("a misplaced bracket or dot is refused and does not crash the program") {
    for (const char* text : {"[[[", "[[[a]]]", "[.a]", "[#]", "[\n]", "[=]", "[a..b]", ".a = 1",
                             "a. = 1", "= 1", "x = {,}", "x = {= 1}"}) {
        INFO(text);
        CHECK_FALSE(faults_of(text).empty());
    }
}

TEST_CASE(
    "a bracket that closes what is not open is refused, which toml++ would take for granted") {
    for (const char* text : {"a = [}", "a = [1, }", "a = [[}]", "a = {b = ]}", "a = ]", "a = 1]",
                             "a = 1}", "a = [1]]"}) {
        INFO(text);
        CHECK(holds(faults_of(text).front(), "no matching"));
    }
}

TEST_CASE("a key with an accent is refused and does not reach toml++'s unreachable code") {
    // Under the sanitizers this is where undefined behaviour shows.
    for (const char* text : {"\u00e9 = 1", "a\u00e9 = 1", "a.\u00e9 = 1", "[\u00e9]", "[[\u00e9]]",
                             "[a.\u00e9]", "x = {\u00e9 = 1}", "x = {a.\u00e9 = 1}"}) {
        INFO(text);
        CHECK_FALSE(faults_of(text).empty());
    }
}

TEST_CASE("a quote or a bracket within a value is refused, with what is in it") {
    for (const char* text : {"a = 0%)\"\u00e9\"", "a = 1'\u00e9'", "a = \"b\"\"\u00e9\"",
                             "a = [1\"\u00e9\"]", "a = 7+=\"\u00e9\"", "a = 7[\"\u00e9\"]",
                             "a = 7{b = \"\u00e9\"}", "a = \"\"\"b\"\"\"\"\"\"\u00e9\""}) {
        INFO(text);
        CHECK(holds(faults_of(text).front(), "text follows a value"));
    }
}

TEST_CASE("an accent after a backslash, which would crash toml++, is refused") {
    for (const char* text : {"a = \"\\\u00e9\"", "a = \"\"\"\\\u00e9\"\"\"",
                             "a = \"\"\"b \\\n  \u00e9\"\"\"", "a = \"\"\"\\ \u2003\n\"\"\""}) {
        INFO(text);
        CHECK(holds(faults_of(text).front(), "a letter with an accent follows"));
    }
    for (const char* text :
         {"a = \"\\\\\u00e9\"", "a = '\\\u00e9'", "a = \"\"\"b \\\n  c \u00e9\"\"\""}) {
        INFO(text);
        CHECK_FALSE(holds(faults_of(text).front(), "accent"));
    }
}

TEST_CASE("a date with a time, which toml++ would accept, is refused") {
    for (const char* text : {"a = 2026-01-01tt1:2", "a = [2026-01-01T9]", "[a]\nb = 2026-01-01t",
                             "a = 20_26-01-01T1"}) {
        INFO(text);
        CHECK(holds(faults_of(text).front(), "a date with a time"));
    }
    for (const char* text : {"a = 2026-01-01 1", "a = {b = 2026-01-01 09:00:00}",
                             "a = 2205-(1-01 1", "a = 20_26-01-01 1", "a = 1\t2", "[a] b = 1",
                             "a = 7 \"\u00e9\"", "[a] \"\u00e9\"", "a = [1] \"\u00e9\""}) {
        INFO(text);
        CHECK(holds(faults_of(text).front(), "text follows a value"));
    }
    for (const char* text :
         {"a = 2026-01-01", "a = 2026-01-01 # new year", "a = \"2026-01-01 1\"", "a = [1 , 2 ]",
          "a = 12026-01-01", "# 2026-01-01 1", "a = {b = 1 }", "a = 1 \r\n", "a = [1 # one\n]"}) {
        INFO(text);
        CHECK_FALSE(holds(faults_of(text).front(), "a date with a time"));
        CHECK_FALSE(holds(faults_of(text).front(), "text follows a value"));
    }
}

TEST_CASE("a long run of spaces is read only once") {
    // Read anew from each, these took an hour.
    const std::string blanks(2'000'000, ' ');
    CHECK_FALSE(holds(faults_of("a = 1" + blanks + "# one").front(), "text follows a value"));
    CHECK(holds(faults_of("a = 1" + blanks + "2").front(), "text follows a value"));
}

TEST_CASE("a multi-line string may end with quotes of its own") {
    const auto purpose = changed({"", "purpose = ", "purpose = \"\"\"A \"word\"\"\"\" #", "", ""});
    CHECK(app::read_handbook(purpose, "sound.toml").purpose == "A \"word\"");
}

TEST_CASE("a key with very many parts is refused and does not crash the program") {
    std::string key = "a";
    for (int i = 0; i < 200'000; ++i) {
        key += ".a";
    }
    CHECK_FALSE(faults_of(key + " = 1").empty());
    CHECK_FALSE(faults_of("[" + key + "]").empty());
}

TEST_CASE("an invalid kind is not reported as a duplicate") {
    const auto faults = faults_of(changed({"", "id = \"working-group\"", "id = \"club\"", "", ""}));
    CAPTURE(faults);
    CHECK(std::any_of(faults.begin(), faults.end(), [](const std::string& fault) {
        return fault.starts_with("sound.toml:40: ") && holds(fault, "'club'");
    }));
    CHECK(std::none_of(faults.begin(), faults.end(),
                       [](const std::string& fault) { return holds(fault, "twice"); }));
}

TEST_CASE("a missing or repeated kind of group is refused") {
    const auto faults = faults_of(
        changed({"", "id = \"working-group\"\ntitle", "id = \"committee\"\ntitle", "", ""}));
    REQUIRE(faults.size() == 2);
    CHECK(holds(faults[0], "repeats 'committee'"));
    CHECK(holds(faults[1], "'working-group'"));
}

TEST_CASE("a duplicate id is reported with the line of its second use") {
    check_refused({"two rules", "id = \"fair-programs\"", "id = \"committee-size\" # again",
                   "id = \"committee-size\" # again", "repeats 'committee-size'"});
    check_refused({"two items", "id = \"report\"", "id = \"rewind\" # again",
                   "id = \"rewind\" # again", "repeats 'rewind'"});
    check_refused({"two groups", "name = \"Wax\"", "name = \"Tape  Care\"", "name = \"Tape  Care\"",
                   "repeats 'tape-care'"});
}

TEST_CASE("a rule with an unknown venue is reported with its own line") {
    check_refused({"no such venue", "venue = \"fair\"", "venue = \"market\"", "venue = \"market\"",
                   "market"});
}

TEST_CASE("a duplicate id or an unknown venue is refused") {
    const std::vector<Slip> repeated{
        {"", "id = \"fair-programs\"", "id = \"committee-size\"", "", "repeats 'committee-size'"},
        {"", "id = \"report\"", "id = \"rewind\"", "", "repeats 'rewind'"},
        {"", "name = \"Wax\"", "name = \"TAPE-CARE\"", "", "repeats 'tape-care'"},
        {"", "venue = \"fair\"", "venue = \"market\"", "", "'market'"}};
    for (const Slip& slip : repeated) {
        const auto faults = faults_of(changed(slip));
        CAPTURE(slip.reason, faults);
        REQUIRE(faults.size() == 1);
        CHECK(holds(faults[0], slip.reason));
    }
}

TEST_CASE("a value of the wrong type is one fault, not two") {
    check_refused({"a number", "title = \"Circles\"", "title = 5", "title = 5", "text"});
    check_refused({"a list", "measure = \"size\"", "measure = [\"size\"]", "measure = [", "text"});
}

TEST_CASE("an event's time is one of the two that the program knows") {
    check_refused({"another week", "when = \"set-by-year\"", "when = \"first-full-week-of-may\"",
                   "when = \"first-full-week-of-may\"", "first-full-week-of-may"});
}

TEST_CASE("an activity's time is an event that the handbook has") {
    check_refused(
        {"no such event", "when = \"fair\"", "when = \"market\"", "when = \"market\"", "market"});
}

TEST_CASE("a chair pattern cannot include members") {
    check_refused({"a member", "[{ co-chair = 3 }]", "[{ co-chair = 3, member = 2 }]",
                   "chair_patterns = [{ co-chair = 3, member", "chair_patterns"});
}

TEST_CASE("two reports of one month may not bind the same kind of group") {
    const char* both = "[[reports]]\nmonth = 12\ntitle = \"Second report\"\n"
                       "kinds = [\"committee\"]\nsection = \"3\"\n\n[[venues]]";
    CHECK_FALSE(faults_of(changed({"", "[[venues]]", both, "", ""})).empty());
}

TEST_CASE("a group does not list the same activity twice") {
    const char* again = "[[groups.activities]]\nid = \"listen\"\ntitle = \"Listen again\"\n"
                        "section = \"3\"\n\n[[groups]]\nname = \"Wax\"";
    CHECK_FALSE(faults_of(changed({"", "[[groups]]\nname = \"Wax\"", again, "", ""})).empty());
}

TEST_CASE("a list of strings, like any string, has no control character") {
    for (const char* text :
         {"objectives = [\"Li\\nsten\"]", "objectives = [\"\\u001b[31mListen\"]"}) {
        INFO(text);
        CHECK_FALSE(faults_of(changed({"", "objectives = [\"Listen\"]", text, "", ""})).empty());
    }
    CHECK(faults_of(
              changed({"", "objectives = [\"Listen\"]", "objectives = [\"H\u00f6ren\"]", "", ""}))
              .empty());
}

TEST_CASE("no handbook text changes the reading direction") {
    CHECK_FALSE(faults_of(changed({"", "title = \"Rewind\"", "title = \"Re\\u202ewind\"", "", ""}))
                    .empty());
}

TEST_CASE("a link of a handbook is a web address") {
    check_refused({"no scheme", "url = \"https://sound.example\"", "url = \"javascript:alert(1)\"",
                   "url = \"javascript", "web address"});
}

TEST_CASE("the built-in handbook has 24 items, 12 groups and 24 notes") {
    const Handbook& handbook = built_in();
    CHECK(handbook.section_name == "Leadership & Management Section");
    CHECK(handbook.checklist.size() == 24);
    CHECK(handbook.groups.size() == 12);
    CHECK(handbook.notes.size() == 24);
    CHECK(handbook.edition == 3);
    CHECK(handbook.reminders.size() == 8);
    std::map<GroupKind, int> groups;
    for (const GroupFacts& facts : handbook.groups) {
        ++groups[facts.kind];
    }
    CHECK(groups == std::map<GroupKind, int>{{GroupKind::leadership_team, 1},
                                             {GroupKind::committee, 4},
                                             {GroupKind::interest_group, 6},
                                             {GroupKind::working_group, 1}});
    CHECK(handbook.objectives.size() == 5);
    CHECK(handbook.sister_sections.size() == 6);
    CHECK(handbook.reports.size() == 2);
    CHECK(handbook.links.size() == 6);
}

TEST_CASE("a reminder is in the newest of its stages") {
    const auto day = [](const char* text) { return parse_iso_date(text).value(); };
    Reminder reminder{};
    reminder.days_before = {30, 7, 0};
    reminder.repeat_days = 7;
    const Date due = day("2026-12-31");
    const auto stage = [&](const char* today) { return reminder.stage_on(due, day(today)); };
    CHECK_FALSE(stage("2026-11-30"));
    CHECK(stage("2026-12-01") == day("2026-12-01"));
    CHECK(stage("2026-12-23") == day("2026-12-01"));
    CHECK(stage("2026-12-30") == day("2026-12-24"));
    CHECK(stage("2027-01-06") == due);
    CHECK(stage("2027-01-20") == day("2027-01-14"));
    reminder.repeat_days.reset();
    CHECK(stage("2027-01-20") == due);

    Reminder by_month{};
    by_month.months = {date::January, date::March};
    CHECK_FALSE(by_month.stage_on(due, day("2026-12-31")));
    CHECK(by_month.stage_on(due, day("2027-02-28")) == day("2027-01-01"));
    CHECK(by_month.stage_on(due, day("2027-06-30")) == day("2027-03-01"));
    CHECK_FALSE(by_month.stage_on(due, day("2027-07-01")));
    CHECK_FALSE(Reminder{}.stage_on(due, due));
}

TEST_CASE("the months of the built-in checklist have the handbook's numbers of items") {
    std::map<unsigned, int> counts;
    for (const ChecklistItem& item : built_in().checklist) {
        ++counts[unsigned{item.month}];
    }
    // July to June, counted in handbook.txt.
    const std::vector<int> wanted{4, 3, 1, 1, 1, 3, 2, 2, 1, 1, 3, 2};
    for (unsigned i = 0; i < 12; ++i) {
        const unsigned month = i < 6 ? i + 7 : i - 5;
        CHECK(counts[month] == wanted[i]);
    }
}

TEST_CASE("the bounds of the built-in handbook are those of handbook.txt") {
    const auto bound_of = [](const char* id) {
        for (const Rule& rule : built_in().rules) {
            if (rule.id.text() == id) {
                return std::string{word(rule.strength)} + ", " + rule.bound() + ", " + rule.section;
            }
        }
        return std::string{"no such rule"};
    };
    const std::vector<std::pair<const char*, const char*>> wanted{
        {"leadership-team-least", "must, at least 4, 2"},
        {"leadership-team-most", "must, at most 8, 2"},
        {"committee-least", "should, at least 6, 3"},
        {"committee-most", "should, at most 12, 3"},
        {"term-length", "must, 1 to 2, 1"},
        {"leadership-team-meetings", "should, at least 6, 2"},
        {"committee-meetings", "should, at least 4, 3"},
        {"chairs-meetings", "should, at least 2, 2"},
        {"ala-annual-programs", "should, at least 2, 2"},
        {"core-forum-programs", "should, at least 1, 2"},
        {"webinar-programs", "should, at least 2, 2"},
        {"interest-group-leaders", "should, at least 2, 4"},
        {"interest-group-most", "should, at most 3, 4"},
        {"webinar-paid-speakers", "must, at most 3, 2"},
        {"webinar-stipend", "must, exactly 150, 2"},
        {"reports-required", "must, at least 2, 3"}};
    for (const auto& [id, bound] : wanted) {
        INFO(id);
        CHECK(bound_of(id) == bound);
    }
}

TEST_CASE("every fact of both handbooks names its section") {
    for (const Handbook* handbook : {&built_in(), &second()}) {
        const std::set<std::string> sections{"1", "2", "3", "4", "5", "Checklist"};
        const auto named = [&](const std::string& section) { return sections.contains(section); };
        for (const auto& rule : handbook->rules) {
            CHECK(named(rule.section));
        }
        for (const auto& facts : handbook->groups) {
            CHECK(named(facts.section));
            for (const auto& activity : facts.activities) {
                CHECK(named(activity.section));
            }
        }
        for (const auto& item : handbook->checklist) {
            CHECK(named(item.section));
        }
        for (const auto& fact : handbook->facts) {
            CHECK(named(fact.section));
        }
        for (const auto& link : handbook->links) {
            CHECK(named(link.section));
        }
        for (const auto& note : handbook->notes) {
            CHECK_FALSE(note.sections.empty());
            CHECK(std::all_of(note.sections.begin(), note.sections.end(), named));
        }
    }
}

TEST_CASE("the links of the built-in handbook are web addresses") {
    for (const Link& link : built_in().links) {
        INFO(link.url);
        CHECK(parse_link(link.url).ok());
    }
    for (const GroupFacts& facts : built_in().groups) {
        INFO(facts.name);
        CHECK((facts.link.empty() || parse_link(facts.link).ok()));
    }
}

TEST_CASE("proposal months and rules on leaders cite the section that states them") {
    for (const char* venue : {"ala-annual", "core-forum", "webinar"}) {
        CHECK(built_in().venue(venue)->section == "Checklist");
    }
    std::map<std::string, std::string> sections;
    for (const Rule& rule : built_in().rules) {
        if (rule.measure == measure::chair_pattern) {
            sections[rule.id.text()] = std::string{word(rule.strength)} + " §" + rule.section;
        }
    }
    CHECK(sections == std::map<std::string, std::string>{{"chair-roles", "should §1"},
                                                         {"interest-group-chair", "should §4"},
                                                         {"leadership-team-leaders", "must §2"}});
}

TEST_CASE("the previous version's handbook is read as before") {
    std::ifstream file{std::string{LMSECTION_SOURCE} + "/tests/data/handbook_edition_1.toml"};
    std::ostringstream text;
    text << file.rdbuf();
    const Handbook first = app::read_handbook(text.str(), "handbook_edition_1.toml");
    CHECK(first.edition == 1);
    CHECK(first.rules.size() == 21);
    CHECK(first.is_edition_of(built_in()));
    CHECK_FALSE(second().is_edition_of(built_in()));
    for (const Fact& fact : first.facts) {
        CHECK(fact.about == About{});
    }
}

TEST_CASE("a key that its measure does not use is refused, and a type that no venue has") {
    const auto with = [](const char* piece, const char* by) {
        return faults_of(changed({"", piece, by, "", ""}));
    };
    CHECK(with("measure = \"size\"", "measure = \"size\"\nshould_for = [\"chair\"]").size() == 1);
    CHECK(with("measure = \"size\"", "measure = \"size\"\ntypes = [\"poster\"]").size() == 1);
    CHECK(with("measure = \"size\"", "measure = \"size\"\nday = 7").size() == 1);
    CHECK(with("venue = \"fair\"", "venue = \"fair\"\ntypes = [\"poster\"]").size() == 1);
}

TEST_CASE("the second handbook is read with its own numbers") {
    const Handbook& handbook = second();
    CHECK(handbook.section_name == "Maps & Globes Section");
    CHECK(handbook.groups.size() == 6);
    CHECK(handbook.checklist.size() == 6);
    CHECK(handbook.of_kind(GroupKind::leadership_team).member_years == 3);
    CHECK(handbook.of_kind(GroupKind::leadership_team).chair_patterns ==
          std::vector<ChairPattern>{{{Role::chair, 1}, {Role::vice_chair, 2}}});
    REQUIRE(handbook.group(slug("outreach-teaching")) != nullptr);
    CHECK(handbook.group(slug("outreach-teaching"))->charge.empty());
    CHECK(handbook.reports.size() == 2);
}

TEST_CASE("a file from a spreadsheet or another system, with CRLF and a mark, is read") {
    std::string text = "\xef\xbb\xbf";
    for (const char c : second_text()) {
        text += c == '\n' ? std::string{"\r\n"} : std::string{c};
    }
    CHECK(app::read_handbook(text, "crlf.toml").groups.size() == second().groups.size());
}

TEST_CASE("the handbook compiled into the program is the one in its TOML") {
    const Handbook parsed = app::read_handbook(app::built_in_handbook_text(), "handbook.toml");
    Handbook compiled = app::built_in_handbook();
    CHECK(compiled.notes.empty());
    compiled.notes = app::built_in_notes();
    CHECK(compiled == parsed);
    CHECK(app::built_in_edition() == parsed.edition);
}
