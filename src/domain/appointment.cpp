#include "lmsection/domain/appointment.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace lmsection {

namespace {

/// What is wrong with a number of program years, if it is invalid for any term.
std::optional<Fault> years_fault(int years) {
    if (years >= 1 && years <= Term::longest) {
        return std::nullopt;
    }
    return Fault{fmt::format("a term cannot have {} program years", years),
                 "give a whole number of program years, such as 1 or 2"};
}

/// The term, or a fault if its last day is out of range.
Outcome<Term> term_of(Date start, int years) {
    const Term term{start, years};
    if (int{term.last_day().year()} > last_year) {
        return Fault{fmt::format("a term from {} would end after the year {}", iso(start),
                                 last_year),
                     "choose an earlier start or fewer years"};
    }
    return term;
}

/// The term from `start` to the last day that a request names.
Outcome<Term> term_to(Date start, Date end, std::optional<int> years) {
    if (end < start) {
        return Fault{fmt::format("the last day, {}, is before the first day, {}", iso(end),
                                 iso(start)),
                     "correct one of them"};
    }
    const int spanned = years.value_or(program_years_between(start, end));
    if (const auto fault = years_fault(spanned)) {
        return *fault;
    }
    const auto whole = term_of(start, spanned);
    if (whole.ok() && whole.value().last_day() < end) {
        return Fault{fmt::format("{} is after {}, when a term of {} program year{} from {} ends",
                                 iso(end), iso(whole.value().last_day()), spanned,
                                 spanned == 1 ? "" : "s", iso(start)),
                     "correct the last day or the number of years"};
    }
    return whole.ok() ? Outcome<Term>{Term{start, spanned, end}} : whole;
}

Date usual_start(const TermRequest& request, Date today) {
    if (request.year) {
        return request.year->first_day();
    }
    const ProgramYear running = ProgramYear::containing(today);
    return today.month() >= date::July ? today : running.plus(1).first_day();
}

std::optional<Finding> retired_group(const Candidacy& candidacy, const Group& group) {
    if (group.works_on(candidacy.term.last_day())) {
        return std::nullopt;
    }
    const bool merged = group.merged_into.has_value();
    return forbidden(
        group.section,
        fmt::format("{} {} {}", group.name,
                    merged ? "merges into another group on" : "is retired as of",
                    iso(*group.retired_on)),
        merged ? "appoint to that group; 'lmsection group show' names it"
               : "appoint to another group, or bring it back with 'lmsection group restore'");
}

std::optional<Finding> overlapping_term(const Candidacy& candidacy, const Group& group,
                                        std::span<const Service> record) {
    const auto found = std::ranges::find_if(record, [&](const Service& service) {
        return service.appointment.person == candidacy.person &&
               serves_between(service.appointment, candidacy.term.start(),
                              candidacy.term.last_day());
    });
    if (found == record.end()) {
        return std::nullopt;
    }
    const Appointment& existing = found->appointment;
    return forbidden(
        "1",
        fmt::format("{} already serves in {} as {} from {} to {}", candidacy.person_name,
                    group.name, word(existing.role), iso(existing.start), iso(existing.end)),
        candidacy.replaces
            ? fmt::format("that term begins on {}, not before the new one; start after {}, or end "
                          "it first with 'lmsection appoint end'",
                          iso(existing.start), iso(existing.end))
            : fmt::format("start after {}, or end that term first (--replace does both)",
                          iso(existing.end)));
}

}    // namespace

int usual_years(Role role, const KindFacts& facts) {
    return leads(role) ? facts.chair_years : facts.member_years;
}

std::vector<int> term_lengths(const KindFacts& facts, const Handbook& handbook) {
    const auto rules = handbook.rules_for(measure::term_years, facts.kind);
    const int longest = rules.empty() ? std::max(facts.member_years, facts.chair_years)
                                      : Term::longest;
    std::vector<int> lengths;
    for (int years = 1; years <= longest; ++years) {
        if (std::ranges::all_of(rules, [&](const Rule* rule) { return rule->holds(years); })) {
            lengths.push_back(years);
        }
    }
    return lengths;
}

