// What a clumsy or a hostile hand types. Whatever it is: one line for each fault that says what is
// wrong and what to do, the right status, nothing on standard output, and not a byte changed.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

const std::string newcomer = "New Person <new.person@lib.example>";
const std::string committee = "human-resources-development";

/// Runs what must fail with that many faults and leave the database as it was; what it said.
std::string leaves_all(const Section& section, int status, const Words& words,
                       std::size_t faults = 1) {
    const std::string before = bytes_of(section.database());
    const std::string said = section.fails(status, words);
    CAPTURE(words, said);
    CHECK(count_lines(said) == faults);
    CHECK((bytes_of(section.database()) == before));
    return said;
}

/// As `leaves_all`, and what it said holds each of `parts`.
void is_told(const Section& section, int status, const Words& words, const Words& parts) {
    const std::string said = leaves_all(section, status, words);
    for (const std::string& part : parts) {
        CAPTURE(words, said, part);
        CHECK(holds(said, part));
    }
}

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}    // namespace

TEST_CASE("somebody who is not on record is refused and the way to record them is told") {
    const SampleSection section;
    is_told(section, 3, {"appoint", "Nobody Atall", committee},
            {"'Nobody Atall'", "Full Name <name@lib.example>"});
    is_told(section, 3, {"appoint", "nobody@lib.example", committee}, {"nobody@lib.example"});
    is_told(section, 3, {"appoint", "end", "Nobody Atall", committee}, {"Nobody Atall"});
    is_told(section, 3, {"appoint", "renew", "Nobody Atall", committee}, {"Nobody Atall"});
    is_told(section, 3, {"person", "show", "Nobody Atall"}, {"Nobody Atall"});
    is_told(section, 3, {"person", "edit", "Nobody Atall", "--note", "x"}, {"Nobody Atall"});
}

TEST_CASE("a misspelt person is answered with the nearest one") {
    const SampleSection section;
    is_told(section, 3, {"appoint", "Zoe Brackenrige", committee},
            {"did you mean", "Zoë Brackenridge <zoe.brackenridge@harborview.example>"});
}

TEST_CASE("an ambiguous name is refused with the addresses of all whom it fits") {
    const SampleSection section;
    for (const std::string name : {"Jordan Avery", "avery", "JORDAN AVERY"}) {
        is_told(section, 3, {"appoint", name, "middle-managers"},
                {"jordan.avery@riverside.example", "javery@northlake.example", "email"});
    }
}

TEST_CASE("a misspelt group is answered with the nearest one") {
    const SampleSection section;
    is_told(section, 3, {"appoint", newcomer, "midle-managers"},
            {"midle-managers", "did you mean middle-managers?"});
    is_told(section, 3, {"roster", "leadrship-team"}, {"did you mean leadership-team?"});
}

TEST_CASE("an article before a group's name is passed over") {
    const SampleSection section;
    CHECK(section.csv({"roster", "the leadership team"}).column("group_slug").front() ==
          "leadership-team");
    is_told(section, 3, {"roster", "the leadrship team"}, {"did you mean leadership-team?"});
    is_told(section, 3, {"roster", "the"}, {"'the'"});
}

TEST_CASE("a group that is like no other is refused with the way to see them all") {
    const SampleSection section;
    const std::vector<Words> commands{{"appoint", newcomer, "zzzzzz"},
                                      {"roster", "zzzzzz"},
                                      {"group", "show", "zzzzzz"},
                                      {"handbook", "--group", "zzzzzz"},
                                      {"checklist", "--group", "zzzzzz"},
                                      {"report-due", "--group", "zzzzzz"},
                                      {"report-due", "submit", "zzzzzz", "2026-12"}};
    for (const Words& words : commands) {
        is_told(section, 3, words, {"'zzzzzz'", "lmsection group list"});
    }
}

TEST_CASE("a beginning that fits several groups is refused with each of them") {
    const SampleSection section;
    is_told(section, 3, {"roster", "m"},
            {"management-best-practices", "member-experience", "middle-managers"});
}

TEST_CASE("an unknown person and an unknown group are two faults") {
    const SampleSection section;
    const std::string said = leaves_all(section, 3, {"appoint", "Nobody Atall", "zzzzzz"}, 2);
    CHECK(holds(said, "Nobody Atall"));
    CHECK(holds(said, "zzzzzz"));
}

TEST_CASE("a third year of term is refused with its section and the override") {
    const SampleSection section;
    is_told(section, 3, {"appoint", newcomer, committee, "--years", "3"},
            {"3 program years", "§1", "--override"});
    is_told(section, 3,
            {"appoint", "renew", "ana.diaz@riverside.example", "leadership-team", "--years", "3"},
            {"3 program years", "§1", "--override"});
}

