// A database whose texts were put there by an enemy, past the program: whatever prints them must
// not let them act.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

struct HostileSection : SampleSection {
    HostileSection() {
        const std::string evil = "'<script>x</script>&\" =1+1' || char(27, 91, 50, 74, 8238, 155, "
                                 "13, 10) || 'Bcc: eve@lib.example' || char(13, 10) || 'END:VCARD'";
        const std::string sql =
            "UPDATE people SET name = " + evil + ", institution = " + evil + ", note = " + evil +
            " WHERE email LIKE 'ana.diaz%'; " + "UPDATE groups SET name = " + evil +
            " WHERE slug = 'middle-managers'; UPDATE history SET actor = " + evil +
            ", command = " + evil + " WHERE id = (SELECT max(id) FROM history)";
        run_sql(database(), sql);
    }
};

std::vector<Words> questions() {
    return {{"roster"},
            {"person", "list"},
            {"log"},
            {"group", "list"},
            {"group", "show", "middle-managers"},
            {"check"},
            {"digest"},
            {"plan"},
            {"person", "show", "ana.diaz"},
            {"report-due", "--all"},
            {"meeting", "list"},
            {"duty", "list"},
            {"checklist"}};
}

}    // namespace

TEST_CASE("no text of a database steers a terminal, in whatever format it is printed") {
    const HostileSection section;
    for (const Words& question : questions()) {
        for (const std::string format : {"table", "md", "html", "csv", "tsv", "json", "jsonl"}) {
            Words arguments = question;
            arguments.insert(arguments.end(), {"-f", format});
            CAPTURE(arguments);
            const Result result = section.done(arguments);
            const std::string all = result.out + result.err;
            CHECK_FALSE(holds(all, "\x1b"));
            CHECK_FALSE(holds(all, "\xc2\x9b"));
            if (format != "csv" && format != "tsv") {
                CHECK_FALSE(holds(all, "\xe2\x80\xae"));
            }
        }
    }
}

TEST_CASE("no text of a database becomes an element of a page") {
    const HostileSection section;
    for (const Words& question : questions()) {
        Words arguments = question;
        arguments.insert(arguments.end(), {"-f", "html"});
        CAPTURE(arguments);
        CHECK_FALSE(holds(section.done(arguments).out, "<script>x"));
    }
    CHECK(holds(section.done({"person", "list", "-f", "html"}).out, "&lt;script&gt;x"));
}

TEST_CASE("no text of a database becomes a line of a card or of a list of addresses") {
    const HostileSection section;
    const std::string cards = section.done({"roster", "-f", "vcf"}).out;
    CHECK_FALSE(holds(cards, "\x1b"));
    std::size_t begun = 0;
    std::size_t ended = 0;
    for (const std::string& line : lines_of(cards)) {
        begun += line.starts_with("BEGIN:VCARD") ? 1U : 0U;
        ended += line.starts_with("END:VCARD") ? 1U : 0U;
        CHECK_FALSE(line.starts_with("Bcc"));
        CHECK(line.find('\r') == line.size() - 1);
    }
    CHECK(begun > 0);
    CHECK(begun == ended);
    CHECK(count_lines(section.done({"roster", "-f", "emails"}).out) == 1);
}

TEST_CASE("a name in a database that is no text is in nobody's way") {
    const Section section;
    run_sql(section.database(),
            "UPDATE groups SET name = CAST(x'4cff61' AS TEXT) WHERE slug = 'leadership-team'");
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "leadership-t"});
    run_sql(section.database(), "UPDATE people SET name = CAST(x'41ff61' AS TEXT)");
    CHECK(holds(section.done({"appoint", "end", "ana@lib.example", "leadership-t"}).out, "\uFFFD"));
    CHECK(holds(section.refuses(3, {"roster", "leaders"}), "matches more than one"));
    section.done({"roster", "--format", "xlsx", "--output", section.folder() / "r.xlsx"});
    section.done({"person", "list"});
    section.done({"check"});
}
