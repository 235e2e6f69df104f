#include "lmsection/app/handbook_facts.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "registrations.hpp"
#include "shared.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

struct Options {
    std::optional<std::string> section;
    std::optional<std::string> group;
    bool notes = false;
    bool export_toml = false;
    std::optional<std::string> check;
};

int run_check(const std::string& name, Context& context) {
    const Handbook handbook = app::read_handbook(context.read_file(name), name);
    context.say(fmt::format("{} is a good handbook: {} groups, {} rules, {} checklist items.", name,
                            handbook.groups.size(), handbook.rules.size(),
                            handbook.checklist.size()));
    return 0;
}

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
    const auto facts = app::facts_of_handbook(session.handbook(), filter);
    if (facts.empty()) {
        throw RefusedError{fmt::format("the handbook has nothing on '{}'",
                                       options.section.value_or("that")),
                           "see 'lmsection handbook' for its sections"};
    }
    const auto writer = context.rows({{"section", "Section", Shown::as_heading},
                                      {"part", "Part"},
                                      {"topic", "Topic"},
                                      {"text", "Text"}});
    for (const app::HandbookFact& fact : facts) {
        writer->row({fact.section, fact.part, fact.topic, fact.text});
    }
    writer->end();
    return 0;
}

}    // namespace

Runner set_up_handbook(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("--section", options->section, "Only that section: 1 to 5, or Checklist")
        .type_name("N");
    arguments.option("--group", options->group, "What it says of that group").type_name("G");
    const auto notes = arguments.flag("--notes", options->notes,
                                      "Where it contradicts itself, and the reading in use");
    const auto export_toml = arguments.flag("--export", options->export_toml, "The whole as TOML");
    const auto check =
        arguments.option("--check", options->check, "Check a handbook file, store nothing")
            .type_name("FILE")
            .not_empty();
    export_toml.excludes(notes).excludes(check);
    check.excludes(notes);
    return [options](Context& context) { return run_handbook(*options, context); };
}

}    // namespace lmsection::cli
