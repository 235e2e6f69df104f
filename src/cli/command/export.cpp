#include "lmsection/app/export.hpp"
#include "command/shared.hpp"
#include "lmsection/cli/command.hpp"

#include <array>

namespace lmsection::cli {

namespace {

int run_export(app::WithHistory with_history, Context& context) {
    if (context.format() != Format::table && context.format() != Format::jsonl) {
        throw UsageError{"export supports only --format jsonl",
                         "leave out --format, or use another command to list records"};
    }
    const auto session = context.reading();
    app::export_section(session, with_history, [&](std::string_view line) {
        context.print(line);
        context.print("\n");
    });
    return 0;
}

Runner set_up_export(Arguments& arguments) {
    auto without_history = options_of<bool>();
    arguments.flag("--without-history", *without_history,
                   "Leave out the history, which undo needs");
    return [without_history](Context& context) {
        return run_export(*without_history ? app::WithHistory::no : app::WithHistory::yes, context);
    };
}

constexpr std::array commands{
    Command{.path = "export",
            .area = Area::database,
            .summary = "Export everything in the database as text",
            .examples = "  lmsection export --output section.jsonl\n"
                        "  lmsection export --without-history\n"
                        "  lmsection export --without-history --output section.jsonl\n",
            .set_up = set_up_export},
};

}    // namespace

extern constinit const CommandList export_commands{commands};

}    // namespace lmsection::cli