TEST_CASE("the same person twice in a group at the same time is refused") {
    const SampleSection section;
    is_told(section, 3, {"appoint", "ana.diaz@riverside.example", "leadership-team"},
            {"Ana Díaz already serves in Leadership Team", "2028-06-30"});
    is_told(section, 3,
            {"appoint", "ana.diaz@riverside.example", "leadership-team", "--override", "please"},
            {"already serves"});
    is_told(section, 3,
            {"appoint", "ana.diaz@riverside.example", "leadership-team", "--year", "2025",
             "--years", "2"},
            {"already serves"});
}

TEST_CASE("a retired group takes nobody in and an override does not help") {
    const SampleSection section;
    run_sql(section.database(),
            "UPDATE groups SET retired_on = '2026-01-01' WHERE slug = 'library-consulting'");
    is_told(section, 3, {"appoint", newcomer, "library-consulting"},
            {"Library Consulting is retired as of 2026-01-01"});
    is_told(section, 3, {"appoint", newcomer, "library-consulting", "--override", "please"},
            {"retired as of 2026-01-01"});
}

TEST_CASE("a member over the upper size is refused under --strict with the bound and the section") {
    const SampleSection section;
    is_told(section, 3, {"appoint", newcomer, "member-experience", "--strict"},
            {"Member Experience", "the maximum is 12", "§3"});
}

TEST_CASE("the thirteenth member of a file is refused and so is all of the file") {
    const Section section;
    std::string csv = "name,email,group\n";
    for (int i = 1; i <= 13; ++i) {
        const std::string number = std::to_string(i);
        csv += "Person " + number + ",p" + number + "@lib.example," + committee + "\n";
    }
    is_told(section, 3, {"appoint", "--from", section.file("in.csv", csv), "--strict"},
            {"line 14", "13 people", "the maximum is 12"});
}

TEST_CASE("a second chair beside a chair is refused and the sitting one is named") {
    const SampleSection section;
    const std::string said = leaves_all(
        section, 3,
        {"appoint", newcomer, "management-best-practices", "--role", "chair", "--strict"}, 2);
    CHECK(holds(said, "Corinne Abbot-Leighton"));
    CHECK(holds(said, "chair-roles"));
    CHECK(holds(said, "chair-from-members"));
}

TEST_CASE("a chair beside a co-chair is refused") {
    const SampleSection section;
    const std::string said = leaves_all(
        section, 3, {"appoint", newcomer, committee, "--role", "chair", "--strict"}, 2);
    CHECK(holds(said, "Marguerite Solberg"));
    CHECK(holds(said, "co-chair"));
}

TEST_CASE("a third co-chair is refused and both sitting ones are named") {
    const SampleSection section;
    is_told(section, 3, {"appoint", newcomer, "leadership-team", "--role", "co-chair"},
            {"Ana Díaz", "Nguyễn Thị Lan Chi"});
}

TEST_CASE("a vice-chair of a committee is refused in one well-formed sentence") {
    const SampleSection section;
    const Words words{"appoint", newcomer, committee, "--role", "vice-chair", "--strict"};
    is_told(section, 3, words, {"no vice-chair; a committee has a chair or two co-chairs"});
    CHECK_FALSE(holds(section.fails(3, words), ".,"));
}

TEST_CASE("a should-rule refuses under --strict and writes nothing") {
    const SampleSection section;
    is_told(section, 3, {"appoint", newcomer, committee, "--strict", "--role", "co-chair"},
            {"has not served", "§1"});
}

TEST_CASE("days that no calendar holds are wrong wherever a day is typed") {
    const SampleSection section;
    const std::vector<Words> commands{
        {"appoint", newcomer, committee, "--start"},
        {"appoint", "end", "ana.diaz@riverside.example", "leadership-team", "--on"},
        {"roster", "--on"},
        {"roster", "--today"},
        {"checklist", "--today"},
        {"checklist", "done", "submit-ala-annual-proposals", "--on"},
        {"report-due", "submit", "middle-managers", "2026-12", "--on"},
    };
    for (const Words& words : commands) {
        for (const std::string day : {"June 31", "2026-06-31", "2027-02-29", "2026-13",
                                      "2026-00-10", "11/31/2026", "+99999999999d", "soon"}) {
            is_told(section, 2, with(words, {day}), {"'" + day + "'", "2026-11-24"});
        }
    }
}

