#include "lmsection/domain/role.hpp"

#include "helpers.hpp"
#include "lmsection/domain/handbook.hpp"

#include <set>
#include <string>
#include <vector>

using namespace lmsection;
using namespace lmsection::test;

namespace {

std::string found(std::string_view text) {
    const auto role = find_role(built_in_roles(), text);
    return role.ok() ? std::string{word(role.value())} : "none";
}

}    // namespace

TEST_CASE("the built-in roles are in roster order: leaders, who counts, who does not count") {
    std::vector<std::string> leading;
    std::vector<std::string> counting;
    std::vector<std::string> others;
    for (const Role role : built_in_roles()) {
        (leads(role) ? leading : counts(role) ? counting : others).emplace_back(word(role));
        CHECK(find_role(built_in_roles(), word(role)).value() == role);
        CHECK(built_in_role(word(role)) == role);
        CHECK(role.facts().place ==
              static_cast<int>(leading.size() + counting.size() + others.size()) - 1);
    }
    CHECK(leading == std::vector<std::string>{"chair", "co-chair", "vice-chair"});
    CHECK(counting == std::vector<std::string>{"chair-elect", "past-chair", "secretary", "member"});
    CHECK(others == std::vector<std::string>{"staff-liaison", "board-liaison", "ex-officio",
                                             "representative"});
    CHECK(word(Role::chair) == "chair");
    CHECK(word(Role::co_chair) == "co-chair");
    CHECK(word(Role::vice_chair) == "vice-chair");
    CHECK(word(Role::member) == "member");
    CHECK(Role::chair < Role::member);
}

TEST_CASE("only the chair and the co-chairs chair; a deputy leads") {
    for (const Role role : built_in_roles()) {
        CHECK(chairs(role) == (role == Role::chair || role == Role::co_chair));
    }
    CHECK(leads(Role::vice_chair));
}

TEST_CASE("no word means two roles") {
    std::set<std::string> keys;
    for (const Role role : built_in_roles()) {
        const RoleFacts& facts = role.facts();
        std::set<std::string> own{role_key(facts.id), role_key(facts.title),
                                  role_key(facts.plural)};
        for (const std::string_view text : facts.words) {
            own.insert(role_key(text));
        }
        for (const std::string& key : own) {
            CAPTURE(key);
            CHECK(keys.insert(key).second);
        }
    }
}

TEST_CASE("a role is found by the words that people use") {
    for (const auto& [typed, wanted] : std::vector<std::pair<std::string, std::string>>{
             {"Chair", "chair"},
             {"chairs", "chair"},
             {"Chairperson", "chair"},
             {"CONVENER", "chair"},
             {"Convenor", "chair"},
             {"Committee Chair", "chair"},
             {"Interest Group Chair", "chair"},
             {"Interim Chair", "chair"},
             {"Chair (2025-2027)", "chair"},
             {"cochair", "co-chair"},
             {"Co Chair", "co-chair"},
             {"Co-Chair", "co-chair"},
             {"Co\u2010Chair", "co-chair"},
             {"co-convenor", "co-chair"},
             {"VICE-CHAIR", "vice-chair"},
             {"vice chairperson", "vice-chair"},
             {"Vice Chair/Chair-Elect", "vice-chair"},
             {"chair elect", "chair-elect"},
             {"Chair-Elect, 2026", "chair-elect"},
             {"Incoming chair", "chair-elect"},
             {"Immediate Past Chair", "past-chair"},
             {"Past-Chair", "past-chair"},
             {"Secretary", "secretary"},
             {"member\n", "member"},
             {"Members", "member"},
             {"Member (1st term)", "member"},
             {"Member, second term", "member"},
             {"Committee Member - 2nd term", "member"},
             {"2nd year member", "member"},
             {"Member-at-Large", "member"},
             {"Staff Liaison", "staff-liaison"},
             {"Board liaison [non-voting]", "board-liaison"},
             {"ex officio", "ex-officio"},
             {"Ex Officio Member", "ex-officio"},
             {"Rep", "representative"}}) {
        CAPTURE(typed);
        CHECK(found(typed) == wanted);
    }
}

TEST_CASE("an unknown role is refused with the nearest words, or else with all") {
    for (const char* text :
         {"", "boss", "intern", "liaison", "non-member", "2", "committee", "\xff"}) {
        const auto role = find_role(built_in_roles(), text);
        INFO("'" << text << "'");
        REQUIRE_FALSE(role.ok());
        CHECK(is_one_clean_line(role.fault()));
    }
    const std::string all = find_role(built_in_roles(), "boss").fault().remedy;
    for (const Role known : built_in_roles()) {
        CHECK(holds(all, word(known)));
    }
    CHECK(holds(find_role(built_in_roles(), "secretery").fault().remedy, "secretary"));
    CHECK(holds(find_role(built_in_roles(), "memmber").fault().remedy, "did you mean member?"));
}

TEST_CASE("a role that the handbook no longer lists counts and comes last") {
    const Role known = role_on_record(built_in_roles(), "secretary").value();
    CHECK(known == built_in_role("secretary"));
    const Role gone = role_on_record(built_in_roles(), "treasurer").value();
    CHECK(word(gone) == "treasurer");
    CHECK(counts(gone));
    CHECK_FALSE(leads(gone));
    CHECK(built_in_roles().back() < gone);
    CHECK(role_on_record(built_in_roles(), "treasurer").value() == gone);
    CHECK_FALSE(role_on_record(built_in_roles(), "The Boss").ok());
}

TEST_CASE("a role that a handbook describes keeps its facts") {
    const std::string id = "president";
    const std::vector<std::string_view> words{"head"};
    const RoleFacts facts{.id = id,
                          .title = "President",
                          .plural = "Presidents",
                          .words = words,
                          .leads = true,
                          .deputy = false,
                          .counts = true,
                          .place = 0};
    const Role role = role_with(facts);
    CHECK(role.facts() == facts);
    CHECK(role.facts().id.data() != id.data());
    CHECK(&role_with(facts).facts() == &role.facts());
    CHECK(found("head") == "none");
    CHECK(find_role(std::vector{role}, "Head").value() == role);
    CHECK(first_leading_role(std::vector{Role::member, role}) == role);
}
