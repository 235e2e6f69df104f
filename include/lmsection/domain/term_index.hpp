#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/service.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace lmsection {

/// A group's record, kept so that many can be appointed one after another: what counts for one of
/// them is found without going through the rest. As rules measure it: with the names of those who
/// lead, and without notes or reasons.
class TermIndex {
public:
    /// `record`: every appointment of the group, in the order in which messages name people.
    explicit TermIndex(const std::vector<Service>& record);

    void add(const Service& term);
    /// What of the record `findings_on_appointing` heeds for a person and a term: whoever serves in
    /// that term or before it in its first program year, all that the person did in the group, and
    /// whoever was there first.
    [[nodiscard]] std::vector<Service> beside(PersonId person, const Term& term) const;
    /// A term of a person that `wanted` accepts, without its note and reasons.
    [[nodiscard]] std::optional<Appointment>
    find(PersonId person, const std::function<bool(const Appointment&)>& wanted) const;
    /// Removes a person's terms that begin on `start`: another takes their place from the first
    /// day.
    std::vector<Appointment> remove_starting(PersonId person, Date start);
    /// Ends a person's terms that `start` falls in, but not on their first day, on the day before;
    /// the terms as they are then.
    std::vector<Appointment> end_before(PersonId person, Date start, const std::string& reason);

private:
    using Place = std::uint32_t;    ///< in `terms_`: a file has fewer, and many are held
    struct Held {
        AppointmentId id;
        PersonId person;
        GroupId group;
        Role role = Role::member;
        Date start{};
        Date end{};
        int years = 0;
        bool removed = false;
    };

    [[nodiscard]] Appointment appointment_at(Place place) const;

    std::vector<Held> terms_;
    std::unordered_map<std::int64_t, std::string> names_;    ///< of people who lead
    std::map<ProgramYear, std::vector<Place>> by_year_;      ///< a term is in each of its years
    std::unordered_multimap<std::int64_t, Place> by_person_;
    Place first_ = 0;    ///< whose term began first; only where there are terms
};

}    // namespace lmsection