TEST_CASE("a today that the environment sets wrong is told and nothing is done") {
    SampleSection section;
    section.today("2026-02-30");
    is_told(section, 2, {"roster"}, {"'2026-02-30'"});
    is_told(section, 2, {"appoint", newcomer, committee}, {"'2026-02-30'"});
}

TEST_CASE("months that no year holds are wrong") {
    const SampleSection section;
    for (const std::string month : {"2026-13", "2026-00", "", "0", "13", "juno", "-1"}) {
        is_told(section, 2, {"checklist", "--month=" + month},
                month.empty() ? Words{"--month"} : Words{month});
        is_told(section, 2, {"checklist", "add", "Thank all", "--month", month}, {"month"});
    }
}

TEST_CASE("an empty day or year is wrong rather than passed over") {
    const SampleSection section;
    is_told(section, 2, {"appoint", newcomer, committee, "--start", ""}, {"''"});
    is_told(section, 2, {"appoint", newcomer, committee, "--year", ""}, {"''"});
    is_told(section, 2, {"appoint", newcomer, committee, "--years", ""}, {"''"});
    is_told(section, 2, {"appoint", newcomer, committee, "--role", ""}, {"''"});
    is_told(section, 2, {"roster", "--format", ""}, {"''"});
    is_told(section, 2, {"report-due", "--within", ""}, {"''"});
}

TEST_CASE("an empty person or group is told as missing") {
    const SampleSection section;
    is_told(section, 2, {"appoint", "", committee}, {"PERSON is missing"});
    is_told(section, 2, {"appoint", newcomer, ""}, {"GROUP is missing"});
    is_told(section, 3, {"roster", ""}, {"''", "group list"});
    is_told(section, 2, {"appoint", "  ", committee}, {"name"});
}

TEST_CASE("an empty database name does not quietly mean another database") {
    const SampleSection section;
    is_told(section, 2, {"appoint", newcomer, committee, "--db", ""}, {"--db"});
}

TEST_CASE("an empty file name is called by its option") {
    const SampleSection section;
    is_told(section, 2, {"appoint", "--from", ""}, {"--from"});
}

TEST_CASE("numbers of years that no term has are wrong") {
    const SampleSection section;
    for (const std::string years : {"0", "-1", "x", "99", "1.5", "2 ", "99999999999999999999"}) {
        is_told(section, 2, {"appoint", newcomer, committee, "--years", years}, {years, "1 or 2"});
        is_told(section, 2,
                {"appoint", newcomer, committee, "--years", years, "--override", "please"},
                {years});
    }
}

TEST_CASE("what is no program year is wrong and a good one is shown") {
    const SampleSection section;
    for (const std::string year :
         {"26", "20266", "0", "-2026", "2026-13", "2026-28", "3000", "x"}) {
        is_told(section, 2, {"appoint", newcomer, committee, "--year", year}, {year, "2026"});
        is_told(section, 2, {"roster", "--year", year}, {year});
        is_told(section, 2, {"checklist", "--year", year}, {year});
    }
    is_told(section, 2, {"roster", "--ending", "26"}, {"'26'"});
}

TEST_CASE("a far year leaves a database that can still be read") {
    const SampleSection section;
    CAPTURE(section.run({"appoint", newcomer, committee, "--year", "2999", "--years", "2"}).err);
    section.done({"report-due"});
    section.done({"group", "list"});
    section.done({"roster", "--history"});
    section.done({"person", "show", "ana.diaz@riverside.example"});
}

TEST_CASE("a start outside of its program year is refused") {
    const SampleSection section;
    is_told(section, 3, {"appoint", newcomer, committee, "--year", "2026", "--start", "2028-01-01"},
            {"2028-01-01", "2026-27", "2026-07-01", "2027-06-30"});
}

TEST_CASE("an unknown format is answered with the known ones") {
    const SampleSection section;
    for (const std::string format : {"xml", "CSV", "yaml", "csv,json"}) {
        is_told(section, 2, {"roster", "--format", format},
                {"'" + format + "'", "table", "csv", "tsv", "json", "jsonl", "md"});
        is_told(section, 2, {"appoint", newcomer, committee, "-f", format}, {"csv"});
    }
}

TEST_CASE("an unknown role or kind or colour is answered with the known ones") {
    const SampleSection section;
    is_told(section, 2, {"appoint", newcomer, committee, "--role", "boss"},
            {"'boss'", "chair, co-chair, vice-chair, chair-elect"});
    is_told(section, 2, {"roster", "--role", "boss"}, {"'boss'", "vice-chair"});
    is_told(section, 2, {"roster", "--kind", "club"}, {"'club'", "interest-group"});
    is_told(section, 2, {"roster", "--color", "pink"}, {"'pink'", "auto, always or never"});
}

