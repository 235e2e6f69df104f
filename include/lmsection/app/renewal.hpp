#pragma once

#include "lmsection/app/appointment.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::app {

/// Whose terms to renew together.
struct RenewalOrder {
    std::optional<Group> group = {};    ///< only in this group
    bool all = false;                   ///< also those who were not asked
    std::optional<int> years = {};      ///< default: the usual ones
};

/// The renewed terms, and how many others end on the same day.
struct RenewalResult {
    Date last{};    ///< the June 30 on which the terms end
    AppointResult result;
    std::size_t said_no = 0;
    std::size_t later = 0;
    std::size_t not_asked = 0;
};

/// Renews the terms that end on June 30 of the running program year and whose people said yes, or
/// none of them; reports every refusal.
[[nodiscard]] RenewalResult renew_ending(WritingSession& session, const RenewalOrder& order,
                                         const OverridePolicy& policy);

/// Renews the terms in a file with columns for the person, the group, and perhaps the years.
[[nodiscard]] AppointResult renew_from(WritingSession& session, std::string_view bytes,
                                       const std::string& name, const OverridePolicy& policy);

}    // namespace lmsection::app
