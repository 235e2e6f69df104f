#include "command/shared.hpp"
#include "lmsection/app/export.hpp"

namespace lmsection::cli {

namespace import_command {
namespace {

void run_import(const std::string& file, Context& context) {
    const app::Circumstances around = context.circumstances(store::Access::writing);
    const auto lines = context.lines_of(file);
    create_default_folder(around);
    const app::Imported imported = app::import_section(around, display_name(file), lines);
    context.say(fmt::format("{} {}: {}, {}, {} in the history, {} in total.",
                            around.dry_run ? "Would create" : "Created", around.database.string(),
                            counted(imported.people, "person", "people"),
                            counted(imported.appointments, "appointment", "appointments"),
                            counted(imported.entries, "entry", "entries"),
                            counted(imported.records, "record", "records")));
    conclude(context, "lmsection doctor");
}

void declare_import(Arguments& arguments, std::string& file) {
    arguments.option("FILE", file, "Output of 'lmsection export'; - for standard input")
        .required()
        .not_empty();
}

constexpr std::array commands{
    Command{.path = "import",
            .area = Area::database,
            .summary = "Create a database from an export",
            .examples = "  lmsection import section.jsonl --db copy.db\n"
                        "  lmsection import section.jsonl --db copy.db --dry-run\n"
                        "  lmsection import section.jsonl --db ~/new.db\n",
            .writes = true,
            .set_up = set_up<declare_import, run_import>},
};

}    // namespace
}    // namespace import_command

extern constinit const CommandList import_commands{import_command::commands};

}    // namespace lmsection::cli
