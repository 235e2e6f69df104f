#include "lmsection/domain/measure.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/domain/record_change.hpp"
#include "lmsection/domain/rule.hpp"
#include "lmsection/domain/service.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace lmsection {

namespace {

Finding broken(const Rule& rule, std::string what, std::string remedy) {
    return {rule.id.text(), rule.section, rule.strength, true,
            Fault{std::move(what), std::move(remedy)}};
}

/// A result for `check`; `wanted` if that differs from the rule's bound.
RuleResult result(std::string found, Verdict verdict, std::string wanted = "") {
    return {.found = std::move(found), .wanted = std::move(wanted), .verdict = verdict};
}

/// The result of counting something; if it is below the bound, there may be time left.
RuleResult counted(const Rule& rule, int count, bool time_left) {
    Verdict verdict = Verdict::ok;
    if (rule.at_most && count > *rule.at_most) {
        verdict = Verdict::over;
    } else if (rule.at_least && count < *rule.at_least) {
        verdict = time_left ? Verdict::not_yet : Verdict::short_of;
    }
    RuleResult of_count = result(fmt::to_string(count), verdict);
    of_count.count = count;
    return of_count;
}

/// Counts and names those serving on the day whose term breaks the rule.
RuleResult those_who_break(const Rule& rule, const CheckQuestion& asked) {
    const MeasureInfo& info = info_of(rule.measure);
    const auto& record = asked.group->record;
    std::vector<Service> found;
    Strength strongest = Strength::should;
    for (const auto& [term, name] : record) {
        if (!serves_on(term, asked.section.day())) {
            continue;
        }
        Candidacy served{term.person, name, term.role, served_term(term)};
        if (info.across_groups && asked.section.elsewhere) {
            served.elsewhere = asked.section.elsewhere(term.person, term.group);
        }
        if (const auto finding = info.on_term(rule, {served, *asked.group->group, record,
                                                     asked.handbook, true})) {
            strongest = std::max(strongest, finding->strength);
            found.push_back({term, asked.section.name_of(term.person)});
        }
    }
    if (found.empty()) {
        return result("0", Verdict::ok, "0");
    }
    std::sort(found.begin(), found.end(), listed_before);
    std::vector<std::string> names;
    for (const Service& service : found) {
        names.push_back(service.person_name);
    }
    RuleResult over = result(fmt::format("{} ({})", found.size(), fmt::join(names, ", ")),
                             Verdict::over, "0");
    over.strength = strongest;
    over.count = static_cast<int>(found.size());
    over.names = std::move(names);
    return over;
}

/// The term that a change made reach a day, which is blamed for a breach on that day.
AppointmentId term_to_blame(const GroupChange& change, Date day, bool leading) {
    for (const auto& [term, name] : change.changed) {
        const bool served = std::any_of(
            change.before.begin(), change.before.end(),
            [id = term.id, role = term.role, day](const Service& service) {
                const Appointment& old = service.appointment;
                return old.id == id && old.role == role && serves_on(old, day);
            });
        if (serves_on(term, day) && !served && (!leading || leads(term.role))) {
            return term.id;
        }
    }
    return {};
}

/// Whether the term before served the candidate on `day`, too.
bool served_before(const Candidacy& candidacy, Date day, std::optional<Date> to = {}) {
    return std::any_of(
        candidacy.before.begin(), candidacy.before.end(), [&](const Service& service) {
            const Appointment& old = service.appointment;
            return old.person == candidacy.person && serves_on(old, day) && (!to || old.end == *to);
        });
}

/// The first day of a term, and the days in it among `starts`, in order.
std::vector<Date> days_of_change(const Term& term, std::vector<Date> starts) {
    std::erase_if(starts, [&](Date day) { return day <= term.start() || term.last_day() < day; });
    starts.push_back(term.start());
    std::sort(starts.begin(), starts.end());
    return starts;
}

// The length of a term

std::optional<Finding> term_length(const Rule& rule, const TermQuestion& asked) {
    const int years = asked.candidacy.term.years();
    const bool by_office = !counts(asked.candidacy.role);    // a liaison serves by another office
    const Term& term = asked.candidacy.term;
    if (rule.holds(years) || by_office ||
        served_before(asked.candidacy, term.start(), term.last_day())) {    // it extends nothing
        return std::nullopt;
    }
    return broken(rule, fmt::format("a term of {} program years is not allowed", years),
                  fmt::format("a term has {} program years; use --years", rule.bound()));
}

RuleResult longest_term(const Rule& rule, const CheckQuestion& asked) {
    const ProgramYear year = asked.section.year;
    int longest = 0;
    for (const auto& [term, name] : asked.group->record) {
        if (counts(term.role) && serves_between(term, year.first_day(), year.last_day())) {
            longest = std::max(longest, term.years);
        }
    }
    // A group without terms breaks no rule on terms; another rule checks its size.
    return longest == 0 ? result("no terms", Verdict::ok) : counted(rule, longest, false);
}

// Leading roles

std::string display_text(const ChairPattern& leaders) {
    std::vector<std::string> texts;
    for (const auto& [role, count] : leaders) {
        texts.push_back(fmt::format("{} {}{}", count, word(role), count == 1 ? "" : "s"));
    }
    return texts.empty() ? "nobody" : fmt::format("{}", fmt::join(texts, " and "));
}

RuleResult leaders_now(const Rule& /*rule*/, const CheckQuestion& asked) {
    const KindFacts& facts = asked.handbook.of_kind(asked.group->group->kind);
    const ChairPattern leaders = leaders_on(asked.group->record, asked.section.day());
    std::vector<std::string> allowed;
    for (const ChairPattern& pattern : facts.chair_patterns) {
        allowed.push_back(display_text(pattern));
    }
    Verdict verdict = Verdict::over;
    if (fits(leaders, facts.chair_patterns)) {
        verdict = vacant_leaders(facts, leaders).empty() ? Verdict::ok : Verdict::short_of;
    }
    // Those on leave keep their seats, but a group needs someone to lead it in the meantime.
    const bool all_away = !leaders.empty() && !is_led_on(asked.group->record, asked.section.day());
    RuleResult now = result(display_text(leaders) + (all_away ? ", on leave" : ""),
                            all_away && verdict == Verdict::ok ? Verdict::short_of : verdict,
                            listed(allowed));
    now.count = people_in(leaders);
    now.all_on_leave = all_away;
    return now;
}

/// "Ana Diaz (chair to 2027-06-30), ..." for those who lead on a day.
std::string leaders_named(std::span<const Service> record, Date day) {
    std::vector<std::string> texts;
    for (const auto& [term, name] : record) {
        if (leads(term.role) && serves_on(term, day)) {
            texts.push_back(fmt::format("{} ({} to {})", name, word(term.role), iso(term.end)));
        }
    }
    return fmt::format("{}", fmt::join(texts, ", "));
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

std::optional<Finding> another_leader(const Rule& rule, const TermQuestion& asked) {
    const auto& [candidacy, group, record, handbook, on_record] = asked;
    if (!leads(candidacy.role)) {
        return std::nullopt;
    }
    const auto& patterns = handbook.of_kind(group.kind).chair_patterns;
    if (!fits({{candidacy.role, 1}}, patterns)) {
        return broken(rule, fmt::format("{} has no {}", group.name, word(candidacy.role)),
                      as_remedy(rule.says));
    }
    std::vector<Date> starts;
    for (const auto& [other, name] : record) {
        starts.push_back(other.start);
    }
    for (const Date day : days_of_change(candidacy.term, std::move(starts))) {
        ChairPattern leaders = leaders_on(record, day);
        ++leaders[candidacy.role];
        const ChairPattern before = leaders_on(candidacy.before, day);
        // No worse than before: at least as many led without fitting a pattern.
        const bool as_before = !fits(before, patterns) && people_in(leaders) <= people_in(before);
        if (!fits(leaders, patterns) && !as_before) {
            return broken(rule,
                          fmt::format("{} already has {} on {}, so it cannot also have a {}",
                                      group.name, leaders_named(record, day), iso(day),
                                      word(candidacy.role)),
                          "end a term first, or choose another role or start");
        }
    }
    return std::nullopt;
}

/// The first day on which the leaders fit no pattern, unless no one leads then who did not before.
std::optional<Breach> new_leaders(const Rule& rule, const GroupChange& change) {
    std::vector<Date> days;
    for (const auto& [term, name] : change.after) {
        if (leads(term.role)) {
            days.push_back(term.start);
        }
    }
    for (const auto& [term, name] : change.before) {
        if (leads(term.role)) {
            days.push_back(plus_days(term.end, 1));
        }
    }
    std::sort(days.begin(), days.end());
    const auto& patterns = change.handbook.of_kind(change.group.kind).chair_patterns;
    const auto misfit = std::find_if(days.begin(), days.end(), [&](Date day) {
        const ChairPattern leaders = leaders_on(change.after, day);
        return !fits(leaders, patterns) && !fits(leaders, {leaders_on(change.before, day)});
    });
    if (misfit == days.end()) {
        return std::nullopt;
    }
    return Breach{term_to_blame(change, *misfit, true),
                  broken(rule,
                         fmt::format("{} would have leaders on {} that do not go together: {}",
                                     change.group.name, iso(*misfit),
                                     leaders_named(change.after, *misfit)),
                         "end a leading term first")};
}

std::optional<Finding> no_leader(const Rule& rule, const GroupOnDay& asked) {
    const ChairPattern leaders = leaders_on(asked.record, asked.day);
    if (!leaders.empty() ||
        vacant_leaders(asked.handbook.of_kind(asked.group.kind), leaders).empty()) {
        return std::nullopt;
    }
    Finding finding = broken(rule,
                             fmt::format("{} has no chair on {}", asked.group.name, iso(asked.day)),
                             "appoint one with --role");
    finding.strength = Strength::should;    // refusing does not fill a vacant seat
    return finding;
}

// The size of a group

RuleResult size_now(const Rule& rule, const CheckQuestion& asked) {
    return counted(rule, size_on(asked.group->record, asked.section.day()), false);
}

Finding over_size(const Rule& rule, const Group& group, const Peak& peak, std::string remedy) {
    return broken(rule,
                  fmt::format("{} would have {} people on {}; the maximum is {}", group.name,
                              peak.size, iso(peak.day), *rule.at_most),
                  std::move(remedy));
}

std::optional<Finding> another_person(const Rule& rule, const TermQuestion& asked) {
    if (!rule.at_most || !counts(asked.candidacy.role)) {
        return std::nullopt;
    }
    const Candidacy& candidacy = asked.candidacy;
    Peak peak = peak_between(asked.record, candidacy.term.start(), candidacy.term.last_day());
    ++peak.size;    // the candidate, who serves on all of these days
    const int size_before = std::max(candidacy.largest_before, size_on(candidacy.before, peak.day));
    if (peak.size <= std::max(*rule.at_most, size_before)) {
        return std::nullopt;
    }
    return over_size(rule, asked.group, peak, "end a term first, or start later");
}

/// The day with the largest size among those on which more people serve than the rule allows and
/// than before.
std::optional<Breach> growth(const Rule& rule, const GroupChange& change) {
    if (!rule.at_most) {
        return std::nullopt;
    }
    struct Steps {
        int before = 0;
        int after = 0;
    };
    std::map<Date, Steps> steps;
    const auto add = [&](std::span<const Service> record, int Steps::*size) {
        for (const auto& [term, name] : record) {
            if (counts(term.role)) {
                ++(steps[term.start].*size);
                --(steps[plus_days(term.end, 1)].*size);
            }
        }
    };
    add(change.before, &Steps::before);
    add(change.after, &Steps::after);
    Steps size;
    Peak peak{{}, *rule.at_most};
    for (const auto& [day, step] : steps) {
        size.before += step.before;
        size.after += step.after;
        if (size.after > size.before && size.after > peak.size) {
            peak = {day, size.after};
        }
    }
    if (peak.size == *rule.at_most) {
        return std::nullopt;
    }
    return Breach{term_to_blame(change, peak.day, false),
                  over_size(rule, change.group, peak,
                            change.day_is_a_choice ? "end a term first, or start later"
                                                   : "end a term first")};
}

std::optional<Finding> too_few(const Rule& rule, const GroupOnDay& asked) {
    const int size = size_on(asked.record, asked.day);
    if (!rule.at_least || size >= *rule.at_least) {
        return std::nullopt;
    }
    Finding finding = broken(rule,
                             fmt::format("{} has {} {} on {}; the handbook asks for {}",
                                         asked.group.name, size, size == 1 ? "person" : "people",
                                         iso(asked.day), rule.bound()),
                             "appoint more");
    finding.strength = Strength::should;    // people resign, whatever the rule says
    return finding;
}

// Who may chair

std::optional<Finding> membership(const Rule& rule, const TermQuestion& asked) {
    const auto& [candidacy, group, record, handbook, on_record] = asked;
    const Date start = candidacy.term.start();
    if (!chairs(candidacy.role) || has_served_before(record, candidacy.person, start)) {
        return std::nullopt;
    }
    const Strength strength = rule.strength_for(candidacy.role);
    if ((on_record || strength == Strength::should) &&
        !has_membership(record, candidacy.person, start)) {
        return std::nullopt;    // the first chair of a new group
    }
    Finding finding = broken(rule,
                             fmt::format("{} has not served in {} before {}", candidacy.person_name,
                                         group.name, iso(start)),
                             "appoint one of its members, or make this person a member first");
    // The first people of a group have no membership to come from.
    finding.group_is_new = !anybody_served_before(record, start);
    finding.strength = finding.group_is_new && !on_record ? Strength::should : strength;
    return finding;
}

std::optional<Finding> rotation(const Rule& rule, const TermQuestion& asked) {
    const auto& [candidacy, group, record, handbook, on_record] = asked;
    if (!chairs(candidacy.role)) {
        return std::nullopt;
    }
    const bool before = chaired_the_term_before(record, candidacy.person, candidacy.term.start());
    // Of two terms on record, the later one breaks the rule.
    const bool after = !on_record &&
                       chairs_the_term_after(record, candidacy.person, candidacy.term.last_day());
    if (!before && !after) {
        return std::nullopt;
    }
    return broken(rule,
                  fmt::format("{} {} {} in the {} term", candidacy.person_name,
                              before ? "chaired" : "is due to chair", group.name,
                              before ? "previous" : "next"),
                  "rotate chairs, so that others may lead");
}

// Limits on how long and how often a person serves

ServedYears years_of(std::span<const Service> record, PersonId person, std::optional<Role> role) {
    ServedYears years;
    for (const auto& [term, name] : record) {
        if (term.person == person && counts(term.role) && (!role || term.role == *role)) {
            add_years_present(years, term);
        }
    }
    return years;
}

std::optional<Finding> years_in_a_row(const Rule& rule, const TermQuestion& asked,
                                      std::optional<Role> role) {
    const auto& [candidacy, group, record, handbook, on_record] = asked;
    if (!counts(candidacy.role)) {
        return std::nullopt;
    }
    ServedYears years = years_of(record, candidacy.person, role);
    add_years(years, candidacy.term.start(), candidacy.term.last_day());
    ProgramYear last = ProgramYear::containing(candidacy.term.last_day());
    while (!on_record && years.contains(last.plus(1))) {
        last = last.plus(1);    // of two terms on record, the later one breaks the rule
    }
    const int in_row = in_a_row(years, last);
    const int before = in_a_row(years_of(candidacy.before, candidacy.person, role), last);
    if (in_row <= std::max(*rule.at_most, before)) {
        return std::nullopt;
    }
    return broken(rule,
                  fmt::format("{} would serve in {}{} for {} years in a row, to {}; the maximum is "
                              "{}",
                              candidacy.person_name, group.name,
                              role ? fmt::format(" as {}", word(*role)) : "", in_row,
                              iso(last.last_day()), *rule.at_most),
                  role ? "appoint someone else, or to another role"
                       : "appoint someone else, or for fewer years");
}

std::optional<Finding> years_in_group(const Rule& rule, const TermQuestion& asked) {
    return years_in_a_row(rule, asked, std::nullopt);
}

std::optional<Finding> years_in_role(const Rule& rule, const TermQuestion& asked) {
    return years_in_a_row(rule, asked, asked.candidacy.role);
}

std::optional<Finding> back_too_soon(const Rule& rule, const TermQuestion& asked) {
    const auto& [candidacy, group, record, handbook, on_record] = asked;
    ServedYears years;    // who is on leave has not left
    for (const auto& [term, name] : record) {
        if (term.person == candidacy.person && counts(term.role)) {
            add_years(years, term.start, term.end);
        }
    }
    const ProgramYear first = candidacy.term.first_program_year();
    const auto next = years.lower_bound(first);
    if (!counts(candidacy.role) || next == years.begin() ||
        (!on_record && next != years.end() && *next == first)) {
        return std::nullopt;
    }
    const ProgramYear left = *std::prev(next);
    const int away = first.starting() - left.starting() - 1;
    if (away == 0 || away >= *rule.at_least) {
        return std::nullopt;
    }
    return broken(rule,
                  fmt::format("{} would come back to {} after {} year{} away; the minimum is {}",
                              candidacy.person_name, group.name, away, away == 1 ? "" : "s",
                              *rule.at_least),
                  fmt::format("appoint someone else, or from {}",
                              iso(left.plus(*rule.at_least + 1).first_day())));
}

std::optional<Finding> too_many_posts(const Rule& rule, const TermQuestion& asked) {
    const Candidacy& candidacy = asked.candidacy;
    if (!counts(candidacy.role)) {
        return std::nullopt;
    }
    std::vector<Date> starts;
    for (const TermElsewhere& other : candidacy.elsewhere) {
        starts.push_back(other.start);
    }
    for (const Date day : days_of_change(candidacy.term, std::move(starts))) {
        std::vector<std::string> names{asked.group.name};
        for (const TermElsewhere& other : candidacy.elsewhere) {
            if (other.start <= day && day <= other.end && rule.binds(other.kind)) {
                names.push_back(other.group);
            }
        }
        if (static_cast<int>(names.size()) > *rule.at_most && !served_before(candidacy, day)) {
            return broken(rule,
                          fmt::format("{} would serve in {} groups on {}: {}; the maximum is {}",
                                      candidacy.person_name, names.size(), iso(day),
                                      fmt::join(names, ", "), *rule.at_most),
                          "end another term first, or appoint someone else");
        }
    }
    return std::nullopt;
}

// Meetings and reports

bool year_runs(const MeasuredSection& section) {
    return section.today <= section.year.last_day();
}

RuleResult meetings(const Rule& rule, const CheckQuestion& asked) {
    return counted(rule, asked.group->meetings, year_runs(asked.section));
}

RuleResult chairs_meetings(const Rule& rule, const CheckQuestion& asked) {
    return counted(rule, asked.group->meetings_with_chairs, year_runs(asked.section));
}

RuleResult reports(const Rule& rule, const CheckQuestion& asked) {
    return counted(rule, asked.group->reports,
                   !asked.group->report_overdue && year_runs(asked.section));
}

// Programs

const Group* group_of(const CheckQuestion& asked) {
    return asked.group == nullptr ? nullptr : asked.group->group;
}

RuleResult programs(const Rule& rule, const CheckQuestion& asked) {
    const auto& [section, handbook, group, seats_to_fill] = asked;
    const Date last =
        last_submission_day(rule.venue, section.year, handbook).value_or(section.year.last_day());
    return counted(rule, submitted_for(rule, section.programs, handbook, group_of(asked)),
                   section.today <= last);
}

/// The programs that a rule considers: those at its venue and, if given, of the group.
std::vector<PaidProgram> paid_programs(const Rule& rule, const CheckQuestion& asked) {
    std::vector<PaidProgram> paid = asked.section.paid;
    std::erase_if(paid, [&](const PaidProgram& program) {
        return program.venue != rule.venue ||
               (asked.group != nullptr && program.group != asked.group->group->id);
    });
    return paid;
}

RuleResult most_paid_speakers(const Rule& rule, const CheckQuestion& asked) {
    int most = 0;
    for (const PaidProgram& program : paid_programs(rule, asked)) {
        most = std::max(most, program.speakers);
    }
    return counted(rule, most, false);
}

std::vector<Finding> paid_at(const Rule& rule, std::span<const Speaker> speakers,
                             const Handbook& handbook) {
    const int paid = paid_speakers(speakers);
    if (rule.holds(paid)) {
        return {};
    }
    return {broken(rule,
                   fmt::format("{} speakers would be paid at {}; {} are allowed", paid,
                               venue_title(rule.venue, handbook), rule.bound()),
                   "let the others speak without a stipend")};
}

/// The stipend that breaks the rule, else the highest; without paid speakers the rule is met.
RuleResult stipend_of_note(const Rule& rule, const CheckQuestion& asked) {
    const auto paid = paid_programs(rule, asked);
    if (paid.empty()) {
        return result("0", Verdict::ok);
    }
    int lowest = paid.front().lowest_stipend;
    int highest = 0;
    for (const PaidProgram& program : paid) {
        lowest = std::min(lowest, program.lowest_stipend);
        highest = std::max(highest, program.highest_stipend);
    }
    return counted(rule, rule.holds(highest) ? lowest : highest, false);
}

std::vector<Finding> other_stipends(const Rule& rule, std::span<const Speaker> speakers,
                                    const Handbook& /*handbook*/) {
    std::vector<Finding> findings;
    for (const Speaker& speaker : speakers) {
        if (speaker.stipend > 0 && !rule.holds(speaker.stipend)) {
            findings.push_back(broken(
                rule,
                fmt::format("{} would be paid ${}; the stipend is {}", speaker.name,
                            speaker.stipend, rule.bound()),
                fmt::format("pay ${}", rule.at_most ? *rule.at_most : rule.at_least.value_or(0))));
        }
    }
    return findings;
}

RuleResult to_other_divisions(const Rule& rule, const CheckQuestion& asked) {
    const auto& counts = asked.section.programs;
    const bool rest_is_met = minimums_met(counts, asked.handbook, group_of(asked));
    const int count = submitted_for(rule, counts, asked.handbook, group_of(asked));
    RuleResult submitted = result(fmt::to_string(count),
                                  count > 0 && !rest_is_met ? Verdict::over : Verdict::ok,
                                  rest_is_met ? "any number" : "0 until the minimums are met");
    submitted.count = count;
    return submitted;
}

std::optional<Finding> before_the_minimums(const Rule& rule, const Group* group,
                                           const ProgramCounts& counts, const Handbook& handbook) {
    if (minimums_met(counts, handbook, group)) {
        return std::nullopt;
    }
    return broken(rule,
                  fmt::format("{} comes after the year's minimums ({})",
                              venue_title(rule.venue, handbook),
                              missing_minimums(counts, handbook, group)),
                  "submit those first");
}

// Appointments for next July 1

RuleResult seats_to_fill(const Rule& rule, const CheckQuestion& asked) {
    const Date by = appointments_due(rule, asked.section.year);
    const Verdict late = asked.section.today <= by ? Verdict::not_yet : Verdict::short_of;
    const int seats = asked.seats_to_fill;
    RuleResult now = result(fmt::format("{} seat{} to fill for {}", seats, seats == 1 ? "" : "s",
                                        iso(asked.section.next_july())),
                            seats == 0 ? Verdict::ok : late, fmt::format("0 by {}", iso(by)));
    now.count = seats;
    return now;
}

constexpr std::array measures{
    MeasureInfo{.measure = measure::term_years, .check = longest_term, .on_term = term_length},
    MeasureInfo{.measure = measure::chair_pattern,
                .bound = Bound::none,
                .check = leaders_now,
                .on_term = another_leader,
                .on_change = new_leaders,
                .on_shortage = no_leader},
    MeasureInfo{.measure = measure::size,
                .check = size_now,
                .on_term = another_person,
                .on_change = growth,
                .on_shortage = too_few},
    MeasureInfo{.measure = measure::chair_from_members,
                .bound = Bound::none,
                .key = "should_for",
                .looks_back = Past::of_chairs,
                .check = those_who_break,
                .on_term = membership},
    MeasureInfo{.measure = measure::chair_rotation,
                .bound = Bound::none,
                .looks_back = Past::of_chairs,
                .check = those_who_break,
                .on_term = rotation},
    MeasureInfo{.measure = measure::years_in_group,
                .bound = Bound::most,
                .looks_back = Past::of_everyone,
                .check = those_who_break,
                .on_term = years_in_group},
    MeasureInfo{.measure = measure::years_in_role,
                .bound = Bound::most,
                .looks_back = Past::of_everyone,
                .check = those_who_break,
                .on_term = years_in_role},
    MeasureInfo{.measure = measure::years_away,
                .bound = Bound::least,
                .looks_back = Past::of_everyone,
                .check = those_who_break,
                .on_term = back_too_soon},
    MeasureInfo{.measure = measure::posts,
                .bound = Bound::most,
                .across_groups = true,
                .check = those_who_break,
                .on_term = too_many_posts},
    MeasureInfo{.measure = measure::meetings, .check = meetings},
    MeasureInfo{.measure = measure::chairs_meetings, .check = chairs_meetings},
    MeasureInfo{.measure = measure::reports, .check = reports},
    MeasureInfo{
        .measure = measure::programs, .key = "types", .of_section = true, .check = programs},
    MeasureInfo{.measure = measure::paid_speakers,
                .of_section = true,
                .check = most_paid_speakers,
                .on_speakers = paid_at},
    MeasureInfo{.measure = measure::stipend,
                .of_section = true,
                .check = stipend_of_note,
                .on_speakers = other_stipends},
    MeasureInfo{.measure = measure::other_divisions,
                .bound = Bound::none,
                .of_section = true,
                .check = to_other_divisions,
                .on_submitting = before_the_minimums},
    MeasureInfo{
        .measure = measure::appointed_by, .key = "day", .of_section = true, .check = seats_to_fill},
};

}    // namespace

std::span<const MeasureInfo> all_measures() {
    return measures;
}

const MeasureInfo& info_of(Measure measure) {
    for (const MeasureInfo& info : measures) {
        if (info.measure == measure) {
            return info;
        }
    }
    throw std::logic_error("a rule with an unknown measure was accepted");
}

bool looks_back(Past past, Role role) {
    return past == Past::of_everyone || (past == Past::of_chairs && chairs(role));
}

Past past_of(GroupKind kind, const Handbook& handbook) {
    Past past = Past::none;
    for (const Rule& rule : handbook.rules) {
        if (rule.binds(kind)) {
            past = std::max(past, info_of(rule.measure).looks_back);
        }
    }
    return past;
}

bool looks_across(const Handbook& handbook) {
    return std::any_of(handbook.rules.begin(), handbook.rules.end(),
                       [](const Rule& rule) { return info_of(rule.measure).across_groups; });
}

std::optional<Measure> parse_measure(std::string_view text) {
    for (const MeasureInfo& info : measures) {
        if (info.measure.word() == text) {
            return info.measure;
        }
    }
    return std::nullopt;
}

}    // namespace lmsection
