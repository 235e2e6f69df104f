#include "lmsection/domain/programs.hpp"

#include "lmsection/domain/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace lmsection {

namespace {

std::vector<const Rule*> rules_on(std::string_view venue, Measure measure,
                                  const Handbook& handbook) {
    std::vector<const Rule*> rules;
    for (const Rule& rule : handbook.rules) {
        if (rule.measure == measure && rule.venue == venue) {
            rules.push_back(&rule);
        }
    }
    return rules;
}

const Venue* venue_of(std::string_view id, const Handbook& handbook) {
    const auto found = std::find_if(handbook.venues.begin(), handbook.venues.end(),
                                    [&](const Venue& venue) { return venue.id.text() == id; });
    return found == handbook.venues.end() ? nullptr : &*found;
}

std::string title_of(std::string_view venue, const Handbook& handbook) {
    const Venue* known = venue_of(venue, handbook);
    return known == nullptr ? std::string{venue} : known->title;
}

Finding finding(const Rule& rule, std::string what, std::string remedy) {
    return {
        rule.id.text(), rule.section, rule.strength, true, {std::move(what), std::move(remedy)}};
}

/// The statuses that follow one, the usual ones first.
std::vector<ProgramStatus> next_of(ProgramStatus from) {
    using enum ProgramStatus;
    switch (from) {
    case draft: return {submitted, withdrawn};
    case submitted: return {accepted, declined, withdrawn};
    case accepted: return {withdrawn};
    case declined: return {carried};
    case carried:
    case withdrawn: return {};
    }
    return {};
}

std::string_view verb(ProgramStatus step) {
    switch (step) {
    case ProgramStatus::draft: return "add";
    case ProgramStatus::submitted: return "submit";
    case ProgramStatus::accepted: return "accept";
    case ProgramStatus::declined: return "decline";
    case ProgramStatus::carried: return "carry";
    case ProgramStatus::withdrawn: return "withdraw";
    }
    return {};
}

std::string way_on(ProgramStatus from) {
    std::vector<std::string> ways;
    for (const ProgramStatus next : next_of(from)) {
        ways.push_back(fmt::format("'lmsection program {}'", verb(next)));
    }
    return ways.empty() ? "add a new proposal with 'lmsection program add'"
                        : fmt::format("what can follow is {}", fmt::join(ways, " or "));
}

std::string missing_text(const ProgramCounts& counts, const Handbook& handbook) {
    std::vector<std::string> missing;
    for (const Rule& rule : handbook.rules) {
        const int count = submitted_to(rule.venue, counts);
        if (rule.measure == Measure::programs && !rule.holds(count)) {
            missing.push_back(fmt::format("{}: {} of {}", title_of(rule.venue, handbook), count,
                                          rule.at_least.value_or(0)));
        }
    }
    return fmt::format("{}", fmt::join(missing, ", "));
}

}    // namespace

std::string_view word(ProgramStatus status) {
    switch (status) {
    case ProgramStatus::draft: return "draft";
    case ProgramStatus::submitted: return "submitted";
    case ProgramStatus::accepted: return "accepted";
    case ProgramStatus::declined: return "declined";
    case ProgramStatus::carried: return "carried";
    case ProgramStatus::withdrawn: return "withdrawn";
    }
    return {};
}

Outcome<ProgramStatus> parse_program_status(std::string_view text) {
    const std::string typed = folded(is_utf8(text) ? tidied_text(text) : std::string{});
    std::vector<std::string_view> known;
    for (const ProgramStatus status : all_program_statuses) {
        if (typed == word(status)) {
            return status;
        }
        known.push_back(word(status));
    }
    return Fault{fmt::format("{} is not a status of a program", in_quotes(text)),
                 fmt::format("use one of {}", fmt::join(known, ", "))};
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
    if (std::find(next.begin(), next.end(), step) != next.end()) {
        return step;
    }
    if (from == step) {
        return Fault{fmt::format("it is {} already", word(from)), way_on(from)};
    }
    return Fault{fmt::format("it is {} and cannot become {}", word(from), word(step)),
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
    const std::string_view number = text.starts_with('$') ? text.substr(1) : text;
    int dollars = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(),
                                              dollars);
    const bool whole = error == std::errc{} && end == number.data() + number.size();
    if (!whole || dollars < 0 || dollars > largest_stipend) {
        return Fault{fmt::format("{} is not a stipend", in_quotes(text)),
                     "write whole dollars, as 150"};
    }
    return dollars;
}

