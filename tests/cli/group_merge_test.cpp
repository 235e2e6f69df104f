// Two groups become one: who serves goes on, what was stays on record, and one undo takes it back.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

const std::string from = "library-consulting";
const std::string into = "middle-managers";

/// Ana chairs the one group, Ben is its member; Kim chairs the other, Lou is its member.
struct TwoGroups : Section {
    TwoGroups() {
        done({"appoint", "Ana Diaz <ana@lib.example>", from, "--role", "chair", "--start",
              "2026-07-01"});
        done({"appoint", "Ben Okafor <ben@lib.example>", from, "--start", "2026-07-01"});
        done({"appoint", "Kim Larsen <kim@city.example>", into, "--role", "chair", "--start",
              "2026-07-01", "--years", "2"});
        done({"appoint", "Lou Petit <lou@city.example>", into, "--start", "2026-07-01"});
    }
    [[nodiscard]] Words merge(Words more = {}) const {
        Words words{"group", "merge", from, into};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
};

Words told(const Section& section, const std::string& group, const std::string& topic) {
    return section.csv({"group", "show", group}).where("topic", topic).column("text");
}

}    // namespace

TEST_CASE("group merge: terms go on in the other group, and what was stays on record") {
    const TwoGroups section;
    const Table moved = section.csv(section.merge({"--as-members"}));
    CHECK(moved.column("name") == Words{"Ana Diaz", "Ben Okafor"});
    CHECK(moved.column("group_slug") == Words{into, into});
    CHECK(moved.column("role") == Words{"member", "member"});
    CHECK(moved.column("start") == Words{"2026-11-24", "2026-11-24"});
    CHECK(moved.column("end") == Words{"2027-06-30", "2028-06-30"});
    CHECK(moved.column("years") == Words{"1", "2"});
    CHECK(section.csv({"roster", into}).size() == 4);
    CHECK(section.csv({"roster", from}).size() == 0);
    const Table history = section.csv({"roster", from, "--history"});
    CHECK(history.column("name") == Words{"Ana Diaz", "Ben Okafor"});
    CHECK(history.column("end") == Words{"2026-11-23", "2026-11-23"});
    CHECK(told(section, from, "merged into") == Words{"Middle Managers on 2026-11-24"});
    CHECK(told(section, into, "merged from") == Words{"Library Consulting on 2026-11-24"});
    const Table service = section.csv({"person", "show", "Ana Diaz"});
    CHECK(service.where("group_slug", from).column("end_reason") ==
          Words{"merged into Middle Managers"});
    CHECK(service.where("group_slug", into).column("note") ==
          Words{"came from Library Consulting"});
}

TEST_CASE("group merge: meetings, reports and programs stay with the group that ends") {
    const TwoGroups section;
    section.done({"meeting", "add", from, "--on", "2026-10-01"});
    section.done({"program", "add", "Consulting", "--venue", "webinar", "--group", from});
    section.done({"report-due", "submit", from, "2026-12"});
    section.done(section.merge({"--as-members", "--on", "2027-01-01"}));
    CHECK(section.csv({"meeting", "list", from}).size() == 1);
    CHECK(section.csv({"program", "list", "--group", from}).size() == 1);
    const Table owed = section.csv({"report-due", "--all"});
    CHECK(owed.where("group_slug", from).column("report") == Words{"2026-12"});
    CHECK(owed.where("group_slug", from).column("status") == Words{"submitted"});
}

