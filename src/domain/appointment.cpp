#include "lmsection/domain/appointment.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string_view>
#include <tuple>

namespace lmsection {

namespace {

constexpr date::month july{7};

int usual_years(Role role, const KindFacts& facts) {
    return leads(role) ? facts.chair_years : facts.member_years;
}

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
    return today.month() >= july ? today : running.plus(1).first_day();
}

Finding broken(const Rule& rule, std::string what, std::string remedy) {
    return {rule.id.text(), rule.section, rule.strength, true,
            Fault{std::move(what), std::move(remedy)}};
}

Finding forbidden(std::string section, std::string what, std::string remedy) {
    return {"", std::move(section), Strength::must, false,
            Fault{std::move(what), std::move(remedy)}};
}

/// A sentence of the handbook as a remedy, after a semicolon. Only an article gets a small letter:
/// any other first word may be a name.
std::string as_remedy(std::string sentence) {
    if (sentence.ends_with('.')) {
        sentence.pop_back();
    }
    for (const std::string_view article : {"A ", "An ", "The "}) {
        if (sentence.starts_with(article)) {
            sentence.front() = article.front() == 'A' ? 'a' : 't';
        }
    }
    return sentence;
}

Finding over_size(const Rule& rule, const Group& group, const Peak& peak) {
    return broken(rule,
                  fmt::format("{} would have {} people on {}; the maximum is {}", group.name,
                              peak.size, iso(peak.day), *rule.at_most),
                  "end a term first, or start later");
}

/// "Ana Diaz (chair to 2027-06-30), ..." for those who lead on a day.
std::string leaders_named(std::span<const Service> record, Date day) {
    std::string text;
    for (const auto& [appointment, name] : record) {
        if (leads(appointment.role) && serves_on(appointment, day)) {
            text += fmt::format("{}{} ({} to {})", text.empty() ? "" : ", ", name,
                                word(appointment.role), iso(appointment.end));
        }
    }
    return text;
}

/// `from` and the later days on which someone starts to lead, in order.
std::vector<Date> days_of_new_leaders(std::span<const Service> leaders, Date from) {
    std::vector<Date> days{from};
    for (const auto& [appointment, name] : leaders) {
        if (from < appointment.start) {
            days.push_back(appointment.start);
        }
    }
    std::sort(days.begin(), days.end());
    return days;
}

/// Checks one candidate for one group; each check adds its findings.
class Examination {
public:
    Examination(const Candidacy& candidacy, const Group& group, std::span<const Service> record,
                const Handbook& handbook)
        : candidacy_(candidacy), group_(group), handbook_(handbook), record_(record) {}

    std::vector<Finding> run() {
        retired_group();
        overlapping_term();
        term_length();
        leading_roles();
        upper_size();
        membership();
        rotation();
        return std::move(findings_);
    }

private:
    [[nodiscard]] std::vector<const Rule*> rules(Measure measure) const {
        return handbook_.rules_for(measure, group_.kind);
    }

    void retired_group() {
        if (!group_.works_on(candidacy_.term.last_day())) {
            const bool merged = group_.merged_into.has_value();
            findings_.push_back(forbidden(
                group_.section,
                fmt::format("{} {} on {}", group_.name,
                            merged ? "merges into another group" : "was retired",
                            iso(*group_.retired_on)),
                merged ? "appoint to that group; 'lmsection group show' names it"
                       : "appoint to another group, or bring it back with 'lmsection group "
                         "restore'"));
        }
    }

    void overlapping_term() {
        for (const Service& service : record_) {
            const Appointment& appointment = service.appointment;
            if (appointment.person == candidacy_.person &&
                serves_between(appointment, candidacy_.term.start(), candidacy_.term.last_day())) {
                findings_.push_back(forbidden(
                    "1",
                    fmt::format("{} already serves in {} as {} from {} to {}",
                                candidacy_.person_name, group_.name, word(appointment.role),
                                iso(appointment.start), iso(appointment.end)),
                    candidacy_.replaces
                        ? fmt::format("that term begins on {}, not before the new one; start after "
                                      "{}, or end it first with 'lmsection appoint end'",
                                      iso(appointment.start), iso(appointment.end))
                        : fmt::format("start after {}, or end that term first (--replace does "
                                      "both)",
                                      iso(appointment.end))));
                return;
            }
        }
    }

    /// Whether the replaced term ended on the same day, so that the change extends nothing.
    [[nodiscard]] bool keeps_end() const {
        return std::any_of(candidacy_.before.begin(), candidacy_.before.end(),
                           [&](const Service& service) {
                               const Appointment& appointment = service.appointment;
                               return appointment.person == candidacy_.person &&
                                      serves_on(appointment, candidacy_.term.start()) &&
                                      appointment.end == candidacy_.term.last_day();
                           });
    }

