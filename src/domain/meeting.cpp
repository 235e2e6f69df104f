#include "lmsection/domain/meeting.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/checklist.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

std::string_view word(MeetingKind kind) {
    switch (kind) {
    case MeetingKind::virtual_meeting: return "virtual";
    case MeetingKind::in_person: return "in-person";
    case MeetingKind::email: return "email";
    }
    return {};
}

Outcome<MeetingKind> parse_meeting_kind(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, MeetingKind>, 3> others{{
        {"in person", MeetingKind::in_person},
        {"online", MeetingKind::virtual_meeting},
        {"e-mail", MeetingKind::email},
    }};
    for (const auto& [typed, kind] : others) {
        if (is_utf8(text) && lower_case(text) == typed) {
            return kind;
        }
    }
    std::vector<std::string> words;
    for (const MeetingKind kind : all_meeting_kinds) {
        if (is_utf8(text) && lower_case(text) == word(kind)) {
            return kind;
        }
        words.emplace_back(word(kind));
    }
    return Fault{fmt::format("there is no kind of meeting {}", in_quotes(text)),
                 fmt::format("choose {}", listed(words))};
}

bool is_held(const Meeting& meeting, Date today) {
    return meeting.on <= today;
}

int MeetingCount::missing() const {
    return std::max(wanted.value_or(0) - held, 0);
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
    MeetingCount count{group,
                       year,
                       0,
                       0,
                       least_wanted(handbook, Measure::meetings, group.kind),
                       0,
                       0,
                       least_wanted(handbook, Measure::chairs_meetings, group.kind),
                       std::nullopt,
                       months_of(year)};
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