TEST_CASE("group merge: two chairs of a committee are a warning, and --strict refuses them") {
    const Section section;
    const std::string old_group = "new-leaders-and-managers";
    const std::string heir = "member-experience";
    section.done({"appoint", "Ana Diaz <ana@lib.example>", old_group, "--role", "chair", "--start",
                  "2026-07-01", "--years", "1"});
    section.done({"appoint", "Kim Larsen <kim@city.example>", heir, "--role", "chair", "--start",
                  "2026-07-01"});
    const Words merge{"group", "merge", old_group, heir};
    Words strict = merge;
    strict.emplace_back("--strict");
    const std::string errors = section.refuses(3, strict);
    CHECK(count_lines(errors) == 1);
    CHECK(holds(errors, "Ana Diaz (chair to 2027-06-30)"));
    CHECK(holds(errors, "Kim Larsen (chair to 2028-06-30)"));
    Words overridden = merge;
    overridden.insert(overridden.end(), {"--override", "both agreed"});
    CHECK(holds(section.done(overridden).err, "chair-roles"));
    CHECK(section.csv({"roster", heir, "--role", "chair"}).size() == 2);
    const Table service = section.csv({"person", "show", "Ana Diaz"});
    CHECK(service.where("group_slug", heir).column("override_reason") == Words{"both agreed"});
}

TEST_CASE("group merge: interest groups bring their chairs together") {
    const TwoGroups section;
    section.done(section.merge());
    CHECK(section.csv({"roster", into, "--role", "chair"}).size() == 2);
}

TEST_CASE("group merge: more people than the group may have are weighed as a whole") {
    const Section section;
    for (int i = 0; i < 7; ++i) {
        const std::string number = std::to_string(i);
        for (const std::string group : {"member-experience", "new-leaders-and-managers"}) {
            section.done(
                {"appoint", "P" + number + " <p" + number + "@" + group + ".example>", group});
        }
    }
    const Words merge{"group", "merge", "member-experience", "new-leaders-and-managers",
                      "--strict"};
    const std::string errors = section.refuses(3, merge);
    CHECK(count_lines(errors) == 1);
    CHECK(holds(errors, "14 people"));
    CHECK(holds(errors, "committee-most"));
}

TEST_CASE("group merge: an upper size that only should be kept warns, and --strict refuses") {
    const TwoGroups section;
    section.refuses(3, section.merge({"--as-members", "--strict"}));
    const Result result = section.done(section.merge({"--as-members"}));
    CHECK(holds(result.err, "warning: Middle Managers would have 4 people"));
}

TEST_CASE("group merge: who serves in both is not doubled") {
    const TwoGroups section;
    section.done({"appoint", "Ben Okafor", into, "--start", "2026-07-01", "--years", "1"});
    const Result result = section.done(section.merge({"--as-members", "-f", "csv"}));
    CHECK(holds(result.err, "Ben Okafor serves in Middle Managers already"));
    // The term there stays; what the other one had beyond it goes on.
    const Table moved = read_csv(result.out).only("name", "Ben Okafor");
    CHECK(moved.at(0, "start") == "2027-07-01");
    CHECK(moved.at(0, "end") == "2028-06-30");
    CHECK(section.csv({"roster", into}).where("name", "Ben Okafor").size() == 1);
    CHECK(section.csv({"roster", into, "--on", "2027-07-01"}).where("name", "Ben Okafor").size() ==
          1);
}

TEST_CASE("group merge: its old name is answered with the new one wherever something is written") {
    const TwoGroups section;
    section.done(section.merge({"--as-members"}));
    const std::string somebody = "New Person <new@lib.example>";
    const std::string line = "Library Consulting was merged into Middle Managers on 2026-11-24; "
                             "use middle-managers";
    for (const Words& words :
         {Words{"appoint", somebody, from},
          Words{"appoint", "end", "Ana Diaz", from, "--on", "today", "--reason", "x"},
          Words{"appoint", "renew", "Ana Diaz", from},
          Words{"meeting", "add", from, "--on", "2026-12-01"},
          Words{"duty", "done", from, "connect-discussion"},
          Words{"program", "add", "A title", "--venue", "webinar", "--group", from},
          Words{"volunteer", "add", somebody, "--choice", from},
          Words{"report-due", "submit", from, "2027-05"},
          Words{"report-due", "retract", from, "2027-05"},
          Words{"checklist", "add", "Thank them", "--group", from},
          Words{"group", "edit", from, "--charge", "x"}, Words{"group", "retire", from},
          Words{"group", "merge", from, "dialogue"}, Words{"group", "merge", "dialogue", from}}) {
        const std::string errors = section.refuses(3, words);
        CAPTURE(words);
        CHECK(errors == "lmsection: " + line + "\n");
    }
    // What was before the merge may still be put on record.
    section.done({"meeting", "add", from, "--on", "2026-11-02"});
}

