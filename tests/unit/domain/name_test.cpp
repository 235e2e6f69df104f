#include "helpers.hpp"

#include "handbooks.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

using namespace lmsection;
using namespace lmsection::test;

namespace {

/// The handbook's groups, answering to their slugs and names.
std::vector<Nameable> groups() {
    std::vector<Nameable> things;
    for (const GroupFacts& facts : built_in().groups) {
        things.push_back({facts.name, {facts.slug.text(), folded(facts.name)}});
    }
    return things;
}

/// The group that `typed` means, by name; the fault's text in brackets where there is none.
std::string group_meant(std::string_view typed) {
    const auto things = groups();
    const auto found = resolve_name("group", typed, things);
    return found.ok() ? things[found.value()].shown : "[" + found.fault().text() + "]";
}

}    // namespace

TEST_CASE("a group is named by slug, by full name or by a unique prefix") {
    CHECK(group_meant("middle-managers") == "Middle Managers");
    CHECK(group_meant("Middle Managers") == "Middle Managers");
    CHECK(group_meant("mid") == "Middle Managers");
    CHECK(group_meant("library c") == "Library Consulting");
    CHECK(group_meant("library-c") == "Library Consulting");
    CHECK(group_meant("leadership team") == "Leadership Team");
    CHECK(group_meant("leadership & m") == "Leadership & Management Competencies Working Group");
    CHECK(group_meant("d") == "Dialogue with Directors");
}

TEST_CASE("case, accents and spaces in a name do not matter") {
    CHECK(group_meant("MIDDLE   managers") == "Middle Managers");
    CHECK(group_meant("  Mïddle Mänagers ") == "Middle Managers");
    const std::vector<Nameable> people{{"Zoë Nguyễn", {"zoe nguyen", "zoe@lib.example"}},
                                       {"Ana Diaz", {"ana diaz"}}};
    CHECK(resolve_name("person", "ZOE NGUYEN", people).value() == 0);
    CHECK(resolve_name("person", "Zoé", people).value() == 0);
    CHECK(resolve_name("person", "Zoe@Lib.Example", people).value() == 0);
    CHECK(resolve_name("person", "Ana Díaz", people).value() == 1);
}

TEST_CASE("every unique prefix finds its group of the handbook") {
    const auto things = groups();
    for (std::size_t i = 0; i < things.size(); ++i) {
        const std::string& name = things[i].answers.back();
        for (std::size_t length = 1; length <= name.size(); ++length) {
            const std::string typed = tidied_text(name.substr(0, length));
            std::size_t beginning_so = 0;
            for (const Nameable& other : things) {
                const bool begins = other.answers[0].starts_with(typed) ||
                                    other.answers[1].starts_with(typed);
                beginning_so += begins ? 1 : 0;
            }
            const auto found = resolve_name("group", typed, things);
            INFO(typed);
            REQUIRE(found.ok() == (beginning_so == 1));
            REQUIRE((!found.ok() || found.value() == i));
        }
    }
}

TEST_CASE("a full name takes precedence over a longer one that begins with it") {
    const std::vector<Nameable> things{{"Managers Forum", {"managers forum"}},
                                       {"Managers", {"managers"}}};
    CHECK(resolve_name("group", "Managers", things).value() == 1);
    CHECK(resolve_name("group", "managers f", things).value() == 0);
}

TEST_CASE("a prefix of several names is refused with the candidates") {
    const std::string found = group_meant("l");
    CHECK(holds(found, "'l'"));
    CHECK(holds(found, "more than one group"));
    for (const char* name :
         {"Leadership Team", "Library Consulting", "Library Leaders and Managers",
          "Leadership & Management Competencies Working Group"}) {
        CHECK(holds(found, name));
    }
    CHECK_FALSE(holds(found, "Middle Managers"));
}

