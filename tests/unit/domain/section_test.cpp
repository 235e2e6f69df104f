#include "handbooks.hpp"
#include "helpers.hpp"
#include "lmsection/domain/person.hpp"

#include "lmsection/base/text.hpp"

#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace lmsection;
using namespace lmsection::test;

namespace {

std::string repeated(std::string_view text, std::size_t count) {
    std::string result;
    for (std::size_t i = 0; i < count; ++i) {
        result += text;
    }
    return result;
}

}    // namespace

TEST_CASE("a slug is lower-case letters, digits and single hyphens") {
    for (const char* text : {"a", "7", "middle-managers", "leadership-team", "b-2-b", "2026"}) {
        INFO(text);
        REQUIRE(Slug::parse(text).ok());
        CHECK(Slug::parse(text).value().text() == text);
    }
    for (const char* text : {"", "-", "--", "-a", "a-", "a--b", "A", "Middle-Managers", "a b", " a",
                             "a ", "a_b", "a.b", "a/b", "café", "a\n", "a'b", "§1", "ß"}) {
        INFO("'" << text << "'");
        REQUIRE_FALSE(Slug::parse(text).ok());
        CHECK(holds(Slug::parse(text).fault().remedy, "hyphens"));
    }
}

TEST_CASE("a slug has at most 80 characters") {
    CHECK(Slug::parse(std::string(80, 'a')).ok());
    CHECK_FALSE(Slug::parse(std::string(81, 'a')).ok());
    CHECK(Slug::of_name(std::string(80, 'A')).ok());
    CHECK_FALSE(Slug::of_name(std::string(81, 'A')).ok());
}