TEST_CASE("group merge: a chain of merges is answered with its end") {
    const TwoGroups section;
    section.done(section.merge({"--as-members"}));
    section.done({"group", "merge", into, "dialogue-with-directors"});
    const std::string errors = section.refuses(3, {"appoint", "Ana Diaz", from});
    CHECK(holds(errors, "use dialogue-with-directors"));
}

TEST_CASE("group merge: volunteers who wait for the one group wait for the other") {
    const TwoGroups section;
    section.done({"volunteer", "add", "Vic Stone <vic@lib.example>", "--choice", from, "--choice",
                  "dialogue-with-directors", "--choice", into});
    section.done(section.merge({"--as-members"}));
    CHECK(section.csv({"volunteer", "list"}).column("choices") ==
          Words{"middle-managers dialogue-with-directors"});
}

TEST_CASE("group merge: one undo takes all of it back, one redo does it again") {
    const TwoGroups section;
    section.done({"volunteer", "add", "Vic Stone <vic@lib.example>", "--choice", from});
    const Words all{"roster", "--history", "-f", "csv"};
    const std::string before = section.done(all).out;
    section.done(section.merge({"--as-members"}));
    const std::string after = section.done(all).out;
    CHECK(before != after);
    section.done({"undo"});
    CHECK(section.done(all).out == before);
    CHECK(section.csv({"volunteer", "list"}).column("choices") == Words{from});
    section.done({"appoint", "Cy Young <cy@lib.example>", from});
    section.done({"undo"});
    section.done({"redo"});
    section.done({"undo"});
    section.done({"redo", section.csv({"log"})
                              .where("command",
                                     "lmsection group merge " + from + " " + into + " --as-members")
                              .at(0, "id")});
    CHECK(section.done(all).out == after);
}

TEST_CASE("group merge: a merge of a day to come leaves the group to itself until then") {
    TwoGroups section;
    section.done(section.merge({"--as-members", "--on", "2027-01-01"}));
    CHECK(section.csv({"roster", from}).size() == 2);
    section.done({"meeting", "add", from, "--on", "2026-12-01"});
    CHECK(holds(section.refuses(3, {"group", "merge", from, "dialogue"}),
                "will be merged into Middle Managers on 2027-01-01"));
    section.today("2027-01-01");
    CHECK(section.csv({"roster", from}).size() == 0);
    CHECK(section.csv({"roster", into}).size() == 4);
}

TEST_CASE("group merge: what cannot be is refused in one line, and a dry run changes nothing") {
    const TwoGroups section;
    for (const auto& [words, part] : std::vector<std::pair<Words, std::string>>{
             {{"group", "merge", from, from}, "itself"},
             {{"group", "merge", from, "member-experience"}, "same kind"},
             {{"group", "merge", from, "no-such-group"}, "no-such-group"},
             {{"group", "merge", "no-such-group", into}, "no-such-group"}}) {
        const std::string errors = section.refuses(3, words);
        CHECK(count_lines(errors) == 1);
        CHECK(holds(errors, part));
    }
    section.refuses(2, {"group", "merge", from});
    section.refuses(2, section.merge({"--on", "someday"}));
    section.refuses(2, section.merge({"--override", ""}));
    const std::string before = bytes_of(section.database());
    section.done(section.merge({"--as-members", "--dry-run"}));
    CHECK((bytes_of(section.database()) == before));
    section.done({"group", "retire", "dialogue-with-directors"});
    CHECK(holds(section.refuses(3, {"group", "merge", from, "dialogue-with-directors"}),
                "group restore"));
    section.done(section.merge({"--as-members"}));
    const std::string restored = section.refuses(3, {"group", "restore", from});
    CHECK(holds(restored, "was merged into Middle Managers on 2026-11-24"));
    CHECK(holds(restored, "lmsection undo"));
}