TEST_CASE("a name that two things share is refused with both") {
    const std::vector<Nameable> people{
        {"Ana Diaz <ana@lib.example>", {"ana diaz", "ana@lib.example"}},
        {"Ana Diaz <diaz@lib.example>", {"ana diaz", "diaz@lib.example"}}};
    const auto found = resolve_name("person", "Ana Diaz", people);
    REQUIRE_FALSE(found.ok());
    CHECK(holds(found.fault().remedy, "ana@lib.example"));
    CHECK(holds(found.fault().remedy, "diaz@lib.example"));
    CHECK(resolve_name("person", "diaz@", people).value() == 1);
}

TEST_CASE("a thing that matches a prefix in two ways counts once") {
    const std::vector<Nameable> things{{"Map Care", {"map-care", "map care"}},
                                       {"Globes", {"globes"}}};
    CHECK(resolve_name("group", "map", things).value() == 0);
}

TEST_CASE("an unknown name is refused with the nearest ones") {
    const std::string slip = group_meant("midle managers");
    CHECK(holds(slip, "no group is called 'midle managers'"));
    CHECK(holds(slip, "Middle Managers"));
    CHECK(holds(group_meant("member experiance"), "Member Experience"));
    CHECK(holds(group_meant("consulitng"), "Library Consulting"));
    // Where nothing comes near, the list is.
    const std::string unknown = group_meant("zzzzzzzzzzzz");
    CHECK(holds(unknown, "'zzzzzzzzzzzz'"));
    CHECK(holds(unknown, "lmsection group list"));
    CHECK_FALSE(holds(unknown, "did you mean"));
}

TEST_CASE("a typo in a family or first name is compared only with that word") {
    for (const char* typed : {"lozzz", "marzz", "lzzzz"}) {
        Nearest nearest{typed};
        nearest.offer("Maria Lopez", "maria lopez");
        INFO(typed);
        CHECK(holds(nearest.question("nobody"), "did you mean") == (typed != std::string{"lzzzz"}));
    }
}

TEST_CASE("a whole word takes precedence over a longer word that contains it") {
    const std::vector<Nameable> people{{"Ioana Pop", {"ioana pop"}},
                                       {"Ana Diaz", {"ana diaz"}},
                                       {"Anabel Cruz", {"anabel cruz"}},
                                       {"Maria-Ana Silva", {"maria-ana silva"}}};
    CHECK(resolve_name("person", "diaz", people).value() == 1);
    CHECK(resolve_name("person", "silva", people).value() == 3);
    CHECK(resolve_name("person", "pop", people).value() == 0);
    CHECK(resolve_name("person", "anab", people).value() == 2);
    const auto ana = resolve_name("person", "ana", std::span{people}.first(3));
    REQUIRE(ana.ok());
    CHECK(ana.value() == 1);
}

TEST_CASE("words inside a name are enough if only one thing has them") {
    CHECK(group_meant("best practices") == "Management Best Practices");
    CHECK(group_meant("resources dev") == "Human Resources Development");
    CHECK(group_meant("competencies") == "Leadership & Management Competencies Working Group");
    CHECK(group_meant("working group") == "Leadership & Management Competencies Working Group");
    CHECK(holds(group_meant("leaders"), "more than one group"));
    // One or two letters are inside of too many names to mean one.
    CHECK(holds(group_meant("wo"), "no group is called"));
}

TEST_CASE("'&', 'and' and neither are the same in a name") {
    for (const char* typed : {"leadership and management competencies working group",
                              "leadership & management competencies working group",
                              "leadership management competencies working group",
                              "leadership and management competencies"}) {
        CHECK(group_meant(typed) == "Leadership & Management Competencies Working Group");
    }
    CHECK(group_meant("new leaders & managers") == "New Leaders and Managers");
}

