// Days, months and years as people type them, and the handbook's rules over terms on such days. An
// input: today on the first line, what is typed on the second, then a kind of group and terms.

#include "choices.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/duty.hpp"
#include "lmsection/domain/form_value.hpp"
#include "lmsection/domain/record_change.hpp"
#include "lmsection/domain/report.hpp"
#include "lmsection/domain/rule.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/domain/volunteer.hpp"
#include "properties.hpp"
#include "target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace lmsection::fuzz {

namespace {

const Handbook& handbook() {
    static const Handbook built_in = app::built_in_handbook();
    return built_in;
}

const std::vector<Group>& groups() {
    static const std::vector<Group> all = [] {
        std::vector<Group> made;
        for (const GroupFacts& facts : handbook().groups) {
            const auto id = static_cast<std::int64_t>(made.size()) + 1;
            made.push_back(Group{GroupId{id}, facts.slug, facts.name, facts.kind, 0, facts.charge,
                                 facts.section, std::nullopt});
        }
        return made;
    }();
    return all;
}

bool can_be_written(Date day) {
    return day.ok() && first_year <= int{day.year()} && int{day.year()} <= last_year;
}

/// Another way to type the same.
std::string typed_differently(std::string_view text) {
    std::string other = "\t ";
    for (const char c : text) {
        other += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
        other += c == ' ' ? " " : "";
    }
    return other + " ";
}

template <class T>
void demand_same(const Outcome<T>& one, const Outcome<T>& other) {
    demand(one.ok() == other.ok() && (!one.ok() || one.value() == other.value()),
           "case and blanks do not matter");
    if (!one.ok()) {
        demand_clean(one.fault());
    }
}

void look_at_day(std::string_view text, Date today) {
    const auto day = parse_typed_date(text, today);
    demand_same(day, parse_typed_date(typed_differently(text), today));
    if (!day.ok()) {
        return;
    }
    const Date found = day.value();
    demand(can_be_written(found), "a day that was read can be written");
    demand(parse_iso_date(iso(found)) == found, "a day reads back as it was written");
    demand(parse_typed_date(iso(found), date::year{1950} / 1 / 1).value() == found,
           "an ISO day means the same on every day");
    demand(plus_days(today, days_between(today, found)) == found, "days between days add up");
    demand(ProgramYear::containing(found).contains(found), "a day lies in its program year");
    const auto month = parse_typed_month(text, today);
    demand(!month.ok() || Date{month.value() / 1} == found,
           "what is a month as well is that month's first day");
}

void look_at_month(std::string_view text, Date today) {
    const auto month = parse_typed_month(text, today);
    demand_same(month, parse_typed_month(typed_differently(text), today));
    if (!month.ok()) {
        return;
    }
    const Month found = month.value();
    demand(can_be_written(found / 1) && can_be_written(last_day_of(found)),
           "a month that was read can be written");
    demand(parse_iso_month(iso(found)) == found, "a month reads back as it was written");
    const ProgramYear year = ProgramYear::containing(found);
    demand(year.month(found.month()) == found, "a month lies in its program year");
    demand(month_of(plus_days(last_day_of(found), 1)) == found + date::months{1},
           "the day after a month is in the next");
    const auto months = months_of(year);
    demand(std::count(months.begin(), months.end(), found) == 1, "a year has each month once");
}

void look_at_window(std::string_view text, Date today) {
    const auto end = read_window_end(text, today);
    demand_same(end, read_window_end(typed_differently(text), today));
    demand(!end.ok() || (today <= end.value().day && can_be_written(end.value().day)),
           "a window opens today and ends on a day that can be written");
    const auto days = parse_days(text);
    demand_same(days, parse_days(typed_differently(text)));
    demand(!days.ok() || (0 <= days.value() && days.value() <= 9999 * 7),
           "a length of time is bounded");
    if (days.ok() && end.ok()) {
        demand(days_between(today, end.value().day) == days.value(),
               "a length of time is that long");
    }
}

void look_at_year(std::string_view text, Date today) {
    const auto year = parse_program_year(text, today);
    demand_same(year, parse_program_year(typed_differently(text), today));
    if (!year.ok()) {
        return;
    }
    const ProgramYear found = year.value();
    demand(first_year <= found.starting() && found.starting() <= last_year,
           "a program year that was read is one that can be");
    demand(ProgramYear::parse(found.label()) == found, "a program year reads back");
    demand(found.contains(found.first_day()) && found.contains(found.last_day()),
           "a program year holds its days");
    demand(plus_days(found.last_day(), 1) == found.plus(1).first_day(), "years follow one another");
}

void look_at_other_words(std::string_view text, Date today) {
    const auto stamp = read_form_time(text);
    demand(!stamp.ok() || can_be_written(stamp.value().day), "a time stamp's day can be written");
    const auto experience = read_experience(text, int{today.year()});
    demand(!experience.years || (*experience.years >= 0 && *experience.years <= most_experience),
           "years of experience are bounded");
    static_cast<void>(read_yes_or_no(text));
    static_cast<void>(rank_in(text));
    const auto report = parse_report(text, handbook(), today);
    const auto years = parse_term_years(text);
    demand(!years.ok() || (1 <= years.value() && years.value() <= Term::longest),
           "a term's years are bounded");
    if (!stamp.ok()) {
        demand_clean(stamp.fault());
    }
    if (!report.ok()) {
        demand_clean(report.fault());
    }
    if (!years.ok()) {
        demand_clean(years.fault());
    }
}

/// Somebody who asks to join a group, as the input has it.
Outcome<Candidacy> candidacy(Choices& input, const Group& group, Date today) {
    constexpr unsigned people = 24;
    constexpr unsigned days_around = 2500;
    const PersonId person{input.one_of(people)};
    const Role role =
        built_in_roles()[input.one_of(static_cast<unsigned>(built_in_roles().size()))];
    TermRequest request{role, std::nullopt, std::nullopt, std::nullopt};
    if (const unsigned years = input.one_of(4); years != 0) {
        request.years = static_cast<int>(years);
    }
    if (const unsigned days = input.one_of(days_around); days != 0) {
        const Date start = plus_days(today,
                                     static_cast<int>(days) - static_cast<int>(days_around) / 2);
        request.start = can_be_written(start) ? std::optional{start} : std::nullopt;
    }
    const auto term = choose_term(request, handbook().of_kind(group.kind), today);
    if (!term.ok()) {
        return term.fault();
    }
    return Candidacy{person, fmt::format("Person {}", person.value), role, term.value()};
}

void demand_term(const Candidacy& candidate) {
    const Term& term = candidate.term;
    demand(can_be_written(term.start()) && can_be_written(term.last_day()),
           "a term's days can be written");
    demand(term.start() <= term.last_day(), "a term ends after it starts");
    demand(term.last_day() == ProgramYear::containing(term.last_day()).last_day(),
           "a term ends on a June 30");
    demand(ProgramYear::containing(term.last_day()).starting() ==
               term.first_program_year().starting() + term.years() - 1,
           "a term has its program years");
}

Appointment appointed(const Candidacy& candidate, const Group& group, std::size_t number) {
    Appointment held;
    held.id = AppointmentId{static_cast<std::int64_t>(number)};
    held.person = candidate.person;
    held.group = group.id;
    held.role = candidate.role;
    held.start = candidate.term.start();
    held.end = candidate.term.last_day();
    held.years = candidate.term.years();
    return held;
}

bool holds_a_must(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.strength == Strength::must; });
}