TEST_CASE("a misspelt option is answered with the nearest one") {
    const SampleSection section;
    is_told(section, 2, {"roster", "--foramt", "csv"}, {"--foramt", "did you mean --format?"});
    is_told(section, 2, {"appoint", newcomer, committee, "--rolle", "chair"},
            {"--rolle", "did you mean --role"});
    is_told(section, 2, {"checklist", "--mont", "11"}, {"--mont", "--month"});
    is_told(section, 2, {"roster", "-x"}, {"'-x'", "lmsection roster --help"});
}

TEST_CASE("an unknown option is named even where no command is") {
    const SampleSection section;
    is_told(section, 2, {"--frobnicate"}, {"--frobnicate"});
}

TEST_CASE("a misspelt command is answered with the nearest one") {
    const SampleSection section;
    is_told(section, 2, {"rooster"}, {"'rooster'", "did you mean roster?"});
    is_told(section, 2, {"checklst", "done"}, {"did you mean checklist?"});
    is_told(section, 2, {"person", "shwo", "avery"}, {"'shwo'", "did you mean show?"});
    is_told(section, 2, {"group", "lst"}, {"'lst'", "did you mean list?"});
    is_told(section, 2, {"help", "rooster"}, {"did you mean roster?"});
}

TEST_CASE("an empty command is answered with where the help is") {
    const SampleSection section;
    is_told(section, 2, {""}, {"lmsection --help"});
}

TEST_CASE("each command names the argument that it misses") {
    const SampleSection section;
    const std::vector<std::pair<Words, std::string>> commands{
        {{"appoint"}, "PERSON"},
        {{"appoint", newcomer}, "GROUP"},
        {{"appoint", "end"}, "PERSON"},
        {{"appoint", "renew"}, "PERSON"},
        {{"checklist", "done"}, "ITEM"},
        {{"checklist", "skip"}, "ITEM"},
        {{"checklist", "reopen"}, "ITEM"},
        {{"checklist", "add"}, "TITLE"},
        {{"checklist", "edit"}, "ITEM"},
        {{"report-due", "submit"}, "GROUP"},
        {{"report-due", "submit", "middle-managers"}, "REPORT"},
        {{"report-due", "retract"}, "GROUP"},
        {{"person", "show"}, "PERSON"},
        {{"person", "add"}, "PERSON"},
        {{"person", "edit"}, "PERSON"},
        {{"group", "show"}, "GROUP"},
    };
    for (const auto& [words, missing] : commands) {
        is_told(section, 2, words, {missing});
    }
}

TEST_CASE("an option without its value is named") {
    const SampleSection section;
    for (const std::string option : {"--role", "--year", "--years", "--start", "--note",
                                     "--override", "--from", "--format", "--output", "--actor"}) {
        is_told(section, 2, {"appoint", newcomer, committee, option}, {option});
    }
    is_told(section, 2, {"roster", "--on"}, {"--on"});
    is_told(section, 2, {"roster", "--db"}, {"--db"});
}

TEST_CASE("an override without a reason is wrong") {
    const SampleSection section;
    for (const std::string reason : {"", " ", "\t"}) {
        is_told(section, 2, {"appoint", newcomer, "member-experience", "--override", reason},
                {"--override", "reason"});
    }
}

TEST_CASE("options that contradict each other are named") {
    const SampleSection section;
    is_told(section, 2, {"roster", "--year", "2026", "--on", "2026-11-24"}, {"--year", "--on"});
    is_told(section, 2, {"roster", "--history", "--vacancies"}, {"--history", "--vacancies"});
    is_told(section, 2, {"roster", "--ending", "2026", "--history"}, {"--ending", "--history"});
    is_told(section, 2, {"appoint", newcomer, committee, "--from", "in.csv"}, {"--from"});
}

TEST_CASE("options that a file of appointments would leave unheeded are wrong beside it") {
    const SampleSection section;
    const std::string file = section.file("in.csv", "name,email,group\n"
                                                    "New Person,new.person@lib.example," +
                                                        committee + "\n");
    const std::vector<Words> unheeded{{"--role", "chair"},
                                      {"--years", "1"},
                                      {"--year", "2027"},
                                      {"--start", "2027-07-01"},
                                      {"--note", "of the file"},
                                      {"--institution", "Here"},
                                      {"--replace"}};
    for (const Words& options : unheeded) {
        is_told(section, 2, with({"appoint", "--from", file}, options), {options.front()});
    }
}

