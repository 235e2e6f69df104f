#include "lmsection/domain/role.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <vector>

namespace lmsection {

namespace {

using Word = std::string_view;
constexpr auto chair_words = std::to_array<Word>(
    {"chairperson", "chairman", "chairwoman", "convener", "convenor"});
constexpr auto co_chair_words = std::to_array<Word>(
    {"co-chairperson", "co-convener", "co-convenor", "joint chair"});
constexpr auto vice_chair_words = std::to_array<Word>({"vice chairperson", "vice chairman",
                                                       "vice chairwoman", "vice convener",
                                                       "vice convenor", "deputy chair"});
constexpr auto chair_elect_words = std::to_array<Word>({"chairperson elect", "incoming chair"});
constexpr auto past_chair_words = std::to_array<Word>({"immediate past chair", "past chairperson",
                                                       "immediate past chairperson", "former chair",
                                                       "outgoing chair"});
constexpr auto secretary_words = std::to_array<Word>(
    {"recording secretary", "recorder", "note taker"});
constexpr auto member_words = std::to_array<Word>(
    {"member at large", "regular member", "voting member"});
constexpr auto staff_liaison_words = std::to_array<Word>(
    {"staff", "staff contact", "staff member"});
constexpr auto board_liaison_words = std::to_array<Word>({"liaison to the board", "board contact"});
constexpr auto ex_officio_words = std::to_array<Word>({"ex officio member", "ex officio members"});
constexpr auto representative_words = std::to_array<Word>({"rep", "reps", "delegate"});

bool answers_to(const RoleFacts& facts, std::string_view key) {
    const auto is = [&](std::string_view text) { return role_key(text) == key; };
    return !key.empty() && (is(facts.id) || is(facts.title) || is(facts.plural) ||
                            std::ranges::any_of(facts.words, is));
}

/// "member" for "member (1st term)": the text without what is in brackets.
std::string without_brackets(std::string_view text) {
    std::string result;
    int depth = 0;
    for (const char c : text) {
        depth += c == '(' || c == '[' ? 1 : 0;
        result += depth > 0 ? ' ' : c;
        depth -= (c == ')' || c == ']') && depth > 0 ? 1 : 0;
    }
    return result;
}

/// Words that say nothing about the role: "Committee Chair", "interim secretary", "member, 2nd
/// term".
bool says_nothing(std::string_view word) {
    return std::ranges::any_of(word, is_digit) ||
           is_one_of(word, "the|a|committee|group|team|section|term|year|current|acting|interim|"
                           "new|interest|working|ala|core");
}

std::string without_additions(std::string_view text) {
    auto words = split(folded(text), " \t");
    std::erase_if(words, says_nothing);
    return fmt::format("{}", fmt::join(words, " "));
}

}    // namespace

// In roster order: who leads, who counts, who does not count.
constexpr std::array<RoleFacts, 11> built_in_role_facts{{
    {.id = "chair", .title = "Chair", .plural = "Chairs", .words = chair_words, .leads = true},
    {.id = "co-chair",
     .title = "Co-Chair",
     .plural = "Co-Chairs",
     .words = co_chair_words,
     .leads = true,
     .place = 1},
    {.id = "vice-chair",
     .title = "Vice Chair",
     .plural = "Vice Chairs",
     .words = vice_chair_words,
     .leads = true,
     .deputy = true,
     .place = 2},
    {.id = "chair-elect",
     .title = "Chair-Elect",
     .plural = "Chairs-Elect",
     .words = chair_elect_words,
     .place = 3},
    {.id = "past-chair",
     .title = "Past Chair",
     .plural = "Past Chairs",
     .words = past_chair_words,
     .place = 4},
    {.id = "secretary",
     .title = "Secretary",
     .plural = "Secretaries",
     .words = secretary_words,
     .place = 5},
    {.id = "member", .title = "Member", .plural = "Members", .words = member_words, .place = 6},
    {.id = "staff-liaison",
     .title = "Staff Liaison",
     .plural = "Staff Liaisons",
     .words = staff_liaison_words,
     .counts = false,
     .place = 7},
    {.id = "board-liaison",
     .title = "Board Liaison",
     .plural = "Board Liaisons",
     .words = board_liaison_words,
     .counts = false,
     .place = 8},
    {.id = "ex-officio",
     .title = "Ex Officio",
     .plural = "Ex Officio",
     .words = ex_officio_words,
     .counts = false,
     .place = 9},
    {.id = "representative",
     .title = "Representative",
     .plural = "Representatives",
     .words = representative_words,
     .counts = false,
     .place = 10},
}};

bool operator==(const RoleFacts& one, const RoleFacts& other) {
    return one.id == other.id && one.title == other.title && one.plural == other.plural &&
           std::ranges::equal(one.words, other.words) && one.leads == other.leads &&
           one.deputy == other.deputy && one.counts == other.counts && one.place == other.place;
}

std::span<const Role> built_in_roles() {
    static constexpr auto roles = []<std::size_t... place>(std::index_sequence<place...>) {
        return std::array{Role{built_in_role_facts[place]}...};
    }
    (std::make_index_sequence<built_in_role_facts.size()>{});
    return roles;
}

Role built_in_role(std::string_view id) {
    return *std::ranges::find(built_in_roles(), id, [](Role role) { return word(role); });
}

Role role_with(const RoleFacts& facts) {
    struct Kept {
        std::deque<std::string> texts;
        std::vector<std::string_view> words;
        RoleFacts facts;

        std::string_view copy(std::string_view text) { return texts.emplace_back(text); }
    };
    static std::deque<Kept> kept;
    for (const Role role : built_in_roles()) {
        if (role.facts() == facts) {
            return role;
        }
    }
    const auto known = std::ranges::find(kept, facts, &Kept::facts);
    if (known != kept.end()) {
        return Role{known->facts};
    }
    Kept& copy = kept.emplace_back();
    for (const std::string_view text : facts.words) {
        copy.words.push_back(copy.copy(text));
    }
    copy.facts = facts;
    copy.facts.id = copy.copy(facts.id);
    copy.facts.title = copy.copy(facts.title);
    copy.facts.plural = copy.copy(facts.plural);
    copy.facts.words = copy.words;
    return Role{copy.facts};
}

std::string role_key(std::string_view text) {
    std::string key = folded(only_utf8(text));
    std::erase_if(key, [](char c) { return is_ascii(c) && !is_letter(c) && !is_digit(c); });
    return key;
}

std::optional<Role> role_named(std::span<const Role> roles, std::string_view text) {
    for (const Role role : roles) {
        if (word(role) == text) {
            return role;
        }
    }
    const std::string bare = without_brackets(only_utf8(text));
    // "vice chair" for "Vice Chair/Chair-Elect, until June"
    const std::string part = bare.substr(0,
                                         std::min(bare.find_first_of("/,;:|"), bare.find(" - ")));
    for (const std::string& form : {std::string{text}, bare, part, without_additions(part)}) {
        const std::string key = role_key(form);
        for (const Role role : roles) {
            if (answers_to(role.facts(), key)) {
                return role;
            }
        }
    }
    return std::nullopt;
}

Outcome<Role> find_role(std::span<const Role> roles, std::string_view text) {
    if (const auto role = role_named(roles, text)) {
        return *role;
    }
    Nearest nearest{text};
    std::vector<std::string_view> known;
    for (const Role role : roles) {
        known.push_back(word(role));
        nearest.offer(word(role), folded(role.facts().title));
    }
    const Fault unknown = unknown_word("role", text, known);
    return Fault{unknown.what, nearest.question(unknown.remedy)};
}

Outcome<Role> role_on_record(std::span<const Role> roles, std::string_view id) {
    for (const Role role : roles) {
        if (role.facts().id == id) {
            return role;
        }
    }
    if (const auto slug = Slug::parse(id); !slug.ok()) {
        return slug.fault();
    }
    constexpr int last = 999;
    return role_with({.id = id, .title = id, .plural = id, .place = last});
}

Role first_leading_role(std::span<const Role> roles) {
    const auto found = std::ranges::find_if(roles, leads);
    return found == roles.end() ? Role::chair : *found;
}

}    // namespace lmsection