/// Appoints, one after another, whom no rule stands against.
std::vector<Service> serve(Choices& input, const Group& group, Date today) {
    constexpr std::size_t most = 40;
    std::vector<Service> record;
    while (!input.empty() && record.size() < most) {
        const auto candidate = candidacy(input, group, today);
        if (!candidate.ok()) {
            demand_clean(candidate.fault());
            continue;
        }
        demand_term(candidate.value());
        const auto findings = findings_on_appointing(candidate.value(), group, record, handbook());
        for (const Finding& finding : findings) {
            demand_clean(finding.fault);
        }
        if (!holds_a_must(findings)) {
            record.push_back({appointed(candidate.value(), group, record.size() + 1),
                              candidate.value().person_name});
        }
    }
    return record;
}

/// Counts again, plainly, what the rules counted: on every day on which somebody starts.
void demand_rules_kept(const Group& group, const std::vector<Service>& record) {
    const auto& patterns = handbook().of_kind(group.kind).chair_patterns;
    const auto pattern_rules = handbook().rules_for(measure::chair_pattern, group.kind);
    const bool patterns_bind = std::any_of(pattern_rules.begin(), pattern_rules.end(),
                                           [](const Rule* rule) {
                                               return rule->strength == Strength::must;
                                           });
    for (const Service& first : record) {
        const Date day = first.appointment.start;
        int size = 0;
        ChairPattern leaders;
        std::vector<std::int64_t> people;
        for (const auto& [held, name] : record) {
            if (held.start <= day && day <= held.end) {
                size += counts(held.role) ? 1 : 0;
                people.push_back(held.person.value);
                if (leads(held.role)) {
                    ++leaders[held.role];
                }
            }
        }
        std::sort(people.begin(), people.end());
        demand(std::adjacent_find(people.begin(), people.end()) == people.end(),
               "nobody serves twice at once");
        demand(leaders_on(record, day) == leaders, "leaders are counted");
        demand(!patterns_bind || fits(leaders, patterns), "leaders fit one another");
        for (const Rule* rule : handbook().rules_for(measure::size, group.kind)) {
            const bool must = rule->strength == Strength::must && rule->at_most;
            demand(!must || size <= *rule->at_most, "nobody is let in beyond the upper size");
        }
    }
    for (const Breach& breach : new_breaches({group, {}}, {group, record}, handbook())) {
        demand(breach.finding.may_override, "no terms overlap");
        demand(!breach.finding.of_group || breach.finding.strength != Strength::must,
               "the people appointed may serve together");
    }
}