TEST_CASE("words too many are named in the order they were typed") {
    const SampleSection section;
    is_told(section, 2, {"appoint", newcomer, committee, "surplus"}, {"surplus", "quotes"});
    is_told(section, 2, {"appoint", "Ana", "Diaz", "leadership", "team"}, {"leadership team"});
    is_told(section, 2, {"init", "here"}, {"here"});
}

TEST_CASE("a span of days before today is wrong") {
    const SampleSection section;
    for (const std::string span : {"x", "-5d", "99999", "999999999999d", "30y"}) {
        is_told(section, 2, {"report-due", "--within", span}, {"'" + span + "'", "30d"});
    }
}

TEST_CASE("an unknown checklist item is answered with the nearest one") {
    const SampleSection section;
    const std::string misspelt = "complete-decembr-report";
    for (const Words& words :
         {Words{"checklist", "done", misspelt}, Words{"checklist", "skip", misspelt},
          Words{"checklist", "reopen", misspelt},
          Words{"checklist", "edit", misspelt, "--month", "may"}}) {
        is_told(section, 3, words, {misspelt, "did you mean", "complete-december-report"});
    }
}

TEST_CASE("a report that nobody owes is refused with those that are owed") {
    const SampleSection section;
    is_told(section, 3, {"report-due", "submit", "middle-managers", "2026-11"},
            {"'2026-11'", "2026-12"});
    is_told(section, 3, {"report-due", "submit", "middle-managers", "november"}, {"2026-12"});
    is_told(section, 3, {"report-due", "submit", "competencies", "2026-12"},
            {"Competencies", "2026-12"});
}

TEST_CASE("a link that is no web address is wrong") {
    const SampleSection section;
    for (const std::string link : {"javascript:alert(1)", "drive", "file:///etc/passwd"}) {
        is_told(section, 2, {"report-due", "submit", "middle-managers", "2026-12", "--link", link},
                {"'" + link + "'", "https://"});
    }
}

TEST_CASE("addresses that are none are refused") {
    const SampleSection section;
    for (const std::string email : {"x@", "@lib.example", "x", "a b@lib.example",
                                    "x@lib.example, y@lib.example", "x@@lib.example"}) {
        is_told(section, 2, {"person", "add", "X Y <" + email + ">"}, {"email address"});
    }
}

TEST_CASE("addresses that mail cannot be sent to are refused with the reason") {
    const SampleSection section;
    const std::string zero_width = "ana.diaz\u200b@riverside.example";
    for (const auto& [email, reason] : std::vector<std::pair<std::string, std::string>>{
             {".a@lib.example", "a dot must be between"},
             {"a.@lib.example", "a dot must be between"},
             {"a..b@lib.example", "a dot must be between"},
             {"a@-lib.example", "'-lib' is not a valid part of a host name"},
             {"a@lib-.example", "'lib-' is not a valid part of a host name"},
             {"a@lib.-example", "'-example' is not a valid part of a host name"},
             {"a@li_b.example", "'li_b' is not a valid part of a host name"},
             {zero_width, "U+200B"},
             {"ana\u00ad@lib.example", "U+00AD"},
             {"ana@lib\u2060.example", "U+2060"},
             {"\ufeff"
              "ana@lib.example",
              "U+FEFF"}}) {
        CAPTURE(email);
        const std::string typed = "Zoe Long <" + email + ">";
        is_told(section, 2, {"person", "add", typed}, {reason});
        is_told(section, 2, {"appoint", typed, committee}, {reason});
        is_told(section, 2, {"person", "edit", "ana.diaz@riverside.example", "--email", email},
                {reason});
        is_told(section, 2, {"volunteer", "add", typed, "--choice", committee}, {reason});
        is_told(section, 2, {"program", "add", "Talk", "--venue", "webinar", "--speaker", typed},
                {reason});
        is_told(
            section, 3,
            {"appoint", "--from",
             section.file("bad.csv", "name,email,group\nZoe Long," + email + ",middle-managers\n")},
            {"line 2", reason});
    }
}

TEST_CASE("an address with more than 64 characters before the @ is refused") {
    const SampleSection section;
    const std::string longest(64, 'a');
    is_told(section, 2, {"person", "add", "Zoe Long <a" + longest + "@lib.example>"},
            {"longer than 64 characters"});
    section.done({"person", "add", "Zoe Long <" + longest + "@lib.example>"});
}

