#pragma once

#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/service.hpp"

#include <cstddef>
#include <map>
#include <unordered_map>
#include <vector>

namespace lmsection {

/// A group's record, kept so that many can be appointed one after another: what counts for one of
/// them is found without going through the rest.
class TermIndex {
public:
    /// `record`: every appointment of the group, in the order in which messages name people.
    explicit TermIndex(std::vector<Service> record);

    void add(Service term);
    /// What of the record `findings_on_appointing` heeds for a person and a term: whoever serves in
    /// that term, all that the person did in the group, and whoever was there first.
    [[nodiscard]] std::vector<Service> beside(PersonId person, const Term& term) const;
    /// Ends a person's terms that `start` falls in, but not on their first day, on the day before;
    /// the terms as they are then.
    std::vector<Service> end_before(PersonId person, Date start, const std::string& reason);

private:
    void enter(std::size_t place);

    std::vector<Service> terms_;
    std::map<ProgramYear, std::vector<std::size_t>> by_year_;    ///< a term is in each of its years
    std::unordered_map<std::int64_t, std::vector<std::size_t>> by_person_;
    std::size_t first_ = 0;    ///< whose term began first; only where there are terms
};

}    // namespace lmsection
