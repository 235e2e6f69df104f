#pragma once

#include "lmsection/domain/group.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/section.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// An appointment with the person's name, for messages.
struct Service {
    Appointment appointment;
    std::string person_name;
};

/// Roster order within a group: whether `one` comes before `other`, by role, then by name.
[[nodiscard]] bool listed_before(const Service& one, const Service& other);

/// The term of an appointment on record, which may have ended early.
[[nodiscard]] Term served_term(const Appointment& appointment);
/// Whether the appointment covers `day`.
[[nodiscard]] bool serves_on(const Appointment& appointment, Date day);
/// Whether it covers any day from `from` to `to`, inclusive.
[[nodiscard]] bool serves_between(const Appointment& appointment, Date from, Date to);
/// The leave on which the person of a term is on `day`; null if there is none.
[[nodiscard]] const Leave* leave_on(const Appointment& appointment, Date day);
/// Whether it covers any day from `from` to `to`, inclusive, on which the person is not on leave.
/// What rules count as years of service.
[[nodiscard]] bool is_present_between(const Appointment& appointment, Date from, Date to);
/// Whether anyone in `record` leads on `day`: a leader who is not on leave, or someone acting for
/// one who is.
[[nodiscard]] bool is_led_on(std::span<const Service> record, Date day);
/// How many of `record` serve on `day` in a role that does not count, such as liaisons.
[[nodiscard]] int others_on(std::span<const Service> record, Date day);
/// How many of `record` serve on `day` in a role that counts.
[[nodiscard]] int size_on(std::span<const Service> record, Date day);
/// The largest size between two days, and the first day on which it is reached.
struct Peak {
    Date day;
    int size;
};
[[nodiscard]] Peak peak_between(std::span<const Service> record, Date from, Date to);

/// A range of days, inclusive.
struct Span {
    Date from;
    Date to;
};
/// The parts of `span` in which `person` does not serve according to `record`, in order.
[[nodiscard]] std::vector<Span> free_spans(std::span<const Service> record, PersonId person,
                                           Span span);

/// Whether `person` served in the group before `day` (§1: co-chairs come from the membership).
[[nodiscard]] bool has_served_before(std::span<const Service> record, PersonId person, Date day);
/// Whether the group has other members than `person` on `day`: others served before it, or start on
/// it as members.
[[nodiscard]] bool has_membership(std::span<const Service> record, PersonId person, Date day);
/// Whether anyone served in the group before `day`.
[[nodiscard]] bool anybody_served_before(std::span<const Service> record, Date day);
/// Whether `person` chaired in a term that ended before `start`, in the same program year or the
/// year before (§1: chairs rotate). A term that passed wholly on leave does not count.
[[nodiscard]] bool chaired_the_term_before(std::span<const Service> record, PersonId person,
                                           Date start);
/// The same for a term planned to start after `end`, in the same program year or the next.
[[nodiscard]] bool chairs_the_term_after(std::span<const Service> record, PersonId person,
                                         Date end);

/// Program years of which someone served on any day.
using ServedYears = std::set<ProgramYear>;
void add_years(ServedYears& years, Date start, Date end);
/// The same for a term on record, without years that passed wholly on leave.
void add_years_present(ServedYears& years, const Appointment& term);
/// How many of `years` follow each other without a gap up to `last`, inclusive.
[[nodiscard]] int in_a_row(const ServedYears& years, ProgramYear last);

/// How many program years someone has served: up to the last one without a gap, and altogether.
struct YearsServed {
    int in_row = 0;
    int in_all = 0;
};
/// The same for a person's terms that count, in one group or in any, up to `last`.
[[nodiscard]] YearsServed years_served(std::span<const Appointment> terms,
                                       std::optional<GroupId> group, ProgramYear last);

/// Whether the person of an appointment has a later term in the same group, whose record is
/// `record`.
[[nodiscard]] bool is_followed(const Appointment& term, std::span<const Service> record);

/// How many people serve in each leading role on `day`.
[[nodiscard]] ChairPattern leaders_on(std::span<const Service> record, Date day);
[[nodiscard]] int people_in(const ChairPattern& leaders);
/// Whether `leaders` fits one of `patterns`.
[[nodiscard]] bool fits(const ChairPattern& leaders, const std::vector<ChairPattern>& patterns);

/// The leading seats that a group with `leaders` still has to fill, by the pattern it fits; none if
/// it fits no pattern.
[[nodiscard]] std::vector<Role> vacant_leaders(const KindFacts& facts, const ChairPattern& leaders,
                                               Role usual = Role::chair);

/// The vacant seats of a group on `day`: the leading roles that its pattern still lacks, then
/// members up to the minimum size (§2, §3, §4).
[[nodiscard]] std::vector<Role> vacant_seats(GroupKind kind, std::span<const Service> record,
                                             Date day, const Handbook& handbook);

}    // namespace lmsection