TEST_CASE("a name with an invisible character is refused, in arguments and files") {
    const SampleSection section;
    for (const auto& [name, reason] :
         std::vector<std::pair<std::string, std::string>>{{"Zo\u200b Long", "U+200B"},
                                                          {"Zo\u00ade Long", "U+00AD"},
                                                          {"\ufeffZoe Long", "U+FEFF"},
                                                          {"Zoe\u2060 Long", "U+2060"},
                                                          {"Zoe\u200d Long", "U+200D"},
                                                          {"Zoe\ufe0f Long", "U+FE0F"}}) {
        CAPTURE(name);
        is_told(section, 2, {"person", "add", name + " <zoe@lib.example>"}, {reason, "the name"});
        is_told(section, 2, {"person", "edit", "ana.diaz@riverside.example", "--name", name},
                {reason});
        is_told(section, 3,
                {"appoint", "--from",
                 section.file("bad.csv", "name,email,group\nX,x@lib.example,middle-managers\n" +
                                             name + ",zoe@lib.example,middle-managers\n")},
                {"line 3", reason});
        is_told(section, 3, {"group", "add", name, "--kind", "committee", "--slug", "zoe"},
                {reason});
    }
    CHECK(holds(section.refuses(2, {"person", "add", "Zoe\u202e Long <zoe@lib.example>"}),
                "control character"));
    // Persian, Hindi and emoji are written with joiners and variation selectors.
    for (const std::string name :
         {"\u0646\u06cc\u200c\u0644\u0648\u0641\u0631", "\u0915\u094d\u200d\u0937",
          "Zoe \u2764\ufe0f\u200d\U0001f525"}) {
        CAPTURE(name);
        CHECK(section.csv({"person", "add", name}).at(0, "name") == name);
    }
    // What an older file has is a warning at most.
    run_sql(section.database(), "UPDATE people SET name = 'Ana' || char(8203) || ' Diaz' WHERE "
                                "email = 'ana.diaz@riverside.example'");
    CHECK(section.run({"doctor"}).status == 0);
    CHECK(section.csv({"person", "show", "ana.diaz@riverside.example"}).size() > 0);
}

TEST_CASE("a name that would be read as an address is refused wherever a name is set") {
    const SampleSection section;
    for (const std::string name : {"Ana @ Home", "ana@home", "Ana <3", "Ana> Diaz"}) {
        CAPTURE(name);
        is_told(section, 2, {"person", "edit", "ana.diaz@riverside.example", "--name", name},
                {"@"});
        is_told(section, 3,
                {"appoint", "--from",
                 section.file("bad.csv", "name,email,group\n" + name + ",new@lib.example," +
                                             std::string{committee} + "\n")},
                {"line 2", "would be read as an address"});
        is_told(
            section, 3,
            {"volunteer", "import",
             section.file("form.csv", "Timestamp,Name,Email,First choice\n2026-08-03 09:12:45," +
                                          name + ",new@lib.example,Middle Managers\n"),
             "-q"},
            {"line 2", "would be read as an address"});
        section.refuses(2, {"person", "add", name});
        section.refuses(2, {"appoint", name, committee, "--role", "member"});
    }
}

TEST_CASE("words behind an address do not make a name of it") {
    const SampleSection section;
    is_told(section, 2, {"person", "add", "X Y <xy@lib.example> Jr"}, {"xy@lib.example"});
    is_told(section, 2, {"appoint", "X Y <xy@lib.example", committee}, {"xy@lib.example"});
}

TEST_CASE("an address of somebody else is refused and its owner is named") {
    const SampleSection section;
    is_told(section, 3, {"appoint", "Ann Other <ana.diaz@riverside.example>", committee},
            {"Ana Díaz", "Ann Other"});
    is_told(section, 3, {"person", "add", "Ann Other <ANA.DIAZ@riverside.example>"}, {"Ana Díaz"});
    is_told(section, 3,
            {"person", "edit", "tessa.dangelo@mail.example", "--email",
             "ana.diaz@riverside.example"},
            {"Ana Díaz"});
}

TEST_CASE("an edit that changes nothing is wrong") {
    const SampleSection section;
    is_told(section, 2, {"person", "edit", "ana.diaz@riverside.example"}, {"nothing"});
    is_told(section, 2, {"checklist", "edit", "attend-core-forum"}, {"nothing"});
}

TEST_CASE("somebody without a term there can neither end nor renew it") {
    const SampleSection section;
    for (const std::string verb : {"end", "renew"}) {
        is_told(section, 3, {"appoint", verb, "ana.diaz@riverside.example", "middle-managers"},
                {"Ana Díaz does not serve in Middle Managers", "person show"});
    }
}

