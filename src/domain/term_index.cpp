#include "lmsection/domain/term_index.hpp"

#include <algorithm>
#include <utility>

namespace lmsection {

TermIndex::TermIndex(std::vector<Service> record) : terms_(std::move(record)) {
    for (std::size_t place = 0; place < terms_.size(); ++place) {
        enter(place);
    }
}

void TermIndex::add(Service term) {
    terms_.push_back(std::move(term));
    enter(terms_.size() - 1);
}

void TermIndex::enter(std::size_t place) {
    const Appointment& held = terms_[place].appointment;
    const ProgramYear last = ProgramYear::containing(held.end);
    for (auto year = ProgramYear::containing(held.start); year <= last; year = year.plus(1)) {
        by_year_[year].push_back(place);
    }
    by_person_[held.person.value].push_back(place);
    if (held.start < terms_[first_].appointment.start) {
        first_ = place;
    }
}

std::vector<Service> TermIndex::beside(PersonId person, const Term& term) const {
    std::vector<std::size_t> places;
    const ProgramYear last = ProgramYear::containing(term.last_day());
    for (auto year = by_year_.lower_bound(term.first_program_year());
         year != by_year_.end() && year->first <= last; ++year) {
        std::copy_if(year->second.begin(), year->second.end(), std::back_inserter(places),
                     [&](std::size_t place) {
                         return serves_between(terms_[place].appointment, term.start(),
                                               term.last_day());
                     });
    }
    if (const auto own = by_person_.find(person.value); own != by_person_.end()) {
        places.insert(places.end(), own->second.begin(), own->second.end());
    }
    if (!terms_.empty()) {
        places.push_back(first_);
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<Service> found;
    found.reserve(places.size());
    for (const std::size_t place : places) {
        found.push_back(terms_[place]);
    }
    return found;
}

std::vector<Service> TermIndex::end_before(PersonId person, Date start, const std::string& reason) {
    std::vector<Service> ended;
    for (const std::size_t place : by_person_[person.value]) {
        Appointment& held = terms_[place].appointment;
        if (held.start < start && start <= held.end) {
            held.end = plus_days(start, -1);
            held.end_reason = reason;
            ended.push_back(terms_[place]);
        }
    }
    return ended;
}

}    // namespace lmsection
