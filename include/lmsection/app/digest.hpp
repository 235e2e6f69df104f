#pragma once

#include "lmsection/app/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lmsection::app {

/// How far ahead a digest looks, in days: reports that are due, terms that end.
inline constexpr int digest_report_days = 30;
inline constexpr int digest_term_days = 90;

/// A line of the digest.
struct DigestLine {
    std::string part;          ///< "Reports", a heading
    std::string group_slug;    ///< empty: the section as a whole
    std::string group;
    std::string what;
    std::optional<Date> due;
    std::string detail;
    bool late = false;
};

/// What needs somebody's attention today: this month's open checklist items, reports overdue or
/// due within 30 days, programs that this month's minimums lack, terms that end within 90 days,
/// vacant seats, volunteers who wait. With `group`, what concerns that group alone. Empty when
/// there is nothing.
[[nodiscard]] std::vector<DigestLine> digest_of(const Session& session,
                                                const std::optional<Group>& group);

}    // namespace lmsection::app