TEST_CASE("long arguments are answered soon and briefly") {
    // The system takes no single argument that is longer than 128 KB.
    const SampleSection section;
    const std::string huge(120000, 'x');
    const std::vector<std::pair<int, Words>> commands{
        {2, {"appoint", huge, committee}},
        {3, {"appoint", newcomer, huge}},
        {2, {"appoint", newcomer, committee, "--note", huge}},
        {2, {"appoint", newcomer, committee, "--year", huge}},
        {2, {"appoint", newcomer, committee, "--role", huge}},
        {2, {"appoint", newcomer, committee, "--actor", huge}},
        {3, {"roster", huge}},
        {2, {"roster", "--format", huge}},
        {2, {"roster", "--today", huge}},
        {2, {"checklist", "--month", huge}},
        {3, {"checklist", "done", huge}},
        {2, {huge}},
        {2, {"roster", "--" + huge}},
    };
    for (const auto& [status, words] : commands) {
        const std::string before = bytes_of(section.database());
        const Result result = section.run(words);
        CAPTURE(words.front().substr(0, 20), words.size(), result.err.size());
        CHECK(result.status == status);
        CHECK(result.out.empty());
        CHECK(result.err.starts_with("lmsection: "));
        CHECK(count_lines(result.err) == 1);
        CHECK(result.err.size() < 1000);
        CHECK((bytes_of(section.database()) == before));
    }
}

TEST_CASE("a thousand arguments of a thousand letters are answered in one brief line") {
    const SampleSection section;
    Words words{"appoint", newcomer, committee};
    words.resize(1003, std::string(1000, 'y'));
    const Result result = section.run(words);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(count_lines(result.err) == 1);
    CHECK(result.err.size() < 2000);
}

