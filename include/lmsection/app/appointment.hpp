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

/// Whom to appoint where, as typed.
struct AppointOrder {
    TypedPerson person;
    std::string group;
    TermRequest request;
    std::string institution;    ///< recorded where the person has none yet
    std::string note;
    /// A line of a file: a term in it that began before today is recorded even where it breaks a
    /// must, with a warning. It is history, and not an appointment.
    bool from_file = false;
    bool replace = false;    ///< end the person's running term there the day before, and keep its
                             ///< end for the new one unless the request names one
};

/// An appointment with whom and what it names.
struct Appointed {
    Appointment appointment;
    Person person;
    Group group;
};

/// Is told of an appointment; what it names need not be copied for it.
using TakeAppointed = std::function<void(const Appointment&, const Person&, const Group&)>;

/// What a command did to appointments, and what it warns of.
struct AppointResult {
    std::vector<Appointed> appointed;
    std::vector<std::string> warnings;
    std::size_t known = 0;    ///< how many of them were so already
};

/// Appoints one person (§1). A `RefusedError` names each rule in the way.
[[nodiscard]] AppointResult appoint(Session& session, const AppointOrder& order,
                                    const Firmness& firmness);

/// As `appoint`, for somebody on record and within a change that runs already; of `order`, person,
/// group and institution are not looked at.
[[nodiscard]] AppointResult appoint_on_record(Session& session, const Person& person,
                                              const Group& group, const AppointOrder& order,
                                              const Firmness& firmness);

/// Whether somebody on record has the appointment that a request asks for.
[[nodiscard]] bool is_appointed(const Session& session, const Person& person, const Group& group,
                                const TermRequest& request);

/// Appoints everybody that a CSV file names, all or none; every bad line is reported by number.
/// Columns: name, email, group, role, years, year, start, institution, note, end. `take` gets each
/// as it is written: before it is known whether all of them can be.
struct AppointedFile {
    std::vector<std::string> warnings;
    std::size_t known = 0;    ///< how many were on record already
};
[[nodiscard]] AppointedFile appoint_from(Session& session, std::string_view csv,
                                         const std::string& file_name, bool ignore_extra,
                                         const Firmness& firmness, const TakeAppointed& take);

/// Ends the term that a person serves in a group on `on`, which becomes its last day. A term that
/// has not begun by then is taken off the record. One that ends on that day already stays as it is.
[[nodiscard]] AppointResult end_term(Session& session, std::string_view person,
                                     std::string_view group, Date on, const std::string& reason,
                                     const Firmness& firmness);

/// Appoints a person again, in the same role, from the July 1 after their last term in a group.
/// Where that was done already, the renewed term is the answer and nothing is changed.
[[nodiscard]] AppointResult renew(Session& session, std::string_view person, std::string_view group,
                                  std::optional<int> years, const Firmness& firmness);

}    // namespace lmsection::app