    void term_length() {
        if (keeps_end() || !counts(candidacy_.role)) {    // a liaison serves by another office
            return;
        }
        for (const Rule* rule : rules(Measure::term_years)) {
            if (!rule->holds(candidacy_.term.years())) {
                findings_.push_back(
                    broken(*rule,
                           fmt::format("a term of {} program years is not allowed",
                                       candidacy_.term.years()),
                           fmt::format("a term has {} program years; use --years", rule->bound())));
            }
        }
    }

    /// Who leads on a day of the candidate's term, including the candidate.
    [[nodiscard]] ChairPattern leaders_with_candidate(Date day) const {
        ChairPattern leaders = leaders_on(record_, day);
        ++leaders[candidacy_.role];
        return leaders;
    }

    /// Whether at least as many led before the change without fitting a pattern.
    [[nodiscard]] bool misfitted_before(Date day) const {
        const auto count = [](const ChairPattern& leaders) {
            return std::accumulate(leaders.begin(), leaders.end(), 0,
                                   [](int sum, const auto& seat) { return sum + seat.second; });
        };
        const ChairPattern before = leaders_on(candidacy_.before, day);
        return !fits(before, handbook_.of_kind(group_.kind).chair_patterns) &&
               count(leaders_with_candidate(day)) <= count(before);
    }

    /// The days during the candidate's term on which the set of leaders may change.
    [[nodiscard]] std::vector<Date> days_to_look_at() const {
        std::vector<Date> days{candidacy_.term.start()};
        for (const Service& service : record_) {
            const Date day = service.appointment.start;
            if (candidacy_.term.start() < day && day <= candidacy_.term.last_day()) {
                days.push_back(day);
            }
        }
        std::sort(days.begin(), days.end());
        return days;
    }

    void leading_roles() {
        if (!leads(candidacy_.role)) {
            return;
        }
        const auto& patterns = handbook_.of_kind(group_.kind).chair_patterns;
        for (const Rule* rule : rules(Measure::chair_pattern)) {
            if (!fits({{candidacy_.role, 1}}, patterns)) {
                findings_.push_back(
                    broken(*rule, fmt::format("{} has no {}", group_.name, word(candidacy_.role)),
                           as_remedy(rule->says)));
                continue;
            }
            for (const Date day : days_to_look_at()) {
                if (!fits(leaders_with_candidate(day), patterns) && !misfitted_before(day)) {
                    findings_.push_back(
                        broken(*rule,
                               fmt::format("{} already has {} on {}, so it cannot also have a {}",
                                           group_.name, leaders_named(record_, day), iso(day),
                                           word(candidacy_.role)),
                               "end a term first, or choose another role or start"));
                    break;
                }
            }
        }
    }

    /// How large the group may be on `day` without exceeding its earlier size.
    [[nodiscard]] int size_before(Date day) const {
        const int replaced = candidacy_.before.empty() ? 0 : size_on(candidacy_.before, day);
        return std::max(replaced, candidacy_.largest_before);
    }

    void upper_size() {
        if (!counts(candidacy_.role)) {
            return;
        }
        Peak peak = peak_between(record_, candidacy_.term.start(), candidacy_.term.last_day());
        ++peak.size;    // the candidate, who serves on all of these days
        for (const Rule* rule : rules(Measure::size)) {
            if (rule->at_most && peak.size > *rule->at_most && peak.size > size_before(peak.day)) {
                findings_.push_back(over_size(*rule, group_, peak));
            }
        }
    }

    void membership() {
        const Date start = candidacy_.term.start();
        if (!chairs(candidacy_.role) || has_served_before(record_, candidacy_.person, start)) {
            return;
        }
        const bool nobody_else = !has_membership(record_, candidacy_.person, start);
        for (const Rule* rule : rules(Measure::chair_from_members)) {
            const Strength strength = rule->strength_for(candidacy_.role);
            if (nobody_else && strength == Strength::should) {
                continue;    // the first chair of a new group
            }
            Finding finding = broken(*rule,
                                     fmt::format("{} has not served in {} before {}",
                                                 candidacy_.person_name, group_.name, iso(start)),
                                     "appoint one of its members, or make this person a member "
                                     "first");
            // The first people of a group have no membership to come from.
            finding.strength = anybody_served_before(record_, start) ? strength : Strength::should;
            findings_.push_back(std::move(finding));
        }
    }

    void rotation() {
        const Term& term = candidacy_.term;
        const bool before = chaired_the_term_before(record_, candidacy_.person, term.start());
        const bool after = chairs_the_term_after(record_, candidacy_.person, term.last_day());
        if (!chairs(candidacy_.role) || (!before && !after)) {
            return;
        }
        for (const Rule* rule : rules(Measure::chair_rotation)) {
            findings_.push_back(
                broken(*rule,
                       fmt::format("{} {} {} in the {} term", candidacy_.person_name,
                                   before ? "chaired" : "is due to chair", group_.name,
                                   before ? "previous" : "next"),
                       "rotate chairs, so that others may lead"));
        }
    }

    const Candidacy& candidacy_;
    const Group& group_;
    const Handbook& handbook_;
    std::span<const Service> record_;
    std::vector<Finding> findings_;
};

}    // namespace

