#include "lmsection/domain/rule.hpp"

#include "lmsection/base/text.hpp"

#include <algorithm>

namespace lmsection {

Date appointments_due(const Rule& rule, ProgramYear year) {
    const Month month = year.month(date::month{static_cast<unsigned>(rule.at_most.value_or(1))});
    const Date last = last_day_of(month);
    return rule.day ? std::min(plus_days(month / 1, *rule.day - 1), last) : last;
}

Date appointments_shown_from(const Rule& rule, ProgramYear year) {
    const Month before = month_of(appointments_due(rule, year)) - date::months{1};
    return std::max(before / 1, year.first_day());
}

bool at_fault(Verdict verdict) {
    return verdict == Verdict::short_of || verdict == Verdict::over;
}

SectionCheck::SectionCheck(const MeasuredSection& section, const Handbook& handbook)
    : section_(section), handbook_(handbook) {
    for (const Rule& rule : handbook.rules) {
        results_.push_back({&rule, &info_of(rule.measure), rule.bound(), {}});
    }
}

bool SectionCheck::is_of_section(const RuleResults& results) {
    return results.measure->of_section && results.rule->kinds.empty();
}

RuleResult SectionCheck::checked(const RuleResults& results, const CheckQuestion& question) {
    RuleResult found = results.measure->check(*results.rule, question);
    found.rule = results.rule;
    found.group = question.group == nullptr ? nullptr : question.group->group;
    found.strength = found.strength.value_or(results.rule->strength);
    if (found.wanted.empty()) {
        found.wanted = results.wanted;
    }
    return found;
}

void SectionCheck::add(const MeasuredGroup& measured) {
    const Group& group = *measured.group;
    const Date july_1 = section_.next_july();
    const auto vacant = group.works_on(july_1)
                            ? vacant_seats(group.kind, measured.record, july_1, handbook_)
                            : std::vector<Role>{};
    const int seats = static_cast<int>(vacant.size());
    for (RuleResults& results : results_) {
        if (!is_of_section(results) && results.rule->binds(group.kind)) {
            results.rows.push_back(checked(results, {section_, handbook_, &measured, seats}));
        }
    }
    seats_to_fill_ += seats;
}

void SectionCheck::each(const std::function<void(const RuleResult&)>& visit) const {
    for (const RuleResults& results : results_) {
        if (is_of_section(results)) {
            visit(checked(results, {section_, handbook_, nullptr, seats_to_fill_}));
        }
        for (const RuleResult& row : results.rows) {
            visit(row);
        }
    }
}

}    // namespace lmsection
