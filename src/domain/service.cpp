#include "lmsection/domain/service.hpp"

#include "lmsection/base/text.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

namespace lmsection {

namespace {

/// Whether one of the terms is as `wanted` says.
template <class Predicate>
bool any_term(std::span<const Service> record, Predicate wanted) {
    return std::any_of(record.begin(), record.end(),
                       [&](const Service& service) { return wanted(service.appointment); });
}

/// How many serve on `day` in a role that counts, or in one that does not.
int serving(std::span<const Service> record, Date day, bool in_role_that_counts) {
    int people = 0;
    for (const auto& [term, name] : record) {
        people += counts(term.role) == in_role_that_counts && serves_on(term, day) ? 1 : 0;
    }
    return people;
}

bool within(const ChairPattern& leaders, const ChairPattern& pattern) {
    return std::all_of(leaders.begin(), leaders.end(), [&](const auto& seat) {
        const auto allowed = pattern.find(seat.first);
        return allowed != pattern.end() && seat.second <= allowed->second;
    });
}

/// The leaders that `pattern` still lacks.
std::vector<Role> lacking(const ChairPattern& leaders, const ChairPattern& pattern) {
    std::vector<Role> roles;
    for (const auto& [role, count] : pattern) {
        const auto term = leaders.find(role);
        const int missing = count - (term == leaders.end() ? 0 : term->second);
        roles.insert(roles.end(), static_cast<std::size_t>(std::max(missing, 0)), role);
    }
    return roles;
}

}    // namespace

bool listed_before(const Service& one, const Service& other) {
    const Appointment& a = one.appointment;
    const Appointment& b = other.appointment;
    if (a.role != b.role) {
        return a.role < b.role;
    }
    const int names = folded(one.person_name).compare(folded(other.person_name));
    return names != 0 ? names < 0 : std::tie(a.start, a.id) < std::tie(b.start, b.id);
}

Term served_term(const Appointment& appointment) {
    const Term whole{appointment.start, appointment.years};
    return {appointment.start, appointment.years, std::min(appointment.end, whole.last_day())};
}

bool serves_on(const Appointment& appointment, Date day) {
    return appointment.start <= day && day <= appointment.end;
}

bool serves_between(const Appointment& appointment, Date from, Date to) {
    return appointment.start <= to && from <= appointment.end;
}

int size_on(std::span<const Service> record, Date day) {
    return serving(record, day, true);
}

int others_on(std::span<const Service> record, Date day) {
    return serving(record, day, false);
}

Peak peak_between(std::span<const Service> record, Date from, Date to) {
    Peak peak{from, size_on(record, from)};
    for (const Service& service : record) {
        // A group only grows on a day when someone starts.
        const Date day = service.appointment.start;
        if (day <= from || day > to) {
            continue;
        }
        const int size = size_on(record, day);
        if (size > peak.size || (size == peak.size && day < peak.day)) {
            peak = {day, size};
        }
    }
    return peak;
}

std::vector<Span> free_spans(std::span<const Service> record, PersonId person, Span span) {
    std::vector<Span> free{span};
    for (const auto& [term, name] : record) {
        std::vector<Span> left;
        for (const Span& part : free) {
            if (term.person != person || !serves_between(term, part.from, part.to)) {
                left.push_back(part);
                continue;
            }
            if (part.from < term.start) {
                left.push_back({part.from, plus_days(term.start, -1)});
            }
            if (term.end < part.to) {
                left.push_back({plus_days(term.end, 1), part.to});
            }
        }
        free = std::move(left);
    }
    std::ranges::sort(free, {}, &Span::from);
    return free;
}

bool has_served_before(std::span<const Service> record, PersonId person, Date day) {
    return any_term(record, [&](const Appointment& term) {
        return term.person == person && counts(term.role) && term.start < day;
    });
}

bool has_membership(std::span<const Service> record, PersonId person, Date day) {
    return any_term(record, [&](const Appointment& term) {
        return term.person != person && counts(term.role) &&
               (term.start < day || (term.start == day && !leads(term.role)));
    });
}

bool anybody_served_before(std::span<const Service> record, Date day) {
    return any_term(record,
                    [&](const Appointment& term) { return counts(term.role) && term.start < day; });
}

const Leave* leave_on(const Appointment& appointment, Date day) {
    for (const Leave& leave : appointment.leaves) {
        if (leave.start <= day && day <= leave.end) {
            return serves_on(appointment, day) ? &leave : nullptr;
        }
    }
    return nullptr;
}

bool is_present_between(const Appointment& appointment, Date from, Date to) {
    Date day = std::max(from, appointment.start);
    const Date last = std::min(to, appointment.end);
    for (const Leave* leave = leave_on(appointment, day); leave != nullptr && day <= last;
         leave = leave_on(appointment, day)) {
        day = plus_days(leave->end, 1);
    }
    return day <= last;
}

bool is_led_on(std::span<const Service> record, Date day) {
    return any_term(record, [&](const Appointment& term) {
        const Leave* leave = leave_on(term, day);
        return leads(term.role) && serves_on(term, day) &&
               (leave == nullptr || leave->acting.has_value());
    });
}

bool chaired_the_term_before(std::span<const Service> record, PersonId person, Date start) {
    const ProgramYear first = ProgramYear::containing(start);
    return any_term(record, [&](const Appointment& term) {
        return term.person == person && chairs(term.role) && term.end < start &&
               is_present_between(term, term.start, term.end) &&
               ProgramYear::containing(term.end) >= first.plus(-1);
    });
}

bool chairs_the_term_after(std::span<const Service> record, PersonId person, Date end) {
    const ProgramYear last = ProgramYear::containing(end);
    return any_term(record, [&](const Appointment& term) {
        return term.person == person && chairs(term.role) && end < term.start &&
               ProgramYear::containing(term.start) <= last.plus(1);
    });
}

void add_years(ServedYears& years, Date start, Date end) {
    const ProgramYear last = ProgramYear::containing(end);
    for (auto year = ProgramYear::containing(start); year <= last; year = year.plus(1)) {
        years.insert(year);
    }
}

void add_years_present(ServedYears& years, const Appointment& term) {
    ServedYears all;
    add_years(all, term.start, term.end);
    std::copy_if(all.begin(), all.end(), std::inserter(years, years.end()), [&](ProgramYear year) {
        return is_present_between(term, year.first_day(), year.last_day());
    });
}

int in_a_row(const ServedYears& years, ProgramYear last) {
    int count = 0;
    while (years.contains(last.plus(-count))) {
        ++count;
    }
    return count;
}

YearsServed years_served(std::span<const Appointment> terms, std::optional<GroupId> group,
                         ProgramYear last) {
    ServedYears years;
    for (const Appointment& term : terms) {
        if (counts(term.role) && (!group || term.group == *group) &&
            term.start <= last.last_day()) {
            add_years_present(years, term);
        }
    }
    years.erase(years.upper_bound(last), years.end());
    return {in_a_row(years, last), static_cast<int>(years.size())};
}

bool is_followed(const Appointment& term, std::span<const Service> record) {
    return any_term(record, [&](const Appointment& other) {
        return other.person == term.person && term.end < other.start;
    });
}

ChairPattern leaders_on(std::span<const Service> record, Date day) {
    ChairPattern leaders;
    for (const auto& [term, name] : record) {
        if (leads(term.role) && serves_on(term, day)) {
            ++leaders[term.role];
        }
    }
    return leaders;
}

int people_in(const ChairPattern& leaders) {
    return std::accumulate(leaders.begin(), leaders.end(), 0,
                           [](int sum, const auto& seat) { return sum + seat.second; });
}

bool fits(const ChairPattern& leaders, const std::vector<ChairPattern>& patterns) {
    return patterns.empty() ||
           std::any_of(patterns.begin(), patterns.end(),
                       [&](const ChairPattern& pattern) { return within(leaders, pattern); });
}

std::vector<Role> vacant_leaders(const KindFacts& facts, const ChairPattern& leaders, Role usual) {
    if (facts.chair_patterns.empty()) {
        const int missing = facts.least_leaders - people_in(leaders);
        return std::vector<Role>(static_cast<std::size_t>(std::max(missing, 0)), usual);
    }
    // A handbook may list patterns for interest groups; one leader is enough for them (§4).
    const bool led_loosely = facts.kind == GroupKind::interest_group && people_in(leaders) > 0;
    for (const ChairPattern& pattern : facts.chair_patterns) {
        if (within(leaders, pattern)) {
            return led_loosely ? std::vector<Role>{} : lacking(leaders, pattern);
        }
    }
    return {};
}

std::vector<Role> vacant_seats(GroupKind kind, std::span<const Service> record, Date day,
                               const Handbook& handbook) {
    std::vector<Role> seats = vacant_leaders(handbook.of_kind(kind), leaders_on(record, day),
                                             first_leading_role(handbook.roles));
    for (const Rule* rule : handbook.rules_for(measure::size, kind)) {
        const int filled = size_on(record, day) + static_cast<int>(seats.size());
        const int missing = rule->at_least.value_or(0) - filled;
        seats.insert(seats.end(), static_cast<std::size_t>(std::max(missing, 0)),
                     handbook.member());
    }
    return seats;
}

}    // namespace lmsection
