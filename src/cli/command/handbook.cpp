#include "command/shared.hpp"
#include "lmsection/app/handbook_adoption.hpp"
#include "lmsection/app/handbook_fact.hpp"
#include "lmsection/app/handbook_toml.hpp"

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

void run_check(const std::string& name, Context& context) {
    const Handbook handbook = app::read_handbook(context.read_file(name), name);
    context.say(fmt::format("{} is valid: {} groups, {} rules, {} checklist items.", name,
                            handbook.groups.size(), handbook.rules.size(),
                            handbook.checklist.size()));
}

constexpr auto fact_columns = columns_of<app::HandbookFact>(
    title_above("section", "Section", &app::HandbookFact::section),
    useful("part", "Part", &app::HandbookFact::part),
    essential("topic", "Topic", &app::HandbookFact::topic),
    essential("text", "Text", &app::HandbookFact::text));

void run_handbook(const Options& options, Context& context) {
    if (options.check) {
        return run_check(*options.check, context);
    }
    const auto session = context.reading_anything();
    if (options.export_toml) {
        context.print(session.handbook_text());
        return;
    }
    app::FactFilter filter;
    filter.section = options.section.value_or("");
    filter.notes_only = options.notes;
    filter.group = group_asked(session, options.group);
    const auto facts = app::facts_of_handbook(session.whole_handbook(), filter);
    if (facts.empty()) {
        throw RefusedError{fmt::format("the handbook has nothing on '{}'",
                                       options.section.value_or("that")),
                           "see 'lmsection handbook' for its sections"};
    }
    fact_columns.write(context, facts);
}

/// "3 rules added, 1 rule changed, 2 terms break the rules".
std::string counted_lines(const std::vector<app::AdoptionLine>& lines) {
    std::vector<std::pair<std::string, int>> counts;
    for (const app::AdoptionLine& line : lines) {
        const std::string what = fmt::format("{} {}", line.part, word(line.change));
        auto known = std::ranges::find(counts, what, &std::pair<std::string, int>::first);
        if (known == counts.end()) {
            known = counts.insert(known, {what, 0});
        }
        ++known->second;
    }
    std::string text;
    for (const auto& [what, count] : counts) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", what, count);
    }
    return text.empty() ? "no differences" : text;
}

constexpr auto adoption_columns = columns_of<app::AdoptionLine>(
    title_above("part", "", &app::AdoptionLine::part),
    essential("change", "Change",
              [](const app::AdoptionLine& line) {
                  const bool breaks = line.change == app::AdoptionChange::breaks;
                  return Cell{word(line.change), breaks ? Tone::bad : Tone::plain};
              }),
    essential("what", "What", &app::AdoptionLine::what),
    essential("detail", "Detail", &app::AdoptionLine::detail),
    for_scripts("section", "Section", &app::AdoptionLine::section));

void run_adopt(const Options& options, Context& context) {
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
        return;
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
}

void declare_adopt(Arguments& arguments, Options& options) {
    arguments.option("FILE", options.file,
                     "Handbook file, or - for standard input (default: the built-in handbook)");
}

void declare_handbook(Arguments& arguments, Options& options) {
    arguments.option("--section N", options.section, "Only this section: 1 to 5, or Checklist");
    arguments.option("--group G", options.group, "Only entries about this group");
    const auto notes = arguments.flag("--notes", options.notes,
                                      "Where it contradicts itself, and which reading is used");
    const auto export_toml = arguments.flag("--export", options.export_toml,
                                            "The whole handbook as TOML");
    const auto check =
        arguments.option("--check FILE", options.check, "Check a handbook file without storing it")
            .not_empty();
    export_toml.excludes(notes).excludes(check);
    check.excludes(notes);
}

constexpr std::array commands{
    Command{.path = "handbook",
            .area = Area::documents,
            .summary = "Show what the handbook says",
            .examples = "  lmsection handbook --section 4\n"
                        "  lmsection handbook --group middle-managers\n"
                        "  lmsection handbook --notes\n"
                        "  lmsection handbook --export > handbook.toml\n",
            .set_up = set_up<declare_handbook, run_handbook, fact_columns>},
    Command{.path = "handbook adopt",
            .area = Area::documents,
            .summary = "Switch to a revised handbook",
            .examples = "  lmsection handbook adopt --dry-run\n"
                        "  lmsection handbook adopt revised.toml\n"
                        "  lmsection handbook adopt revised.toml --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_adopt, run_adopt, adoption_columns>},
};

}    // namespace
}    // namespace handbook_command

extern constinit const CommandList handbook_commands{handbook_command::commands};

}    // namespace lmsection::cli
