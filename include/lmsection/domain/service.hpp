#pragma once

#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/section.hpp"

#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// An appointment with the name of who was appointed, as messages need it.
struct Service {
    Appointment appointment;
    std::string person_name;
};

/// Whether the appointment covers `day`.
[[nodiscard]] bool serves_on(const Appointment& appointment, Date day);
/// Whether it covers any day of `from` to `to`, both included.
[[nodiscard]] bool serves_between(const Appointment& appointment, Date from, Date to);
/// Whether its term runs out on the June 30 of `year`.
[[nodiscard]] bool ends_with(const Appointment& appointment, ProgramYear year);
/// How many of `record` serve on `day`.
[[nodiscard]] int size_on(std::span<const Service> record, Date day);
/// The day of `from` to `to` on which most serve, the earliest such, and how many.
struct Peak {
    Date day;
    int size;
};
[[nodiscard]] Peak peak_between(std::span<const Service> record, Date from, Date to);

/// The leading roles held on `day`, and by how many.
[[nodiscard]] ChairPattern leaders_on(std::span<const Service> record, Date day);
/// Whether `leaders` fits within one of `patterns`.
[[nodiscard]] bool fits(const ChairPattern& leaders, const std::vector<ChairPattern>& patterns);

/// The seats of a group that nobody fills on `day`: the leading roles that its pattern still
/// lacks, then members up to the least size that a rule names (§2, §3, §4).
[[nodiscard]] std::vector<Role> vacant_seats(GroupKind kind, std::span<const Service> record,
                                             Date day, const Handbook& handbook);

}    // namespace lmsection