TEST_CASE("characters that steer a terminal reach neither the record nor the screen") {
    const SampleSection section;
    for (const std::string bad : {"a\x1b[31mb", "a\nb", "a\rb",
                                  "a\x07"
                                  "b",
                                  "a\x7f"
                                  "b",
                                  "a\xc2\x9b"
                                  "31mb",
                                  "a\xe2\x80\xaa"
                                  "b",
                                  "a\xe2\x80\xae"
                                  "b",
                                  "a\xe2\x81\xa6"
                                  "b",
                                  "a\xe2\x80\xa8"
                                  "b"}) {
        const std::vector<std::pair<int, Words>> commands{
            {2, {"appoint", bad, committee}},
            {2, {"appoint", bad + " <n@lib.example>", committee}},
            {3, {"appoint", newcomer, bad}},
            {2, {"appoint", newcomer, committee, "--note", bad}},
            {2, {"appoint", newcomer, committee, "--institution", bad}},
            {2, {"appoint", newcomer, committee, "--actor", bad}},
            {2, {"appoint", newcomer, "member-experience", "--override", bad}},
            {2, {"appoint", newcomer, committee, "--role", bad}},
            {2, {"roster", "--year", bad}},
            {2, {"roster", "--format", bad}},
            {2, {"roster", "--" + bad}},
            {2, {bad}},
            {4, {"roster", "--db", bad}},
            {4, {"appoint", "--from", bad}},
            {4, {"roster", "-o", "/nonexistent/" + bad}},
        };
        for (const auto& [status, words] : commands) {
            const std::string said = leaves_all(section, status, words);
            CAPTURE(words, said);
            const std::string inner = said.substr(0, said.size() - 1);
            CHECK(inner.find_first_of("\x1b\n\r\x07\x7f") == std::string::npos);
            for (const std::string code :
                 {"\xc2\x9b", "\xe2\x80\xaa", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x80\xa8"}) {
                CHECK_FALSE(holds(said, code));
            }
        }
    }
}

TEST_CASE("bytes that are no text are refused and what is said of them is text") {
    const SampleSection section;
    for (const std::string bad : {"\xff\xfe", "Jos\xe9 Diaz",
                                  "a\xc0\xaf"
                                  "b",
                                  "\xed\xa0\x80"}) {
        const std::vector<std::pair<int, Words>> commands{
            {2, {"appoint", bad, committee}},
            {2, {"appoint", bad + " <n@lib.example>", committee}},
            {3, {"appoint", newcomer, bad}},
            {2, {"appoint", newcomer, committee, "--note", bad}},
            {2, {"appoint", newcomer, committee, "--actor", bad}},
            {2, {"roster", "--format", bad}},
            {2, {bad}},
            {4, {"roster", "--db", bad}},
        };
        for (const auto& [status, words] : commands) {
            const std::string said = leaves_all(section, status, words);
            // nlohmann's parser refuses a string that is not UTF-8.
            CHECK(nlohmann::json::accept("\"" + said.substr(0, said.find_first_of("\"\n")) + "\""));
        }
    }
}

TEST_CASE("a typed argument that is no text is not told to save a file") {
    const SampleSection section;
    CHECK_FALSE(holds(leaves_all(section, 2, {"appoint", "Jos\xe9 Diaz", committee}), "file"));
}

TEST_CASE("names that hold SQL are kept as they are and run nothing") {
    const Section section;
    const Words names{"Robert'); DROP TABLE people;--", "x\" OR \"1\"=\"1", "a' UNION SELECT toml",
                      "100% of _____", "*"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        section.done(
            {"appoint", names[i] + " <p" + std::to_string(i) + "@lib.example>", committee});
    }
    const auto rows = ask_database(section.database(), "SELECT name FROM people ORDER BY id");
    REQUIRE(rows.size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(rows[i].front() == names[i]);
    }
    CHECK(section.csv({"roster", committee}).size() == names.size());
}

TEST_CASE("a wildcard typed as a name finds nobody but who bears it") {
    const SampleSection section;
    for (const std::string wildcard : {"%", "_", "____", "*", "%ana%", "?na", "[a-z]*"}) {
        is_told(section, 3, {"appoint", wildcard, committee}, {"no one on record matches"});
    }
}

TEST_CASE("names that look like a format are kept as they are") {
    const Section section;
    const std::string name = "%s%n{}{0}$(id)`id`\\n";
    section.done({"appoint", name + " <f@lib.example>", committee});
    CHECK(section.csv({"roster", committee}).column("name") == Words{name});
    for (const std::string typed : {"{}", "%s%s%n", "{0:>99999999}", "{"}) {
        is_told(section, 3, {"roster", typed}, {"'" + typed + "'"});
        is_told(section, 2, {typed}, {"'" + typed + "'"});
        is_told(section, 2, {"roster", "--role", typed}, {"'" + typed + "'"});
        const int status = holds(typed, ">") ? 2 : 3;    // half an address cannot be read
        is_told(section, status, {"appoint", typed + " x", committee}, {"'" + typed + " x'"});
    }
}

TEST_CASE("a suggestion is near to what was typed") {
    const SampleSection section;
    CHECK_FALSE(holds(leaves_all(section, 2, {"roster", "--{}"}), "did you mean"));
    CHECK_FALSE(holds(leaves_all(section, 3, {"roster", "a?b"}), "did you mean"));
}

TEST_CASE("a misspelt word after a command that also stands alone is answered with the nearest") {
    const Section section;
    CHECK(holds(section.refuses(2, {"checklist", "doen", "x"}), "did you mean done"));
    CHECK(holds(section.refuses(2, {"report-due", "submti"}), "did you mean submit"));
    CHECK(holds(section.refuses(2, {"appoint", "Ana", "middle", "chair"}),
                "unexpected argument 'chair'"));
}

TEST_CASE("a value that is none, or is not there, is told in our own words") {
    const Section section;
    for (const std::string number : {"all", "0", "-3", "1.5", "99999999999999999999"}) {
        CHECK(holds(section.refuses(2, {"log", "--limit=" + number}), "is not a whole number"));
    }
    CHECK(holds(section.refuses(2, {"volunteer", "add", "Vi Vo", "--experience", "many"}),
                "'many' is not a number of years of experience"));
    CHECK(holds(section.refuses(2, {"roster", "--format"}), "--format needs a value"));
    CHECK(holds(section.refuses(2, {"roster", "--on"}), "--on needs a value"));
    CHECK(holds(section.refuses(2, {"roster", "--leads", "--on"}), "--on needs a value"));
    CHECK(holds(section.refuses(2, {"report-due", "--within", "2026-11-23"}), "today or later"));
    CHECK(holds(section.refuses(3, {"duty", "done", "consortium", "nosuch"}), "duty list"));
}

TEST_CASE("a copy that is there, or is not, is told as a copy") {
    const Section section;
    section.done({"backup", "copy.db"});
    CHECK(holds(section.refuses(3, {"backup", "copy.db"}), "--force"));
    CHECK(holds(section.refuses(3, {"backup", "copy.db", "-n"}), "--force"));
    for (const std::string command : {"restore", "merge"}) {
        const std::string said = section.refuses(4, {command, "nocopy.db"});
        CHECK(holds(said, "there is no copy nocopy.db"));
        CHECK_FALSE(holds(said, "init"));
    }
}
