#include "lmsection/domain/rule.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/domain/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace lmsection {

namespace {

/// The verdict for a count; if it is below the bound, there may be time left.
Verdict verdict_on(const Rule& rule, int count, bool time_left) {
    if (rule.at_most && count > *rule.at_most) {
        return Verdict::over;
    }
    if (rule.at_least && count < *rule.at_least) {
        return time_left ? Verdict::not_yet : Verdict::short_of;
    }
    return Verdict::ok;
}

std::string display_text(const ChairPattern& leaders) {
    std::string text;
    for (const auto& [role, count] : leaders) {
        text += fmt::format("{}{} {}{}", text.empty() ? "" : " and ", count, word(role),
                            count == 1 ? "" : "s");
    }
    return text.empty() ? "nobody" : text;
}

/// Whether a rule applies to the section as a whole: its measure allows that and it names no kinds.
bool is_of_section(const Rule& rule) {
    switch (rule.measure) {
    case Measure::programs:
    case Measure::paid_speakers:
    case Measure::stipend:
    case Measure::other_divisions:
    case Measure::appointed_by: return rule.kinds.empty();
    default: return false;
    }
}

/// A result; `wanted` if that differs from the rule's bound. The caller fills in the rule and the
/// group.
RuleResult finding(std::string found, Verdict verdict, std::string wanted = "") {
    return {nullptr, nullptr, std::move(found), std::move(wanted), verdict, std::nullopt};
}

RuleResult counted(const Rule& rule, int count, bool time_left) {
    return finding(fmt::to_string(count), verdict_on(rule, count, time_left));
}

RuleResult programs(const Rule& rule, const MeasuredSection& section, const Handbook& handbook,
                    const Group* group) {
    const Date last =
        last_submission_day(rule.venue, section.year, handbook).value_or(section.year.last_day());
    return counted(rule, submitted_for(rule, section.programs, handbook, group),
                   section.today <= last);
}

/// The programs that a rule considers: those of its venue and, if given, of the group.
std::vector<PaidProgram> paid_of(const Rule& rule, const MeasuredSection& section,
                                 const Group* group) {
    std::vector<PaidProgram> paid;
    std::copy_if(section.paid.begin(), section.paid.end(), std::back_inserter(paid),
                 [&](const PaidProgram& program) {
                     return program.venue == rule.venue &&
                            (group == nullptr || program.group == group->id);
                 });
    return paid;
}

RuleResult paid_speakers(const Rule& rule, const std::vector<PaidProgram>& paid) {
    int most = 0;
    for (const PaidProgram& program : paid) {
        most = std::max(most, program.speakers);
    }
    return counted(rule, most, false);
}

/// The stipend that breaks the rule, else the highest; without paid speakers the rule is met.
RuleResult stipends(const Rule& rule, const std::vector<PaidProgram>& paid) {
    if (paid.empty()) {
        return finding("0", Verdict::ok);
    }
    int lowest = paid.front().lowest_stipend;
    int highest = 0;
    for (const PaidProgram& program : paid) {
        lowest = std::min(lowest, program.lowest_stipend);
        highest = std::max(highest, program.highest_stipend);
    }
    return counted(rule, rule.holds(highest) ? lowest : highest, false);
}

RuleResult other_divisions(const Rule& rule, const MeasuredSection& section,
                           const Handbook& handbook, const Group* group) {
    const bool rest_is_met = minimums_met(section.programs, handbook, group);
    const int count = submitted_for(rule, section.programs, handbook, group);
    return finding(fmt::to_string(count), count > 0 && !rest_is_met ? Verdict::over : Verdict::ok,
                   rest_is_met ? "any number" : "0 until the minimums are met");
}

/// Whether the seats for next July 1 are filled by the rule's deadline.
RuleResult appointed_by(const Rule& rule, const MeasuredSection& section, int to_appoint) {
    const Date by = appointments_due(rule, section.year);
    const Verdict late = section.today <= by ? Verdict::not_yet : Verdict::short_of;
    return finding(fmt::format("{} seat{} to fill for {}", to_appoint, to_appoint == 1 ? "" : "s",
                               iso(section.next_july())),
                   to_appoint == 0 ? Verdict::ok : late, fmt::format("0 by {}", iso(by)));
}

/// Checks a rule on programs or appointments: for one group, or for the section as a whole.
/// `to_appoint`: the seats to fill for next July 1.
RuleResult of_programs(const Rule& rule, const MeasuredSection& section, const Handbook& handbook,
                       const Group* group, int to_appoint) {
    switch (rule.measure) {
    case Measure::programs: return programs(rule, section, handbook, group);
    case Measure::paid_speakers: return paid_speakers(rule, paid_of(rule, section, group));
    case Measure::stipend: return stipends(rule, paid_of(rule, section, group));
    case Measure::other_divisions: return other_divisions(rule, section, handbook, group);
    case Measure::appointed_by: return appointed_by(rule, section, to_appoint);
    default: throw std::logic_error("a measure of groups was asked of the section");
    }
}

/// Checks one group against rules.
class GroupCheck {
public:
    GroupCheck(const MeasuredGroup& measured, const MeasuredSection& section,
               const Handbook& handbook)
        : measured_(measured), section_(section), handbook_(handbook),
          facts_(handbook.of_kind(measured.group->kind)), day_(section.day()),
          year_runs_(section.today <= section.year.last_day()) {}