void demand_seats_filled(const Group& group, const std::vector<Service>& record, Date day) {
    const auto vacant = vacant_seats(group.kind, record, day, handbook());
    const int size = size_on(record, day) + static_cast<int>(vacant.size());
    for (const Rule* rule : handbook().rules_for(measure::size, group.kind)) {
        demand(!rule->at_least || size >= *rule->at_least, "vacant seats fill up the group");
    }
}

void demand_free_days(const std::vector<Service>& record, Date today) {
    if (record.empty()) {
        return;
    }
    const PersonId person = record.front().appointment.person;
    const ProgramYear year = ProgramYear::containing(today);
    int free_days = 0;
    for (const Span& span : free_spans(record, person, {year.first_day(), year.last_day()})) {
        demand(span.from <= span.to, "free days are in order");
        free_days += days_between(span.from, span.to) + 1;
    }
    int served = 0;
    for (const auto& [held, name] : record) {
        const Date from = std::max(held.start, year.first_day());
        const Date to = std::min(held.end, year.last_day());
        served += held.person == person && from <= to ? days_between(from, to) + 1 : 0;
    }
    demand(free_days + served == days_between(year.first_day(), year.last_day()) + 1,
           "a day is served or free");
}

void demand_verdicts(const Group& group, const std::vector<Service>& record, Date today) {
    const auto name_of = [&](PersonId person) {
        return std::find_if(record.begin(), record.end(),
                            [&](const Service& service) {
                                return service.appointment.person == person;
                            })
            ->person_name;
    };
    const MeasuredSection section{ProgramYear::containing(today), today, {}, {}, name_of};
    SectionCheck check{section, handbook()};
    check.add({&group, record});
    check.each([](const RuleResult& row) {
        const bool must = row.rule->strength == Strength::must && row.group != nullptr;
        const bool kept = row.rule->measure == measure::size ||
                          row.rule->measure == measure::chair_pattern ||
                          row.rule->measure == measure::term_years;
        demand(!must || !kept || row.verdict != Verdict::over,
               "what was let in is over no bound afterwards");
        demand(!row.wanted.empty() && !row.found.empty(), "a verdict says what was found");
    });
}

/// What the handbook dates lies in the year that it was asked for.
void demand_dated_facts(const Group& group, Date today) {
    const ProgramYear year = ProgramYear::containing(today);
    const ReportQuery query{year, today, false, std::nullopt, std::nullopt};
    for (const OwedReport& report : owed_reports(query, handbook(), groups(), {})) {
        demand(year.contains(report.due) && month_of(report.due) == report.report,
               "a report is due in its month");
        demand((report.status == ReportStatus::overdue) == (report.due < today),
               "a report is overdue after its day");
    }
    for (const DatedEvent& event : events_of(handbook(), year, {})) {
        demand(!event.dates || (year.contains(event.dates->start) &&
                                days_between(event.dates->start, event.dates->end) == 4),
               "a computed event is a working week of the year");
    }
    for (const Duty& duty : duties_of(group, handbook(), {year, {}, {}, {}}, today)) {
        demand(year.contains(duty.due()), "a duty is due in its year");
    }
}

void look_at_section(Choices& input, Date today) {
    const Group& group = groups()[input.one_of(static_cast<unsigned>(groups().size()))];
    const auto record = serve(input, group, today);
    demand_rules_kept(group, record);
    demand_seats_filled(group, record, today);
    demand_free_days(record, today);
    demand_verdicts(group, record, today);
    demand_dated_facts(group, today);
    for (const auto& [held, name] : record) {
        const auto renewed = renewed_term(held, held.years, today);
        demand(!renewed.ok() || (can_be_written(renewed.value().last_day()) &&
                                 renewed.value().start() == plus_days(held.end, 1)),
               "a renewed term follows, and can be written");
    }
}

}    // namespace

}    // namespace lmsection::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lmsection;
    using namespace lmsection::fuzz;
    Choices input{data, size};
    const Date today = parse_iso_date(input.line()).value_or(date::year{2026} / 11 / 24);
    const std::string_view typed = input.line();
    look_at_day(typed, today);
    look_at_month(typed, today);
    look_at_window(typed, today);
    look_at_year(typed, today);
    look_at_other_words(typed, today);
    look_at_section(input, today);
    return 0;
}