Outcome<int> parse_term_years(std::string_view text) {
    int years = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), years);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return Fault{fmt::format("{} is not a number of years", in_quotes(text)),
                     "write it as 1 or 2"};
    }
    const auto fault = years_fault(years);
    return fault ? Outcome<int>{*fault} : Outcome<int>{years};
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
    const std::string source = rule.empty() ? "§" + section : fmt::format("§{}, {}", section, rule);
    return fmt::format("{} ({})", fault.text(), source);
}

std::vector<Finding> findings_on_appointing(const Candidacy& candidacy, const Group& group,
                                            std::span<const Service> record,
                                            const Handbook& handbook) {
    return Examination{candidacy, group, record, handbook}.run();
}

std::vector<Finding> findings_on_overlaps(const Group& group, std::span<const Service> record) {
    std::vector<Service> terms(record.begin(), record.end());
    std::sort(terms.begin(), terms.end(), [](const Service& a, const Service& b) {
        return std::tie(a.appointment.person, a.appointment.start) <
               std::tie(b.appointment.person, b.appointment.start);
    });
    std::vector<Finding> findings;
    const Appointment* longest = nullptr;    // the current person's term that ends last
    for (const auto& [appointment, name] : terms) {
        const bool same = longest != nullptr && longest->person == appointment.person;
        if (same && appointment.start <= longest->end) {
            findings.push_back(
                forbidden("1",
                          fmt::format("{} would serve in {} twice at the same time, from {} to {}",
                                      name, group.name, iso(appointment.start),
                                      iso(std::min(appointment.end, longest->end))),
                          "end one of the two terms before the other begins"));
        }
        longest = same && appointment.end < longest->end ? longest : &appointment;
    }
    return findings;
}

std::vector<Finding> findings_on_serving_together(const Group& group,
                                                  std::span<const Service> record, Date from,
                                                  const Handbook& handbook) {
    std::vector<Finding> findings;
    std::vector<Service> leaders;
    Date last = from;
    for (const Service& service : record) {
        last = std::max(last, service.appointment.end);
        if (leads(service.appointment.role)) {
            leaders.push_back(service);
        }
    }
    const auto& patterns = handbook.of_kind(group.kind).chair_patterns;
    const auto days = days_of_new_leaders(leaders, from);
    const auto misfit = std::find_if(days.begin(), days.end(), [&](Date day) {
        return !fits(leaders_on(leaders, day), patterns);
    });
    for (const Rule* rule : handbook.rules_for(Measure::chair_pattern, group.kind)) {
        if (misfit != days.end()) {
            findings.push_back(
                broken(*rule,
                       fmt::format("{} would have leaders on {} that do not go together: {}",
                                   group.name, iso(*misfit), leaders_named(leaders, *misfit)),
                       "end a leading term first"));
        }
    }
    const Peak peak = peak_between(record, from, last);
    for (const Rule* rule : handbook.rules_for(Measure::size, group.kind)) {
        if (rule->at_most && peak.size > *rule->at_most) {
            findings.push_back(over_size(*rule, group, peak));
        }
    }
    return findings;
}

std::vector<Finding> findings_on_shortage(const Group& group, std::span<const Service> record,
                                          Date day, const Handbook& handbook) {
    std::vector<Finding> findings;
    const int size = size_on(record, day);
    for (const Rule* rule : handbook.rules_for(Measure::size, group.kind)) {
        if (rule->at_least && size < *rule->at_least) {
            Finding finding = broken(*rule,
                                     fmt::format("{} has {} {} on {}; the handbook asks for {}",
                                                 group.name, size, size == 1 ? "person" : "people",
                                                 iso(day), rule->bound()),
                                     "appoint more");
            finding.strength = Strength::should;    // people resign, whatever the rule says
            findings.push_back(std::move(finding));
        }
    }
    if (!vacant_leaders(handbook.of_kind(group.kind), leaders_on(record, day)).empty() &&
        leaders_on(record, day).empty()) {
        for (const Rule* rule : handbook.rules_for(Measure::chair_pattern, group.kind)) {
            Finding finding = broken(*rule,
                                     fmt::format("{} has no chair on {}", group.name, iso(day)),
                                     "appoint one with --role");
            finding.strength = Strength::should;    // refusing does not fill a vacant seat
            findings.push_back(std::move(finding));
        }
    }
    return findings;
}

Outcome<Term> renewed_term(const Appointment& last, int years, Date today) {
    const ProgramYear ended = ProgramYear::containing(last.end);
    if (last.end != Term{last.start, last.years}.last_day()) {
        return Fault{fmt::format("that term ended early, on {}", iso(last.end)),
                     "use 'lmsection appoint' instead"};
    }
    if (ended.plus(1) < ProgramYear::containing(today)) {
        return Fault{fmt::format("that term ended on {}, too long ago to renew", iso(last.end)),
                     "use 'lmsection appoint' instead"};
    }
    if (const auto fault = years_fault(years)) {
        return *fault;
    }
    return term_of(ended.plus(1).first_day(), years);
}

}    // namespace lmsection