    [[nodiscard]] RuleResult operator()(const Rule& rule) const {
        switch (rule.measure) {
        case Measure::size: return counted(rule, size_on(measured_.record, day_), false);
        case Measure::term_years: return longest_term(rule);
        case Measure::chair_pattern: return leaders();
        case Measure::chair_from_members:
            return named_chairs(rule, [&](const Appointment& appointment) {
                return !has_served_before(measured_.record, appointment.person,
                                          appointment.start) &&
                       has_membership(measured_.record, appointment.person, appointment.start);
            });
        case Measure::chair_rotation:
            return named_chairs(rule, [&](const Appointment& appointment) {
                return chaired_the_term_before(measured_.record, appointment.person,
                                               appointment.start);
            });
        case Measure::meetings: return counted(rule, measured_.meetings, year_runs_);
        case Measure::chairs_meetings:
            return counted(rule, measured_.meetings_with_chairs, year_runs_);
        case Measure::reports:
            return counted(rule, measured_.reports, !measured_.report_overdue && year_runs_);
        default: return of_programs(rule, section_, handbook_, measured_.group, to_appoint());
        }
    }

    /// How many required seats have no one appointed for the next July 1.
    [[nodiscard]] int to_appoint() const {
        const Date july = section_.next_july();
        return measured_.group->works_on(july)
                   ? static_cast<int>(
                         vacant_seats(measured_.group->kind, measured_.record, july, handbook_)
                             .size())
                   : 0;
    }

private:
    [[nodiscard]] RuleResult longest_term(const Rule& rule) const {
        const Date first = section_.year.first_day();
        const Date last = section_.year.last_day();
        int longest = 0;
        for (const Service& service : measured_.record) {
            if (counts(service.appointment.role) &&
                serves_between(service.appointment, first, last)) {
                longest = std::max(longest, service.appointment.years);
            }
        }
        // A group without terms breaks no rule on terms; another rule checks its size.
        return longest == 0 ? finding("no terms", Verdict::ok) : counted(rule, longest, false);
    }

    [[nodiscard]] RuleResult leaders() const {
        const ChairPattern leaders = leaders_on(measured_.record, day_);
        std::vector<std::string> allowed;
        for (const ChairPattern& pattern : facts_.chair_patterns) {
            allowed.push_back(display_text(pattern));
        }
        Verdict verdict = Verdict::over;
        if (fits(leaders, facts_.chair_patterns)) {
            verdict = vacant_leaders(facts_, leaders).empty() ? Verdict::ok : Verdict::short_of;
        }
        return finding(display_text(leaders), verdict, listed(allowed));
    }

