#include "lmsection/domain/record_change.hpp"

#include "lmsection/domain/term_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace lmsection {

namespace {

bool same_service(const Appointment& one, const Appointment& other) {
    return one.person == other.person && one.role == other.role && one.start == other.start &&
           one.end == other.end && one.years == other.years;
}

bool overlap(const Appointment& one, const Appointment& other) {
    return one.person == other.person && one.id != other.id &&
           serves_between(one, other.start, other.end);
}

/// Compares a group's record before and after a change.
class Comparison {
public:
    Comparison(const GroupRecord& before, const GroupRecord& after, const Handbook& handbook)
        : before_(before), after_(after), handbook_(handbook) {
        for (const Service& service : before_.terms) {
            terms_before_.emplace(service.appointment.id, &service);
        }
        for (const Service& service : after_.terms) {
            const Appointment& term = service.appointment;
            if (!changed(term)) {
                counted_.push_back(service);
            } else if (term.override_reason.empty()) {
                counted_.push_back(service);
                changed_.push_back(service);
            } else if (const Service* old = term_before(term.id)) {
                counted_.push_back(*old);
            }
        }
    }

    std::vector<Breach> run() {
        find_overlaps();
        find_terms_in_retired_group();
        std::ranges::move(
            group_breaches({after_.group, before_.terms, counted_, changed_, handbook_}),
            std::back_inserter(breaches_));
        find_breaches_of_single_terms();
        return std::move(breaches_);
    }

private:
    [[nodiscard]] const Service* term_before(AppointmentId id) const {
        const auto found = terms_before_.find(id);
        return found == terms_before_.end() ? nullptr : found->second;
    }

    [[nodiscard]] bool changed(const Appointment& term) const {
        const Service* old = term_before(term.id);
        return old == nullptr || !same_service(old->appointment, term);
    }

    void find_overlaps() {
        std::map<PersonId, std::vector<const Service*>> by_person;
        for (const Service& service : after_.terms) {
            by_person[service.appointment.person].push_back(&service);
        }
        for (const auto& [person, terms] : by_person) {
            for (auto one = terms.begin(); one != terms.end(); ++one) {
                for (auto other = std::next(one); other != terms.end(); ++other) {
                    find_overlap(**one, **other);
                }
            }
        }
    }

    void find_overlap(const Service& one, const Service& other) {
        const Appointment& first = one.appointment;
        const Appointment& second = other.appointment;
        if (!overlap(first, second)) {
            return;
        }
        const Service* first_before = term_before(first.id);
        const Service* second_before = term_before(second.id);
        if (first_before != nullptr && second_before != nullptr &&
            overlap(first_before->appointment, second_before->appointment)) {
            return;
        }
        breaches_.push_back(
            {changed(first) ? first.id : second.id,
             forbidden("1",
                       fmt::format("{} would serve in {} twice at the same time, from {} to {}",
                                   one.person_name, after_.group.name,
                                   iso(std::max(first.start, second.start)),
                                   iso(std::min(first.end, second.end))),
                       "end one of the two terms before the other begins")});
    }

    void find_terms_in_retired_group() {
        const Group& group = after_.group;
        for (const auto& [term, name] : after_.terms) {
            const Service* old = term_before(term.id);
            const bool was_so = old != nullptr && !before_.group.works_on(old->appointment.end) &&
                                term.end <= old->appointment.end;
            if (group.works_on(term.end) || was_so) {
                continue;
            }
            const char* becomes = group.merged_into ? "merges into another group on"
                                                    : "is retired as of";
            breaches_.push_back(
                {term.id,
                 forbidden(
                     group.section,
                     fmt::format("{} would serve in {} until {}, but the group {} {}", name,
                                 group.name, iso(term.end), becomes, iso(*group.retired_on)),
                     old != nullptr && same_service(old->appointment, term)
                         ? "end that term first with 'lmsection appoint end'"
                     : group.merged_into
                         ? "undo the merge first, or appoint to the group that it was merged into"
                         : "bring the group back first with 'lmsection group restore'")});
        }
    }

    /// Checks the other rules, which are about one person's term: its length, membership, rotation.
    void find_breaches_of_single_terms() {
        const TermIndex index_before{before_.terms};
        const TermIndex index_after{after_.terms};
        const Past past = past_of(after_.group.kind, handbook_);
        for (const Service& service : after_.terms) {
            const Appointment& term = service.appointment;
            if (!changed(term) && !looks_back(past, term.role) &&
                !after_.elsewhere.contains(term.person)) {
                continue;    // no rule on it depends on the terms that changed
            }
            auto findings = findings_on_term(service, after_, index_after);
            if (const Service* old = term_before(term.id)) {
                const auto known = findings_on_term(*old, before_, index_before);
                std::erase_if(findings, [&](const Finding& finding) {
                    return std::ranges::count(known, finding.rule, &Finding::rule) > 0;
                });
            }
            for (Finding& finding : findings) {
                if (term.override_reason.empty() || finding.strength != Strength::must) {
                    breaches_.push_back({term.id, std::move(finding)});
                }
            }
        }
    }

