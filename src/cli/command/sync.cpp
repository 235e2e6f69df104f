#include "lmsection/app/sync.hpp"
#include "columns.hpp"
#include "command/entry_row.hpp"
#include "command/shared.hpp"
#include "lmsection/app/history.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/command.hpp"
#include "lmsection/domain/section.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace lmsection::cli {

namespace sync_command {
namespace {

constexpr int store_status = 4;

/// Ends the program with an error if the folder does not answer for some time. A call that waits
/// for a share cannot be interrupted otherwise; the database is as safe as if the program was
/// killed.
class StallWatch {
public:
    StallWatch(int seconds, const std::string& folder)
        : line_(harmless(fmt::format("lmsection: {} has not answered for {} seconds; check the "
                                     "connection and try again",
                                     folder, seconds)) +
                "\n"),
          thread_([this, limit = std::chrono::seconds{seconds}] { watch(limit); }) {}
    StallWatch(const StallWatch&) = delete;
    StallWatch& operator=(const StallWatch&) = delete;
    ~StallWatch() {
        {
            const std::lock_guard lock{mutex_};
            done_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }

    void alive() {
        const std::lock_guard lock{mutex_};
        ++signs_;
    }

private:
    void watch(std::chrono::seconds limit) {
        std::unique_lock lock{mutex_};
        while (!done_) {
            const std::uint64_t before = signs_;
            const bool ended = changed_.wait_for(lock, limit, [this] { return done_; });
            if (!ended && signs_ == before) {
                static_cast<void>(!::write(STDERR_FILENO, line_.data(), line_.size()));
                ::_exit(store_status);
            }
        }
    }

    std::string line_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool done_ = false;
    std::uint64_t signs_ = 0;
    std::thread thread_;    // last: it uses the others
};

struct Options {
    std::string folder;
    std::string officer;
    bool read_only = false;
    bool status = false;
    std::optional<int> timeout;
};

constexpr auto status_columns = columns_of<app::CopyStatus>(
    column("officer", "Officer", Importance::essential, &app::CopyStatus::officer),
    column("state", "State", Importance::essential,
           [](const app::CopyStatus& copy) { return word(copy.state); }),
    column("written", "Written (UTC)", Importance::essential, &app::CopyStatus::written),
    column("to_get", "To get", Importance::useful, &app::CopyStatus::to_get),
    column("to_give", "To give", Importance::useful, &app::CopyStatus::to_give),
    column("machine", "Machine", Importance::useful, &app::CopyStatus::machine),
    column("number", "Number", Importance::useful,
           [](const app::CopyStatus& copy) { return static_cast<std::int64_t>(copy.number); }),
    column("file", "File", Importance::useful,
           [](const app::CopyStatus& copy) { return copy.file.filename().string(); }),
    column("bytes", "Bytes", Importance::extra,
           [](const app::CopyStatus& copy) { return static_cast<std::int64_t>(copy.bytes); }));

/// A conflict with the short number that decides it.
struct ConflictRow {
    explicit ConflictRow(const app::Conflict& one, std::string short_number = "")
        : conflict(one), number(std::move(short_number)) {}

    const app::Conflict& conflict;
    std::string number;

