// The columns of each command's table: those that docs/scripts.md promises, those that --columns
// chooses, and those that fit a page.
#include "harness.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace lmsection::test {

namespace {

/// A command as docs/scripts.md names it, and how to run it on the sample.
struct Run {
    std::string command;
    Words arguments;
};

const std::string ana = "Ana Diaz <ana@lib.example>";
const std::string group = "middle-managers";
const std::string title = "Small Teams";

// In an order in which each finds what it needs.
const std::vector<Run> runs{
    {"appoint", {"appoint", ana, group}},
    {"appoint renew", {"appoint", "renew", "ana@lib.example", group}},
    {"appoint end", {"appoint", "end", "ana@lib.example", group, "--dry-run"}},
    {"appoint edit",
     {"appoint", "edit", "ana@lib.example", group, "--note", "x", "--term", "2027-01-01",
      "--reason", "y"}},
    {"appoint leave", {"appoint", "leave", "ana@lib.example", group, "--end", "2027-01-31"}},
    {"appoint return", {"appoint", "return", "ana@lib.example", group, "--on", "2027-01-15"}},
    {"appoint reply", {"appoint", "reply", "ana@lib.example", group, "yes"}},
    {"roster", {"roster"}},
    {"roster --ending", {"roster", "--ending"}},
    {"roster --between", {"roster", "--between", "2026-06-30", "2026-07-01"}},
    {"checklist", {"checklist"}},
    {"checklist add", {"checklist", "add", "Thank the volunteers", "--month", "may"}},
    {"checklist edit", {"checklist", "edit", "thank-the-volunteers", "--optional"}},
    {"checklist done", {"checklist", "done", "thank-the-volunteers"}},
    {"checklist reopen", {"checklist", "reopen", "thank-the-volunteers"}},
    {"checklist skip", {"checklist", "skip", "thank-the-volunteers", "--reason", "no time"}},
    {"report-due", {"report-due", "--all"}},
    {"report-due submit", {"report-due", "submit", group, "2026-12"}},
    {"report-due retract", {"report-due", "retract", group, "2026-12"}},
    {"meeting add", {"meeting", "add", group, "--on", "2026-11-20"}},
    {"meeting edit", {"meeting", "edit", group, "--on", "2026-11-20", "--note", "short"}},
    {"meeting list", {"meeting", "list"}},
    {"meeting list --counts", {"meeting", "list", "--counts"}},
    {"meeting remove", {"meeting", "remove", group, "--on", "2026-11-20"}},
    {"event list", {"event", "list"}},
    {"event set", {"event", "set", "ala-annual", "--start", "2027-06-24", "--end", "2027-06-29"}},
    {"event remove", {"event", "remove", "ala-annual"}},
    {"duty list", {"duty", "list"}},
    {"duty done", {"duty", "done", "consortium-management", "learning-events"}},
    {"duty reopen", {"duty", "reopen", "consortium-management", "learning-events"}},
    {"duty skip",
     {"duty", "skip", "consortium-management", "learning-events", "--reason", "no speaker"}},
    {"person add", {"person", "add", "Bo Long <bo@lib.example>"}},
    {"person edit", {"person", "edit", "bo@lib.example", "--note", "prefers mail"}},
    {"person list", {"person", "list"}},
    {"person show", {"person", "show", "ana@lib.example"}},
    {"person duplicates", {"person", "duplicates"}},
    {"person merge", {"person", "merge", "ana@lib.example", "bo@lib.example", "--dry-run"}},
    {"person forget", {"person", "forget", "bo@lib.example", "--dry-run"}},
    {"volunteer add", {"volunteer", "add", "bo@lib.example", "--choice", group}},
    {"volunteer import",
     {"volunteer", "import", source_file("data/sample/volunteers.csv"), "--ignore-extra"}},
    {"volunteer list", {"volunteer", "list"}},
    {"volunteer show", {"volunteer", "show", "bo@lib.example"}},
    {"volunteer assign", {"volunteer", "assign", "bo@lib.example", "Maeve O'Brien"}},
    {"volunteer alert", {"volunteer", "alert", "bo@lib.example", "--sent"}},
    {"volunteer decline",
     {"volunteer", "decline", "bo@lib.example", "--reason", "full", "--dry-run"}},
    {"volunteer withdraw",
     {"volunteer", "withdraw", "bo@lib.example", "--reason", "moves", "--dry-run"}},
    {"letter candidates", {"letter", "candidates", group, "--again"}},
    {"volunteer accept", {"volunteer", "accept", "bo@lib.example"}},
    {"volunteer appoint", {"volunteer", "appoint", "bo@lib.example"}},
    {"program add", {"program", "add", title, "--venue", "ala-annual", "--group", group}},
    {"program edit", {"program", "edit", title, "--note", "with slides"}},
    {"program speaker add", {"program", "speaker", "add", title, "Ben Okafor"}},
    {"program speaker remove", {"program", "speaker", "remove", title, "okafor"}},
    {"program list", {"program", "list"}},
    {"program show", {"program", "show", title}},
    {"program submit", {"program", "submit", title}},
    {"program accept", {"program", "accept", title, "--dry-run"}},
    {"program withdraw", {"program", "withdraw", title, "--dry-run"}},
    {"program decline", {"program", "decline", title}},
    {"program carry", {"program", "carry", title, "--to", "core-forum"}},
    {"calendar", {"calendar"}},
    {"check", {"check"}},
    {"check --explain", {"check", "--explain", "committee-most"}},
    {"plan", {"plan"}},
    {"digest", {"digest"}},
    {"remind", {"remind"}},
    {"letter list", {"letter", "list"}},
    {"handbook", {"handbook"}},
    {"handbook adopt", {"handbook", "adopt"}},
    {"group list", {"group", "list"}},
    {"group show", {"group", "show", group}},
    {"group chart", {"group", "chart"}},
    {"group add", {"group", "add", "Data Services", "--kind", "interest-group"}},
    {"group edit", {"group", "edit", "data-services", "--charge", "Looks after data"}},
    {"group merge", {"group", "merge", "data-services", group, "--dry-run"}},
    {"group retire", {"group", "retire", "data-services"}},
    {"group restore", {"group", "restore", "data-services"}},
    {"letter welcome", {"letter", "welcome", "ana@lib.example"}},
    {"letter renew", {"letter", "renew", "--all"}},
    {"letter service", {"letter", "service", "ana@lib.example"}},
    {"letter thanks", {"letter", "thanks", "--all"}},
    {"letter declined", {"letter", "declined", "--all"}},
    {"letter handover", {"letter", "handover", "--all"}},
    {"letter report", {"letter", "report", group, "--report", "dec"}},
    {"letter call", {"letter", "call"}},
    {"log", {"log"}},
    {"sync", {"sync", ".", "--dry-run"}},
    {"sync --status", {"sync", ".", "--status"}},
    {"sync conflicts", {"sync", "conflicts"}},
    {"undo", {"undo"}},
    {"redo", {"redo"}},
    {"doctor", {"doctor"}},
};

/// What stands in backquotes.
Words quoted_parts(std::string_view text) {
    Words parts;
    for (auto begin = text.find('`'); begin != std::string_view::npos; begin = text.find('`')) {
        const auto end = text.find('`', begin + 1);
        REQUIRE(end != std::string_view::npos);
        parts.emplace_back(text.substr(begin + 1, end - begin - 1));
        text.remove_prefix(end + 1);
    }
    return parts;
}

std::string first_word(const std::string& command) {
    return command.substr(0, command.find(' '));
}

/// The columns that docs/scripts.md promises, by command.
class Documented {
public:
    explicit Documented(const std::set<std::string>& commands) : commands_(commands) {
        const std::string text = bytes_of(source_file("docs/scripts.md"));
        const auto begin = text.find("| command | columns |\n| --- | --- |\n");
        REQUIRE(begin != std::string::npos);
        for (const std::string& line :
             lines_of(text.substr(begin, text.find("\n\n", begin) - begin))) {
            const auto bar = line.find(" | ");
            read_row(line.substr(0, bar), line.substr(bar + 3));
        }
        for (const auto& [word, columns] : kin_) {
            for (const std::string& command : commands_) {
                if (first_word(command) == word) {
                    columns_.try_emplace(command, columns);
                }
            }
        }
    }

