#include "lmsection/domain/rules.hpp"

#include "lmsection/domain/names.hpp"
#include "lmsection/domain/programs.hpp"

#include <fmt/format.h>

#include <algorithm>

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

/// Holds one section against one rule after another.
class Checker {
public:
    Checker(const MeasuredSection& section, const Handbook& handbook)
        : section_(section), handbook_(handbook), day_(section.day()) {}

    std::vector<Checked> run() {
        for (const Rule& rule : handbook_.rules) {
            if (rule.kinds.empty()) {
                whole_section(rule);
            }
            for (const MeasuredGroup& measured : section_.groups) {
                if (rule.binds(measured.group->kind)) {
                    group(rule, measured);
                }
            }
        }
        return std::move(rows_);
    }

private:
    [[nodiscard]] bool year_runs() const { return section_.today <= section_.year.last_day(); }

    void add(const Rule& rule, const MeasuredGroup* measured, std::string found, Verdict verdict,
             std::string wanted = "") {
        rows_.push_back({&rule, measured == nullptr ? nullptr : measured->group, std::move(found),
                         wanted.empty() ? rule.bound() : std::move(wanted), verdict});
    }
    void add_count(const Rule& rule, const MeasuredGroup* measured, int count, bool time_left) {
        add(rule, measured, fmt::format("{}", count), verdict_on(rule, count, time_left));
    }

    void group(const Rule& rule, const MeasuredGroup& measured) {
        switch (rule.measure) {
        case Measure::size:
            add_count(rule, &measured, size_on(measured.record, day_), false);
            break;
        case Measure::term_years: longest_term(rule, measured); break;
        case Measure::chair_pattern: leaders(rule, measured); break;
        case Measure::chair_from_members: named_chairs(rule, measured, comes_from_outside); break;
        case Measure::chair_rotation: named_chairs(rule, measured, chaired_the_term_before); break;
        case Measure::meetings: add_count(rule, &measured, measured.meetings, year_runs()); break;
        case Measure::chairs_meetings:
            add_count(rule, &measured, measured.meetings_with_chairs, year_runs());
            break;
        case Measure::reports:
            add_count(rule, &measured, measured.reports, !measured.report_overdue && year_runs());
            break;
        case Measure::programs:
        case Measure::paid_speakers:
        case Measure::stipend:
        case Measure::other_divisions:
        case Measure::appointed_by: whole_section(rule); break;
        }
    }

    void whole_section(const Rule& rule) {
        switch (rule.measure) {
        case Measure::programs: programs(rule); break;
        case Measure::paid_speakers:
            highest(rule, [](const PaidProgram& program) { return program.speakers; });
            break;
        case Measure::stipend:
            highest(rule, [](const PaidProgram& program) { return program.highest_stipend; });
            break;
        case Measure::other_divisions: other_divisions(rule); break;
        case Measure::appointed_by: appointed_by(rule); break;
        default: break;    // a rule on groups that names no kind binds none
        }
    }

    void longest_term(const Rule& rule, const MeasuredGroup& measured) {
        int longest = 0;
        for (const Service& service : measured.record) {
            if (serves_between(service.appointment, section_.year.first_day(),
                               section_.year.last_day())) {
                longest = std::max(longest, service.appointment.years);
            }
        }
        // A group without terms breaks no rule on terms; its size is another rule's.
        add(rule, &measured, longest == 0 ? "no terms" : fmt::format("{}", longest),
            longest == 0 ? Verdict::ok : verdict_on(rule, longest, false));
    }

    void leaders(const Rule& rule, const MeasuredGroup& measured) {
        const KindFacts& facts = handbook_.of_kind(measured.group->kind);
        const ChairPattern held = leaders_on(measured.record, day_);
        std::vector<std::string> allowed;
        for (const ChairPattern& pattern : facts.chair_patterns) {
            allowed.push_back(spoken(pattern));
        }
        Verdict verdict = Verdict::over;
        if (fits(held, facts.chair_patterns)) {
            verdict = vacant_leaders(facts, held).empty() ? Verdict::ok : Verdict::short_of;
        }
        add(rule, &measured, spoken(held), verdict, listed(allowed));
    }

    /// Counts the chairs of the day that `counts` finds at fault, and names them.
    void named_chairs(const Rule& rule, const MeasuredGroup& measured,
                      bool (*counts)(std::span<const Service>, PersonId, Date)) {
        std::vector<Service> found;
        for (const auto& [held, name] : measured.record) {
            if (serves_on(held, day_) && chairs(held.role) &&
                counts(measured.record, held.person, held.start)) {
                found.push_back({held, section_.name_of(held.person)});
            }
        }
        std::sort(found.begin(), found.end(), listed_before);
        std::string names;
        for (const Service& chair : found) {
            names += (names.empty() ? "" : ", ") + chair.person_name;
        }
        add(rule, &measured, found.empty() ? "0" : fmt::format("{} ({})", found.size(), names),
            found.empty() ? Verdict::ok : Verdict::over, "0");
    }

    void programs(const Rule& rule) {
        const Date last = last_submission_day(rule.venue, section_.year, handbook_)
                              .value_or(section_.year.last_day());
        add_count(rule, nullptr, submitted_to(rule.venue, section_.programs),
                  section_.today <= last);
    }

    template <class Measured>
    void highest(const Rule& rule, Measured measured) {
        int most = 0;
        for (const PaidProgram& program : section_.paid) {
            most = program.venue == rule.venue ? std::max(most, measured(program)) : most;
        }
        add_count(rule, nullptr, most, false);
    }

    void other_divisions(const Rule& rule) {
        const bool rest_is_met = minimums_met(section_.programs, handbook_);
        const int count = submitted_to(rule.venue, section_.programs);
        add(rule, nullptr, fmt::format("{}", count),
            count > 0 && !rest_is_met ? Verdict::over : Verdict::ok,
            rest_is_met ? "any number" : "0 until the minimums are met");
    }

    /// Whether next July 1 has its chairs, by the month in which appointments are to be made.
    void appointed_by(const Rule& rule) {
        const Date next = section_.year.plus(1).first_day();
        int vacant = 0;
        for (const MeasuredGroup& measured : section_.groups) {
            const bool lasts = measured.group->works_on(next);
            const auto& facts = handbook_.of_kind(measured.group->kind);
            vacant += lasts ? static_cast<int>(
                                  vacant_leaders(facts, leaders_on(measured.record, next)).size())
                            : 0;
        }
        const date::month month{static_cast<unsigned>(rule.at_most.value_or(1))};
        const Date by = last_day_of(section_.year.month(month));
        const Verdict late = section_.today <= by ? Verdict::not_yet : Verdict::short_of;
        add(rule, nullptr, fmt::format("{} chairs to appoint for {}", vacant, iso(next)),
            vacant == 0 ? Verdict::ok : late, fmt::format("0 by {}", iso(by)));
    }

    const MeasuredSection& section_;
    const Handbook& handbook_;
    Date day_;
    std::vector<Checked> rows_;
};

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

bool looks_back(Measure measure) {
    return measure == Measure::chair_from_members || measure == Measure::chair_rotation;
}

std::vector<Checked> check_section(const MeasuredSection& section, const Handbook& handbook) {
    return Checker{section, handbook}.run();
}

}    // namespace lmsection
