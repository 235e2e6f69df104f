#include "command/check_sentence.hpp"

#include "command/shared.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/domain/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace lmsection::cli {

namespace {

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

std::string venue_of(const Rule& rule, const Handbook& handbook) {
    const Venue* venue = handbook.venue(rule.venue);
    return venue != nullptr ? venue->title : rule.venue;
}

/// "A and B chair"
std::string chairs(const RuleResult& result) {
    return fmt::format("{} {}", joined_with_and(result.names),
                       result.names.size() == 1 ? "chairs" : "chair");
}

/// What the sentences on a result are made of.
struct Checked {
    const RuleResult& result;
    ProgramYear year;
    std::string group;    ///< its name; empty for the section as a whole
    std::string slug;     ///< for a command; "GROUP" for the section as a whole
    std::string venue;

    [[nodiscard]] bool over() const { return result.verdict == Verdict::over; }
    [[nodiscard]] std::string by() const { return group.empty() ? "" : " by " + group; }
};

/// How a measure's results read. A measure without a row shows what was found and the rule.
struct MeasureWords {
    Measure measure;
    std::string (*found)(const Checked&) = nullptr;
    std::string (*remedy)(const Checked&) = nullptr;    ///< a command, or advice that ends with one
};

std::string submitted(const Checked& checked) {
    return fmt::format("For {}, {} submitted{} in {}", checked.venue,
                       count_of(checked.result, "proposal was", "proposals were"), checked.by(),
                       checked.year.label());
}

std::string fewer_or_more_people(const Checked& checked) {
    return fmt::format("lmsection appoint {}PERSON {}", checked.over() ? "end " : "", checked.slug);
}

std::string fewer_or_more_leaders(const Checked& checked) {
    if (checked.result.all_on_leave) {
        return fmt::format("lmsection appoint leave PERSON {} --acting PERSON", checked.slug);
    }
    return checked.over() ? fmt::format("lmsection appoint end PERSON {}", checked.slug)
                          : fmt::format("lmsection appoint PERSON {} --role ROLE", checked.slug);
}

std::string another_chair(const Checked& checked) {
    return fmt::format("choose another member for the next term: lmsection roster {}",
                       checked.slug);
}

/// "A and B serve"
std::string serve(const RuleResult& result) {
    return fmt::format("{} {}", joined_with_and(result.names),
                       result.names.size() == 1 ? "serves" : "serve");
}

std::string another_person(const Checked& checked) {
    return fmt::format("choose someone else for the next term: lmsection roster {}", checked.slug);
}

std::string programs_at_venue(const Checked& checked) {
    return fmt::format("lmsection program list --venue {}", checked.result.rule->venue);
}

constexpr std::array words_of_measures{
    MeasureWords{Measure::size,
                 [](const Checked& checked) {
                     return fmt::format("{} has {}", checked.group,
                                        checked.result.count == 0
                                            ? "no one"
                                            : count_of(checked.result, "person", "people"));
                 },
                 fewer_or_more_people},
    MeasureWords{Measure::term_years,
                 [](const Checked& checked) {
                     return fmt::format("{} has a term of {}", checked.group,
                                        count_of(checked.result, "year", "years"));
                 },
                 [](const Checked& checked) {
                     return fmt::format("lmsection appoint end PERSON {} --on DATE", checked.slug);
                 }},
    MeasureWords{Measure::chair_pattern,
                 [](const Checked& checked) {
                     return checked.result.all_on_leave
                                ? fmt::format("{} has no one to lead it now: {}", checked.group,
                                              checked.result.found)
                            : checked.result.count == 0
                                ? fmt::format("{} has no one to lead it", checked.group)
                                : fmt::format("{} has {}", checked.group, checked.result.found);
                 },
                 fewer_or_more_leaders},
    MeasureWords{Measure::chair_from_members,
                 [](const Checked& checked) {
                     return fmt::format("{} {} without having been a member before",
                                        chairs(checked.result), checked.group);
                 },
                 another_chair},
    MeasureWords{Measure::chair_rotation,
                 [](const Checked& checked) {
                     return fmt::format("{} {} for the second term in a row",
                                        chairs(checked.result), checked.group);
                 },
                 another_chair},
    MeasureWords{Measure::years_in_group,
                 [](const Checked& checked) {
                     return fmt::format("{} in {} for more than {} years in a row",
                                        serve(checked.result), checked.group,
                                        *checked.result.rule->at_most);
                 },
                 another_person},
    MeasureWords{Measure::years_in_role,
                 [](const Checked& checked) {
                     return fmt::format("{} in the same role of {} for more than {} years in a row",
                                        serve(checked.result), checked.group,
                                        *checked.result.rule->at_most);
                 },
                 another_person},
    MeasureWords{Measure::years_away,
                 [](const Checked& checked) {
                     return fmt::format("{} in {} again after less than {} years away",
                                        serve(checked.result), checked.group,
                                        *checked.result.rule->at_least);
                 },
                 another_person},
    MeasureWords{Measure::posts,
                 [](const Checked& checked) {
                     return fmt::format("{} in {} and in more than {} groups in all",
                                        serve(checked.result), checked.group,
                                        *checked.result.rule->at_most);
                 },
                 [](const Checked& checked) {
                     return fmt::format("lmsection appoint end PERSON {}", checked.slug);
                 }},
    MeasureWords{Measure::meetings,
                 [](const Checked& checked) {
                     return fmt::format("{} has {} in {}", checked.group,
                                        times(checked.result.count), checked.year.label());
                 },
                 [](const Checked& checked) {
                     return fmt::format("lmsection meeting add {} --on DATE", checked.slug);
                 }},
    MeasureWords{Measure::chairs_meetings,
                 [](const Checked& checked) {
                     return fmt::format("{} has {} with the chairs in {}", checked.group,
                                        times(checked.result.count), checked.year.label());
                 },
                 [](const Checked& checked) {
                     return fmt::format("lmsection meeting add {} --on DATE --with-chairs",
                                        checked.slug);
                 }},
    MeasureWords{Measure::reports,
                 [](const Checked& checked) {
                     return fmt::format("{} has submitted {} for {}", checked.group,
                                        count_of(checked.result, "report", "reports"),
                                        checked.year.label());
                 },
                 [](const Checked& checked) {
                     return fmt::format("lmsection report-due --group {}", checked.slug);
                 }},
    MeasureWords{Measure::programs, submitted,
                 [](const Checked& checked) {
                     return fmt::format("lmsection program add TITLE --venue {}",
                                        checked.result.rule->venue);
                 }},
    MeasureWords{Measure::other_divisions, submitted, programs_at_venue},
    MeasureWords{Measure::paid_speakers,
                 [](const Checked& checked) {
                     return fmt::format("For {}, a program{} has {}", checked.venue, checked.by(),
                                        count_of(checked.result, "paid speaker", "paid speakers"));
                 },
                 programs_at_venue},
    MeasureWords{Measure::stipend,
                 [](const Checked& checked) {
                     return fmt::format("For {}, a speaker{} is paid ${}", checked.venue,
                                        checked.by(), checked.result.count);
                 },
                 programs_at_venue},
    MeasureWords{Measure::appointed_by,
                 [](const Checked& checked) {
                     return fmt::format("{}{} to fill for {}",
                                        checked.group.empty() ? "" : checked.group + ": ",
                                        count_of(checked.result, "seat is", "seats are"),
                                        written(checked.year.plus(1).first_day()));
                 },
                 [](const Checked& /*checked*/) { return std::string{"lmsection plan"}; }},
};

const MeasureWords* words_of(const Rule& rule) {
    const auto* const found = std::find_if(words_of_measures.begin(), words_of_measures.end(),
                                           [&](const MeasureWords& words) {
                                               return words.measure == rule.measure;
                                           });
    return found == words_of_measures.end() ? nullptr : found;
}

}    // namespace

std::string says(const Rule& rule) {
    const std::string_view text = rule.says;
    const bool is_sentence = text.ends_with('.');
    return fmt::format("{} ({}, {}).", text.substr(0, text.size() - (is_sentence ? 1 : 0)),
                       cited(rule.section), rule.id.text());
}

std::string sentence_on(const RuleResult& result, const Handbook& handbook, ProgramYear year) {
    const Checked checked{result, year, result.group == nullptr ? "" : result.group->name, "",
                          venue_of(*result.rule, handbook)};
    const MeasureWords* words = words_of(*result.rule);
    const std::string found =
        words != nullptr
            ? words->found(checked)
            : fmt::format("{}{}", checked.group.empty() ? "" : checked.group + ": ", result.found);
    return fmt::format("{}. {}", capitalized(found), says(*result.rule));
}

std::string remedy_of(const RuleResult& result, ProgramYear year) {
    const MeasureWords* words = words_of(*result.rule);
    const std::string slug = result.group == nullptr ? "GROUP" : result.group->slug.text();
    return words != nullptr ? words->remedy({result, year, "", slug, ""}) : "";
}

}    // namespace lmsection::cli