    [[nodiscard]] const std::map<std::string, std::string>& columns() const { return columns_; }

private:
    void read_row(const std::string& commands, const std::string& columns) {
        const Words names = quoted_parts(commands);
        const Words promised = quoted_parts(columns);
        if (names.empty() || promised.empty() || holds(commands, "refused")) {
            return;    // the table's head; no rows; another table of a command that is listed
        }
        const std::string list = columns.rfind("as ", 0) == 0 ? columns_.at(promised.front())
                                                              : promised.front();
        for (const std::string& name : names) {
            if (commands_.count(name) > 0) {
                columns_[name] = list;
            } else if (name != names.front()) {    // "`event list`, `set`" leaves out a word
                columns_[first_word(names.front()) + " " + name] = list;
            }
        }
        if (holds(commands, "its kin")) {
            kin_[first_word(names.back())] = list;
        }
    }

    std::set<std::string> commands_;
    std::map<std::string, std::string> columns_;
    std::map<std::string, std::string> kin_;
};

std::string joined(const Words& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ",") + word;
    }
    return text;
}

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    for (const std::string& line : lines_of(text)) {
        std::size_t letters = 0;
        for (const char byte : line) {
            letters += (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U ? 1U : 0U;
        }
        widest = std::max(widest, letters);
    }
    return widest;
}

}    // namespace

