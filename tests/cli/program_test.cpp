#include "harness.hpp"

using namespace lmsection::test;

namespace {

const Words columns{"id",       "title",        "venue",        "year",     "group_slug",
                    "group",    "status",       "submitted_on", "speakers", "paid_speakers",
                    "stipends", "carried_from", "note",         "type"};

const std::string annual = "Leading Small Teams";

/// A section with one draft for ALA Annual.
struct Drafted : Section {
    Drafted() { done({"program", "add", annual, "--venue", "ala-annual"}); }
};

/// The refusal of a command, which holds each of `parts`.
void is_refused(const Section& section, const Words& words, const Words& parts, int status = 3) {
    const std::string said = section.refuses(status, words);
    for (const std::string& part : parts) {
        CAPTURE(words, said, part);
        CHECK(holds(said, part));
    }
}

std::string status_of(const Section& section, const std::string& title) {
    return section.csv({"program", "list", "--all"}).only("title", title).at(0, "status");
}

std::string csv_line(const std::string& line) {
    return "title,venue,year,group,status,submitted_on,speakers,paid_speakers\n" + line + "\n";
}

}    // namespace

TEST_CASE(
    "program add records a draft of the running program year, in the columns of the contract") {
    const Section section;
    const Table added = section.csv({"program", "add", annual, "--venue", "ALA Annual", "--group",
                                     "middle", "--speaker", "Ana Diaz <ana@lib.example>",
                                     "--speaker", "Ben Okafor"});
    CHECK(added.columns == columns);
    REQUIRE(added.size() == 1);
    CHECK(added.at(0, "title") == annual);
    CHECK(added.at(0, "venue") == "ala-annual");
    CHECK(added.at(0, "year") == "2026");
    CHECK(added.at(0, "group_slug") == "middle-managers");
    CHECK(added.at(0, "status") == "draft");
    CHECK(added.at(0, "submitted_on").empty());
    CHECK(added.at(0, "speakers") == "Ana Diaz; Ben Okafor");
    CHECK(section.csv({"program", "list"}).rows == added.rows);
    // Who has an address is a person from now on; a name alone is none.
    CHECK(section.csv({"person", "list"}).column("name") == Words{"Ana Diaz"});
}

TEST_CASE("a program goes from draft to submitted to accepted, and its life is kept") {
    const Drafted section;
    section.done({"program", "submit", "small teams", "--on", "2026-09-15"});
    section.done({"program", "accept", "SMALL", "--on", "2026-11-20", "--note", "room 12"});
    const Table row = section.csv({"program", "list"});
    CHECK(row.at(0, "status") == "accepted");
    CHECK(row.at(0, "submitted_on") == "2026-09-15");
    const Table life = section.csv({"program", "show", "small"});
    CHECK(life.column("what") == Words{"draft", "submitted", "accepted"});
    CHECK(life.column("on") == Words{"2026-11-24", "2026-09-15", "2026-11-20"});
    CHECK(life.at(2, "note") == "room 12");
    CHECK(life.column("by") == Words(3, "tester"));
}

TEST_CASE("a step that a program's status does not allow is refused with the way on") {
    const Drafted section;
    is_refused(section, {"program", "accept", "small"}, {"it is draft", "program submit"});
    is_refused(section, {"program", "carry", "small", "--to", "webinar"}, {"it is draft"});
    section.done({"program", "submit", "small", "--on", "2026-09-15"});
    CHECK(holds(section.done({"program", "submit", "small"}).err, "nothing was changed"));
    is_refused(section, {"program", "submit", "small", "--note", "Again"}, {"already submitted"});
    is_refused(section, {"program", "carry", "small", "--to", "webinar"}, {"it is submitted"});
    section.done({"program", "withdraw", "small"});
    is_refused(section, {"program", "accept", "small"}, {"it is withdrawn", "program add"});
    CHECK(status_of(section, annual) == "withdrawn");
}

TEST_CASE("a changed type is said, also where a new venue has types of its own") {
    const SampleSection section;
    section.done({"program", "add", "--from", source_file("data/sample/programs.csv"), "-q"});
    CHECK(
        holds(section.done({"program", "edit", "Hiring", "--type", "poster"}).err, "to 'poster'."));
    CHECK(holds(section.done({"program", "edit", "Hiring", "--venue", "ala-annual"}).err, "type"));
}

