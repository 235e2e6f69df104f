#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/email_address.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"

#include <string>
#include <string_view>

namespace lmsection {

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
/// One line of free text (institution, note, reason): as a name, but may be empty and up to
/// 2,000 characters. `label` names it in the fault.
[[nodiscard]] Outcome<std::string> parse_line(std::string_view label, std::string_view text);
/// A web address: http or https, no blank or control character, at most 2,000 characters.
[[nodiscard]] Outcome<std::string> parse_link(std::string_view text);

}    // namespace lmsection
