#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/app/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

// Leaves of absence: the person keeps the seat and the term, and someone may lead in their place.

/// A leave as typed.
struct LeaveOrder {
    std::string person;    ///< or the term's id
    std::string group = {};
    std::optional<Date> start = {};    ///< by default today, or that of the leave that runs today
    std::optional<Date> end = {};      ///< needed, except to change a leave on record
    std::optional<std::string> acting = {};    ///< who leads in the meantime; empty: no one
    std::optional<std::string> reason = {};
};
/// The result of recording, changing or ending a leave.
struct LeaveResult {
    Appointed term;    ///< with its leaves as they are now
    /// As it is now, or as it was before it was removed; none if the person was not on leave.
    std::optional<Leave> leave = {};
    std::optional<Leave> before = {};
    bool known = false;      ///< it was so already
    bool removed = false;    ///< it had not begun, and is no longer on record
    std::vector<std::string> warnings = {};
};
/// Records a leave within a term, or changes the one on record with that first day. Refuses one
/// that is not within the term or overlaps another one.
[[nodiscard]] LeaveResult record_leave(WritingSession& session, const LeaveOrder& order);
/// Ends a leave because the person is back: `on` is the first day back. Removes a leave that would
/// begin on that day. Does nothing if the person is not on leave then.
[[nodiscard]] LeaveResult end_leave(WritingSession& session, std::string_view person,
                                    std::string_view group, Date on);

/// "on leave until 2027-03-31; acting: Bo Long", or "from 2027-01-10 to ..." before it begins on
/// `day`.
[[nodiscard]] std::string leave_text(const Session& session, const Leave& leave, Date day);

/// The terms of people who are on leave on any day from `from` to `to`, in groups that are active
/// then, by the first day of the leave.
[[nodiscard]] std::vector<Appointment> terms_on_leave(const Session& session, Date from, Date to);

/// Someone who leads a group on a day.
struct Leader {    // NOLINT(*-member-init): a Role has no default
    Person person;
    Role role;
    Appointment term;    ///< the term of the seat
    /// Who is on leave while the person acts for them.
    std::optional<Person> instead_of = {};
};
/// Who leads a group on `day`, each once, in roster order: for a leader on leave, the person
/// acting, or no one if there is none.
[[nodiscard]] std::vector<Leader> leaders_on(const Session& session, const Group& group, Date day);
/// The same, from terms of the group that include all that run on `day`.
[[nodiscard]] std::vector<Leader> leaders_on(const Session& session,
                                             const std::vector<Service>& record, Date day);

}    // namespace lmsection::app