    /// What to show for one side of a record that only one officer has.
    [[nodiscard]] std::optional<std::string> side(bool kept) const {
        const store::FieldChange& field = conflict.field;
        if (field.action == store::RowAction::changed) {
            return kept ? field.after : field.before;
        }
        const bool present = (field.action == store::RowAction::added) == kept;
        return present ? "(the record)" : "(removed)";
    }
};

constexpr auto conflict_columns = columns_of<ConflictRow>(
    column("entry", "Entry", Importance::essential, &ConflictRow::number),
    column("at", "Since (UTC)", Importance::extra,
           [](const ConflictRow& row) { return row.conflict.at; }),
    column("table", "Table", Importance::useful,
           [](const ConflictRow& row) { return row.conflict.field.table; }),
    column("record", "Record", Importance::essential,
           [](const ConflictRow& row) { return row.conflict.field.record; }),
    column("field", "Field", Importance::essential,
           [](const ConflictRow& row) {
               return row.conflict.field.action == store::RowAction::changed
                          ? std::optional{row.conflict.field.field}
                          : std::nullopt;
           }),
    column("kept", "Kept for now", Importance::essential,
           [](const ConflictRow& row) { return row.side(true); }),
    column("other", "Other", Importance::essential,
           [](const ConflictRow& row) { return row.side(false); }));

std::string shown(const std::optional<std::string>& value) {
    return value ? fmt::format("'{}'", *value) : "nothing";
}

/// Names the new conflicts and how to decide them.
void warn_of_conflicts(Context& context, const std::vector<std::int64_t>& entries) {
    if (entries.empty()) {
        return;
    }
    const app::Session session = context.reading();
    const app::ShortNumbers numbers{session};
    for (const app::Conflict& conflict : app::conflicts(session)) {
        if (std::find(entries.begin(), entries.end(), conflict.entry) == entries.end()) {
            continue;
        }
        const ConflictRow row{conflict, numbers.of(conflict.entry)};
        const store::FieldChange& field = conflict.field;
        context.warn(
            fmt::format("two officers changed {}, {}{}: kept {} for now, not {}; decide "
                        "with 'lmsection sync decide {} --keep' or --other",
                        field.table, field.record,
                        field.action == store::RowAction::changed ? ", " + field.field : "",
                        shown(row.side(true)), shown(row.side(false)), row.number));
    }
}

/// Prints what was merged and written; nothing if nothing is new.
void report(Context& context, const app::Synced& synced) {
    const bool dry = context.dry_run();
    for (const app::MergedCopy& copy : synced.merged) {
        context.warn(copy.warnings);
    }
    if (context.shows_rows() && (!synced.merged.empty() || context.for_scripts())) {
        const auto writer = entry_columns.writer(context);
        for (const app::MergedCopy& copy : synced.merged) {
            for (const store::Entry& entry : copy.entries) {
                writer.row(EntryRow{entry});
            }
        }
        writer.end();
    }
    for (const app::MergedCopy& copy : synced.merged) {
        context.say(fmt::format("{} {} from {}.", dry ? "Would merge" : "Merged",
                                counted(copy.entries.size(), "entry", "entries"), copy.officer));
    }
    if (synced.forgotten > 0) {
        context.say(
            fmt::format("{} {} whom another officer has forgotten.", dry ? "Would erase" : "Erased",
                        counted(static_cast<std::size_t>(synced.forgotten), "person", "people")));
    }
    warn_of_conflicts(context, synced.conflicts);
    if (synced.name_is_shared) {
        context.warn("another computer writes under the same name; give each officer a name of "
                     "their own with --officer");
    }
    if (synced.written) {
        context.say(fmt::format("{} {}.", dry ? "Would write" : "Wrote", synced.written->string()));
    }
    const auto say_removed = [&](std::size_t count, std::string_view one, std::string_view many) {
        if (count > 0) {
            context.say(
                fmt::format("{} {}.", dry ? "Would remove" : "Removed", counted(count, one, many)));
        }
    };
    say_removed(synced.removed.size(), "older copy of yours", "older copies of yours");
    say_removed(synced.removed_of_others.size(),
                "copy of another officer that still had a forgotten person",
                "copies of other officers that still had a forgotten person");
}

int run_sync(const Options& options, Context& context) {
    context.refuse_output_onto(options.folder);
    app::Circumstances around = context.circumstances(store::Access::writing);
    constexpr int usual_timeout = 60;
    StallWatch watch{options.timeout.value_or(usual_timeout), options.folder};
    const store::Alive alive = [&watch] { watch.alive(); };
    if (options.status) {
        status_columns.write_all(context, app::sync_status(around, options.folder, alive));
        return 0;
    }
    const std::string officer = options.officer.empty()
                                    ? around.actor
                                    : or_usage(parse_line("officer", options.officer));
    const app::Synced synced = app::sync(around, {.folder = options.folder,
                                                  .officer = officer,
                                                  .read_only = options.read_only,
                                                  .alive = alive,
                                                  .words_of_command = words_of_command});
    report(context, synced);
    say_dry_run(context);
    int status = 0;
    for (const app::FailedCopy& failure : synced.failed) {
        static_cast<void>(context.refuse(failure.fault));
        constexpr int refused_status = 3;
        status = std::max(status, failure.refused ? refused_status : store_status);
    }
    return status;
}

Runner set_up_sync(Arguments& arguments) {
    arguments.prints(entry_columns);
    arguments.prints(status_columns);
    auto options = options_of<Options>();
    arguments
        .option("FOLDER", options->folder,
                "Folder that the officers share, such as a Google Drive folder")
        .required()
        .not_empty();
    arguments
        .option("--officer", options->officer,
                "Your name in the folder (default: the actor of your changes)")
        .type_name("NAME");
    const auto read_only = arguments.flag("--read-only", options->read_only,
                                          "Merge, but write nothing into the folder");
    arguments.flag("--status", options->status, "Show who has what, and since when")
        .excludes(read_only);
    constexpr int longest_timeout = 3600;
    arguments
        .option("--timeout", options->timeout,
                "Give up if the folder does not answer for N seconds (default: 60)")
        .type_name("N")
        .whole_number(longest_timeout);
    return [options](Context& context) { return run_sync(*options, context); };
}

int run_conflicts(Context& context) {
    const app::Session session = context.reading();
    const auto conflicts = app::conflicts(session);
    const app::ShortNumbers numbers{session};
    const auto writer = conflict_columns.writer(context);
    for (const app::Conflict& conflict : conflicts) {
        writer.row(ConflictRow{conflict, numbers.of(conflict.entry)});
    }
    writer.end();
    if (conflicts.empty()) {
        context.explain_empty("No conflicts wait for a decision.");
    } else {
        context.next_step("lmsection sync decide ENTRY --keep, or --other");
    }
    return 0;
}

Runner set_up_conflicts(Arguments& arguments) {
    arguments.prints(conflict_columns);
    return [](Context& context) { return run_conflicts(context); };
}

struct DecideOptions {
    std::string entry;
    bool keep = false;
    bool other = false;
    PolicyOptions policy;
};

void decide_for_other(app::WritingSession& session, const store::Entry& conflict,
                      const DecideOptions& options, Context& context) {
    try {
        const auto result = app::undo(session, {std::to_string(conflict.id),
                                                policy_of(options.policy), [](const auto&) {}});
        context.warn(result.warnings);
    } catch (const RefusedError& error) {
        const Fault& fault = error.faults().front();
        throw RefusedError{fault.what,
                           fmt::format("settle it with --keep and edit the record, or {}",
                                       fault.remedy)};
    }
}

int run_decide(const DecideOptions& options, Context& context) {
    if (options.keep == options.other) {
        throw UsageError{"either --keep or --other is needed", "give one of them"};
    }
    auto session = context.writing();
    const auto conflict = app::open_conflict(session, options.entry);
    if (!conflict) {
        say_unchanged(context, fmt::format("conflict {} is already decided", options.entry));
        return 0;
    }
    auto conflicts = app::conflicts(session);
    std::erase_if(conflicts, [&](const auto& one) { return one.entry != conflict->id; });
    const std::vector<ConflictRow> rows(conflicts.begin(), conflicts.end());
    if (options.keep) {
        app::keep(session, *conflict);
    } else {
        decide_for_other(session, *conflict, options, context);
    }
    if (context.for_scripts()) {
        const auto writer = entry_columns.writer(context);
        writer.row(EntryRow{*conflict});
        writer.end();
    }
    for (const ConflictRow& row : rows) {
        context.say(fmt::format("{} {}, not {}: {}, {}.", context.dry_run() ? "Would keep" : "Kept",
                                shown(row.side(options.keep)), shown(row.side(!options.keep)),
                                row.conflict.field.table, row.conflict.field.record));
    }
    say_dry_run(context);
    context.next_step("run 'lmsection sync FOLDER' to tell the other officers");
    return 0;
}

Runner set_up_decide(Arguments& arguments) {
    arguments.prints(entry_columns);
    auto options = options_of<DecideOptions>();
    arguments.option("ENTRY", options->entry, "Entry of the conflict, as 'sync conflicts' lists it")
        .required()
        .not_empty();
    const auto keep = arguments.flag("--keep", options->keep, "Keep what is kept for now");
    arguments.flag("--other", options->other, "Take the other value").excludes(keep);
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_decide(*options, context); };
}

constexpr std::array commands{
    Command{.path = "sync",
            .area = Area::database,
            .summary = "Stay in step with the other officers",
            .examples = "  lmsection sync ~/Drive/section --officer ann\n"
                        "  lmsection sync . --dry-run\n"
                        "  lmsection sync . --status\n"
                        "  lmsection sync ~/Drive/section --read-only --quiet\n",
            .writes = true,
            .set_up = set_up_sync},
    Command{.path = "sync conflicts",
            .area = Area::database,
            .summary = "List conflicts that still need a decision",
            .examples = "  lmsection sync conflicts\n"
                        "  lmsection sync conflicts --format csv\n"
                        "  lmsection sync conflicts --wide\n",
            .set_up = set_up_conflicts},
    Command{.path = "sync decide",
            .area = Area::database,
            .summary = "Decide which of two values to keep, for all officers",
            .examples = "  lmsection sync decide 676915 --keep\n"
                        "  lmsection sync decide 676915 --other\n"
                        "  lmsection sync decide 676915 --other --dry-run\n",
            .writes = true,
            .set_up = set_up_decide},
};

}    // namespace
}    // namespace sync_command

extern constinit const CommandList sync_commands{sync_command::commands};

}    // namespace lmsection::cli
