#include "lmsection/domain/role.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace lmsection {

namespace {

using Word = std::string_view;
constexpr std::array chair_words{Word{"chairperson"}, Word{"chairman"}, Word{"chairwoman"},
                                 Word{"convener"}, Word{"convenor"}};
constexpr std::array co_chair_words{Word{"co-chairperson"}, Word{"co-convener"},
                                    Word{"co-convenor"}, Word{"joint chair"}};
constexpr std::array vice_chair_words{Word{"vice chairperson"}, Word{"vice chairman"},
                                      Word{"vice chairwoman"},  Word{"vice convener"},
                                      Word{"vice convenor"},    Word{"deputy chair"}};
constexpr std::array chair_elect_words{Word{"chairperson elect"}, Word{"incoming chair"}};
constexpr std::array past_chair_words{Word{"immediate past chair"}, Word{"past chairperson"},
                                      Word{"immediate past chairperson"}, Word{"former chair"},
                                      Word{"outgoing chair"}};
constexpr std::array secretary_words{Word{"recording secretary"}, Word{"recorder"},
                                     Word{"note taker"}};
constexpr std::array member_words{Word{"member at large"}, Word{"regular member"},
                                  Word{"voting member"}};
constexpr std::array staff_liaison_words{Word{"staff"}, Word{"staff contact"},
                                         Word{"staff member"}};
constexpr std::array board_liaison_words{Word{"liaison to the board"}, Word{"board contact"}};
constexpr std::array ex_officio_words{Word{"ex officio member"}, Word{"ex officio members"}};
constexpr std::array representative_words{Word{"rep"}, Word{"reps"}, Word{"delegate"}};

bool answers_to(const RoleFacts& facts, std::string_view key) {
    const auto is = [&](std::string_view text) { return role_key(text) == key; };
    return is(facts.id) || is(facts.title) || is(facts.plural) ||
           std::any_of(facts.words.begin(), facts.words.end(), is);
}

std::optional<Role> with_key(std::span<const Role> roles, std::string_view key) {
    const auto found = std::find_if(roles.begin(), roles.end(), [&](const Role& role) {
        return !key.empty() && answers_to(role.facts(), key);
    });
    return found == roles.end() ? std::nullopt : std::optional{*found};
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

/// "vice chair" for "Vice Chair/Chair-Elect, until June": the text before what is added to it.
std::string_view first_part(std::string_view text) {
    return text.substr(0, std::min(text.find_first_of("/,;:|"), text.find(" - ")));
}

/// Words that say nothing about the role: "Committee Chair", "interim secretary", "member, 2nd
/// term".
bool says_nothing(std::string_view word) {
    static constexpr std::array words{"the",      "a",       "committee", "group",
                                      "team",     "section", "term",      "year",
                                      "current",  "acting",  "interim",   "new",
                                      "interest", "working", "ala",       "core"};
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }) ||
           std::find(words.begin(), words.end(), word) != words.end();
}

std::string without_additions(std::string_view text) {
    const std::string folded_text = folded(text);
    std::string result;
    for (std::size_t begin = 0; begin < folded_text.size();) {
        const std::size_t end = std::min(folded_text.find_first_of(" \t", begin),
                                         folded_text.size());
        const auto word = std::string_view{folded_text}.substr(begin, end - begin);
        if (!says_nothing(word)) {
            result += fmt::format("{}{}", result.empty() ? "" : " ", word);
        }
        begin = end + 1;
    }
    return result;
}

}    // namespace

