#include "lmsection/app/backup.hpp"
#include "columns.hpp"
#include "command/shared.hpp"
#include "lmsection/cli/command.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
namespace lmsection::cli {

namespace backup_command {
namespace {

struct Options {
    std::string target;
    bool force = false;
    std::optional<int> keep;
};

constexpr auto backup_columns = columns_of<app::Backup>(
    column("file", "File", Importance::essential,
           [](const app::Backup& backup) { return backup.file.string(); }),
    column("bytes", "Bytes", Importance::essential,
           [](const app::Backup& backup) { return static_cast<std::int64_t>(backup.bytes); }));

int run_backup(const Options& options, Context& context) {
    context.refuse_output_onto(options.target);
    app::Circumstances around = context.circumstances(store::Access::reading);
    around.progress = context.progress();
    const app::Backup backup = app::back_up(around, {options.target, options.force, options.keep});
    const std::string file = backup.file.string();
    if (context.for_scripts()) {
        backup_columns.write(context, std::span{&backup, 1});
    }
    context.say(fmt::format("{} {} to {} ({} bytes).", around.dry_run ? "Would copy" : "Copied",
                            around.database.string(), file, backup.bytes));
    for (const auto& removed : backup.removed) {
        context.say(
            fmt::format("{} {}.", around.dry_run ? "Would remove" : "Removed", removed.string()));
    }
    if (!backup.dated_later.empty()) {
        context.warn(fmt::format(
            "{} {} dated in the future, and --keep did not remove {} (first: {}); check the "
            "clock",
            backup.dated_later.size(), backup.dated_later.size() == 1 ? "copy is" : "copies are",
            backup.dated_later.size() == 1 ? "it" : "them", backup.dated_later.front().string()));
    }
    say_dry_run(context);
    context.next_step("keep a copy on another machine; 'lmsection restore FILE' restores it");
    return 0;
}

Runner set_up_backup(Arguments& arguments) {
    arguments.prints(backup_columns);
    constexpr int most_copies = 10000;
    auto options = options_of<Options>();
    arguments
        .option("FILE", options->target, "File to write, or a folder, where it gets a dated name")
        .required()
        .not_empty();
    arguments.flag("--force", options->force, "Replace an existing file");
    arguments
        .option("--keep", options->keep,
                "In a folder: keep the N newest dated copies, remove older ones")
        .type_name("N")
        .whole_number(most_copies);
    return [options](Context& context) { return run_backup(*options, context); };
}

constexpr std::array commands{
    Command{.path = "backup",
            .area = Area::database,
            .summary = "Copy the database safely",
            .examples = "  lmsection backup /mnt/stick/section.db\n"
                        "  lmsection backup /srv/backups --keep 30 --quiet\n"
                        "  lmsection backup today.db\n"
                        "  lmsection backup . --keep 30\n",
            .writes = true,
            .set_up = set_up_backup},
};

}    // namespace
}    // namespace backup_command

extern constinit const CommandList backup_commands{backup_command::commands};

}    // namespace lmsection::cli
