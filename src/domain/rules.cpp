#include "lmsection/domain/rules.hpp"

#include "lmsection/domain/names.hpp"
#include "lmsection/domain/programs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace lmsection {

namespace {

/// What a count means against a bound; below it there may be time left.
Verdict verdict_on(const Rule& rule, int count, bool time_left) {
    if (rule.at_most && count > *rule.at_most) {
        return Verdict::over;
    }
    if (rule.at_least && count < *rule.at_least) {
        return time_left ? Verdict::not_yet : Verdict::short_of;
    }
    return Verdict::ok;
}

std::string spoken(const ChairPattern& leaders) {
    std::string text;
    for (const auto& [role, count] : leaders) {
        text += fmt::format("{}{} {}{}", text.empty() ? "" : " and ", count, word(role),
                            count == 1 ? "" : "s");
    }
    return text.empty() ? "nobody" : text;
}

/// Whether a rule asks it of the section as a whole, and not of one group after another.
bool is_of_section(Measure measure) {
    switch (measure) {
    case Measure::programs:
    case Measure::paid_speakers:
    case Measure::stipend:
    case Measure::other_divisions:
    case Measure::appointed_by: return true;
    default: return false;
    }
}

/// What was found where a rule looked; `wanted` where that is not the rule's bound. Whose it is,
/// is filled in by who asked.
Checked finding(std::string found, Verdict verdict, std::string wanted = "") {
    return {nullptr, nullptr, std::move(found), std::move(wanted), verdict};
}

Checked counted(const Rule& rule, int count, bool time_left) {
    return finding(fmt::to_string(count), verdict_on(rule, count, time_left));
}

/// Holds one group against rules.
class GroupCheck {
public:
    GroupCheck(const MeasuredGroup& measured, const MeasuredSection& section,
               const Handbook& handbook)
        : measured_(measured), section_(section), facts_(handbook.of_kind(measured.group->kind)),
          day_(section.day()), year_runs_(section.today <= section.year.last_day()) {}

    [[nodiscard]] Checked operator()(const Rule& rule) const {
        switch (rule.measure) {
        case Measure::size: return counted(rule, size_on(measured_.record, day_), false);
        case Measure::term_years: return longest_term(rule);
        case Measure::chair_pattern: return leaders();
        case Measure::chair_from_members: return named_chairs(comes_from_outside);
        case Measure::chair_rotation: return named_chairs(chaired_the_term_before);
        case Measure::meetings: return counted(rule, measured_.meetings, year_runs_);
        case Measure::chairs_meetings:
            return counted(rule, measured_.meetings_with_chairs, year_runs_);
        case Measure::reports:
            return counted(rule, measured_.reports, !measured_.report_overdue && year_runs_);
        default: throw std::logic_error("a group was held against what the section is asked");
        }
    }

    /// How many of those who are to lead from `day` on are not appointed.
    [[nodiscard]] int vacant_on(Date day) const {
        return static_cast<int>(vacant_leaders(facts_, leaders_on(measured_.record, day)).size());
    }

private:
    [[nodiscard]] Checked longest_term(const Rule& rule) const {
        const Date first = section_.year.first_day();
        const Date last = section_.year.last_day();
        int longest = 0;
        for (const Service& service : measured_.record) {
            if (serves_between(service.appointment, first, last)) {
                longest = std::max(longest, service.appointment.years);
            }
        }
        // A group without terms breaks no rule on terms; its size is another rule's.
        return longest == 0 ? finding("no terms", Verdict::ok) : counted(rule, longest, false);
    }

    [[nodiscard]] Checked leaders() const {
        const ChairPattern held = leaders_on(measured_.record, day_);
        std::vector<std::string> allowed;
        for (const ChairPattern& pattern : facts_.chair_patterns) {
            allowed.push_back(spoken(pattern));
        }
        Verdict verdict = Verdict::over;
        if (fits(held, facts_.chair_patterns)) {
            verdict = vacant_leaders(facts_, held).empty() ? Verdict::ok : Verdict::short_of;
        }
        return finding(spoken(held), verdict, listed(allowed));
    }

