#include "lmsection/domain/term_index.hpp"

#include <algorithm>
#include <iterator>

namespace lmsection {

TermIndex::TermIndex(const std::vector<Service>& record) {
    terms_.reserve(record.size());
    for (const Service& term : record) {
        add(term);
    }
}

void TermIndex::add(const Service& term) {
    const Appointment& stored = term.appointment;
    const auto place = static_cast<Place>(terms_.size());
    terms_.push_back({stored.id, stored.person, stored.group, stored.role, stored.start, stored.end,
                      stored.years, false});
    if (!stored.leaves.empty()) {
        leaves_.emplace(place, stored.leaves);
    }
    if (leads(stored.role)) {
        names_.try_emplace(stored.person.value, term.person_name);
    }
    const ProgramYear last = ProgramYear::containing(stored.end);
    for (auto year = ProgramYear::containing(stored.start); year <= last; year = year.plus(1)) {
        by_year_[year].push_back(place);
    }
    by_person_.emplace(stored.person.value, place);
    if (counts(stored.role) && (!first_ || stored.start < terms_[*first_].start)) {
        first_ = place;
    }
}

Appointment TermIndex::appointment_at(Place place) const {
    const StoredTerm& stored = terms_[place];
    Appointment appointment;
    appointment.id = stored.id;
    appointment.person = stored.person;
    appointment.group = stored.group;
    appointment.role = stored.role;
    appointment.start = stored.start;
    appointment.end = stored.end;
    appointment.years = stored.years;
    if (const auto leaves = leaves_.find(place); leaves != leaves_.end()) {
        appointment.leaves = leaves->second;
    }
    return appointment;
}

std::vector<Service> TermIndex::relevant_terms(PersonId person, const Term& term) const {
    std::vector<Place> places;
    const ProgramYear last = ProgramYear::containing(term.last_day());
    // From the July 1 before it, since the group's earlier size counts too.
    const Date first = term.first_program_year().first_day();
    for (auto year = by_year_.lower_bound(term.first_program_year());
         year != by_year_.end() && year->first <= last; ++year) {
        std::copy_if(
            year->second.begin(), year->second.end(), std::back_inserter(places), [&](Place place) {
                return terms_[place].start <= term.last_day() && first <= terms_[place].end;
            });
    }
    const auto [own, own_end] = by_person_.equal_range(person.value);
    std::transform(own, own_end, std::back_inserter(places),
                   [](const auto& entry) { return entry.second; });
    if (first_) {
        places.push_back(*first_);
    }
    std::erase_if(places, [&](Place place) { return terms_[place].removed; });
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<Service> found;
    found.reserve(places.size());
    for (const Place place : places) {
        const auto name = leads(terms_[place].role) ? names_.find(terms_[place].person.value)
                                                    : names_.end();
        found.push_back({appointment_at(place), name == names_.end() ? "" : name->second});
    }
    return found;
}

std::optional<Appointment>
TermIndex::find(PersonId person, const std::function<bool(const Appointment&)>& wanted) const {
    const auto [own, own_end] = by_person_.equal_range(person.value);
    for (auto entry = own; entry != own_end; ++entry) {
        const Appointment stored = appointment_at(entry->second);
        if (!terms_[entry->second].removed && wanted(stored)) {
            return stored;
        }
    }
    return std::nullopt;
}

std::vector<Appointment> TermIndex::end_before(PersonId person, Date start,
                                               const std::string& reason) {
    std::vector<Appointment> ended;
    const auto [own, own_end] = by_person_.equal_range(person.value);
    for (auto entry = own; entry != own_end; ++entry) {
        StoredTerm& stored = terms_[entry->second];
        if (!stored.removed && stored.start < start && start <= stored.end) {
            stored.end = plus_days(start, -1);
            ended.push_back(appointment_at(entry->second));
            ended.back().end_reason = reason;
        }
    }
    return ended;
}

std::vector<Appointment> TermIndex::remove_starting(PersonId person, Date start) {
    std::vector<Appointment> removed;
    const auto [own, own_end] = by_person_.equal_range(person.value);
    for (auto entry = own; entry != own_end; ++entry) {
        StoredTerm& stored = terms_[entry->second];
        if (!stored.removed && stored.start == start) {
            stored.removed = true;
            removed.push_back(appointment_at(entry->second));
        }
    }
    return removed;
}

}    // namespace lmsection
