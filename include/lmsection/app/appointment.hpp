#pragma once

#include "lmsection/app/person.hpp"
#include "lmsection/app/session.hpp"

#include <cstddef>
#include <functional>
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

/// The result of appointing from a file.
struct AppointedFile {
    std::vector<std::string> warnings;
    std::size_t known = 0;    ///< how many were already on record
};
/// Appoints everyone in a CSV file, all or none; reports every bad line by number. Columns: name,
/// email, group, role, years, year, start, institution, note, end. Calls `visit` for each
/// appointment as it is written, before it is known whether all will succeed.
[[nodiscard]] AppointedFile appoint_from(WritingSession& session, std::string_view csv,
                                         const std::string& file_name, bool ignore_extra,
                                         const OverridePolicy& policy, const OnAppointed& visit);

/// Ends the term that a person serves in a group on `on`, which becomes its last day. Deletes a
/// term that has not begun by then. Does nothing if the term already ends on that day.
[[nodiscard]] AppointResult end_term(WritingSession& session, std::string_view person,
                                     std::string_view group, Date on, const std::string& reason,
                                     const OverridePolicy& policy);

/// Appoints a person again in the same role from the July 1 after their last term in a group. If
/// that was already done, returns the renewed term and changes nothing.
[[nodiscard]] AppointResult renew(WritingSession& session, std::string_view person,
                                  std::string_view group, std::optional<int> years,
                                  const OverridePolicy& policy);

}    // namespace lmsection::app
