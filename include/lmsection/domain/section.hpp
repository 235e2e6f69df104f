#pragma once

#include "lmsection/domain/errors.hpp"
#include "lmsection/domain/program_year.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// A record's key; a type for each kind of record, so that one is never taken for another.
template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
};
/// The id that `text` spells, digits only, as outputs for scripts show it; none where it is no id.
[[nodiscard]] std::optional<std::int64_t> parse_id_number(std::string_view text);
template <class Key>
[[nodiscard]] std::optional<Key> parse_id(std::string_view text) {
    const auto number = parse_id_number(text);
    return number ? std::optional{Key{*number}} : std::nullopt;
}
using PersonId = Id<struct PersonTag>;
using GroupId = Id<struct GroupTag>;
using AppointmentId = Id<struct AppointmentTag>;

/// A name of a group or item fit for scripts: lower-case ASCII letters, digits and single
/// hyphens, as `management-best-practices`; at most 80 characters.
class Slug {
public:
    /// Reads a slug that is written as one; the fault says what a slug is.
    [[nodiscard]] static Outcome<Slug> parse(std::string_view text);
    /// The slug of a full name: folded to ASCII lower case, words joined by hyphens. A name
    /// with no letter or digit in it has none.
    [[nodiscard]] static Outcome<Slug> of_name(std::string_view name);

    [[nodiscard]] const std::string& text() const { return text_; }
    auto operator<=>(const Slug&) const = default;

private:
    explicit Slug(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// An email address: one `@`, a domain with a dot, no blank, no control or list character; at most
/// 254 bytes.
class EmailAddress {
public:
    /// Reads an address that mail can be sent to (RFC 5321, RFC 6531): no dot at either end of what
    /// is before the `@` and no two in a row, host names of letters, digits and hyphens, nothing
    /// that cannot be seen. The fault names the character or the part that is in the way.
    [[nodiscard]] static Outcome<EmailAddress> parse(std::string_view text);
    /// Reads an address from a record. Earlier versions accepted some that mail cannot be sent to;
    /// they must not make a section unreadable.
    [[nodiscard]] static Outcome<EmailAddress> on_record(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// The form under which two spellings of one address are the same.
    [[nodiscard]] std::string key() const;
    bool operator==(const EmailAddress& other) const { return key() == other.key(); }

private:
    explicit EmailAddress(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// One human. Holds what a roster needs and no more: never a demographic attribute.
struct Person {
    PersonId id;
    std::string name;
    std::optional<EmailAddress> email;
    std::string institution;
    std::string note;
};

/// The four kinds of group, in the order that rosters list them (§1).
enum class GroupKind { leadership_team, committee, interest_group, working_group };
inline constexpr std::array all_group_kinds{GroupKind::leadership_team, GroupKind::committee,
                                            GroupKind::interest_group, GroupKind::working_group};
/// `interest-group`, the word that scripts use.
[[nodiscard]] std::string_view word(GroupKind kind);
/// "interest group".
[[nodiscard]] std::string_view spoken(GroupKind kind);
[[nodiscard]] Outcome<GroupKind> parse_group_kind(std::string_view text);

/// The roles, in the order that rosters list them in a group (§1, §2).
enum class Role { chair, co_chair, vice_chair, member };
inline constexpr std::array all_roles{Role::chair, Role::co_chair, Role::vice_chair, Role::member};
/// `co-chair`, the word that scripts use.
[[nodiscard]] std::string_view word(Role role);
[[nodiscard]] Outcome<Role> parse_role(std::string_view text);
/// Whether the role leads its group: all but member.
[[nodiscard]] bool leads(Role role);

/// A group of the section.
struct Group {
    GroupId id;
    Slug slug;
    std::string name;
    GroupKind kind;
    int position = 0;                  ///< its place among the groups of its kind
    std::string charge;                ///< empty where the handbook says TBD
    std::string section;               ///< where the handbook describes it, as "3"
    std::optional<Date> retired_on;    ///< the first day on which it no longer takes anyone
    std::optional<GroupId> merged_into = std::nullopt;    ///< the group that took its people then

    /// Whether it takes people on that day: it is not retired by then.
    [[nodiscard]] bool works_on(Date day) const { return !retired_on || day < *retired_on; }
};

/// One person's service in one group.
struct Appointment {
    AppointmentId id;
    PersonId person;
    GroupId group;
    Role role = Role::member;
    Date start{};     ///< the first day
    Date end{};       ///< the last day; before the term's own when ended early
    int years = 1;    ///< program years of the term as appointed
    std::string note;
    std::string end_reason;         ///< why it ended early; empty otherwise
    std::string override_reason;    ///< why a rule was overridden; empty otherwise
};

/// A name as it is stored: composed (NFC), trimmed, single blanks. The fault tells of a name
/// that is empty, over 200 characters, not UTF-8, or has a control character.
[[nodiscard]] Outcome<std::string> parse_name(std::string_view text);
/// The name of a person to record: as `parse_name`, without `@`, `<` and `>`, which would make it
/// read as an address when it is typed.
[[nodiscard]] Outcome<std::string> parse_person_name(std::string_view text);
/// One line of free text (institution, note, reason): as a name, but may be empty and up to
/// 2,000 characters. `label` names it in the fault.
[[nodiscard]] Outcome<std::string> parse_line(std::string_view label, std::string_view text);
/// A web address: http or https, no blank or control character, at most 2,000 characters.
[[nodiscard]] Outcome<std::string> parse_link(std::string_view text);

/// `Ann Lee` for `Lee, Ann`; any other name as it is. A suffix or a degree stays behind its name:
/// `Ann Lee, PhD`, `King, Martin, Jr.`.
[[nodiscard]] std::string in_reading_order(std::string_view name);

/// A person as typed: `Ana Diaz <ana@lib.example>` or another form of mail (`parse_mailbox`), an
/// address alone, or a name alone.
struct TypedPerson {
    std::string name;    ///< in reading order; empty when only an address was typed
    std::optional<EmailAddress> email;
    std::string turned_from;    ///< `Lee, Ann`, where the name was typed so; else empty
};
[[nodiscard]] Outcome<TypedPerson> parse_typed_person(std::string_view text);
/// A person as the cells for name and email of a file's line give them. Either may be empty, and
/// either may have the form of mail, with the other part in it.
[[nodiscard]] Outcome<TypedPerson> parse_person_cells(std::string_view name,
                                                      std::string_view email);
/// `Ana Diaz <ana@lib.example>`, or the name alone.
[[nodiscard]] std::string spoken(const Person& person);

}    // namespace lmsection
