#include "lmsection/app/backup.hpp"
#include "command/shared.hpp"

namespace lmsection::cli {

namespace backup_command {
namespace {

struct Options {
    std::string target;
    bool force = false;
    std::optional<int> keep;
};

constexpr auto backup_columns = columns_of<app::Backup>(
    essential("file", "File", [](const app::Backup& backup) { return backup.file.string(); }),
    essential("bytes", "Bytes",
              [](const app::Backup& backup) { return static_cast<std::int64_t>(backup.bytes); }));

void run_backup(const Options& options, Context& context) {
    context.refuse_output_onto(options.target);
    app::Circumstances around = context.circumstances(store::Access::reading);
    around.progress = context.progress();
    const app::Backup backup = app::back_up(around, {options.target, options.force, options.keep});
    const std::string file = backup.file.string();
    if (context.for_scripts()) {
        backup_columns.write_one(context, backup);
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
    conclude(context, "keep a copy on another machine; 'lmsection restore FILE' restores it");
}

void declare_backup(Arguments& arguments, Options& options) {
    constexpr int most_copies = 10000;
    arguments
        .option("FILE", options.target, "File to write, or a folder, where it gets a dated name")
        .required()
        .not_empty();
    arguments.flag("--force", options.force, "Replace an existing file");
    arguments
        .option("--keep N", options.keep,
                "In a folder: keep the N newest dated copies, remove older ones")
        .whole_number(most_copies);
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
            .set_up = set_up<declare_backup, run_backup, backup_columns>},
};

}    // namespace
}    // namespace backup_command

extern constinit const CommandList backup_commands{backup_command::commands};

}    // namespace lmsection::cli