TEST_CASE("a speaker who breaks no rule is added beside one whose stipend was overridden") {
    const Drafted section;
    section.done({"program", "add", "Budgets", "--venue", "webinar"});
    section.done({"program", "speaker", "add", "Budgets", "Old Deal", "--stipend", "100",
                  "--override", "agreed in June"});
    CHECK(section.done({"program", "speaker", "add", "Budgets", "Paid Right", "--stipend", "150"})
              .err.find("Old Deal") == std::string::npos);
    section.refuses(3, {"program", "speaker", "add", "Budgets", "Paid Less", "--stipend", "50"});
}

TEST_CASE("a step cannot lie in the future, or before the step that came last") {
    const Drafted section;
    is_refused(section, {"program", "submit", "small", "--on", "2026-11-25"}, {"in the future"});
    section.done({"program", "submit", "small", "--on", "2026-09-15"});
    is_refused(section, {"program", "accept", "small", "--on", "2026-09-14"},
               {"2026-09-14", "2026-09-15", "--on"});
    section.done({"program", "accept", "small", "--on", "2026-09-15"});
}

TEST_CASE("a proposal that is late for its venue is submitted with a warning") {
    const Drafted section;
    const Result late = section.done({"program", "submit", "small", "--on", "2026-10-01"});
    CHECK(holds(late.err, "2026-09-30"));
    section.done({"program", "add", "In time", "--venue", "ala-annual"});
    CHECK(section.done({"program", "submit", "in time", "--on", "2026-09-30"}).err.empty());
}

TEST_CASE(
    "a proposal belongs to the program year in which it is submitted, unless that was given") {
    Drafted section;
    section.done({"program", "add", "For next year", "--venue", "ala-annual", "--year", "2027"});
    section.today("2027-07-01");
    CHECK(holds(section.done({"program", "submit", "small"}).err, "2027-28"));
    const Table all = section.csv({"program", "list", "--all"});
    CHECK(all.only("title", annual).at(0, "year") == "2027");
    section.today("2027-06-30");
    section.done({"program", "submit", "for next"});
    CHECK(section.csv({"program", "list", "--all"}).only("title", "For next year").at(0, "year") ==
          "2027");
}

TEST_CASE("a declined proposal is carried over, and its history stays with it") {
    Section section;
    section.done({"program", "add", annual, "--venue", "ala-annual", "--group", "middle",
                  "--speaker", "Ben Okafor"});
    section.done({"program", "submit", "small", "--on", "2026-09-15"});
    section.today("2026-12-10");
    section.done({"program", "decline", "small", "--note", "too many alike"});
    const Table carried = section.csv({"program", "carry", "small", "--to", "core-forum"});
    REQUIRE(carried.size() == 2);
    CHECK(carried.column("status") == Words{"draft", "carried"});
    CHECK(carried.column("venue") == Words{"core-forum", "ala-annual"});
    CHECK(carried.at(0, "carried_from") == carried.at(1, "id"));
    CHECK(carried.column("speakers") == Words(2, "Ben Okafor"));
    CHECK(carried.column("group_slug") == Words(2, "middle-managers"));
    // The title now means the draft that goes on.
    section.today("2027-03-20");
    section.done({"program", "submit", "small"});
    const Table life = section.csv({"program", "show", "small"}).where("by", "tester");
    CHECK(life.column("what") ==
          Words{"draft", "submitted", "declined", "carried", "draft", "submitted"});
    CHECK(life.column("venue") == Words{"ala-annual", "ala-annual", "ala-annual", "ala-annual",
                                        "core-forum", "core-forum"});
    CHECK(life.at(2, "note") == "too many alike");
}

TEST_CASE("a proposal is not carried over to where it was declined") {
    const Drafted section;
    section.done({"program", "submit", "small", "--on", "2026-09-15"});
    section.done({"program", "decline", "small"});
    is_refused(section, {"program", "carry", "small", "--to", "ala-annual"}, {"ALA Annual"});
    is_refused(section, {"program", "carry", "small", "--to", "nowhere"}, {"core-forum"});
    CHECK(status_of(section, annual) == "declined");
}

TEST_CASE(
    "a fourth paid speaker of a webinar is refused, and let through with a reason that is kept") {
    const Section section;
    section.done({"program", "add", "Budgets", "--venue", "webinar", "--speaker", "A One",
                  "--speaker", "B Two", "--speaker", "C Three", "--stipend", "150"});
    is_refused(section, {"program", "speaker", "add", "budgets", "D Four", "--stipend", "150"},
               {"4 speakers", "webinar-paid-speakers", "§2", "--override"});
    section.done({"program", "speaker", "add", "budgets", "D Four"});
    CHECK(section.csv({"program", "list"}).at(0, "stipends") == "450");
    section.done({"program", "speaker", "remove", "budgets", "four"});
    section.done({"program", "speaker", "add", "budgets", "D Four", "--stipend", "150",
                  "--override", "Core agreed"});
    const Table life = section.csv({"program", "show", "budgets"});
    CHECK(life.only("what", "override").at(0, "note") == "Core agreed");
    CHECK(section.csv({"program", "list"}).at(0, "paid_speakers") == "4");
}

