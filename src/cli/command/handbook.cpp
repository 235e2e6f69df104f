#include "columns.hpp"
#include "command/shared.hpp"
#include "lmsection/app/handbook_adoption.hpp"
#include "lmsection/app/handbook_fact.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/cli/command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lmsection::cli {

namespace handbook_command {
namespace {

struct Options {
    std::optional<std::string> section;
    std::optional<std::string> group;
    bool notes = false;
    bool export_toml = false;
    std::optional<std::string> check;
    std::optional<std::string> file;    ///< to adopt
};

int run_check(const std::string& name, Context& context) {
    const Handbook handbook = app::read_handbook(context.read_file(name), name);
    context.say(fmt::format("{} is valid: {} groups, {} rules, {} checklist items.", name,
                            handbook.groups.size(), handbook.rules.size(),
                            handbook.checklist.size()));
    return 0;
}

constexpr auto fact_columns = columns_of<app::HandbookFact>(
    column("section", "Section", Audience::heading, &app::HandbookFact::section),
    column("part", "Part", Importance::useful, &app::HandbookFact::part),
    column("topic", "Topic", Importance::essential, &app::HandbookFact::topic),
    column("text", "Text", Importance::essential, &app::HandbookFact::text));

int run_handbook(const Options& options, Context& context) {
    if (options.check) {
        return run_check(*options.check, context);
    }
    const auto session = context.reading_anything();
    if (options.export_toml) {
        context.print(session.handbook_text());
        return 0;
    }
    app::FactFilter filter;
    filter.section = options.section.value_or("");
    filter.notes_only = options.notes;
    if (options.group) {
        filter.group = session.group(*options.group);
    }
    const auto facts = app::facts_of_handbook(session.whole_handbook(), filter);
    if (facts.empty()) {
        throw RefusedError{fmt::format("the handbook has nothing on '{}'",
                                       options.section.value_or("that")),
                           "see 'lmsection handbook' for its sections"};
    }
    fact_columns.write(context, facts);
    return 0;
}

/// "3 rules added, 1 rule changed, 2 terms break the rules".
std::string counted_lines(const std::vector<app::AdoptionLine>& lines) {
    std::vector<std::pair<std::string, int>> counts;
    for (const app::AdoptionLine& line : lines) {
        const std::string what = fmt::format("{} {}", line.part, word(line.change));
        const auto known = std::find_if(counts.begin(), counts.end(),
                                        [&](const auto& count) { return count.first == what; });
        if (known == counts.end()) {
            counts.emplace_back(what, 1);
        } else {
            ++known->second;
        }
    }
    std::string text;
    for (const auto& [what, count] : counts) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", what, count);
    }
    return text.empty() ? "no differences" : text;
}

constexpr auto adoption_columns = columns_of<app::AdoptionLine>(
    column("part", "", Audience::heading, &app::AdoptionLine::part),
    column("change", "Change", Importance::essential,
           [](const app::AdoptionLine& line) {
               const bool breaks = line.change == app::AdoptionChange::breaks;
               return Cell{word(line.change), breaks ? Tone::bad : Tone::plain};
           }),
    column("what", "What", Importance::essential, &app::AdoptionLine::what),
    column("detail", "Detail", Importance::essential, &app::AdoptionLine::detail),
    column("section", "Section", Audience::scripts, &app::AdoptionLine::section));

int run_adopt(const Options& options, Context& context) {
    const std::string toml = options.file ? context.read_file(*options.file) : "";
    auto session = context.writing();
    const app::Adoption adoption = options.file ? app::adopt_handbook(session, toml,
                                                                      display_name(*options.file))
                                                : app::adopt_built_in_handbook(session);
    if (context.shows_rows()) {
        adoption_columns.write(context, adoption.lines);
    }
    if (!adoption.changed) {
        context.say(
            fmt::format("The section already uses this handbook (edition {}); nothing was changed.",
                        adoption.to_edition));
        return 0;
    }
    const bool dry = context.dry_run();
    context.say(fmt::format("{} {}, edition {} (before: {}): {}.",
                            dry ? "Would adopt the handbook of" : "Adopted the handbook of",
                            adoption.handbook, adoption.to_edition, adoption.from_edition,
                            counted_lines(adoption.lines)));
    say_dry_run(context);
    const std::string file = options.file ? " " + *options.file : "";
    context.next_step(dry ? "lmsection handbook adopt" + file
                          : "lmsection check; 'lmsection undo' undoes it");
    return 0;
}

Runner set_up_handbook_adopt(Arguments& arguments) {
    arguments.prints(adoption_columns);
    auto options = options_of<Options>();
    arguments.option("FILE", options->file,
                     "Handbook file, or - for standard input (default: the built-in handbook)");
    return [options](Context& context) { return run_adopt(*options, context); };
}

Runner set_up_handbook(Arguments& arguments) {
    arguments.prints(fact_columns);
    auto options = options_of<Options>();
    arguments.option("--section", options->section, "Only this section: 1 to 5, or Checklist")
        .type_name("N");
    arguments.option("--group", options->group, "Only entries about this group").type_name("G");
    const auto notes = arguments.flag("--notes", options->notes,
                                      "Where it contradicts itself, and which reading is used");
    const auto export_toml = arguments.flag("--export", options->export_toml,
                                            "The whole handbook as TOML");
    const auto check =
        arguments.option("--check", options->check, "Check a handbook file without storing it")
            .type_name("FILE")
            .not_empty();
    export_toml.excludes(notes).excludes(check);
    check.excludes(notes);
    return [options](Context& context) { return run_handbook(*options, context); };
}

constexpr std::array commands{
    Command{.path = "handbook",
            .area = Area::documents,
            .summary = "Show what the handbook says",
            .examples = "  lmsection handbook --section 4\n"
                        "  lmsection handbook --group middle-managers\n"
                        "  lmsection handbook --notes\n"
                        "  lmsection handbook --export > handbook.toml\n",
            .set_up = set_up_handbook},
    Command{.path = "handbook adopt",
            .area = Area::documents,
            .summary = "Switch to a revised handbook",
            .examples = "  lmsection handbook adopt --dry-run\n"
                        "  lmsection handbook adopt revised.toml\n"
                        "  lmsection handbook adopt revised.toml --dry-run\n",
            .writes = true,
            .set_up = set_up_handbook_adopt},
};

}    // namespace
}    // namespace handbook_command

extern constinit const CommandList handbook_commands{handbook_command::commands};

}    // namespace lmsection::cli
