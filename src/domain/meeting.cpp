#include "lmsection/domain/meeting.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/checklist.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace lmsection {

namespace {

void add_meeting(const Meeting& meeting, Date today, MeetingCount& count) {
    const int with_chairs = meeting.with_chairs ? 1 : 0;
    if (is_held(meeting, today)) {
        ++count.held;
        count.held_with_chairs += with_chairs;
        count.last = std::max(count.last.value_or(meeting.on), meeting.on);
    } else {
        ++count.planned;
        count.planned_with_chairs += with_chairs;
    }
}

}    // namespace

Outcome<MeetingKind> parse_meeting_kind(std::string_view text) {
    const std::string typed = lower_case(only_utf8(text));
    for (const auto& [words, kind] : {std::pair{"virtual|online", MeetingKind::virtual_meeting},
                                      std::pair{"in-person|in person", MeetingKind::in_person},
                                      std::pair{"email|e-mail", MeetingKind::email}}) {
        if (is_one_of(typed, words)) {
            return kind;
        }
    }
    return Fault{fmt::format("there is no kind of meeting {}", in_quotes(text)),
                 "choose virtual, in-person or email"};
}

bool is_held(const Meeting& meeting, Date today) {
    return meeting.on <= today;
}

std::optional<int> least_wanted(const Handbook& handbook, Measure measure, GroupKind kind) {
    std::optional<int> least;
    for (const Rule* rule : handbook.rules_for(measure, kind)) {
        if (rule->at_least) {
            least = std::max(least.value_or(0), *rule->at_least);
        }
    }
    return least;
}

MeetingCount count_meetings(const Group& group, ProgramYear year, std::span<const Meeting> meetings,
                            const Handbook& handbook, Date today) {
    MeetingCount count{.group = group,
                       .year = year,
                       .wanted = least_wanted(handbook, measure::meetings, group.kind),
                       .wanted_with_chairs = least_wanted(handbook, measure::chairs_meetings,
                                                          group.kind),
                       .free_months = months_of(year)};
    std::erase_if(count.free_months, [&](Month month) { return month < month_of(today); });
    for (const Meeting& meeting : meetings) {
        if (meeting.group == group.id && year.contains(meeting.on)) {
            add_meeting(meeting, today, count);
            std::erase(count.free_months, month_of(meeting.on));
        }
    }
    return count;
}

}    // namespace lmsection
