#include "lmsection/app/export.hpp"
#include "command/shared.hpp"
#include "format/xlsx.hpp"
#include "lmsection/app/calendar.hpp"
#include "lmsection/cli/command.hpp"
#include "parser.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace lmsection::cli {

namespace export_command {
namespace {

/// A sheet of the workbook: what a command lists.
struct SheetSource {
    std::string_view title;
    std::string_view command;
    std::string_view option = {};
};
constexpr std::array sheets{SheetSource{"People", "person list"},
                            SheetSource{"Roster", "roster"},
                            SheetSource{"All terms", "roster", "--history"},
                            SheetSource{"Groups", "group list"},
                            SheetSource{"Volunteers", "volunteer list", "--all"},
                            SheetSource{"Reports", "report-due", "--all"},
                            SheetSource{"Meetings", "meeting list"},
                            SheetSource{"Programs", "program list", "--all"},
                            SheetSource{"Events", "event list"},
                            SheetSource{"Duties", "duty list"},
                            SheetSource{"Checklist", "checklist", "--year"}};

/// Runs the command of a sheet as if it had been typed, so that the sheet has the command's rows.
void add_sheet(Workbook& workbook, const SheetSource& source, const Context& context) {
    const auto commands = all_commands();
    const auto found = std::find_if(commands.begin(), commands.end(), [&](const auto& command) {
        return command.get().path == source.command;
    });
    Arguments arguments;
    const Runner runner = found->get().set_up(arguments);
    std::vector<std::string> words;
    if (!source.option.empty()) {
        words.emplace_back(source.option);
    }
    (void)parse(arguments, words, "");
    Context sheet = context.for_sheet(
        [&](ColumnList columns) { return workbook.add_sheet(source.title, std::move(columns)); });
    arguments.read_values(sheet);
    (void)runner(sheet);
}

/// Each sheet reads the database again, so a change in between is an error: the sheets would not
/// agree.
void write_workbook(Context& context) {
    const auto number_now = [&] { return app::revision_of(context.reading()).number; };
    const std::int64_t before = number_now();
    Workbook workbook{context.today()};
    for (const SheetSource& source : sheets) {
        add_sheet(workbook, source, context);
    }
    if (number_now() != before) {
        throw StoreError{"the section was changed while the workbook was written",
                         "run the command again"};
    }
    workbook.write_to(context.out());
}

int run_export(app::WithHistory with_history, Context& context) {
    if (context.format() == Format::xlsx) {
        write_workbook(context);
        return 0;
    }
    if (context.format() != Format::table && context.format() != Format::jsonl) {
        throw UsageError{"export supports only --format jsonl and xlsx",
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
                   "Leave out the history, which undo needs; a workbook never has it");
    return [without_history](Context& context) {
        return run_export(*without_history ? app::WithHistory::no : app::WithHistory::yes, context);
    };
}

constexpr std::array commands{
    Command{.path = "export",
            .area = Area::database,
            .summary = "Export everything in the database",
            .examples = "  lmsection export --output section.jsonl\n"
                        "  lmsection export --without-history --output section.jsonl\n"
                        "  lmsection export --format xlsx --output section.xlsx\n",
            .set_up = set_up_export},
};

}    // namespace
}    // namespace export_command

extern constinit const CommandList export_commands{export_command::commands};

}    // namespace lmsection::cli