int paid_speakers(std::span<const Speaker> speakers) {
    return static_cast<int>(
        std::count_if(speakers.begin(), speakers.end(),
                      [](const Speaker& speaker) { return speaker.stipend > 0; }));
}

int stipends(std::span<const Speaker> speakers) {
    int sum = 0;
    for (const Speaker& speaker : speakers) {
        sum += speaker.stipend;
    }
    return sum;
}

std::optional<int> usual_stipend(std::string_view venue, const Handbook& handbook) {
    const auto rules = rules_on(venue, Measure::stipend, handbook);
    return rules.empty() ? std::nullopt : rules.front()->at_most;
}

std::optional<Date> last_submission_day(std::string_view venue, ProgramYear year,
                                        const Handbook& handbook) {
    std::optional<Date> last;
    if (const Venue* known = venue_of(venue, handbook)) {
        for (const date::month month : known->submit) {
            const Date day = last_day_of(year.month(month));
            last = last ? std::max(*last, day) : day;
        }
    }
    return last;
}

int submitted_to(std::string_view venue, const ProgramCounts& counts) {
    const auto count = counts.find(venue);
    return count == counts.end() ? 0 : count->second;
}

bool minimums_met(const ProgramCounts& counts, const Handbook& handbook) {
    return std::all_of(handbook.rules.begin(), handbook.rules.end(), [&](const Rule& rule) {
        return rule.measure != Measure::programs || rule.holds(submitted_to(rule.venue, counts));
    });
}

std::vector<Finding> findings_on_stipends(std::string_view venue, std::span<const Speaker> speakers,
                                          const Handbook& handbook) {
    std::vector<Finding> findings;
    const int paid = paid_speakers(speakers);
    for (const Rule* rule : rules_on(venue, Measure::paid_speakers, handbook)) {
        if (!rule->holds(paid)) {
            findings.push_back(
                finding(*rule,
                        fmt::format("{} speakers would be paid at {}, {} are allowed", paid,
                                    title_of(venue, handbook), rule->bound()),
                        "let the others speak without a stipend"));
        }
    }
    for (const Rule* rule : rules_on(venue, Measure::stipend, handbook)) {
        for (const Speaker& speaker : speakers) {
            if (speaker.stipend > 0 && !rule->holds(speaker.stipend)) {
                findings.push_back(
                    finding(*rule,
                            fmt::format("{} would be paid ${}, the stipend is {}", speaker.name,
                                        speaker.stipend, rule->bound()),
                            fmt::format("pay ${}", rule->at_most.value_or(0))));
            }
        }
    }
    return findings;
}

std::vector<Finding> findings_on_submitting(std::string_view venue, const ProgramCounts& counts,
                                            const Handbook& handbook) {
    std::vector<Finding> findings;
    for (const Rule* rule : rules_on(venue, Measure::other_divisions, handbook)) {
        if (!minimums_met(counts, handbook)) {
            findings.push_back(
                finding(*rule,
                        fmt::format("{} comes after the year's minimums ({})",
                                    title_of(venue, handbook), missing_text(counts, handbook)),
                        "submit those first"));
        }
    }
    return findings;
}

int VenueStanding::missing() const {
    return std::max(0, at_least.value_or(0) - submitted);
}

std::vector<VenueStanding> standing_of(const ProgramCounts& counts, ProgramYear year,
                                       const Handbook& handbook) {
    std::vector<VenueStanding> standing;
    for (const Venue& venue : handbook.venues) {
        const std::string& id = venue.id.text();
        VenueStanding of{&venue, submitted_to(id, counts), std::nullopt,
                         last_submission_day(id, year, handbook)};
        for (const Rule* rule : rules_on(id, Measure::programs, handbook)) {
            of.at_least = rule->at_least;
        }
        standing.push_back(of);
    }
    return standing;
}

}    // namespace lmsection