TEST_CASE("a suggestion shares each typed word, apart from typos") {
    const auto suggested = [](const char* typed, const char* name) {
        Nearest nearest{typed};
        nearest.offer(name, folded(name));
        return holds(nearest.question("none"), "did you mean");
    };
    CHECK_FALSE(suggested("Sam Lee", "Spamley Hooksworth"));
    CHECK_FALSE(suggested("version", "person"));
    CHECK_FALSE(suggested("Ben Cho", "Bea Chopra"));
    CHECK_FALSE(suggested("Lee", "Leeward Islands-Smith"));
    CHECK(suggested("Sam Lee", "Sam Leah"));
    CHECK(suggested("Spamly Hooksworth", "Spamley Hooksworth"));
    CHECK(suggested("webinar idaes", "finalize-webinar-ideas"));
    CHECK(suggested("midlemanagers", "middle-managers"));
    CHECK(suggested("mid dle-managers", "middle-managers"));
    CHECK(suggested("aan", "ana"));
    CHECK(suggested("xoster", "roster"));
    CHECK_FALSE(suggested("xostre", "roster"));
}

TEST_CASE("if nothing is close, the fault says where to look") {
    CHECK(resolve_name("rule", "zzzz", {}, "see the handbook").fault().remedy ==
          "see the handbook");
}

TEST_CASE("initials mean a thing only in full") {
    const std::vector<Nameable> things{
        {"Management Best Practices", {"management best practices"}, {"mbp"}}};
    CHECK(resolve_name("group", "MBP", things).ok());
    CHECK_FALSE(resolve_name("group", "mb", things).ok());
    CHECK_FALSE(resolve_name("group", "mbpx", things).ok());
}

TEST_CASE("an empty name matches nothing") {
    for (const char* typed : {"", " ", "\t", "\xff"}) {
        CHECK_FALSE(resolve_name("group", typed, groups()).ok());
    }
    CHECK_FALSE(resolve_name("group", "middle", {}).ok());
}

TEST_CASE("the nearest names come best first, at most three, without repeats") {
    Nearest nearest{"Maria Lopez"};
    nearest.offer("Maria Lopes", "maria lopes");
    nearest.offer("Mara Lopes", "mara lopes");
    nearest.offer("Maria Lopez-Ruiz", "maria lopez-ruiz");
    nearest.offer("Maria Lopes", "maria lopes");
    nearest.offer("Marie Loper", "marie loper");
    nearest.offer("Zoltan Kertesz", "zoltan kertesz");
    const std::string query = nearest.question("nobody");
    CHECK(holds(query, "did you mean"));
    CHECK(query.find("Maria Lopes") < query.find("Mara Lopes"));
    CHECK(query.find("Maria Lopes") == query.rfind("Maria Lopes"));
    CHECK_FALSE(holds(query, "Zoltan"));
    CHECK_FALSE(holds(query, "Maria Lopez-Ruiz"));
}

TEST_CASE("if nothing is close, the given alternative is returned") {
    CHECK(Nearest{"abcdef"}.question("see the list") == "see the list");
    Nearest nearest{"abcdef"};
    nearest.offer("Uvwxyz", "uvwxyz");
    CHECK(nearest.question("see the list") == "see the list");
    nearest.offer("Abcdeg", "abcdeg");
    CHECK(nearest.question("see the list") == "did you mean Abcdeg?");
}

TEST_CASE("a typo in one word of a name still finds the name") {
    Nearest nearest{"Kertez"};
    nearest.offer("Zoltan Kertesz", "zoltan kertesz");
    CHECK(holds(nearest.question("nobody"), "Zoltan Kertesz"));
}

TEST_CASE("names are listed with commas and \"or\", and shortened with a count") {
    CHECK(listed({}) == "");
    CHECK(listed({"A"}) == "A");
    CHECK(listed({"A", "B"}) == "A or B");
    CHECK(listed({"A", "B", "C"}) == "A, B or C");
    CHECK(listed({"A", "B", "C"}, 3) == "A, B or C");
    CHECK(listed({"A", "B", "C", "D", "E", "F", "G"}, 3) == "A, B, C and 4 more");
    CHECK(listed({"A", "B", "C", "D", "E"}) == "A, B, C, D or E");
    CHECK(listed({"A", "B", "C", "D", "E", "F"}) == "A, B, C, D, E and 1 more");
}

TEST_CASE("a fault about an unknown name is one clean line") {
    for (const std::string& typed : nasty_texts()) {
        CAPTURE(typed);
        CHECK(is_one_clean_line(resolve_name("group", typed, groups()).fault()));
    }
}