    /// Counts the chairs of the day that `counts` finds at fault, and names them.
    [[nodiscard]] Checked named_chairs(bool (*counts)(std::span<const Service>, PersonId,
                                                      Date)) const {
        std::vector<Service> found;
        for (const auto& [held, name] : measured_.record) {
            if (serves_on(held, day_) && chairs(held.role) &&
                counts(measured_.record, held.person, held.start)) {
                found.push_back({held, section_.name_of(held.person)});
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
        return finding(fmt::format("{} ({})", found.size(), names), Verdict::over, "0");
    }

    const MeasuredGroup& measured_;
    const MeasuredSection& section_;
    const KindFacts& facts_;
    Date day_;
    bool year_runs_;
};

Checked programs(const Rule& rule, const MeasuredSection& section, const Handbook& handbook) {
    const Date last =
        last_submission_day(rule.venue, section.year, handbook).value_or(section.year.last_day());
    return counted(rule, submitted_to(rule.venue, section.programs), section.today <= last);
}

template <class Measured>
Checked highest(const Rule& rule, const MeasuredSection& section, Measured measured) {
    int most = 0;
    for (const PaidProgram& program : section.paid) {
        most = program.venue == rule.venue ? std::max(most, measured(program)) : most;
    }
    return counted(rule, most, false);
}

Checked other_divisions(const Rule& rule, const MeasuredSection& section,
                        const Handbook& handbook) {
    const bool rest_is_met = minimums_met(section.programs, handbook);
    const int count = submitted_to(rule.venue, section.programs);
    return finding(fmt::to_string(count), count > 0 && !rest_is_met ? Verdict::over : Verdict::ok,
                   rest_is_met ? "any number" : "0 until the minimums are met");
}

/// Whether next July 1 has its chairs, by the month in which appointments are to be made.
Checked appointed_by(const Rule& rule, const MeasuredSection& section, int vacant) {
    const date::month month{static_cast<unsigned>(rule.at_most.value_or(1))};
    const Date by = last_day_of(section.year.month(month));
    const Verdict late = section.today <= by ? Verdict::not_yet : Verdict::short_of;
    return finding(fmt::format("{} chairs to appoint for {}", vacant, iso(section.next_july())),
                   vacant == 0 ? Verdict::ok : late, fmt::format("0 by {}", iso(by)));
}

/// Holds the section as a whole against a rule; `vacant`: its chairs to appoint for next July 1.
Checked section_check(const Rule& rule, const MeasuredSection& section, const Handbook& handbook,
                      int vacant) {
    switch (rule.measure) {
    case Measure::programs: return programs(rule, section, handbook);
    case Measure::paid_speakers:
        return highest(rule, section, [](const PaidProgram& program) { return program.speakers; });
    case Measure::stipend:
        return highest(rule, section,
                       [](const PaidProgram& program) { return program.highest_stipend; });
    case Measure::other_divisions: return other_divisions(rule, section, handbook);
    case Measure::appointed_by: return appointed_by(rule, section, vacant);
    default: throw std::logic_error("the section was held against what a group is asked");
    }
}

}    // namespace

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
        held_.push_back({&rule, rule.bound(), {}});
    }
}

Checked SectionCheck::attributed(const Held& held, const Group* group, Checked found) {
    found.rule = held.rule;
    found.group = group;
    if (found.wanted.empty()) {
        found.wanted = held.wanted;
    }
    return found;
}

void SectionCheck::add(const MeasuredGroup& measured) {
    const GroupCheck check{measured, section_, handbook_};
    for (Held& held : held_) {
        if (!is_of_section(held.rule->measure) && held.rule->binds(measured.group->kind)) {
            held.rows.push_back(attributed(held, measured.group, check(*held.rule)));
        }
    }
    if (measured.group->works_on(section_.next_july())) {
        chairs_to_appoint_ += check.vacant_on(section_.next_july());
    }
}

void SectionCheck::each(const std::function<void(const Checked&)>& take) const {
    for (const Held& held : held_) {
        if (is_of_section(held.rule->measure)) {
            take(attributed(held, nullptr,
                            section_check(*held.rule, section_, handbook_, chairs_to_appoint_)));
        }
        for (const Checked& row : held.rows) {
            take(row);
        }
    }
}

}    // namespace lmsection
