#include "command/shared.hpp"
#include "lmsection/app/backup.hpp"

namespace lmsection::cli {

namespace restore_command {
namespace {

void run_restore(const std::string& copy, Context& context) {
    context.refuse_output_onto(copy);
    const app::Circumstances around = context.circumstances(store::Access::writing);
    create_default_folder(around);
    const app::Restored restored = app::restore(around, copy);
    context.say(fmt::format("{} {} from {} (schema {}).",
                            around.dry_run ? "Would restore" : "Restored", around.database.string(),
                            copy, restored.schema));
    if (restored.kept) {
        context.say(fmt::format("The previous file is in {}.", restored.kept->string()));
    }
    if (restored.warning) {
        context.warn(*restored.warning);
    }
    conclude(context, "lmsection log --limit 3");
}

void declare_restore(Arguments& arguments, std::string& copy) {
    arguments.option("FILE", copy, "A copy made by 'lmsection backup'").required().not_empty();
}

constexpr std::array commands{
    Command{.path = "restore",
            .area = Area::database,
            .summary = "Restore the database from a backup",
            .examples = "  lmsection restore /mnt/stick/section.db --dry-run\n"
                        "  lmsection restore /srv/backups/section-20261124-030000.db\n"
                        "  lmsection restore section-copy.db --dry-run\n"
                        "  lmsection restore section-copy.db\n",
            .writes = true,
            .set_up = set_up<declare_restore, run_restore>},
};

}    // namespace
}    // namespace restore_command

extern constinit const CommandList restore_commands{restore_command::commands};

}    // namespace lmsection::cli