TEST_CASE("a stipend other than the handbook's is refused at a webinar") {
    const Section section;
    is_refused(section,
               {"program", "add", "Budgets", "--venue", "webinar", "--speaker", "A One",
                "--stipend", "151"},
               {"$151", "webinar-stipend"});
    const Words less{"program",   "add",   "Pennies",   "--venue", "webinar",
                     "--speaker", "A One", "--stipend", "100"};
    is_refused(section, less, {"$100", "exactly 150", "pay $150", "webinar-stipend", "--override"});
    Words overridden = less;
    overridden.insert(overridden.end(), {"--override", "the speaker asked for less"});
    section.done(overridden);
    const Table row = section.csv({"check"}).only("rule", "webinar-stipend");
    CHECK(row.at(0, "found") == "100");
    CHECK(row.at(0, "verdict") == "short");
    section.done({"program", "add", "Budgets", "--venue", "webinar", "--speaker", "A One",
                  "--stipend", "$150"});
}

TEST_CASE("a poster is no breakout session, and a type is one of the venue's") {
    Section section;
    const auto found = [&] {
        return section.csv({"check"}).only("rule", "core-forum-programs").at(0, "found");
    };
    section.done({"program", "add", "Poster", "--venue", "core-forum", "--type", "poster"});
    section.done({"program", "submit", "Poster"});
    CHECK(found() == "0");
    CHECK(holds(section.done({"program", "list"}).out, "Core Forum: 0 of 1 or more"));
    section.done({"program", "add", "Session", "--venue", "core-forum"});
    CHECK(section.csv({"program", "list"}).only("title", "Session").at(0, "type") == "breakout");
    section.done({"program", "submit", "Session"});
    CHECK(found() == "1");
    section.done({"program", "edit", "Poster", "--type", "breakout"});
    CHECK(found() == "2");
    is_refused(section, {"program", "edit", "Poster", "--type", "lunch"}, {"breakout", "poster"});
    is_refused(section, {"program", "add", "W", "--venue", "webinar", "--type", "poster"},
               {"no session types"});
    const std::string csv = section.file("programs.csv", "title,venue,type\n"
                                                         "From a file,core-forum,pre-conference\n");
    section.done({"program", "add", "--from", csv});
    CHECK(section.csv({"program", "list"}).only("title", "From a file").at(0, "type") ==
          "pre-conference");
}

TEST_CASE("nobody speaks twice, and a speaker is removed by a part of the name that fits one") {
    const Section section;
    section.done({"program", "add", "Budgets", "--venue", "webinar", "--speaker", "Ana Diaz",
                  "--speaker", "Anabel Cruz"});
    CHECK(holds(section.done({"program", "speaker", "add", "budgets", "ana diaz"}).err,
                "nothing was changed"));
    is_refused(section, {"program", "speaker", "add", "budgets", "ana diaz", "--stipend", "150"},
               {"already"});
    is_refused(section, {"program", "speaker", "remove", "budgets", "ana"},
               {"more than one", "Ana Diaz"});
    is_refused(section, {"program", "speaker", "remove", "budgets", "kim"}, {"none"});
    section.done({"program", "speaker", "remove", "budgets", "diaz"});
    CHECK(section.csv({"program", "list"}).at(0, "speakers") == "Anabel Cruz");
}

TEST_CASE("other divisions come after the year's minimums: warned of, refused when strict") {
    const Section section;
    section.done({"program", "add", "Elsewhere", "--venue", "other"});
    is_refused(section, {"program", "submit", "elsewhere", "--strict"},
               {"ALA Annual: 0 of 2", "Core Forum: 0 of 1", "Webinar: 0 of 2",
                "other-divisions-last"});
    const Result warned = section.done({"program", "submit", "elsewhere"});
    CHECK(holds(warned.err, "other-divisions-last"));
    CHECK(status_of(section, "Elsewhere") == "submitted");
}