TEST_CASE("the columns of every command are those of docs/scripts.md, in that order") {
    const SampleSection section;
    std::set<std::string> commands;
    for (const Run& run : runs) {
        commands.insert(run.command);
    }
    const std::string entry = "log show";
    const std::string backup = "backup";
    commands.insert({entry, backup, "merge", "reconcile", "sync decide"});
    const Documented documented{commands};
    const auto check = [&](const std::string& command, const Words& arguments) {
        CAPTURE(command);
        const auto promised = documented.columns().find(command);
        REQUIRE(promised != documented.columns().end());
        CHECK(joined(section.csv(arguments).columns) == promised->second);
    };
    for (const Run& run : runs) {
        check(run.command, run.arguments);
    }
    check(entry, {"log", "show", section.csv({"log"}).at(0, "id")});
    check(backup, {"backup", section.folder() / "copy.db"});
    check("merge", {"merge", section.folder() / "copy.db", "--dry-run"});
    check("reconcile", {"reconcile", section.file("list.csv", "email\nlou@lib.example\n")});
    for (const auto& [command, columns] : documented.columns()) {
        CAPTURE(command);
        CHECK(commands.count(command) == 1);
    }
}

TEST_CASE("every command that prints a table has its columns in docs/scripts.md") {
    const SampleSection section;
    std::set<std::string> listed{"log show", "backup", "merge", "reconcile", "sync decide"};
    for (const Run& run : runs) {
        listed.insert(run.command.substr(0, run.command.find(" --")));
    }
    const Result all = section.run({"help", "--all"});
    const std::string help = all.status == 0 ? all.out : section.done({"--help"}).out;
    std::size_t tables = 0;
    for (const std::string& line : lines_of(help)) {
        if (line.size() < 4 || line.rfind("  ", 0) != 0 || holds(line, "lmsection ") ||
            line[2] < 'a' || line[2] > 'z') {
            continue;
        }
        const std::string command = line.substr(2, line.find("  ", 2) - 2);
        Words arguments{"help"};
        for (std::size_t at = 0; at != std::string::npos && at < command.size();) {
            const auto blank = std::min(command.find(' ', at), command.size());
            arguments.push_back(command.substr(at, blank - at));
            at = blank + 1;
        }
        const Result answer = section.run(arguments);
        if (answer.status == 0 && holds(answer.out, "--columns")) {
            CAPTURE(command);
            CHECK(listed.count(command) == 1);
            ++tables;
        }
    }
    CHECK(tables == listed.size());
}