    /// Counts and names the day's leaders to whom the rule applies and for whom `at_fault` is true.
    template <class Predicate>
    [[nodiscard]] RuleResult named_chairs(const Rule& rule, Predicate at_fault) const {
        std::vector<Service> found;
        Strength strongest = Strength::should;
        for (const auto& [appointment, name] : measured_.record) {
            if (serves_on(appointment, day_) && chairs(appointment.role) && at_fault(appointment)) {
                strongest = std::max(strongest, rule.strength_for(appointment.role));
                found.push_back({appointment, section_.name_of(appointment.person)});
            }
        }
        if (found.empty()) {
            return finding("0", Verdict::ok, "0");
        }
        std::sort(found.begin(), found.end(), listed_before);
        std::string names;
        for (const Service& chair : found) {
            names += (names.empty() ? "" : ", ") + chair.person_name;
        }
        RuleResult over = finding(fmt::format("{} ({})", found.size(), names), Verdict::over, "0");
        over.strength = strongest;
        return over;
    }

    const MeasuredGroup& measured_;
    const MeasuredSection& section_;
    const Handbook& handbook_;
    const KindFacts& facts_;
    Date day_;
    bool year_runs_;
};

}    // namespace

Date appointments_due(const Rule& rule, ProgramYear year) {
    const Month month = year.month(date::month{static_cast<unsigned>(rule.at_most.value_or(1))});
    const Date last = last_day_of(month);
    return rule.day ? std::min(plus_days(month / 1, *rule.day - 1), last) : last;
}

Date appointments_shown_from(const Rule& rule, ProgramYear year) {
    const Month before = month_of(appointments_due(rule, year)) - date::months{1};
    return std::max(before / 1, year.first_day());
}

std::string_view word(Verdict verdict) {
    switch (verdict) {
    case Verdict::ok: return "ok";
    case Verdict::short_of: return "short";
    case Verdict::over: return "over";
    case Verdict::not_yet: return "not yet";
    }
    return {};
}

bool at_fault(Verdict verdict) {
    return verdict == Verdict::short_of || verdict == Verdict::over;
}

Date MeasuredSection::day() const {
    return std::clamp(today, year.first_day(), year.last_day());
}

Date MeasuredSection::next_july() const {
    return year.plus(1).first_day();
}

bool looks_back(Measure measure) {
    return measure == Measure::chair_from_members || measure == Measure::chair_rotation;
}

SectionCheck::SectionCheck(const MeasuredSection& section, const Handbook& handbook)
    : section_(section), handbook_(handbook) {
    for (const Rule& rule : handbook.rules) {
        results_.push_back({&rule, rule.bound(), {}});
    }
}

RuleResult SectionCheck::attributed(const RuleResults& results, const Group* group,
                                    RuleResult found) {
    found.rule = results.rule;
    found.group = group;
    found.strength = found.strength.value_or(results.rule->strength);
    if (found.wanted.empty()) {
        found.wanted = results.wanted;
    }
    return found;
}

void SectionCheck::add(const MeasuredGroup& measured) {
    const GroupCheck check{measured, section_, handbook_};
    for (RuleResults& results : results_) {
        if (!is_of_section(*results.rule) && results.rule->binds(measured.group->kind)) {
            results.rows.push_back(attributed(results, measured.group, check(*results.rule)));
        }
    }
    seats_to_fill_ += check.to_appoint();
}

void SectionCheck::each(const std::function<void(const RuleResult&)>& visit) const {
    for (const RuleResults& results : results_) {
        if (is_of_section(*results.rule)) {
            visit(attributed(results, nullptr,
                             of_programs(*results.rule, section_, handbook_, nullptr,
                                         seats_to_fill_)));
        }
        for (const RuleResult& row : results.rows) {
            visit(row);
        }
    }
}

}    // namespace lmsection