TEST_CASE("a program is named by a part of its title that fits one only") {
    const Drafted section;
    section.done({"program", "add", "Leading Large Teams", "--venue", "ala-annual"});
    is_refused(section, {"program", "submit", "leading"}, {"more than one", annual});
    is_refused(section, {"program", "submit", "Leeding Small Teams"}, {"did you mean", annual});
    is_refused(section, {"program", "show", "no such thing at all"}, {"program list"});
    section.done({"program", "submit", "large", "--on", "2026-09-01"});
    // One title in two years is told apart by id.
    section.done({"program", "add", annual, "--venue", "ala-annual", "--year", "2027"});
    is_refused(section, {"program", "show", annual}, {"id"});
    const std::string id = section.csv({"program", "list", "--year", "2027"}).at(0, "id");
    section.done({"program", "show", id});
}

TEST_CASE("the same title is not recorded twice for a venue and year") {
    const Drafted section;
    is_refused(section, {"program", "add", "leading SMALL teams", "--venue", "ala-annual"},
               {"on record", "2026-27"});
    section.done({"program", "add", annual, "--venue", "webinar"});
}

TEST_CASE("program edit changes what is given and nothing else") {
    const Drafted section;
    const Table edited = section.csv({"program", "edit", "small", "--title", "Very Small Teams",
                                      "--venue", "webinar", "--group", "middle", "--note", "x"});
    CHECK(edited.at(0, "title") == "Very Small Teams");
    CHECK(edited.at(0, "venue") == "webinar");
    CHECK(edited.at(0, "group_slug") == "middle-managers");
    CHECK(edited.at(0, "note") == "x");
    CHECK(section.csv({"program", "edit", "very", "--group", ""}).at(0, "group_slug").empty());
    section.refuses(2, {"program", "edit", "very"});
    section.done({"program", "submit", "very"});
    is_refused(section, {"program", "edit", "very", "--venue", "core-forum"}, {"carry"});
}

TEST_CASE("program list tells people the year's standing, and scripts only rows") {
    const Drafted section;
    section.done({"program", "submit", "small", "--on", "2026-09-15"});
    const std::string text = section.done({"program", "list"}).out;
    CHECK(holds(text, "ALA Annual: 1 of 2 or more (§2), in September (Checklist): 1 short"));
    CHECK(holds(text, "Core Forum: 0 of 1 or more (§2), in March or May (Checklist): 1 needed by\n "
                      "   2027-05-31"));
    CHECK(holds(text,
                "Webinar: 0 of 2 or more (§2), in January (Checklist): 2 needed by 2027-01-31"));
    CHECK(section.csv({"program", "list"}).size() == 1);
    CHECK(section.json({"program", "list"})[0]["year"] == 2026);
}

TEST_CASE("program list filters by venue, status, group and year") {
    const Section section;
    section.done({"program", "add", "--from", source_file("data/sample/programs.csv"), "-q"});
    CHECK(section.csv({"program", "list"}).size() == 4);
    CHECK(section.csv({"program", "list", "--all"}).size() == 10);
    CHECK(section.csv({"program", "list", "--year", "2025", "--venue", "webinar"}).size() == 2);
    CHECK(section.csv({"program", "list", "--all", "--status", "declined"}).size() == 1);
    CHECK(section.csv({"program", "list", "--group", "member-experience"}).size() == 1);
    section.refuses(2, {"program", "list", "--status", "lost"});
    section.refuses(3, {"program", "list", "--venue", "lost"});
    section.refuses(2, {"program", "list", "--all", "--year", "2025"});
    CHECK(holds(section.done({"program", "list", "--year", "2025"}).out,
                "Stipends of 2025-26: $750 accepted, $0 in drafts and proposals."));
    CHECK(holds(section.done({"program", "list"}).out, "$0 accepted, $450 in drafts"));
}

TEST_CASE("all programs of a file are recorded, with speakers and who of them is paid") {
    const Section section;
    const Result added = section.done(
        {"program", "add", "--from", source_file("data/sample/programs.csv"), "-f", "csv"});
    CHECK(added.err.empty());
    const Table all = read_csv(added.out);
    CHECK(all.size() == 10);
    const Table paid = all.only("title", "Technical Services, Small Staff, Big Projects");
    CHECK(paid.at(0, "paid_speakers") == "3");
    CHECK(paid.at(0, "stipends") == "450");
    // The same file again records nothing.
    const Result again = section.done(
        {"program", "add", "--from", source_file("data/sample/programs.csv")});
    CHECK(holds(again.err, "nothing was changed"));
    CHECK(section.csv({"program", "list", "--all"}).size() == 10);
    // The same titles otherwise described are refused, line by line.
    std::string other = bytes_of(source_file("data/sample/programs.csv"));
    for (auto at = other.find(",0\n"); at != std::string::npos; at = other.find(",0\n", at)) {
        other.replace(at, 3, ",1\n");
    }
    const std::string said = section.refuses(3, {"program", "add", "--from", "-"}, other);
    CHECK(count_lines(said) > 3);
    CHECK(holds(said, "line 2: "));
}