    [[nodiscard]] std::vector<Finding>
    findings_on_term(const Service& service, const GroupRecord& of, const TermIndex& index) const {
        const Appointment& appointment = service.appointment;
        const Term term = served_term(appointment);
        auto others = index.relevant_terms(appointment.person, term);
        std::erase_if(others,
                      [&](const Service& other) { return other.appointment.id == appointment.id; });
        Candidacy candidacy{appointment.person, service.person_name, appointment.role, term};
        if (const auto known = of.elsewhere.find(appointment.person); known != of.elsewhere.end()) {
            candidacy.elsewhere = known->second;
        }
        auto findings = findings_on_appointing(candidacy, of.group, others, handbook_);
        std::erase_if(findings, [](const Finding& finding) {
            return finding.rule.empty() || finding.of_group;
        });
        return findings;
    }

    const GroupRecord& before_;
    const GroupRecord& after_;
    const Handbook& handbook_;
    std::map<AppointmentId, const Service*> terms_before_;
    /// The terms after the change for checking sizes and leaders: a changed term with its own
    /// override reason counts as it was before.
    std::vector<Service> counted_;
    std::vector<Service> changed_;    ///< changed terms without an override
    std::vector<Breach> breaches_;
};

bool same_breach(const Breach& one, const Breach& other) {
    const Finding& a = one.finding;
    const Finding& b = other.finding;
    if (a.rule.empty()) {
        return b.rule.empty() && a.fault.what == b.fault.what;
    }
    return a.rule == b.rule && (a.of_group || one.term == other.term);
}

}    // namespace

std::vector<Breach> group_breaches(const GroupChange& change) {
    std::vector<Breach> breaches;
    for (const Rule& rule : change.handbook.rules) {
        const auto on_change = info_of(rule.measure).on_change;
        if (on_change != nullptr && rule.binds(change.group.kind)) {
            if (auto breach = on_change(rule, change)) {
                breach->finding.of_group = true;
                breaches.push_back(std::move(*breach));
            }
        }
    }
    return breaches;
}

std::vector<Breach> new_breaches(const GroupRecord& before, const GroupRecord& after,
                                 const Handbook& handbook) {
    return Comparison{before, after, handbook}.run();
}

void keep_common(std::vector<Breach>& breaches, std::span<const Breach> others) {
    std::erase_if(breaches, [&](const Breach& breach) {
        return std::ranges::none_of(others, [&](const Breach& other) {
            return same_breach(breach, other);
        });
    });
}

std::vector<StipendBreach> new_stipend_breaches(std::span<const ProgramRecord> before,
                                                std::span<const ProgramRecord> after,
                                                const Handbook& handbook) {
    std::vector<StipendBreach> breaches;
    for (const auto& [program, speakers, kind] : after) {
        auto findings = findings_on_stipends(program.venue, speakers, kind, handbook);
        const auto old = std::ranges::find(before, program.id,
                                           [](const ProgramRecord& one) { return one.program.id; });
        if (old != before.end()) {
            const bool more_are_paid = paid_speakers(speakers) > paid_speakers(old->speakers);
            const auto known = findings_on_stipends(old->program.venue, old->speakers, old->kind,
                                                    handbook);
            std::erase_if(findings, [&](const Finding& finding) {
                return std::ranges::any_of(known, [&](const Finding& one) {
                    return one.rule == finding.rule &&
                           (!more_are_paid || one.fault == finding.fault);
                });
            });
        }
        for (Finding& finding : findings) {
            breaches.push_back({program.id, std::move(finding)});
        }
    }
    return breaches;
}

const Group* merged_in_a_circle(std::span<const Group> groups) {
    const auto heir_of = [&](const Group& group) -> const Group* {
        const auto heir = std::ranges::find(groups, group.merged_into, &Group::id);
        return heir == groups.end() ? nullptr : &*heir;
    };
    for (const Group& first : groups) {
        std::size_t steps = 0;
        for (const Group* next = heir_of(first); next != nullptr && steps < groups.size();
             next = heir_of(*next), ++steps) {
            if (next->id == first.id) {
                return &first;
            }
        }
    }
    return nullptr;
}

}    // namespace lmsection
