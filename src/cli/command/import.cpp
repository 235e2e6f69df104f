#include "command/registrations.hpp"
#include "command/shared.hpp"
#include "lmsection/app/export.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

int run_import(const std::string& file, Context& context) {
    const app::Circumstances around = context.circumstances(store::Access::writing);
    const auto lines = context.lines_of(file);
    make_usual_folder(around);
    const app::Imported imported = app::import_section(around, spoken_name(file), lines);
    context.say(fmt::format("{} {}: {} people, {} appointments, {} entries of the history, {} "
                            "records in all.",
                            around.dry_run ? "Would make" : "Made", around.database.string(),
                            imported.people, imported.appointments, imported.entries,
                            imported.records));
    tell_dry_run(context);
    context.next_step("lmsection doctor");
    return 0;
}

}    // namespace

Runner set_up_import(Arguments& arguments) {
    auto file = options_of<std::string>();
    arguments.option("FILE", *file, "What 'lmsection export' wrote; - for standard input")
        .required()
        .not_empty();
    return [file](Context& context) { return run_import(*file, context); };
}

}    // namespace lmsection::cli
