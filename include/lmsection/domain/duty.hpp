#pragma once

#include "lmsection/domain/event.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// Whether a duty is still to be done, done as often as it is wanted, late, or skipped this year.
enum class DutyStatus { open, done, overdue, skipped };
[[nodiscard]] std::string_view word(DutyStatus status);

/// That a group did one of its yearly activities once, or skips it this year.
struct DutyMark {    // NOLINT(*-member-init): a ProgramYear has no default
    GroupId group;
    Slug activity;
    ProgramYear year;
    Date on{};
    std::string by;
    std::string note;
    bool skipped = false;
};

/// Something that a group is to do in a program year (§2, §4): an activity that it has committed
/// to, or its meetings with the chairs.
struct Duty {    // NOLINT(*-member-init): a ProgramYear has no default
    Group group;
    ProgramYear year;
    Slug id;
    std::string title;
    std::string section;
    int wanted = 1;                     ///< how often in the program year, at least
    bool counted = false;               ///< from the recorded meetings, and not by marks
    bool as_needed = false;             ///< never overdue (§2)
    std::optional<DatedEvent> event;    ///< at which it is done
    int done = 0;                       ///< how often
    std::vector<DutyMark> marks;        ///< the earliest first
    bool skipped = false;               ///< in this program year

    /// Its last day: that of its event, else of the program year.
    [[nodiscard]] Date due() const;
    [[nodiscard]] DutyStatus status(Date today) const;
};

/// What is known of a program year when its duties are told.
struct DutyRecords {    // NOLINT(*-member-init): a ProgramYear has no default
    ProgramYear year;
    std::vector<EventDates> events;
    std::vector<DutyMark> marks;
    std::vector<Meeting> meetings;
};
/// The duties of a group in the handbook's order. One whose last day comes when the group is
/// retired is left out.
[[nodiscard]] std::vector<Duty> duties_of(const Group& group, const Handbook& handbook,
                                          const DutyRecords& records, Date today);

/// The duty of `duties` that a user names by its id, its title or a unique beginning of one.
[[nodiscard]] Outcome<Duty> find_duty(std::span<const Duty> duties, std::string_view typed);
/// Why `duty` cannot be marked done on `on`: it is counted by itself, or the day is still to come.
/// Nothing where it can.
[[nodiscard]] std::optional<Fault> why_not_done(const Duty& duty, Date on, Date today);
/// Why `duty` cannot be skipped: it is counted by itself, or was done. Nothing where it can.
[[nodiscard]] std::optional<Fault> why_not_skipped(const Duty& duty);

}    // namespace lmsection
