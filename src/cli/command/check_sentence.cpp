#include "command/check_sentence.hpp"

#include "command/shared.hpp"
#include "lmsection/domain/measure.hpp"

namespace lmsection::cli {

namespace {

/// How a measure's results read. A measure without a row shows what was found and the rule. Words
/// in braces are filled in, see `filled_in`.
struct MeasureWords {
    Measure measure;
    std::string_view found;
    std::string_view remedy;      ///< a command, or advice that ends with one
    std::string_view one = {};    ///< what is counted
    std::string_view many = {};
};

constexpr std::string_view another_chair =
    "choose another member for the next term: lmsection roster {slug}";
constexpr std::string_view another_person =
    "choose someone else for the next term: lmsection roster {slug}";
constexpr std::string_view submitted = "For {venue}, {count} submitted{by} in {year}";
constexpr std::string_view programs_at_venue = "lmsection program list --venue {venue_id}";

constexpr std::array words_of_measures{
    MeasureWords{measure::size, "{group} has {people}", "lmsection appoint {end}PERSON {slug}"},
    MeasureWords{measure::term_years, "{group} has a term of {count}",
                 "lmsection appoint end PERSON {slug} --on DATE", "year", "years"},
    MeasureWords{measure::chair_pattern, "{group} has {leaders}", "lmsection appoint {leader}"},
    MeasureWords{measure::chair_from_members,
                 "{chairs} {group} without having been a member before", another_chair},
    MeasureWords{measure::chair_rotation, "{chairs} {group} for the second term in a row",
                 another_chair},
    MeasureWords{measure::years_in_group, "{serve} in {group} for more than {most} years in a row",
                 another_person},
    MeasureWords{measure::years_in_role,
                 "{serve} in the same role of {group} for more than {most} years in a row",
                 another_person},
    MeasureWords{measure::years_away,
                 "{serve} in {group} again after fewer than {least} years away", another_person},
    MeasureWords{measure::posts, "{serve} in {group}, and in more than {most} groups in total",
                 "lmsection appoint end PERSON {slug}"},
    MeasureWords{measure::meetings, "{group} has {met} in {year}",
                 "lmsection meeting add {slug} --on DATE"},
    MeasureWords{measure::chairs_meetings, "{group} has {met} with the chairs in {year}",
                 "lmsection meeting add {slug} --on DATE --with-chairs"},
    MeasureWords{measure::reports, "{group} has submitted {count} for {year}",
                 "lmsection report-due --group {slug}", "report", "reports"},
    MeasureWords{measure::programs, submitted, "lmsection program add TITLE --venue {venue_id}",
                 "proposal was", "proposals were"},
    MeasureWords{measure::other_divisions, submitted, programs_at_venue, "proposal was",
                 "proposals were"},
    MeasureWords{measure::paid_speakers, "For {venue}, a program{by} has {count}",
                 programs_at_venue, "paid speaker", "paid speakers"},
    MeasureWords{measure::stipend, "For {venue}, a speaker{by} is paid ${number}",
                 programs_at_venue},
    MeasureWords{measure::appointed_by, "{for_group}{count} to fill for {july_1}", "lmsection plan",
                 "seat is", "seats are"},
};

const MeasureWords* words_of(const Rule& rule) {
    const auto* const found = std::ranges::find(words_of_measures, rule.measure,
                                                &MeasureWords::measure);
    return found == words_of_measures.end() ? nullptr : found;
}

std::string count_of(const RuleResult& result, std::string_view one, std::string_view many) {
    return result.count == 0 ? fmt::format("no {}", many)
                             : counted(static_cast<std::size_t>(result.count), one, many);
}

std::string times(int count) {
    return count == 0   ? "not met"
           : count == 1 ? "met once"
           : count == 2 ? "met twice"
                        : fmt::format("met {} times", count);
}

/// "A and B chair": the people whom a result names, and a verb.
std::string names_and(const RuleResult& result, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", joined_with_and(result.names),
                       result.names.size() == 1 ? one : many);
}

std::string leaders_found(const RuleResult& result) {
    return result.all_on_leave ? "no one to lead it now: " + result.found
           : result.count == 0 ? "no one to lead it"
                               : result.found;
}

std::string venue_title(const Rule& rule, const Handbook& handbook) {
    const Venue* venue = handbook.venue(rule.venue);
    return venue != nullptr ? venue->title : rule.venue;
}

/// A sentence or a remedy of a measure, on a result. `venue`: its title.
std::string filled_in(std::string_view text, const MeasureWords& words, const RuleResult& result,
                      ProgramYear year, const std::string& venue) {
    const std::string group = result.group == nullptr ? "" : result.group->name;
    const std::string slug = result.group == nullptr ? "GROUP" : result.group->slug.text();
    const bool over = result.verdict == Verdict::over;
    const std::string leader = result.all_on_leave
                                   ? fmt::format("leave PERSON {} --acting PERSON", slug)
                               : over ? fmt::format("end PERSON {}", slug)
                                      : fmt::format("PERSON {} --role ROLE", slug);
    return fmt::format(
        fmt::runtime(text), fmt::arg("group", group), fmt::arg("slug", slug),
        fmt::arg("for_group", group.empty() ? "" : group + ": "),
        fmt::arg("by", group.empty() ? "" : " by " + group), fmt::arg("venue", venue),
        fmt::arg("venue_id", result.rule->venue), fmt::arg("year", year.label()),
        fmt::arg("july_1", written(year.plus(1).first_day())), fmt::arg("number", result.count),
        fmt::arg("count", count_of(result, words.one, words.many)),
        fmt::arg("people", result.count == 0 ? "no one" : count_of(result, "person", "people")),
        fmt::arg("met", times(result.count)), fmt::arg("leaders", leaders_found(result)),
        fmt::arg("leader", leader), fmt::arg("end", over ? "end " : ""),
        fmt::arg("chairs", names_and(result, "chairs", "chair")),
        fmt::arg("serve", names_and(result, "serves", "serve")),
        fmt::arg("most", result.rule->at_most.value_or(0)),
        fmt::arg("least", result.rule->at_least.value_or(0)));
}

}    // namespace

std::string says(const Rule& rule) {
    const std::string_view text = rule.says;
    const bool is_sentence = text.ends_with('.');
    return fmt::format("{} ({}, {}).", text.substr(0, text.size() - (is_sentence ? 1 : 0)),
                       cited(rule.section), rule.id.text());
}

std::string sentence_on(const RuleResult& result, const Handbook& handbook, ProgramYear year) {
    const Rule& rule = *result.rule;
    const MeasureWords* words = words_of(rule);
    const std::string group = result.group == nullptr ? "" : result.group->name + ": ";
    const std::string found = words != nullptr ? filled_in(words->found, *words, result, year,
                                                           venue_title(rule, handbook))
                                               : group + result.found;
    return fmt::format("{}. {}", capitalized(found), says(rule));
}

std::string remedy_of(const RuleResult& result, ProgramYear year) {
    const MeasureWords* words = words_of(*result.rule);
    return words != nullptr ? filled_in(words->remedy, *words, result, year, "") : "";
}

}    // namespace lmsection::cli
