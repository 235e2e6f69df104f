#include "command/shared.hpp"
#include "lmsection/app/handbook_adoption.hpp"
#include "prose.hpp"

#include <map>

namespace lmsection::cli {

namespace digest_command {
namespace {

struct Options {
    std::optional<std::string> group;
    bool exit_code = false;
};

constexpr auto digest_columns = columns_of<app::DigestLine>(
    title_above("part", "",
                [](const app::DigestLine& line) { return Cell{app::heading(line.part)}; }),
    for_scripts("group_slug", "Slug", absent_if_empty(&app::DigestLine::group_slug)),
    useful("group", "Group", absent_if_empty(&app::DigestLine::group)),
    essential("what", "What", &app::DigestLine::what),
    essential("due", "Due", &app::DigestLine::due),
    useful("detail", "Detail",
           [](const app::DigestLine& line) {
               return line.detail.empty() ? Cell{}
                                          : Cell{line.detail, line.late ? Tone::bad : Tone::plain};
           }),
    for_scripts("reply", "Reply",
                [](const app::DigestLine& line) { return Cell::or_absent(word(line.reply)); }));

/// ", due November 30, 2026"; empty without a day.
std::string with_day(std::string_view word, const std::optional<Date>& day) {
    return day ? fmt::format(", {} {}", word, written(*day)) : "";
}

std::string in_parentheses(const std::string& text) {
    return text.empty() ? "" : fmt::format(" ({})", text);
}

std::string sentence(const app::DigestLine& line) {
    const std::string of_group = line.group.empty() ? "" : line.group + ": ";
    switch (line.part) {
    case app::DigestPart::items:
        return fmt::format("{}{}{}.", line.what, with_day("by", line.due),
                           in_parentheses(line.detail));
    case app::DigestPart::reports:
        return fmt::format("{}{}{}{}.", of_group, line.what, with_day("due", line.due),
                           in_parentheses(line.late ? line.detail : ""));
    case app::DigestPart::programs:
        return fmt::format("{}{}{}{}.", of_group, line.what, with_day("by", line.due),
                           in_parentheses(line.detail));
    case app::DigestPart::appointments:
        return fmt::format("{} needs {}{}{}.", line.group, line.what, with_day("by", line.due),
                           in_parentheses(line.detail));
    case app::DigestPart::terms:
        return fmt::format(
            "{}, {} of {}{}{}.", line.what, line.detail, line.group, with_day("until", line.due),
            line.reply == Reply::none ? "" : fmt::format("; said {}", word(line.reply)));
    case app::DigestPart::leaves:
        return fmt::format("{} of {}: {}.", line.what, line.group, line.detail);
    case app::DigestPart::vacancies: return fmt::format("{} needs {}.", line.group, line.what);
    case app::DigestPart::volunteers:
        return fmt::format("{}, {}{}.", line.what, line.detail,
                           line.group.empty() ? "" : ", for " + line.group);
    }
    return {};
}

/// "Serving on: 3 yes, 1 no, 0 later, 5 without an answer."; empty if no one has answered.
std::string answers_in(std::span<const app::DigestLine> lines) {
    std::map<Reply, int> count;
    for (const app::DigestLine& line : lines) {
        count[line.reply] += line.part == app::DigestPart::terms ? 1 : 0;
    }
    const int answered = count[Reply::yes] + count[Reply::no] + count[Reply::later];
    return answered == 0 ? ""
                         : fmt::format("Serving on: {} yes, {} no, {} later, {} without an answer.",
                                       count[Reply::yes], count[Reply::no], count[Reply::later],
                                       count[Reply::none]);
}

void write_sentences(Context& context, const std::vector<app::DigestLine>& lines) {
    Prose prose{context};
    prose.heading(fmt::format("What needs attention on {}", written(context.today())));
    for (auto at = lines.begin(); at != lines.end();) {
        const auto next = std::find_if(at, lines.end(), [&](const app::DigestLine& other) {
            return other.part != at->part;
        });
        prose.heading(app::heading(at->part));
        for (auto line = at; line != next; ++line) {
            prose.paragraph(sentence(*line));
        }
        if (const std::string answers = answers_in({at, next}); !answers.empty()) {
            prose.paragraph(answers);
        }
        prose.paragraph(fmt::format("See: {}", command_for(at->part)));
        at = next;
    }
}

int run_digest(const Options& options, Context& context) {
    const auto session = context.reading();
    const auto group = group_asked(session, options.group);
    const auto lines = app::digest_of(session, group);
    if (lines.empty() && !context.for_scripts()) {
        context.explain_empty(fmt::format("Nothing needs attention on {}.", iso(context.today())));
        return 0;    // cron sends mail about anything printed
    }
    if (context.in_sentences()) {
        write_sentences(context, lines);
    } else {
        digest_columns.write(context, lines);
    }
    const auto newer = app::newer_edition(session.handbook());
    if (newer && context.for_people()) {
        context.print(fmt::format("\nEdition {} of the handbook is available; this section uses "
                                  "edition {}; see 'lmsection handbook adopt --dry-run'.\n",
                                  *newer, session.handbook().edition));
    }
    return !lines.empty() && options.exit_code ? something_due : 0;
}

void declare_digest(Arguments& arguments, Options& options) {
    arguments.option("--for G", options.group, "Only this group, for its chair");
    arguments.flag("--exit-code", options.exit_code, "Exit with status 1 if there is anything");
}

constexpr std::array commands{
    Command{
        .path = "digest",
        .area = Area::what_is_due,
        .summary = "Print one page of what needs attention, for cron",
        .examples = "  lmsection digest\n"
                    "  lmsection digest --for middle-managers --format html --output digest.html\n"
                    "  lmsection digest --exit-code --format md\n",
        .set_up = set_up<declare_digest, run_digest, digest_columns>},
};

}    // namespace
}    // namespace digest_command

extern constinit const CommandList digest_commands{digest_command::commands};

}    // namespace lmsection::cli