TEST_CASE("the slugs of the handbook's groups are their names joined by hyphens") {
    // The three of CLI.md, and the rest by its rule.
    const std::vector<std::string> wanted{"leadership-team",
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
    std::vector<std::string> found;
    for (const GroupFacts& facts : built_in().groups) {
        CHECK(Slug::of_name(facts.name).value() == facts.slug);
        found.push_back(facts.slug.text());
    }
    CHECK(std::set<std::string>(found.begin(), found.end()) ==
          std::set<std::string>(wanted.begin(), wanted.end()));
    CHECK(found.size() == wanted.size());
}

TEST_CASE("any name with a Latin letter or a digit has a slug") {
    const std::vector<std::pair<std::string, std::string>> names{
        {"Outreach & Teaching", "outreach-teaching"},
        {"  Map   Care ", "map-care"},
        {"Café Atlas", "cafe-atlas"},
        {"O'Brien's Group", "obriens-group"},
        {"O’Brien’s Group", "obriens-group"},
        {"Łódź / Gdańsk", "lodz-gdansk"},
        {"R&D 2026", "r-d-2026"},
        {"--odd--", "odd"},
        {"Straße", "strasse"},
        {"(possible) merger!", "possible-merger"},
        {"日本 Maps", "maps"}};
    for (const auto& [name, wanted] : names) {
        INFO(name);
        REQUIRE(Slug::of_name(name).ok());
        CHECK(Slug::of_name(name).value().text() == wanted);
        CHECK(Slug::parse(wanted).ok());
    }
}

TEST_CASE("a name without a Latin letter or a digit has no slug") {
    for (const char* name : {"", " ", "---", "&", "日本", "’", "\xff\xfe"}) {
        INFO(name);
        CHECK_FALSE(Slug::of_name(name).ok());
    }
    CHECK(holds(Slug::of_name("日本").fault().what, "日本"));
}

TEST_CASE("slugs are ordered and compared by their text") {
    CHECK(slug("alpha") < slug("beta"));
    CHECK(slug("alpha") == slug("alpha"));
    CHECK(slug("alpha") != slug("alphas"));
}

TEST_CASE("an address that mail can be sent to is read as it is written") {
    for (const char* text :
         {"ana@lib.example", "Ana.Diaz@Lib.Example", "ana+core@lib.example", "a@b.c",
          "o'brien@x.ie", "ana_diaz-2@sub.lib.example", "1@2.example", "jürgen@müller.example"}) {
        INFO(text);
        REQUIRE(EmailAddress::parse(text).ok());
        CHECK(EmailAddress::parse(text).value().text() == text);
    }
}

TEST_CASE("an address that mail cannot be sent to is refused") {
    for (const char* text : {"",
                             "@",
                             "ana",
                             "ana@",
                             "@lib.example",
                             "ana@lib",
                             "ana@lib.",
                             "ana@.example",
                             "ana@lib..example",
                             "ana@@lib.example",
                             "ana@lib@x.example",
                             "ana diaz@lib.example",
                             " ana@lib.example",
                             "ana@lib.example ",
                             "ana@lib .example",
                             "ana\t@lib.example",
                             "ana@lib.example\n",
                             "ana@lib.example,bob@lib.example",
                             "ana;bob@lib.example",
                             "ana:@lib.example",
                             "<ana@lib.example>",
                             "Ana <ana@lib.example>",
                             "\"ana\"@lib.example",
                             "ana(x)@lib.example",
                             "ana@[10.0.0.1]",
                             "ana\\@lib.example",
                             "ana\x7f@lib.example",
                             "ana\u202e@lib.example",
                             "an\xff@lib.example"}) {
        INFO("'" << text << "'");
        REQUIRE_FALSE(EmailAddress::parse(text).ok());
        CHECK(holds(EmailAddress::parse(text).fault().what, "email address"));
        CHECK(holds(EmailAddress::parse(text).fault().remedy, "ana@lib.example"));
    }
}

TEST_CASE("an address has at most 254 bytes, 64 of them before the @") {
    const std::string local(64, 'a');
    const auto ending_in = [](std::size_t size) {
        return "@" + std::string(size - std::string{"@.example"}.size(), 'b') + ".example";
    };
    CHECK(EmailAddress::parse(local + ending_in(254 - local.size())).ok());
    CHECK_FALSE(EmailAddress::parse(local + ending_in(255 - local.size())).ok());
    CHECK_FALSE(EmailAddress::parse(local + "a@lib.example").ok());
    CHECK_FALSE(EmailAddress::parse(repeated("é", 33) + "@lib.example").ok());
    CHECK(EmailAddress::on_record(local + "a@lib.example").ok());
}

TEST_CASE("an address has no white space of any kind") {
    for (const char* text :
         {"ana\u00a0diaz@lib.example", "ana@lib\u3000.example", "ana\u2009@lib.example"}) {
        INFO(text);
        CHECK_FALSE(EmailAddress::parse(text).ok());
    }
}

TEST_CASE("spellings of an address may differ only in case") {
    const auto address = [](const char* text) { return EmailAddress::parse(text).value(); };
    CHECK(address("Ana@Lib.Example") == address("ana@lib.example"));
    CHECK(address("Ana@Lib.Example").key() == address("ana@lib.example").key());
    CHECK_FALSE(address("ana@lib.example") == address("anna@lib.example"));
    CHECK_FALSE(address("ana@lib.example") == address("ana+core@lib.example"));
}

TEST_CASE("addresses that differ in an accent are two addresses") {
    const auto address = [](const char* text) { return EmailAddress::parse(text).value(); };
    CHECK_FALSE(address("josé@lib.example") == address("jose@lib.example"));
    CHECK_FALSE(address("strauß@lib.example") == address("strauss@lib.example"));
    CHECK(address("JOSÉ@lib.example") == address("josé@lib.example"));
}

TEST_CASE("a name is stored composed, trimmed and with single spaces") {
    CHECK(parse_name("Ana Diaz").value() == "Ana Diaz");
    CHECK(parse_name("  Ana   Diaz  ").value() == "Ana Diaz");
    CHECK(parse_name("Ana Di\u0301az").value() == "Ana D\u00edaz");
    CHECK(parse_name("Nguyễn Thị Minh").value() == "Nguyễn Thị Minh");
    CHECK(parse_name("O’Brien").value() == "O’Brien");
    CHECK(parse_name("王芳").value() == "王芳");
    CHECK(parse_name("X").value() == "X");
}

TEST_CASE("a name that is empty, or not one line of UTF-8, is refused") {
    for (const char* text : {"", " ", "   "}) {
        REQUIRE_FALSE(parse_name(text).ok());
        CHECK(holds(parse_name(text).fault().what, "empty"));
    }
    for (const char* text : {"Ana\nDiaz", "Ana\rDiaz", "Ana\tDiaz", "Ana\x1b[0m", "Ana\x7f",
                             "Ana\u2028Diaz", "Ana\u0085Diaz", "Ana \u202eDiaz"}) {
        INFO(text);
        REQUIRE_FALSE(parse_name(text).ok());
        CHECK(holds(parse_name(text).fault().what, "control"));
        CHECK_FALSE(parse_name(text).fault().remedy.empty());
    }
    REQUIRE_FALSE(parse_name("Mu\xfcller").ok());
    CHECK(holds(parse_name("Mu\xfcller").fault().what, "UTF-8"));
}

TEST_CASE("a name of only white space is empty, of whatever kind") {
    for (const char* text : {"\u00a0", " \u00a0 ", "\u3000", "\u2009\u2009", "\u200b", "\ufeff"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_name(text).ok());
    }
}

TEST_CASE("a name has 200 characters and not 201") {
    CHECK(parse_name(std::string(200, 'a')).ok());
    CHECK(parse_name(repeated("ü", 200)).ok());
    CHECK(parse_name(repeated("王", 200)).ok());
    for (const std::string& text : {std::string(201, 'a'), repeated("王", 201)}) {
        REQUIRE_FALSE(parse_name(text).ok());
        CHECK(holds(parse_name(text).fault().what, "200"));
        CHECK(holds(parse_name(text).fault().remedy, "short"));
    }
}

TEST_CASE("the length of a name is that of its stored form") {
    CHECK(parse_name(std::string(200, 'a') + "  ").ok());
    CHECK(parse_name("   " + std::string(200, 'a')).ok());
    // Two hundred letters, each typed as a letter and an accent.
    CHECK(parse_name(repeated("e\u0301", 200)).ok());
    // A letter that composing takes apart: the stored name must hold to the bound as well.
    const auto grown = parse_name(repeated("\u0958", 200));
    const bool within = !grown.ok() || length_of(grown.value()) <= 200;
    CHECK(within);
}

TEST_CASE("a line of free text may be empty, and has 2,000 characters and not 2,001") {
    CHECK(parse_line("note", "").value() == "");
    CHECK(parse_line("note", "   ").value() == "");
    CHECK(parse_line("note", "  a  b ").value() == "a b");
    CHECK(parse_line("note", std::string(2000, 'a')).ok());
    REQUIRE_FALSE(parse_line("institution", std::string(2001, 'a')).ok());
    CHECK(holds(parse_line("institution", std::string(2001, 'a')).fault().what, "institution"));
    CHECK(holds(parse_line("note", "a\nb").fault().what, "note"));
    CHECK(holds(parse_line("reason", "a\xff").fault().what, "reason"));
}

TEST_CASE("a web address is read as it is written") {
    for (const char* text :
         {"https://alacore.org/handbook/", "http://x.example", "https://x/y?z=1#a",
          "https://drive.google.com/drive/folders/11me8sRBWf", "https://bücher.example/ü"}) {
        INFO(text);
        REQUIRE(parse_link(text).ok());
        CHECK(parse_link(text).value() == text);
    }
    CHECK(parse_link("https://" + std::string(1992, 'a')).ok());
}

TEST_CASE("text that is not a web address is refused") {
    for (const char* text : {"",
                             "https://",
                             "http://",
                             "https:",
                             "example.org",
                             "//example.org",
                             "ftp://example.org",
                             "javascript:alert(1)",
                             "file:///etc/passwd",
                             "mailto:ana@lib.example",
                             "xhttps://a.example",
                             " https://a.example",
                             "https://a.example ",
                             "https://a b.example",
                             "https://a.example/\n",
                             "https://a.example/\t",
                             "https://a.example/\"x",
                             "https://a.example/<x>",
                             "https://a.example/\x1b",
                             "https://a.example/\u202e",
                             "https://a.example/\xff"}) {
        INFO("'" << text << "'");
        REQUIRE_FALSE(parse_link(text).ok());
        CHECK(holds(parse_link(text).fault().what, "web address"));
        CHECK(holds(parse_link(text).fault().remedy, "https://"));
    }
    CHECK_FALSE(parse_link("https://" + std::string(1993, 'a')).ok());
}

TEST_CASE("a web address names a host") {
    for (const char* text : {"https:///page", "https://?q=1", "http://#top"}) {
        INFO(text);
        CHECK_FALSE(parse_link(text).ok());
    }
}

TEST_CASE("a person is typed as a name with an address, only an address or only a name") {
    const auto both = parse_typed_person("Ana Diaz <ana@lib.example>");
    REQUIRE(both.ok());
    CHECK(both.value().name == "Ana Diaz");
    CHECK(both.value().email == EmailAddress::parse("ana@lib.example").value());

    for (const char* text : {"ana@lib.example", "<ana@lib.example>", " <ana@lib.example>"}) {
        const auto address = parse_typed_person(text);
        INFO(text);
        REQUIRE(address.ok());
        CHECK(address.value().name.empty());
        REQUIRE(address.value().email);
        CHECK(address.value().email->text() == "ana@lib.example");
    }
    const auto name = parse_typed_person("Ana Diaz");
    REQUIRE(name.ok());
    CHECK(name.value().name == "Ana Diaz");
    CHECK_FALSE(name.value().email);
}

TEST_CASE("the name of a typed person is tidied as any name is") {
    CHECK(parse_typed_person("  Ana   Di\u0301az <ana@lib.example>").value().name ==
          "Ana D\u00edaz");
    CHECK(parse_typed_person("Ana Diaz<ana@lib.example>").value().name == "Ana Diaz");
    CHECK(parse_typed_person("  Ana  Diaz ").value().name == "Ana Diaz");
}

TEST_CASE("a typed person with a bad name or a bad address is refused") {
    for (const char* text :
         {"", "  ", "Ana Diaz <>", "Ana Diaz <ana>", "Ana Diaz <ana@lib>", "<>",
          "Ana Diaz <ana @lib.example>", "ana@lib", "Ana\nDiaz <ana@lib.example>", "Ana\nDiaz",
          "\xff <ana@lib.example>"}) {
        INFO("'" << text << "'");
        CHECK_FALSE(parse_typed_person(text).ok());
    }
}

TEST_CASE("spaces around a typed person do not matter") {
    for (const char* text :
         {"Ana Diaz <ana@lib.example> ", "  Ana Diaz <ana@lib.example>\u0020\u0020",
          " ana@lib.example", "ana@lib.example  "}) {
        const auto typed = parse_typed_person(text);
        INFO("'" << text << "'");
        REQUIRE(typed.ok());
        CHECK(typed.value().email == EmailAddress::parse("ana@lib.example").value());
        CHECK_FALSE(holds(typed.value().name, "@"));
    }
}

TEST_CASE("an incomplete address is refused, not taken for a name") {
    for (const char* text : {"Ana Diaz <ana@lib.example", "Ana Diaz ana@lib.example>",
                             "Ana Diaz ana@lib.example", "Ana Diaz <ana@lib.example> x"}) {
        INFO(text);
        CHECK_FALSE(parse_typed_person(text).ok());
    }
}

TEST_CASE("a person is shown by name, and by address if there is one") {
    Person ana{PersonId{1}, "Ana Diaz", std::nullopt, "", ""};
    CHECK(display_text(ana) == "Ana Diaz");
    ana.email = EmailAddress::parse("ana@lib.example").value();
    CHECK(display_text(ana) == "Ana Diaz <ana@lib.example>");
    CHECK(parse_typed_person(display_text(ana)).value().name == ana.name);
    CHECK(parse_typed_person(display_text(ana)).value().email == ana.email);
}

TEST_CASE("every kind of group is read back from its word and its display name") {
    for (const GroupKind kind : all_group_kinds) {
        CHECK(parse_group_kind(word(kind)).value() == kind);
        CHECK(parse_group_kind(display_text(kind)).value() == kind);
    }
    CHECK(parse_group_kind("Interest Group").value() == GroupKind::interest_group);
    CHECK(word(GroupKind::leadership_team) == "leadership-team");
    CHECK(word(GroupKind::committee) == "committee");
    CHECK(word(GroupKind::interest_group) == "interest-group");
    CHECK(word(GroupKind::working_group) == "working-group");
}

TEST_CASE("an unknown kind is refused with the valid ones") {
    const auto kind = parse_group_kind("club");
    REQUIRE_FALSE(kind.ok());
    CHECK(holds(kind.fault().what, "'club'"));
    for (const GroupKind known : all_group_kinds) {
        CHECK(holds(kind.fault().remedy, word(known)));
    }
}

TEST_CASE("a fault about a name, an address, a slug, a link or a role is one clean line") {
    for (const std::string& typed : nasty_texts()) {
        CAPTURE(typed);
        CHECK(is_one_clean_line(Slug::parse(typed).fault()));
        CHECK(is_one_clean_line(EmailAddress::parse(typed).fault()));
        CHECK(is_one_clean_line(parse_name(typed).fault()));
        CHECK(is_one_clean_line(parse_line("note", typed).fault()));
        CHECK(is_one_clean_line(parse_link(typed).fault()));
        CHECK(is_one_clean_line(find_role(built_in_roles(), typed).fault()));
        CHECK(is_one_clean_line(parse_group_kind(typed).fault()));
        CHECK(is_one_clean_line(parse_typed_person(typed).fault()));
    }
}

TEST_CASE("a name typed family name first is put in reading order, with suffixes last") {
    const std::vector<std::pair<std::string, std::string>> names{
        {"Lee, Ann", "Ann Lee"},
        {"Lee,Ann", "Ann Lee"},
        {"de la Cruz, María José", "María José de la Cruz"},
        {"King, Martin, Jr.", "Martin King, Jr."},
        {"King, Jr., Martin", "Martin King, Jr."},
        {"King, Martin Jr.", "Martin King Jr."},
        {"Ann Lee", "Ann Lee"},
        {"Ann Lee, PhD", "Ann Lee, PhD"},
        {"Ann Lee, MLIS, PhD", "Ann Lee, MLIS, PhD"},
        {"Robert \"Bob\" Ellery, Jr.", "Robert \"Bob\" Ellery, Jr."},
        {"Ellery, \"Bob\" Jr.", "Ellery, \"Bob\" Jr."},
        {"Lee,", "Lee,"},
        {", Ann", ", Ann"},
        {"a, b, c, d", "a, b, c, d"}};
    for (const auto& [typed, read] : names) {
        CAPTURE(typed);
        CHECK(in_reading_order(typed) == read);
        CHECK(in_reading_order(read) == read);
    }
}

TEST_CASE("forms of mail are read as the name and address that they mean") {
    const std::vector<std::tuple<std::string, std::string, std::string>> forms{
        {"\"Lee, Ann\" <al@lib.example>", "Ann Lee", "al@lib.example"},
        {"Ann Lee (she said (nested)) <al@lib.example>", "Ann Lee", "al@lib.example"},
        {"MAILTO:al@lib.example?subject=Hello", "", "al@lib.example"},
        {"al@lib.example <al@lib.example>", "", "al@lib.example"},
        {"\"AL@lib.example\" <al@lib.example>", "", "al@lib.example"},
        {"$(id)`id` <al@lib.example>", "$(id)`id`", "al@lib.example"},
        {"x\" OR \"1\"=\"1 <al@lib.example>", "x\" OR \"1\"=\"1", "al@lib.example"},
        {"=?utf-8?Q?=C3=89ve_?= =?utf-8?Q?Lee?= <al@lib.example>", "Éve Lee", "al@lib.example"},
        {"=?windows-1252?Q?Ann_=93Annie=94_Lee?= <al@lib.example>", "Ann “Annie” Lee",
         "al@lib.example"},
        {"mailto:al%40lib.example", "", "al@lib.example"},
        {"Ann Lee <mailto:al%40lib.example>", "Ann Lee", "al@lib.example"}};
    for (const auto& [typed, name, address] : forms) {
        CAPTURE(typed);
        const auto read = parse_typed_person(typed);
        REQUIRE(read.ok());
        CHECK(read.value().name == name);
        CHECK(read.value().email.value().text() == address);
    }
    for (const std::string typed : {"=?utf-8?B?====?x <al@lib.example>", "=?x?= <al@lib.example>",
                                    "=?utf-8?Q?=C3?= <a@b.example>", "\"Lee, Ann <al@lib.example>",
                                    "<a@b.example> <c@d.example>"}) {
        CAPTURE(typed);
        CHECK_FALSE(parse_typed_person(typed).ok());
    }
}

TEST_CASE("an answer is yes, no or later in the words that people use") {
    for (const auto& [text, reply] :
         std::vector<std::pair<const char*, Reply>>{{"yes", Reply::yes},
                                                    {" Y ", Reply::yes},
                                                    {"Yes, gladly!", Reply::yes},
                                                    {"NO", Reply::no},
                                                    {"no.", Reply::no},
                                                    {"Later", Reply::later},
                                                    {"maybe", Reply::later},
                                                    {"not sure", Reply::later}}) {
        CAPTURE(text);
        REQUIRE(parse_reply(text).ok());
        CHECK(parse_reply(text).value() == reply);
    }
    for (const char* text : {"", "yes please", "nope", "1", "n/a", "\xff"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_reply(text).ok());
    }
}
