#pragma once

#include "lmsection/base/error.hpp"

#include <array>
#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lmsection {

/// What a handbook says about a role.
struct RoleFacts {
    std::string_view id;        ///< `co-chair`, the word used in scripts and on record
    std::string_view title;     ///< "Co-Chair"
    std::string_view plural;    ///< "Co-Chairs"
    /// What else people call it: "cochair", "co-convener". Only letters and digits matter.
    std::span<const std::string_view> words = {};
    bool leads = false;
    /// Leads, but does not chair: need not rotate, and may chair in the next term.
    bool deputy = false;
    bool counts = true;    ///< toward the size of the group
    int place = 0;         ///< its position in rosters, from 0
};
[[nodiscard]] bool operator==(const RoleFacts& one, const RoleFacts& other);

/// A role in a group (§1, §2): a small value that refers to its facts, which live as long as the
/// program. Roles are equal if their ids are; they are in roster order.
class Role {
public:
    /// The four roles of the handbook, as built in. A section's handbook may say otherwise about
    /// them: take its own roles where more than the id matters.
    static const Role chair;
    static const Role co_chair;
    static const Role vice_chair;
    static const Role member;

    /// `facts` must live as long as the program; `role_with` makes roles from others.
    constexpr explicit Role(const RoleFacts& facts) : facts_(&facts) {}
    [[nodiscard]] const RoleFacts& facts() const { return *facts_; }

    friend bool operator==(Role one, Role other) {
        return one.facts_ == other.facts_ || one.facts_->id == other.facts_->id;
    }
    friend std::strong_ordering operator<=>(Role one, Role other) {
        if (one == other) {
            return std::strong_ordering::equal;
        }
        const auto places = one.facts_->place <=> other.facts_->place;
        return places != 0 ? places : one.facts_->id <=> other.facts_->id;
    }

private:
    const RoleFacts* facts_;
};

/// Orders roles by their ids, which does not depend on a handbook.
struct ById {
    bool operator()(Role one, Role other) const { return one.facts().id < other.facts().id; }
};

/// The facts of the roles of a handbook that lists none.
extern const std::array<RoleFacts, 11> built_in_role_facts;
inline constexpr Role Role::chair{built_in_role_facts[0]};
inline constexpr Role Role::co_chair{built_in_role_facts[1]};
inline constexpr Role Role::vice_chair{built_in_role_facts[2]};
inline constexpr Role Role::member{built_in_role_facts[6]};

/// The role with these facts, which are copied once and kept until the program ends.
[[nodiscard]] Role role_with(const RoleFacts& facts);
/// The roles of a handbook that lists none, in roster order.
[[nodiscard]] std::span<const Role> built_in_roles();
/// One of them; requires that there is one with this id.
[[nodiscard]] Role built_in_role(std::string_view id);

/// `co-chair`, the word used in scripts.
[[nodiscard]] inline std::string_view word(Role role) {
    return role.facts().id;
}
/// Whether the role leads its group.
[[nodiscard]] inline bool leads(Role role) {
    return role.facts().leads;
}
/// Whether the role chairs its group, together with others or not: it leads, and is not a deputy.
[[nodiscard]] inline bool chairs(Role role) {
    return role.facts().leads && !role.facts().deputy;
}
/// Whether people with this role count toward the size of the group.
[[nodiscard]] inline bool counts(Role role) {
    return role.facts().counts;
}

/// The role that a text names: its id, title, plural or another word for it, perhaps with what
/// people add, as in "Member (1st term)", "Committee Chair" or "Vice Chair/Chair-Elect".
[[nodiscard]] std::optional<Role> role_named(std::span<const Role> roles, std::string_view text);
/// The same; the fault has the nearest words, which take long to find.
[[nodiscard]] Outcome<Role> find_role(std::span<const Role> roles, std::string_view text);
/// The role with this id among `roles`, or, if the handbook no longer lists it, one that counts,
/// does not lead, and comes last. Fails if the text is not a slug.
[[nodiscard]] Outcome<Role> role_on_record(std::span<const Role> roles, std::string_view id);
/// The first role of a section that leads: the chair, in most handbooks.
[[nodiscard]] Role first_leading_role(std::span<const Role> roles);
/// What distinguishes the words for roles: lower-case letters and digits without spaces and
/// hyphens.
[[nodiscard]] std::string role_key(std::string_view text);

}    // namespace lmsection
