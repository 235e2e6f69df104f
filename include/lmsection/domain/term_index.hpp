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

/// An index of a group's record, so that many people can be appointed without scanning all terms
/// for each. It has only what rules measure: leaders' names, but no notes or reasons.
class TermIndex {
public:
    /// `record`: every appointment in the group, in the order in which messages list people.
    explicit TermIndex(const std::vector<Service>& record);

    void add(const Service& term);
    /// The part of the record that `findings_on_appointing` needs for a person and a term: everyone
    /// who serves during that term or earlier in its first program year, all terms of the person,
    /// and the group's earliest term that counts.
    [[nodiscard]] std::vector<Service> relevant_terms(PersonId person, const Term& term) const;
    /// A term of the person for which `wanted` returns true, without its note and reasons.
    [[nodiscard]] std::optional<Appointment>
    find(PersonId person, const std::function<bool(const Appointment&)>& wanted) const;
    /// Removes and returns a person's terms that begin on `start`, which a new term replaces
    /// entirely.
    std::vector<Appointment> remove_starting(PersonId person, Date start);
    /// Ends a person's terms that began before `start` and reach it on the day before, and returns
    /// them.
    std::vector<Appointment> end_before(PersonId person, Date start, const std::string& reason);

private:
    using Place = std::uint32_t;    ///< an index into `terms_`; 32 bits suffice and save memory
    struct StoredTerm {
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

    std::vector<StoredTerm> terms_;
    std::unordered_map<std::int64_t, std::string> names_;    ///< only of people who lead
    std::map<Place, std::vector<Leave>> leaves_;             ///< of the few terms that have any
    /// A term is listed in each of its years.
    std::map<ProgramYear, std::vector<Place>> by_year_;
    std::unordered_multimap<std::int64_t, Place> by_person_;
    std::optional<Place> first_;    ///< of the terms that count, the one that began first
};

}    // namespace lmsection
