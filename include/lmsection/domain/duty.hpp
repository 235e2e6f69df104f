#pragma once

#include "lmsection/base/text.hpp"
#include "lmsection/domain/event.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// Whether a duty is open, done as often as required, late, or skipped this year.
enum class DutyStatus { open, done, overdue, skipped };
[[nodiscard]] constexpr std::string_view word(DutyStatus status) {
    return word_at(status, {"open", "done", "overdue", "skipped"});
}

/// Records that a group did one of its yearly activities once, or skips it this year.
struct DutyMark {    // NOLINT(*-member-init): a ProgramYear has no default
    GroupId group;
    Slug activity;
    ProgramYear year;
    Date on{};
    std::string by;
    std::string note;
    bool skipped = false;
};

/// Something that a group should do in a program year (§2, §4): an activity it has committed to, or
/// its meetings with the chairs.
struct Duty {    // NOLINT(*-member-init): a ProgramYear has no default
    Group group;
    ProgramYear year;
    Slug id;
    std::string title;
    std::string section;
    int wanted = 1;                          ///< the minimum number of times in the program year
    bool counted = false;                    ///< counted from recorded meetings instead of marks
    bool as_needed = false;                  ///< never overdue (§2)
    std::optional<DatedEvent> event = {};    ///< the event at which it takes place
    int done = 0;                            ///< how often
    std::vector<DutyMark> marks = {};        ///< earliest first
    bool skipped = false;                    ///< in this program year

    /// The last day to do it: that of its event, else of the program year.
    [[nodiscard]] Date due() const {
        return event && event->dates ? event->dates->end : year.last_day();
    }
    [[nodiscard]] DutyStatus status(Date today) const;
};

/// The records of a program year from which its duties are computed.
struct DutyRecords {    // NOLINT(*-member-init): a ProgramYear has no default
    ProgramYear year;
    std::vector<EventDates> events;
    std::vector<DutyMark> marks;
    std::vector<Meeting> meetings;
};
/// The duties of a group in handbook order, without those due after the group retires.
[[nodiscard]] std::vector<Duty> duties_of(const Group& group, const Handbook& handbook,
                                          const DutyRecords& records, Date today);

/// Finds the duty that a user names by its id, its title or a unique prefix.
[[nodiscard]] Outcome<Duty> find_duty(std::span<const Duty> duties, std::string_view typed);
/// Why `duty` cannot be marked done on `on`: it is counted automatically, or the day is in the
/// future. Nothing if it can.
[[nodiscard]] std::optional<Fault> why_not_done(const Duty& duty, Date on, Date today);
/// Why `duty` cannot be skipped: it is counted automatically, or was already done. Nothing if it
/// can.
[[nodiscard]] std::optional<Fault> why_not_skipped(const Duty& duty);

}    // namespace lmsection
