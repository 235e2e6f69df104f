#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/email_address.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// What someone whose term ends says about serving on.
enum class Reply { none, yes, no, later };
/// `later`; empty for none.
[[nodiscard]] constexpr std::string_view word(Reply reply) {
    return word_at(reply, {"", "yes", "no", "later"});
}
/// Parses an answer as people type it: yes, y, no, n, later, maybe, "Yes, gladly".
[[nodiscard]] Outcome<Reply> parse_reply(std::string_view text);

/// A leave of absence: the person keeps the seat and the term, and may have someone act for them.
struct Leave {
    LeaveId id;
    Date start{};    ///< the first day away
    Date end{};      ///< the last day away
    std::optional<PersonId> acting = {};
    std::string reason = {};
};

/// One person's service in one group.
struct Appointment {
    AppointmentId id;
    PersonId person;
    GroupId group;
    Role role = Role::member;
    Date start{};     ///< the first day
    Date end{};       ///< the last day, also when the term ended early
    int years = 1;    ///< program years of the term as appointed
    std::string note;
    std::string end_reason;         ///< why it ended early; empty otherwise
    std::string override_reason;    ///< why a rule was overridden; empty otherwise
    /// Whether the person serves on after this term, and when they said so.
    Reply reply = Reply::none;
    std::optional<Date> reply_on = {};
    std::vector<Leave> leaves = {};    ///< by start
};

/// Parses a name into its stored form: composed (NFC), trimmed, single spaces. Fails if it is
/// empty, over 200 characters, not UTF-8, or has a control character.
[[nodiscard]] Outcome<std::string> parse_name(std::string_view text);
/// A name to record, of a person or a group: as `parse_name`, without characters that cannot be
/// seen, such as a zero-width space or a soft hyphen, by which two names would look the same. The
/// joiners and variation selectors that Arabic, the scripts of India and emoji are written with
/// stay. Files of earlier versions may have other names.
[[nodiscard]] Outcome<std::string> parse_visible_name(std::string_view text);
/// Parses one line of free text (institution, note, reason): like a name, but it may be empty and
/// have up to 2,000 characters. `label` names it in the fault.
[[nodiscard]] Outcome<std::string> parse_line(std::string_view label, std::string_view text);
/// Parses a web address: http or https, no space or control character, at most 2,000 characters.
[[nodiscard]] Outcome<std::string> parse_link(std::string_view text);

}    // namespace lmsection