// In roster order: who leads, who counts, who does not count.
constexpr std::array<RoleFacts, 11> built_in_role_facts{{
    {.id = "chair",
     .title = "Chair",
     .plural = "Chairs",
     .words = chair_words,
     .leads = true,
     .deputy = false,
     .counts = true,
     .place = 0},
    {.id = "co-chair",
     .title = "Co-Chair",
     .plural = "Co-Chairs",
     .words = co_chair_words,
     .leads = true,
     .deputy = false,
     .counts = true,
     .place = 1},
    {.id = "vice-chair",
     .title = "Vice Chair",
     .plural = "Vice Chairs",
     .words = vice_chair_words,
     .leads = true,
     .deputy = true,
     .counts = true,
     .place = 2},
    {.id = "chair-elect",
     .title = "Chair-Elect",
     .plural = "Chairs-Elect",
     .words = chair_elect_words,
     .leads = false,
     .deputy = false,
     .counts = true,
     .place = 3},
    {.id = "past-chair",
     .title = "Past Chair",
     .plural = "Past Chairs",
     .words = past_chair_words,
     .leads = false,
     .deputy = false,
     .counts = true,
     .place = 4},
    {.id = "secretary",
     .title = "Secretary",
     .plural = "Secretaries",
     .words = secretary_words,
     .leads = false,
     .deputy = false,
     .counts = true,
     .place = 5},
    {.id = "member",
     .title = "Member",
     .plural = "Members",
     .words = member_words,
     .leads = false,
     .deputy = false,
     .counts = true,
     .place = 6},
    {.id = "staff-liaison",
     .title = "Staff Liaison",
     .plural = "Staff Liaisons",
     .words = staff_liaison_words,
     .leads = false,
     .deputy = false,
     .counts = false,
     .place = 7},
    {.id = "board-liaison",
     .title = "Board Liaison",
     .plural = "Board Liaisons",
     .words = board_liaison_words,
     .leads = false,
     .deputy = false,
     .counts = false,
     .place = 8},
    {.id = "ex-officio",
     .title = "Ex Officio",
     .plural = "Ex Officio",
     .words = ex_officio_words,
     .leads = false,
     .deputy = false,
     .counts = false,
     .place = 9},
    {.id = "representative",
     .title = "Representative",
     .plural = "Representatives",
     .words = representative_words,
     .leads = false,
     .deputy = false,
     .counts = false,
     .place = 10},
}};

bool operator==(const RoleFacts& one, const RoleFacts& other) {
    return one.id == other.id && one.title == other.title && one.plural == other.plural &&
           std::equal(one.words.begin(), one.words.end(), other.words.begin(), other.words.end()) &&
           one.leads == other.leads && one.deputy == other.deputy && one.counts == other.counts &&
           one.place == other.place;
}

std::span<const Role> built_in_roles() {
    static constexpr auto roles = []<std::size_t... place>(std::index_sequence<place...>) {
        return std::array{Role{built_in_role_facts[place]}...};
    }
    (std::make_index_sequence<built_in_role_facts.size()>{});
    return roles;
}

Role built_in_role(std::string_view id) {
    const auto roles = built_in_roles();
    return *std::find_if(roles.begin(), roles.end(),
                         [&](Role role) { return role.facts().id == id; });
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
    const auto known = std::find_if(kept.begin(), kept.end(),
                                    [&](const Kept& other) { return other.facts == facts; });
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
    constexpr unsigned char first_not_ascii = 0x80;
    std::string key = folded(is_utf8(text) ? text : std::string_view{});
    std::erase_if(key, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < first_not_ascii && !is_alphanumeric(byte);
    });
    return key;
}

Outcome<Role> find_role(std::span<const Role> roles, std::string_view text) {
    const auto same = std::find_if(roles.begin(), roles.end(),
                                   [&](Role role) { return word(role) == text; });
    if (same != roles.end()) {
        return *same;
    }
    const std::string bare = without_brackets(is_utf8(text) ? text : std::string_view{});
    const std::string_view part = first_part(bare);
    for (const std::string& form :
         {std::string{text}, bare, std::string{part}, without_additions(part)}) {
        if (const auto role = with_key(roles, role_key(form))) {
            return *role;
        }
    }
    Nearest nearest{text};
    std::string known;
    for (const Role role : roles) {
        const RoleFacts& facts = role.facts();
        known += fmt::format("{}{}", known.empty() ? "" : ", ", facts.id);
        nearest.offer(facts.id, folded(facts.title));
    }
    return Fault{fmt::format("{} is not a role", in_quotes(text)),
                 nearest.question("use one of " + known)};
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
    return role_with({.id = id,
                      .title = id,
                      .plural = id,
                      .words = {},
                      .leads = false,
                      .deputy = false,
                      .counts = true,
                      .place = last});
}

Role first_leading_role(std::span<const Role> roles) {
    const auto found = std::find_if(roles.begin(), roles.end(), leads);
    return found == roles.end() ? Role::chair : *found;
}

}    // namespace lmsection
