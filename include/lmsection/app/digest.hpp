#pragma once

#include "lmsection/app/session.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// How far ahead a digest looks, in days: for reports due, for terms ending,
/// for leaves.
inline constexpr int digest_report_days = 30;
inline constexpr int digest_term_days = 90;
inline constexpr int digest_leave_days = 30;

/// The parts of a digest, in the order in which it shows them.
enum class DigestPart {
    items,
    reports,
    programs,
    appointments,
    terms,
    leaves,
    vacancies,
    volunteers
};
/// The heading of a part: "To do this month".
[[nodiscard]] std::string_view heading(DigestPart part);

/// A line of the digest.
struct DigestLine {
    DigestPart part = DigestPart::items;
    std::string group_slug;    ///< empty: the section as a whole
    std::string group;
    std::string what;
    std::optional<Date> due;
    std::string detail;
    bool late = false;
    Reply reply = Reply::none;    ///< of someone whose term ends
};

/// What needs attention today: this month's open checklist items, reports overdue or due within 30
/// days, programs missing from this month's minimums, terms ending within 90 days, who is on
/// leave within 30 days, vacant seats, waiting volunteers. With `group`, only that group's. Empty
/// if there is nothing.
[[nodiscard]] std::vector<DigestLine> digest_of(const Session& session,
                                                const std::optional<Group>& group);

/// The lines of one part that are equally urgent, for an overview.
struct DigestSummary {
    DigestPart part = DigestPart::items;
    bool late = false;
    std::size_t lines = 0;
    std::size_t groups = 0;                ///< how many groups they are about
    std::optional<Date> first_due = {};    ///< the earliest day in them
    std::optional<Date> last_due = {};     ///< the latest day in them
};

/// The summaries of `lines`: what is late first, then by the earliest day, then what has no day.
[[nodiscard]] std::vector<DigestSummary> summaries_of(const std::vector<DigestLine>& lines);

}    // namespace lmsection::app
