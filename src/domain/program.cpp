#include "lmsection/domain/program.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace lmsection {

namespace {

/// Whether a rule is about the section as a whole or, unless null, about `group`.
bool concerns(const Rule& rule, const Group* group) {
    return rule.kinds.empty() || (group != nullptr && rule.binds(group->kind));
}

/// The possible next statuses, most common first.
std::vector<ProgramStatus> next_of(ProgramStatus from) {
    using enum ProgramStatus;
    switch (from) {
    case draft: return {submitted, withdrawn};
    case submitted: return {accepted, declined, withdrawn};
    case accepted: return {withdrawn};
    case declined: return {carried};
    default: return {};
    }
}

std::string way_on(ProgramStatus from) {
    std::vector<std::string> ways;
    for (const ProgramStatus next : next_of(from)) {
        ways.push_back(fmt::format(
            "'lmsection program {}'",
            word_at(next, {"add", "submit", "accept", "decline", "carry", "withdraw"})));
    }
    return ways.empty() ? "add a new proposal with 'lmsection program add'"
                        : fmt::format("use {}", fmt::join(ways, " or "));
}

/// The unmet minimums, as `missing_minimums` lists them.
std::vector<std::string> unmet(const ProgramCounts& counts, const Handbook& handbook,
                               const Group* group) {
    std::vector<std::string> missing;
    for (const Rule& rule : handbook.rules) {
        if (rule.measure != measure::programs || !concerns(rule, group)) {
            continue;
        }
        const int count = submitted_for(rule, counts, handbook,
                                        rule.kinds.empty() ? nullptr : group);
        if (!rule.holds(count)) {
            missing.push_back(fmt::format("{}: {} of {}", venue_title(rule.venue, handbook), count,
                                          rule.at_least.value_or(0)));
        }
    }
    return missing;
}

}    // namespace

Outcome<ProgramStatus> parse_program_status(std::string_view text) {
    return parse_word("program status", text, all_program_statuses);
}

bool counts_as_submitted(ProgramStatus status) {
    return status != ProgramStatus::draft && status != ProgramStatus::withdrawn;
}

bool is_alive(ProgramStatus status) {
    return status == ProgramStatus::draft || status == ProgramStatus::submitted ||
           status == ProgramStatus::accepted;
}

Outcome<ProgramStatus> move_on(ProgramStatus from, ProgramStatus step) {
    const auto next = next_of(from);
    if (std::ranges::count(next, step) > 0) {
        return step;
    }
    return Fault{from == step
                     ? fmt::format("it is already {}", word(from))
                     : fmt::format("it is {} and cannot become {}", word(from), word(step)),
                 way_on(from)};
}

Outcome<std::string> parse_title(std::string_view text) {
    auto title = parse_line("title", text);
    if (title.ok() && title.value().empty()) {
        return Fault{"a program needs a title", "write it in quotes"};
    }
    return title;
}

Outcome<int> parse_stipend(std::string_view text) {
    const auto dollars = parse_number<int>(text.substr(text.starts_with('$') ? 1 : 0));
    if (!dollars || *dollars < 0 || *dollars > largest_stipend) {
        return Fault{fmt::format("{} is not a stipend", in_quotes(text)),
                     "write whole dollars, as 150"};
    }
    return *dollars;
}

int paid_speakers(std::span<const Speaker> speakers) {
    return static_cast<int>(std::ranges::count_if(speakers, [](const Speaker& speaker) {
        return speaker.stipend > 0;
    }));
}

int stipends(std::span<const Speaker> speakers) {
    int sum = 0;
    for (const Speaker& speaker : speakers) {
        sum += speaker.stipend;
    }
    return sum;
}

std::optional<int> usual_stipend(std::string_view venue, const Handbook& handbook) {
    for (const Rule& rule : handbook.rules) {
        if (rule.measure == measure::stipend && rule.venue == venue) {
            return rule.at_most ? rule.at_most : rule.at_least;
        }
    }
    return std::nullopt;
}