Date assumed_start(Date end, int years) {
    return ProgramYear::containing(end).plus(1 - years).first_day();
}

Outcome<int> parse_term_years(std::string_view text) {
    const auto years = parse_number<int>(text);
    if (!years) {
        return Fault{fmt::format("{} is not a number of years", in_quotes(text)),
                     "write it as a whole number, such as 1 or 2"};
    }
    const auto fault = years_fault(*years);
    return fault ? Outcome<int>{*fault} : Outcome<int>{*years};
}

Outcome<Term> choose_term(const TermRequest& request, const KindFacts& facts, Date today) {
    const int years = request.years.value_or(usual_years(request.role, facts));
    if (const auto fault = years_fault(years)) {
        return *fault;
    }
    const Date start = request.start.value_or(usual_start(request, today));
    if (request.year && !request.year->contains(start)) {
        return Fault{fmt::format("{} is not in program year {}", iso(start), request.year->label()),
                     fmt::format("choose a start from {} to {}", iso(request.year->first_day()),
                                 iso(request.year->last_day()))};
    }
    return request.end ? term_to(start, *request.end, request.years) : term_of(start, years);
}

bool is_already(const Appointment& appointment, const TermRequest& request, const Term& term) {
    const bool same_start = request.start || request.year
                                ? appointment.start == term.start() ||
                                      (!request.start &&
                                       ProgramYear::containing(appointment.start) == *request.year)
                                : serves_on(appointment, term.start());
    const bool same_end = request.end || request.years
                              ? appointment.end == term.last_day() ||
                                    (!request.end && appointment.years == term.years())
                              : true;
    return appointment.role == request.role && same_start && same_end;
}

std::string Finding::text() const {
    return fmt::format("{} (§{}{}{})", fault.text(), section, rule.empty() ? "" : ", ", rule);
}

Finding forbidden(std::string section, std::string what, std::string remedy) {
    return {"", std::move(section), Strength::must, false,
            Fault{std::move(what), std::move(remedy)}};
}

std::vector<Finding> findings_on_appointing(const Candidacy& candidacy, const Group& group,
                                            std::span<const Service> record,
                                            const Handbook& handbook) {
    std::vector<Finding> findings;
    for (auto& finding :
         {retired_group(candidacy, group), overlapping_term(candidacy, group, record)}) {
        if (finding) {
            findings.push_back(*finding);
        }
    }
    for (const MeasureInfo& info : all_measures()) {
        if (info.on_term == nullptr) {
            continue;
        }
        for (const Rule* rule : handbook.rules_for(info.measure, group.kind)) {
            if (auto finding = info.on_term(*rule, {candidacy, group, record, handbook})) {
                finding->of_group = info.on_change != nullptr;
                findings.push_back(std::move(*finding));
            }
        }
    }
    return findings;
}

std::vector<Finding> findings_on_shortage(const Group& group, std::span<const Service> record,
                                          Date day, const Handbook& handbook) {
    std::vector<Finding> findings;
    for (const Rule& rule : handbook.rules) {
        const auto on_shortage = info_of(rule.measure).on_shortage;
        if (on_shortage != nullptr && rule.binds(group.kind)) {
            if (auto finding = on_shortage(rule, {group, record, day, handbook})) {
                findings.push_back(std::move(*finding));
            }
        }
    }
    return findings;
}

Outcome<Term> renewed_term(const Appointment& last, int years, Date today) {
    const ProgramYear ended = ProgramYear::containing(last.end);
    const bool early = last.end != Term{last.start, last.years}.last_day();
    if (early || ended.plus(1) < ProgramYear::containing(today)) {
        return Fault{early ? fmt::format("that term ended early, on {}", iso(last.end))
                           : fmt::format("that term ended on {}, too long ago to renew",
                                         iso(last.end)),
                     "use 'lmsection appoint' instead"};
    }
    if (const auto fault = years_fault(years)) {
        return *fault;
    }
    return term_of(ended.plus(1).first_day(), years);
}

}    // namespace lmsection
