#include "lmsection/domain/record_change.hpp"

#include "lmsection/base/date.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/section.hpp"
#include "lmsection/domain/term_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
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

Finding finding_of(const Rule& rule, std::string what, std::string remedy) {
    return {rule.id.text(), rule.section, rule.strength, true,
            Fault{std::move(what), std::move(remedy)}};
}

Finding mistake(std::string section, std::string what, std::string remedy) {
    return {"", std::move(section), Strength::must, false,
            Fault{std::move(what), std::move(remedy)}};
}

/// "Ana Diaz (chair to 2027-06-30), Ben Okafor (chair to 2028-06-30)".
std::string leaders_text(std::span<const Service> terms, Date day) {
    std::string text;
    for (const auto& [term, name] : terms) {
        if (leads(term.role) && serves_on(term, day)) {
            text += fmt::format("{}{} ({} to {})", text.empty() ? "" : ", ", name, word(term.role),
                                iso(term.end));
        }
    }
    return text;
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
                changed_.push_back(&service);
            } else if (const Service* old = term_before(term.id)) {
                counted_.push_back(*old);
            }
        }
    }

    std::vector<Breach> run() {
        find_overlaps();
        find_terms_in_retired_group();
        for (const Rule* rule : handbook_.rules_for(Measure::size, after_.group.kind)) {
            find_growth(*rule);
        }
        for (const Rule* rule : handbook_.rules_for(Measure::chair_pattern, after_.group.kind)) {
            find_leaders_who_do_not_fit(*rule);
        }
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

    /// The term that the change made reach a day, which is blamed for a breach on that day.
    [[nodiscard]] AppointmentId term_to_blame(Date day, bool leading) const {
        for (const Service* service : changed_) {
            const Appointment& term = service->appointment;
            const Service* old = term_before(term.id);
            const bool is_new = old == nullptr || !serves_on(old->appointment, day) ||
                                old->appointment.role != term.role;
            if (serves_on(term, day) && is_new && (!leading || leads(term.role))) {
                return term.id;
            }
        }
        return {};
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
             mistake("1",
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
            const char* became = group.merged_into ? "was merged into another group"
                                                   : "was retired";
            breaches_.push_back(
                {term.id,
                 mistake(
                     group.section,
                     fmt::format("{} would serve in {} until {}, but the group {} on {}", name,
                                 group.name, iso(term.end), became, iso(*group.retired_on)),
                     old != nullptr && same_service(old->appointment, term)
                         ? "end that term first with 'lmsection appoint end'"
                     : group.merged_into
                         ? "undo the merge first, or appoint to the group that it was merged into"
                         : "bring the group back first with 'lmsection group restore'")});
        }
    }

    /// Finds days on which more people serve than a rule allows and than before.
    void find_growth(const Rule& rule) {
        if (!rule.at_most) {
            return;
        }
        struct Steps {
            int before = 0;
            int after = 0;
        };
        std::map<Date, Steps> steps;
        for (const Service& service : before_.terms) {
            ++steps[service.appointment.start].before;
            --steps[plus_days(service.appointment.end, 1)].before;
        }
        for (const Service& service : counted_) {
            ++steps[service.appointment.start].after;
            --steps[plus_days(service.appointment.end, 1)].after;
        }
        Steps size;
        std::optional<Date> day;
        int most = 0;
        for (const auto& [from, step] : steps) {
            size.before += step.before;
            size.after += step.after;
            if (size.after > *rule.at_most && size.after > size.before && size.after > most) {
                most = size.after;
                day = from;
            }
        }
        if (day) {
            breaches_.push_back(
                {term_to_blame(*day, false),
                 finding_of(rule,
                            fmt::format("{} would have {} people on {}; the maximum is {}",
                                        after_.group.name, most, iso(*day), *rule.at_most),
                            "end a term first"),
                 true});
        }
    }

    /// Finds the first day on which the leaders fit no pattern, unless no one leads then who did
    /// not before.
    void find_leaders_who_do_not_fit(const Rule& rule) {
        std::set<Date> days;
        for (const Service& service : counted_) {
            days.insert(service.appointment.start);
        }
        for (const Service& service : before_.terms) {
            days.insert(plus_days(service.appointment.end, 1));
        }
        const auto& patterns = handbook_.of_kind(after_.group.kind).chair_patterns;
        const auto misfit = std::find_if(days.begin(), days.end(), [&](Date day) {
            const ChairPattern leaders = leaders_on(counted_, day);
            return !fits(leaders, patterns) && !fits(leaders, {leaders_on(before_.terms, day)});
        });
        if (misfit != days.end()) {
            breaches_.push_back(
                {term_to_blame(*misfit, true),
                 finding_of(rule,
                            fmt::format("{} would have leaders on {} that do not go together: {}",
                                        after_.group.name, iso(*misfit),
                                        leaders_text(counted_, *misfit)),
                            "end a leading term first"),
                 true});
        }
    }

    /// Checks the other rules, which are about one person's term: its length, membership, rotation.
    void find_breaches_of_single_terms() {
        const TermIndex index_before{before_.terms};
        const TermIndex index_after{after_.terms};
        for (const Service& service : after_.terms) {
            const Appointment& term = service.appointment;
            if (!changed(term) && !chairs(term.role)) {
                continue;    // a member's term never depends on other terms
            }
            auto findings = findings_on_term(service, after_.group, index_after);
            if (const Service* old = term_before(term.id)) {
                const auto known = findings_on_term(*old, before_.group, index_before);
                std::erase_if(findings, [&](const Finding& finding) {
                    return std::any_of(known.begin(), known.end(), [&](const Finding& one) {
                        return one.rule == finding.rule;
                    });
                });
            }
            for (Finding& finding : findings) {
                if (term.override_reason.empty() || finding.strength != Strength::must) {
                    breaches_.push_back({term.id, std::move(finding)});
                }
            }
        }
    }

    [[nodiscard]] std::vector<Finding> findings_on_term(const Service& service, const Group& group,
                                                        const TermIndex& index) const {
        const Appointment& appointment = service.appointment;
        const Term term{appointment.start, appointment.years};
        auto others = index.relevant_terms(appointment.person, term);
        std::erase_if(others,
                      [&](const Service& other) { return other.appointment.id == appointment.id; });
        auto findings = findings_on_appointing({appointment.person, service.person_name,
                                                appointment.role, term},
                                               group, others, handbook_);
        std::erase_if(findings, [&](const Finding& finding) {
            const auto rule = std::find_if(handbook_.rules.begin(), handbook_.rules.end(),
                                           [&](const Rule& one) {
                                               return one.id.text() == finding.rule;
                                           });
            return rule == handbook_.rules.end() || rule->measure == Measure::size ||
                   rule->measure == Measure::chair_pattern;
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
    std::vector<const Service*> changed_;    ///< changed terms without an override
    std::vector<Breach> breaches_;
};

bool same_breach(const Breach& one, const Breach& other) {
    const Finding& a = one.finding;
    const Finding& b = other.finding;
    if (a.rule.empty()) {
        return b.rule.empty() && a.fault.what == b.fault.what;
    }
    return a.rule == b.rule && (one.of_the_group || one.term == other.term);
}

}    // namespace

std::vector<Breach> new_breaches(const GroupRecord& before, const GroupRecord& after,
                                 const Handbook& handbook) {
    return Comparison{before, after, handbook}.run();
}

void keep_common(std::vector<Breach>& breaches, std::span<const Breach> others) {
    std::erase_if(breaches, [&](const Breach& breach) {
        return std::none_of(others.begin(), others.end(),
                            [&](const Breach& other) { return same_breach(breach, other); });
    });
}

std::vector<StipendBreach> new_stipend_breaches(std::span<const ProgramRecord> before,
                                                std::span<const ProgramRecord> after,
                                                const Handbook& handbook) {
    std::vector<StipendBreach> breaches;
    for (const auto& [program, speakers, kind] : after) {
        auto findings = findings_on_stipends(program.venue, speakers, kind, handbook);
        const auto old = std::find_if(before.begin(), before.end(),
                                      [id = program.id](const ProgramRecord& one) {
                                          return one.program.id == id;
                                      });
        if (old != before.end()) {
            const bool more_are_paid = paid_speakers(speakers) > paid_speakers(old->speakers);
            const auto known = findings_on_stipends(old->program.venue, old->speakers, old->kind,
                                                    handbook);
            std::erase_if(findings, [&](const Finding& finding) {
                return std::any_of(known.begin(), known.end(), [&](const Finding& one) {
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
        const auto heir = std::find_if(groups.begin(), groups.end(), [&](const Group& other) {
            return other.id == group.merged_into;
        });
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