TEST_CASE("what program list writes, program add reads into another section") {
    const Section section;
    section.done({"program", "add", "--from", source_file("data/sample/programs.csv"), "-q"});
    const std::string written = section.done({"program", "list", "--all", "-f", "csv"}).out;
    const Section other;
    other.done({"program", "add", "--from", "-", "--ignore-extra"}, written);
    const Table before = section.csv({"program", "list", "--all"});
    const Table after = other.csv({"program", "list", "--all"});
    for (const std::string column :
         {"title", "venue", "year", "status", "submitted_on", "speakers", "stipends"}) {
        CHECK(after.column(column) == before.column(column));
    }
}

TEST_CASE("a bad line of a file of programs refuses all of it, with its number") {
    const Section section;
    const Words add{"program", "add", "--from", "-"};
    const auto said = [&](const std::string& line) {
        return section.refuses(3, add, csv_line(line));
    };
    CHECK(holds(said(",webinar,2026,,draft,,,"), "line 2: a program needs a title"));
    CHECK(holds(said("T,nowhere,2026,,draft,,,"), "line 2: no venue"));
    CHECK(holds(said("T,webinar,2026,no-group,draft,,,"), "line 2: no group"));
    CHECK(holds(said("T,webinar,never,,draft,,,"), "line 2: "));
    CHECK(holds(said("T,webinar,2026,,lost,,,"), "is not a program status"));
    CHECK(holds(said("T,webinar,2026,,draft,2026-09-01,,"), "not submitted yet"));
    CHECK(holds(said("T,webinar,2026,,accepted,,,"), "submitted_on is missing"));
    CHECK(holds(said("T,webinar,2026,,submitted,2026-12-01,,"), "in the future"));
    CHECK(holds(said("T,webinar,2026,,carried,2026-09-01,,"), "program carry"));
    CHECK(holds(said("T,webinar,2026,,draft,,A One,2"), "2 of 1 speakers"));
    CHECK(holds(said("T,ala-annual,2026,,draft,,A One,1"), "no stipend"));
    CHECK(holds(said("T,webinar,2026,,draft,,A A; B B; C C; D D,4"), "webinar-paid-speakers"));
    CHECK(holds(said("T,webinar,2026,,draft,,A A; a a,0"), "already"));
    CHECK(holds(said("Good,webinar,2026,,draft,,,\nBad,nowhere,2026,,draft,,,"), "line 3: "));
    CHECK(section.csv({"program", "list", "--all"}).size() == 0);
}

TEST_CASE("a program that cannot be read is a wrong command line") {
    const Section section;
    section.refuses(2, {"program", "add"});
    section.refuses(2, {"program", "add", "T"});
    section.refuses(2, {"program", "add", "", "--venue", "webinar"});
    section.refuses(2, {"program", "add", "a\nb", "--venue", "webinar"});
    section.refuses(2, {"program", "add", "T", "--venue", "webinar", "--stipend", "150"});
    section.refuses(2, {"program", "add", "T", "--venue", "webinar", "--speaker", "A One",
                        "--stipend", "much"});
    section.refuses(2, {"program", "add", "T", "--venue", "webinar", "--year", "soon"});
    section.refuses(2, {"program", "add", "T", "--from", "x.csv"});
    section.refuses(3, {"program", "add", "T", "--venue", "web-site"});
    section.refuses(2, {"program", "speaker"});
    section.refuses(2, {"program", "speaker", "ad", "T", "A One"});
    section.refuses(2, {"program", "submit", "T", "--on", "whenever"});
}

TEST_CASE("with --dry-run no command on programs changes anything") {
    const Drafted section;
    const std::string before = bytes_of(section.database());
    section.done({"program", "add", "Other", "--venue", "webinar", "-n"});
    section.done({"program", "submit", "small", "--on", "2026-09-15", "-n"});
    section.done({"program", "edit", "small", "--title", "X", "-n"});
    section.done({"program", "withdraw", "small", "-n"});
    section.done({"program", "speaker", "add", "small", "Ana Diaz <ana@lib.example>", "-n"});
    section.done({"program", "add", "--from", source_file("data/sample/programs.csv"), "-n"});
    CHECK((bytes_of(section.database()) == before));
}
