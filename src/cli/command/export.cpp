#include "lmsection/app/export.hpp"
#include "command/shared.hpp"
#include "format/xlsx.hpp"
#include "help.hpp"
#include "lmsection/app/calendar.hpp"
#include "parser.hpp"

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
    Arguments arguments;
    const Runner runner = command_at(source.command)->set_up(arguments);
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

void run_export(bool without_history, Context& context) {
    if (context.format() == Format::xlsx) {
        write_workbook(context);
        return;
    }
    if (context.format() != Format::table && context.format() != Format::jsonl) {
        throw UsageError{"export supports only --format jsonl and xlsx",
                         "leave out --format, or use another command to list records"};
    }
    const auto session = context.reading();
    app::export_section(session, without_history ? app::WithHistory::no : app::WithHistory::yes,
                        [&](std::string_view line) {
                            context.print(line);
                            context.print("\n");
                        });
}

void declare_export(Arguments& arguments, bool& without_history) {
    arguments.flag("--without-history", without_history,
                   "Leave out the history, which undo needs; a workbook never has it");
}

constexpr std::array commands{
    Command{.path = "export",
            .area = Area::database,
            .summary = "Export everything in the database",
            .examples = "  lmsection export --output section.jsonl\n"
                        "  lmsection export --without-history --output section.jsonl\n"
                        "  lmsection export --format xlsx --output section.xlsx\n",
            .set_up = set_up<declare_export, run_export>},
};

}    // namespace
}    // namespace export_command

extern constinit const CommandList export_commands{export_command::commands};

}    // namespace lmsection::cli