TEST_CASE("the option --columns chooses and orders the columns of every format") {
    const SampleSection section;
    const Words usual{"name", "group_slug", "start"};
    const Words roster{"roster", group, "--columns", "name,group_slug,start"};
    const Table chosen = section.csv(roster);
    const Table whole = section.csv({"roster", group});
    CHECK(chosen.columns == usual);
    for (const std::string& column : usual) {
        CHECK(chosen.column(column) == whole.column(column));
    }
    const auto rows = section.json(roster);
    REQUIRE(rows.size() == whole.size());
    CHECK(rows.front().size() == 3);
    CHECK(rows.front()["group_slug"] == group);
    CHECK(section.csv({"roster", group, "--columns", "name, group_slug ,start"}).columns == usual);

    const auto head = [&](Words arguments) {
        return lines_of(section.done(arguments).out).front();
    };
    CHECK(head({"roster", group, "--columns", "end,name", "-f", "md"}) == "| To | Name |");
    CHECK(head({"roster", group, "--columns", "end,group,name", "-f", "tsv"}) ==
          "end\tgroup\tname");
    const std::string table = head({"--columns", "end,group,name", "roster", group});
    CHECK(table.rfind("To", 0) == 0);
    CHECK(table.find("group") < table.find("Name"));
}

TEST_CASE(
    "a column that there is not, or that is named twice, is refused before anything is done") {
    const SampleSection section;
    const std::string valid = "group_slug, group, kind, role, name, email, institution, start, "
                              "end, years";
    CHECK(holds(section.refuses(2, {"appoint", ana, group, "--columns", "name,mail"}),
                "there is no column 'mail'; use " + valid));
    CHECK(holds(section.refuses(2, {"roster", "--columns", "name,,email"}), "use " + valid));
    CHECK(holds(section.refuses(2, {"roster", "--columns", "name,name"}), "names 'name' twice"));
    CHECK(holds(section.refuses(2, {"roster", "-f", "vcf", "--columns", "name"}),
                "vcf has none; leave it out, or use another --format"));
    CHECK(holds(section.refuses(2, {"meeting", "list", "--columns", "held"}), "use group_slug"));
    section.refuses(2, {"roster", "--columns", ""});
    section.refuses(2, {"export", "--columns", "name"});
    // A name of the columns that only people see is not one for scripts.
    section.refuses(2, {"program", "list", "--columns", "venue_title"});
}

TEST_CASE("a table that goes to a pipe fits 80 columns, and a line names what it leaves out") {
    const SampleSection section;
    for (const Words& command : std::vector<Words>{{"roster"},
                                                   {"roster", "--history"},
                                                   {"report-due", "--all"},
                                                   {"person", "list"},
                                                   {"group", "list"},
                                                   {"checklist", "--year"},
                                                   {"check"},
                                                   {"plan"},
                                                   {"digest"},
                                                   {"duty", "list"}}) {
        CAPTURE(command);
        CHECK(widest_line(section.done(command).out) <= 80);
    }
    const Result roster = section.done({"roster"});
    CHECK(roster.err ==
          "Left out to fit 80 columns: Email, Institution, From; use --wide for all.\n");
    CHECK(count_lines(roster.out) <= 110);
    CHECK_FALSE(holds(roster.out, "Institution"));
    CHECK(section.done({"roster", "--quiet"}).err.empty());
}

TEST_CASE("an address, a slug or a date stays whole, and names wrap at spaces only") {
    const Section section;
    const std::string address = "a.very.long.name.of.a.person.indeed@library.of.the.city.example";
    section.done(
        {"appoint", "Maximiliana Featherstonehaugh-Cholmondeley <" + address + ">", group, "-q"});
    const std::string table = section.done({"roster"}).out;
    CHECK(holds(table, "Featherstonehaugh-Cholmondeley"));
    CHECK(widest_line(table) <= 80);
    const std::string chosen = section.done({"roster", "--columns", "name,email,end"}).out;
    CHECK(holds(chosen, address));
    CHECK(holds(chosen, "Featherstonehaugh-Cholmondeley"));
    CHECK(holds(chosen, section.csv({"roster"}).at(0, "end")));
}

TEST_CASE("the option --wide shows all columns on lines as long as they need") {
    const SampleSection section;
    const Result wide = section.done({"roster", "--wide"});
    CHECK(wide.err.empty());
    CHECK(holds(wide.out, "Institution"));
    CHECK(widest_line(wide.out) > 80);
    CHECK(section.done({"roster", "--wide", "-f", "csv"}).out ==
          section.done({"roster", "-f", "csv"}).out);
}

}    // namespace lmsection::test
