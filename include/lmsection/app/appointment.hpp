#pragma once

#include "lmsection/app/person.hpp"
#include "lmsection/app/session.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A requested appointment, as typed.
struct AppointOrder {
    TypedPerson person;
    std::string group;
    TermRequest request;
    std::string institution;    ///< recorded if the person has none yet
    std::string note;
    /// Whether this is a line of a file. There, a term that began before today is recorded even if
    /// it breaks a must, with a warning: it is history, not a new appointment.
    bool from_file = false;
    bool is_new = false;    ///< record the person without an address, unless the name is on record
    /// Ends the person's current term there the day before; the new one keeps its last day unless
    /// the request gives one.
    bool replace = false;
};

/// An appointment with its person and group.
struct Appointed {
    Appointment appointment;
    Person person;
    Group group;
};

/// Called for each appointment; takes references to avoid copies.
using OnAppointed = std::function<void(const Appointment&, const Person&, const Group&)>;

/// The appointments a command made or changed, and its warnings.
struct AppointResult {
    std::vector<Appointed> appointed;
    std::vector<std::string> warnings;
    std::size_t known = 0;    ///< how many of them needed no change

    /// Adds those of another command in the same change.
    void add(AppointResult other);
};

/// Appoints one person (§1). Throws a `RefusedError` that names each rule it would break.
[[nodiscard]] AppointResult appoint(WritingSession& session, const AppointOrder& order,
                                    const OverridePolicy& policy);

/// Like `appoint`, for a person on record and within a running change; ignores the person, group
/// and institution in `order`.
[[nodiscard]] AppointResult appoint_on_record(WritingSession& session, const Person& person,
                                              const Group& group, const AppointOrder& order,
                                              const OverridePolicy& policy);

/// Whether a person on record already has the requested appointment.
[[nodiscard]] bool is_appointed(const Session& session, const Person& person, const Group& group,
                                const TermRequest& request);

/// A person's terms in other groups than `except`, if a rule of the handbook depends on them;
/// otherwise none.
[[nodiscard]] std::vector<TermElsewhere> terms_elsewhere(const store::Reader& database,
                                                         const Handbook& handbook, PersonId person,
                                                         GroupId except);

/// An appointment in a list of who serves, such as an inherited roster. What the list does not say
/// is assumed for a new appointment, and left as it is for one on record.
struct ListedAppointment {
    AppointOrder order;    ///< with `from_file`
    /// Addresses after the first one, which is in the order.
    std::vector<EmailAddress> further = {};
    bool role_given = true;
    bool start_assumed = false;    ///< the start in the request follows from its end
    /// Whether a row that repeats an earlier one counts once. Otherwise it is refused.
    bool may_repeat = false;
    /// Whether someone of the same name with another address is another person, as in a list that
    /// the program wrote.
    bool names_may_repeat = true;
};

/// What became of the rows of a list.
struct ListCounts {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t known = 0;                    ///< already on record, unchanged
    std::size_t repeated = 0;                 ///< rows that repeated an earlier one
    std::vector<std::string> changes = {};    ///< what was changed, one sentence each
};

/// Appoints the people in a list row by row, within one change: adds new terms, changes those that
/// differ, and leaves the rest.
class ListAppointer {
public:
    /// `visit`: called for each appointment, also one that was already on record. The policy must
    /// outlive it.
    ListAppointer(WritingSession& session, const OverridePolicy& policy, OnAppointed visit);
    ListAppointer(const ListAppointer&) = delete;
    ListAppointer& operator=(const ListAppointer&) = delete;
    ~ListAppointer();

    /// Appoints one person, or returns why not and writes nothing for this row.
    [[nodiscard]] std::vector<Fault> appoint(const ListedAppointment& listed);

    [[nodiscard]] const ListCounts& counts() const;
    [[nodiscard]] std::vector<std::string> take_warnings();

    /// Terms that continue after today, in groups of the list, of people who are not in it. With
    /// `all` false, only in groups for which the list had someone on record.
    [[nodiscard]] std::vector<Appointed> missing(bool all) const;
    /// Ends today the terms that are `missing`, and returns them.
    std::vector<Appointed> end_missing(const std::string& reason);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Ends the term that a person serves in a group on `day`, by default today, which becomes its last
/// day. Deletes a term that has not begun by then. Moves the last day of a term that ended early to
/// another day within the term as appointed; rules are checked as in `edit_term`. Does nothing if
/// the term already ends on that day.
[[nodiscard]] AppointResult end_term(WritingSession& session, std::string_view person,
                                     std::string_view group, std::optional<Date> day,
                                     const std::string& reason, const OverridePolicy& policy);

/// A term on record, as a user names it: by the person, the group if there is more than one, and a
/// day in the term if there are several.
struct TermChoice {
    std::string person;    ///< or the term's id
    std::string group = {};
    std::optional<Date> day = {};
};
/// What to correct in a term; what is missing stays.
struct TermEdit {
    std::optional<Role> role = {};
    std::optional<int> years = {};    ///< without `end`, the term ends when it then would
    std::optional<Date> start = {};
    std::optional<Date> end = {};
    std::optional<std::string> note = {};    ///< empty: remove it
};
/// A term before and after a correction.
struct EditedTerm {
    Appointed term;
    Appointment before;
    std::vector<std::string> warnings;
    bool known = false;    ///< it was so already
};
/// Corrects a term on record, also one that has begun or ended. Refuses if that newly breaks a must
/// for anyone in the group, unless it is overridden. Shortens the term's leaves to fit.
[[nodiscard]] EditedTerm edit_term(WritingSession& session, const TermChoice& choice,
                                   const TermEdit& edit, const OverridePolicy& policy);

/// Appoints a person again in the same role from the July 1 after their last term in a group. If
/// that was already done, returns the renewed term and changes nothing.
[[nodiscard]] AppointResult renew(WritingSession& session, std::string_view person,
                                  std::string_view group, std::optional<int> years,
                                  const OverridePolicy& policy);
/// The same within a running change, for `last`, a person's last term in a group.
[[nodiscard]] AppointResult renew_term(WritingSession& session, const Person& person,
                                       const Group& group, const Appointment& last,
                                       std::optional<int> years, const OverridePolicy& policy);

}    // namespace lmsection::app