std::optional<Date> last_submission_day(std::string_view venue, ProgramYear year,
                                        const Handbook& handbook) {
    std::optional<Date> last;
    if (const Venue* known = handbook.venue(venue)) {
        for (const date::month month : known->submit) {
            const Date day = last_day_of(year.month(month));
            last = last ? std::max(*last, day) : day;
        }
    }
    return last;
}

std::string type_of(std::string_view venue, std::string_view type, const Handbook& handbook) {
    const Venue* known = handbook.venue(venue);
    const bool has_usual = known != nullptr && !known->types.empty();
    return type.empty() && has_usual ? known->types.front() : std::string{type};
}

Outcome<std::string> parse_program_type(std::string_view typed, const Venue& venue) {
    if (venue.types.empty()) {
        return Fault{fmt::format("{} has no session types", venue.title), "omit --type"};
    }
    std::vector<Nameable> things;
    for (const std::string& type : venue.types) {
        things.push_back({type, {type}});
    }
    const auto found = resolve_name("type of session", typed, things);
    if (!found.ok()) {
        return Fault{found.fault().what,
                     fmt::format("use one of {}", fmt::join(venue.types, ", "))};
    }
    return venue.types[found.value()];
}

int submitted_for(const Rule& rule, const ProgramCounts& counts, const Handbook& handbook,
                  const Group* group) {
    int submitted = 0;
    for (const ProgramCount& count : counts) {
        const bool of_type = rule.types.empty() ||
                             std::ranges::count(rule.types,
                                                type_of(count.venue, count.type, handbook)) > 0;
        const bool of_group = group == nullptr || count.group == group->id;
        submitted += count.venue == rule.venue && of_type && of_group ? count.submitted : 0;
    }
    return submitted;
}

std::string venue_title(std::string_view venue, const Handbook& handbook) {
    const Venue* known = handbook.venue(venue);
    return known == nullptr ? std::string{venue} : known->title;
}

std::string missing_minimums(const ProgramCounts& counts, const Handbook& handbook,
                             const Group* group) {
    return fmt::format("{}", fmt::join(unmet(counts, handbook, group), ", "));
}

bool minimums_met(const ProgramCounts& counts, const Handbook& handbook, const Group* group) {
    return unmet(counts, handbook, group).empty();
}

std::vector<Finding> findings_on_stipends(std::string_view venue, std::span<const Speaker> speakers,
                                          std::optional<GroupKind> kind, const Handbook& handbook) {
    std::vector<Finding> findings;
    for (const Rule& rule : handbook.rules) {
        const auto on_speakers = info_of(rule.measure).on_speakers;
        const bool binds = rule.kinds.empty() || (kind && rule.binds(*kind));
        if (on_speakers != nullptr && rule.venue == venue && binds) {
            std::ranges::move(on_speakers(rule, speakers, handbook), std::back_inserter(findings));
        }
    }
    return findings;
}

std::vector<Finding> findings_on_submitting(std::string_view venue, const Group* group,
                                            const ProgramCounts& counts, const Handbook& handbook) {
    std::vector<Finding> findings;
    for (const Rule& rule : handbook.rules) {
        const auto on_submitting = info_of(rule.measure).on_submitting;
        if (on_submitting != nullptr && rule.venue == venue && concerns(rule, group)) {
            if (auto finding = on_submitting(rule, group, counts, handbook)) {
                findings.push_back(std::move(*finding));
            }
        }
    }
    return findings;
}

std::vector<VenueStanding> standing_of(const ProgramCounts& counts, ProgramYear year,
                                       const Handbook& handbook) {
    std::vector<VenueStanding> standing;
    for (const Venue& venue : handbook.venues) {
        const std::string& id = venue.id.text();
        VenueStanding of{&venue, 0, std::nullopt, "", last_submission_day(id, year, handbook)};
        for (const ProgramCount& count : counts) {
            of.submitted += count.venue == id ? count.submitted : 0;
        }
        for (const Rule& rule : handbook.rules) {
            if (rule.measure == measure::programs && rule.venue == id && rule.kinds.empty()) {
                of.submitted = submitted_for(rule, counts, handbook, nullptr);
                of.at_least = rule.at_least;
                of.minimum_section = rule.section;
            }
        }
        standing.push_back(of);
    }
    return standing;
}

}    // namespace lmsection
