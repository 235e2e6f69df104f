#pragma once

#include "lmsection/domain/group.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/id.hpp"
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

/// Whether rosters list `one` before `other` of the same group: by role, then by name.
[[nodiscard]] bool listed_before(const Service& one, const Service& other);

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

/// Days that follow one another, both ends included.
struct Span {
    Date from;
    Date to;
};
/// The parts of `span` on which `person` does not serve by `record`, in order.
[[nodiscard]] std::vector<Span> free_spans(std::span<const Service> record, PersonId person,
                                           Span span);

/// Whether the role is chair or co-chair.
[[nodiscard]] bool chairs(Role role);
/// Whether `person` served in the group before `day` (§1: co-chairs come from the membership).
[[nodiscard]] bool has_served_before(std::span<const Service> record, PersonId person, Date day);
/// Whether the group has a membership on `day` besides `person`: others served before it, or start
/// on it as members.
[[nodiscard]] bool has_membership(std::span<const Service> record, PersonId person, Date day);
/// Whether anybody served in the group before `day`.
[[nodiscard]] bool anybody_served_before(std::span<const Service> record, Date day);
/// Whether `person` chaired in a term that ended in the program year of `start`, before it, or in
/// the year before (§1: chairs rotate).
[[nodiscard]] bool chaired_the_term_before(std::span<const Service> record, PersonId person,
                                           Date start);
/// The same of a term that is planned to start after `end`, in its program year or the next.
[[nodiscard]] bool chairs_the_term_after(std::span<const Service> record, PersonId person,
                                         Date end);

/// Whether the person of `held` has a later term in the group that `record` is of.
[[nodiscard]] bool is_followed(const Appointment& held, std::span<const Service> record);

/// The leading roles held on `day`, and by how many.
[[nodiscard]] ChairPattern leaders_on(std::span<const Service> record, Date day);
/// Whether `leaders` fits within one of `patterns`.
[[nodiscard]] bool fits(const ChairPattern& leaders, const std::vector<ChairPattern>& patterns);

/// The leading seats that a group with `leaders` still has to fill, by the pattern that it is on; a
/// group that fits no pattern has none to fill.
[[nodiscard]] std::vector<Role> vacant_leaders(const KindFacts& facts, const ChairPattern& leaders);

/// The seats of a group that nobody fills on `day`: the leading roles that its pattern still
/// lacks, then members up to the least size that a rule names (§2, §3, §4).
[[nodiscard]] std::vector<Role> vacant_seats(GroupKind kind, std::span<const Service> record,
                                             Date day, const Handbook& handbook);

}    // namespace lmsection
