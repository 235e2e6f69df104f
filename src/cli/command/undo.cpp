#include "columns.hpp"
#include "command/entry_row.hpp"
#include "command/shared.hpp"
#include "lmsection/app/history.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/cli/command.hpp"
#include "prose.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::cli {

namespace undo_command {
namespace {

using store::Entry;
using store::EntryState;

struct Options {
    std::optional<std::string> entry;
    PolicyOptions policy;
};

/// "Undoing 1801...: 'lmsection appoint ...' of 2026-11-24T16:58:00Z by ana."
std::string announcement(const Entry& entry, std::string_view doing) {
    return fmt::format("{} {}: '{}' of {} by {}.", doing, entry.id, entry.info.command,
                       entry.info.at, entry.info.actor);
}

/// What was undone or redone, in sentences.
void report_undo(Context& context, const app::Session& session, const Entry& entry, bool redo) {
    if (!context.shows_rows()) {
        return;
    }
    const std::string number = app::ShortNumbers{session}.of(entry.id);
    const std::string_view what = context.dry_run() ? (redo ? "Would redo" : "Would undo")
                                                    : (redo ? "Redid" : "Undid");
    Prose prose{context};
    prose.paragraph(fmt::format("{} {} of {}, by {}: {}", what, number,
                                local_text(context, entry.info.at), entry.info.actor,
                                entry.info.command),
                    0);
    const std::string changes = changes_in_words(session.database(), entry);
    prose.paragraph(redo ? capitalized(changes) + "." : fmt::format("It had {}.", changes));
    context.next_step(
        fmt::format("lmsection {} {}, to reverse this", redo ? "undo" : "redo", number));
}

/// Undoes or redoes an entry and prints it with its new state.
int run_undo(const Options& options, Context& context, bool redo) {
    const app::UndoOrder order{options.entry, policy_of(options.policy), [&](const Entry& entry) {
                                   if (!context.in_sentences()) {
                                       context.say(
                                           announcement(entry, redo ? "Redoing" : "Undoing"));
                                   }
                               }};
    auto session = context.writing();
    auto [entry, warnings] = redo ? app::redo(session, order) : app::undo(session, order);
    context.warn(warnings);
    if (context.in_sentences()) {
        report_undo(context, session, entry, redo);
        say_dry_run(context);
        return 0;
    }
    entry.state = redo ? EntryState::done : EntryState::undone;
    const auto writer = entry_columns.writer(context);
    writer.row(EntryRow{entry});
    writer.end();
    say_dry_run(context);
    return 0;
}

Runner set_up_undo_or_redo(Arguments& arguments, bool redo) {
    arguments.prints(entry_columns);
    auto options = options_of<Options>();
    arguments.option("ENTRY", options->entry,
                     "Entry number, or at least its last 6 digits (default: the last entry)");
    add_policy_options(arguments, options->policy);
    return [options, redo](Context& context) { return run_undo(*options, context, redo); };
}

Runner set_up_undo(Arguments& arguments) {
    return set_up_undo_or_redo(arguments, false);
}

Runner set_up_redo(Arguments& arguments) {
    return set_up_undo_or_redo(arguments, true);
}

constexpr std::array commands{
    Command{.path = "undo",
            .area = Area::database,
            .summary = "Undo the last change, or one by its number",
            .examples = "  lmsection undo\n"
                        "  lmsection undo 676915 --dry-run\n"
                        "  lmsection undo --dry-run\n",
            .writes = true,
            .set_up = set_up_undo},
    Command{.path = "redo",
            .area = Area::database,
            .summary = "Redo what was undone",
            .examples = "  lmsection redo\n"
                        "  lmsection redo --dry-run\n"
                        "  lmsection redo 676915\n",
            .writes = true,
            .set_up = set_up_redo},
};

}    // namespace
}    // namespace undo_command

extern constinit const CommandList undo_commands{undo_command::commands};

}    // namespace lmsection::cli
